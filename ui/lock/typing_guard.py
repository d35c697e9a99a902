"""Guard against keys that were meant for a form which is gone. The main window makes one. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PAUSE_MS = 1000
"""A person who has not pressed a key for so long has looked up."""
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class TypingGuard(QObject):
    """Swallows every key in `window` until none was pressed for a second; then it removes itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(watched, QWidget) or watched.window() is not self._window:
            return super().eventFilter(watched, event)
        self._timer.start()
        event.accept()
        return True
