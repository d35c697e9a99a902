"""System tray icon.

UI thread. Where there is no tray yet, Qt adds the icon as soon as there is one (a panel that starts after us); until
then `present` is False and the window says the state in its title.
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
"""Qt's platforms that can never have a tray, and complain when one is asked for."""


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
        self._icon.activated.connect(self._clicked)

    @property
    def is_available(self) -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_status(self, status: UiStatus, *, locked: bool) -> None:
        """`locked`: the memory is. The menu is filled anew only when its words change: it may be open."""
        shown = (tray_state(status, locked), tray_text(status, locked, self._clock()))
        if shown == self._shown:
            return
        self._shown = shown
        light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        self._icon.setIcon(tray_icon(shown[0], dark=not light))
        self._icon.setToolTip(f"Afterglow: {shown[1]}")
        self._fill(status, locked, shown[1])
        if QGuiApplication.platformName() not in _WITHOUT_PANELS:
            self._icon.show()

    @property
    def tool_tip(self) -> str:
        return self._icon.toolTip()

    def _fill(self, status: UiStatus, locked: bool, head: str) -> None:
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

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_window.emit()

    def close(self) -> None:
        """Twice does no harm."""
        self._icon.hide()
        self.menu.close()


def tray_state(status: UiStatus, locked: bool) -> RecordingState:
    """What matters most: that something is not recorded comes before that nothing can be read."""
    return RecordingState.LOCKED if locked and status.state is RecordingState.RECORDING else status.state


def tray_text(status: UiStatus, locked: bool, now: datetime) -> str:
    text = formatting.format_status(status, now)
    if status.message:
        text = f"{text}. {status.message}"
    return f"{text} · {tr('memory locked')}" if locked else text
