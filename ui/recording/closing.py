"""What closing the window does: Afterglow goes on in the background, or ends. The main window creates it. UI thread.

With a tray the window hides, and a notice says so the first time. Without one the person is asked once how to go on;
the answer is a setting. Where nothing is being recorded and there is no tray, nothing is left to go on with: it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.kit.i18n import tr
from ui.kit.icons import app_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import Setting, SettingsControl
from ui.kit.theme import XL, XS, L, Look, M, S
from ui.kit.widgets import button, label, set_tinted_icon, tool_button

SETTING, ASK, KEEP, QUIT = "desktop.when_closed", "ask", "keep", "quit"
_SEARCH_KEY = "desktop.search_key"
_NOTICE_MS = 20_000


class Closable(Protocol):
    """The main window, as far as closing is concerned."""

    def hide(self) -> None: ...

    def bring_up(self) -> None: ...

    def quit(self) -> None: ...


class Closing:
    """`close` is called when the person closes the window, and does what they chose.

    has_tray: asked each time, because a panel may come and go. is_recording: something goes on when the window is gone.
    """

    def __init__(
        self,
        window: QWidget,
        target: Closable,
        preferences: SettingsControl,
        *,
        jobs: Jobs,
        look: Look,
        has_tray: Callable[[], bool],
        is_recording: Callable[[], bool],
        stop_recording: Callable[[], object],
        failed: Callable[[AfterglowError], object],
    ) -> None:
        self._window, self._target, self._preferences = window, target, preferences
        self._lane, self._answer_lane = jobs.lane(), jobs.lane()
        self._has_tray, self._is_recording, self._failed = has_tray, is_recording, failed
        self._told = False
        self.notice = ClosedNotice(look)
        self.notice.stop_recording.connect(stop_recording)
        self.notice.not_again.connect(lambda: self._remember(KEEP))
        self.dialog: ClosingDialog | None = None

    @property
    def ends_at_once(self) -> bool:
        """Nothing would go on without the window, and nothing would bring it back."""
        return not self._is_recording() and not self._has_tray()

    def close(self) -> None:
        """Goes on when the settings are read; the window stays as it is until then."""
        self._lane.run(self._preferences.settings, self._decide, lambda _error: self._act(ASK, ""))

    def _decide(self, settings: tuple[Setting, ...]) -> None:
        values = {setting.name: setting.value for setting in settings}
        self._act(str(values.get(SETTING, ASK)), str(values.get(_SEARCH_KEY, "")))

    def _act(self, choice: str, search_key: str) -> None:
        if choice == QUIT:
            self._target.quit()
        elif self._has_tray():
            self._target.hide()
            if choice == ASK and not self._told and self._is_recording():
                self._told = True
                self.notice.show_near_tray(search_key)
        elif choice == KEEP:
            self._target.hide()
        else:
            self._ask(search_key)

    def _ask(self, search_key: str) -> None:
        if self.dialog is not None:
            return
        self._target.bring_up()
        self.dialog = dialog = ClosingDialog(search_key, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._finish)
        dialog.open()

    def _finish(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        answer = dialog.answer if dialog is not None else ""
        if answer:
            self._remember(answer, lambda: self._act(answer, ""))

    def _remember(self, answer: str, then: Callable[[], None] = lambda: None) -> None:
        """`then` also where the answer cannot be saved: then it is asked for again the next time."""

        def fail(error: AfterglowError) -> None:
            self._failed(error)
            then()

        self._answer_lane.run(lambda: self._preferences.change(SETTING, answer), lambda _none: then(), fail)

    def dismiss(self) -> None:
        """The window is there again, or ends."""
        self.notice.close()


class ClosingDialog(QDialog):
    """Asks once, where there is no tray. Escape leaves the window open; `answer` is then empty."""

    def __init__(self, search_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle("Afterglow")
        self.setModal(True)
        self.setFixedWidth(460)
        back = (
            tr("Start Afterglow again from the menu, or press {key}, to come back.", key=search_key)
            if search_key
            else tr("Start Afterglow again from the menu to come back.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(S)
        column.addWidget(label(tr("Keep recording in the background?"), "large", wrap=True))
        column.addWidget(label(f"{tr('This desktop has no tray.')} {back}", "muted", wrap=True))
        column.addWidget(label(tr("You can change this later in Settings, under Desktop."), "small", wrap=True))
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        self.quit_button = button(tr("Quit Afterglow"), lambda: self._choose(QUIT))
        self.keep_button = button(tr("Keep recording"), lambda: self._choose(KEEP), "primary")
        self.keep_button.setDefault(True)
        row.addWidget(self.quit_button)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        self.keep_button.setFocus()

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.accept()


class ClosedNotice(QFrame):
    """A card of its own in the corner of the screen: the window is hidden, and recording goes on. It takes no focus and
    goes by itself, but not while the pointer is on it."""

    stop_recording = Signal()
    not_again = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("Afterglow")
        self.setProperty("role", "closed")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(440)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._timer.timeout.connect(self.close)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(40, 40))
        self._words = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(tr("Afterglow keeps recording"), "strong"), 1)
        head.addWidget(set_tinted_icon(tool_button(tr("Dismiss"), self.close), look, "close"))
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.stop_button = button(tr("Stop recording"), lambda: self._choose(self.stop_recording.emit))
        self.not_again_button = button(tr("Don't show again"), lambda: self._choose(self.not_again.emit), "link")
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.not_again_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(XS)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addSpacing(S)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, M, L)
        row.setSpacing(M)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_near_tray(self, search_key: str) -> None:
        self._words.setText(
            tr("The window is closed. Open it again from the tray, or with {key}.", key=search_key)
            if search_key
            else tr("The window is closed. Open it again from the tray.")
        )
        self.adjustSize()
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            room = screen.availableGeometry()
            self.move(room.right() - self.width() - XL, room.bottom() - self.height() - XL)
        self.setFocus()
        self.show()
        self._timer.start()

    def _choose(self, tell: Callable[[], object]) -> None:
        self.close()
        tell()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
