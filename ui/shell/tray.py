"""The icon in the system's tray: the recorder's state at a glance. Where there is no tray, there is simply none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import words
from ui.control import UiStatus
from ui.icons import tray_icon
from ui.shell.pill import fill_menu


class Tray(QObject):
    show_window = Signal()
    search = Signal()
    pause = Signal(object)
    resume = Signal()
    lock = Signal()
    leave = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._menu = QMenu()
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._clicked)

    @property
    def present(self) -> bool:
        return self._icon is not None

    def show_status(self, status: UiStatus) -> None:
        if self._icon is None or self._menu is None:
            return
        self._icon.setIcon(tray_icon(status.state))
        self._icon.setToolTip(f"Afterglow: {words.status_words(status, self._clock())}")
        self._fill(self._menu, status)
        self._icon.show()

    def _fill(self, menu: QMenu, status: UiStatus) -> None:
        menu.clear()
        menu.addAction(words.status_words(status, self._clock())).setEnabled(False)
        menu.addSeparator()
        menu.addAction("Open Afterglow").triggered.connect(lambda: self.show_window.emit())
        menu.addAction("Search…").triggered.connect(lambda: self.search.emit())
        menu.addSeparator()
        fill_menu(menu, status, self.pause.emit, self.resume.emit)
        menu.addSeparator()
        menu.addAction("Lock the memory").triggered.connect(lambda: self.lock.emit())
        menu.addAction("Quit").triggered.connect(lambda: self.leave.emit())

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_window.emit()

    def close(self) -> None:
        if self._icon is not None:
            self._icon.hide()
        if self._menu is not None:
            self._menu.deleteLater()
        self._icon = self._menu = None
