"""System tray icon with its menu (QSystemTrayIcon).

The recording controller creates it. UI thread. If there is no tray yet, because the panel starts later, Qt adds the
icon as soon as there is one; until then `is_available` is False and the window shows the state in its title.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.icons import tray_icon
from ui.kit.ports import RecordingState, UiStatus
from ui.recording.status_pill import FORGET_MINUTES, fill_menu

_WITHOUT_PANELS = ("offscreen", "minimal")
"""Qt platforms that never have a tray, and warn if one is used."""


class Tray(QObject):
    show_window = Signal()
    search = Signal()
    pause = Signal(object)
    resume = Signal()
    forget = Signal(int)
    lock = Signal()
    quit = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._shown: tuple[RecordingState, str] | None = None
        self.menu = QMenu()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._show_window_on_click)

    @property
    def is_available(self) -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_status(self, status: UiStatus, *, locked: bool, first_run: bool = False) -> None:
        """`locked`: the memory is locked. `first_run`: nothing is recorded yet. The menu may be open, so it is filled
        anew only if its texts change."""
        shown = (formatting.shown_state(status, locked), tray_text(status, locked, self._clock()))
        if first_run:
            shown = (RecordingState.OFF, tr("Not recording yet"))
        if shown == self._shown:
            return
        self._shown = shown
        light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        self._icon.setIcon(tray_icon(shown[0], dark=not light))
        self._icon.setToolTip(f"Afterglow: {shown[1]}")
        if first_run:
            self._fill_first_menu(shown[1])
        else:
            self._fill_menu(status, locked, shown[1])
        if QGuiApplication.platformName() not in _WITHOUT_PANELS:
            self._icon.show()

    @property
    def tool_tip(self) -> str:
        return self._icon.toolTip()

    def _fill_menu(self, status: UiStatus, locked: bool, head: str) -> None:
        menu = self.menu
        menu.clear()
        menu.addAction(head).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("Unlock…") if locked else tr("Open Afterglow")).triggered.connect(
            lambda: self.show_window.emit()
        )
        if not locked:
            menu.addAction(tr("Search…")).triggered.connect(lambda: self.search.emit())
        menu.addSeparator()
        fill_menu(menu, status, self.pause.emit, self.resume.emit)
        menu.addSeparator()
        if not locked:
            menu.addAction(tr("Forget the last {minutes} minutes…", minutes=FORGET_MINUTES)).triggered.connect(
                lambda: self.forget.emit(FORGET_MINUTES)
            )
            menu.addAction(tr("Lock the memory")).triggered.connect(lambda: self.lock.emit())
        menu.addAction(tr("Quit")).triggered.connect(lambda: self.quit.emit())

    def _fill_first_menu(self, head: str) -> None:
        self.menu.clear()
        self.menu.addAction(head).setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(tr("Open Afterglow")).triggered.connect(lambda: self.show_window.emit())
        self.menu.addAction(tr("Quit")).triggered.connect(lambda: self.quit.emit())

    def _show_window_on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_window.emit()

    def close(self) -> None:
        """May be called twice."""
        self._icon.hide()
        self.menu.close()


def tray_text(status: UiStatus, locked: bool, now: datetime) -> str:
    text = formatting.format_status(status, now)
    if status.message:
        text = f"{text}. {status.message}"
    return f"{text} · {tr('memory locked')}" if locked else text
