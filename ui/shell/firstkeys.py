"""The window's keys work while something is written too. UI thread.

On X11 a text field takes Ctrl+E, Ctrl+K, Ctrl+D and others for itself, to move and delete as in Emacs; the same field
does not on other systems. Here the keys of the sheet (F1) come first, and those of writing that every system has stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPlainTextEdit


class FirstKeys(QObject):
    """For every field that `window` has now."""

    def __init__(self, window: QMainWindow, keys: Iterable[str]) -> None:
        super().__init__(window)
        self._keys = {QKeySequence(key) for key in keys}
        for field in (*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        if QKeySequence(event.keyCombination()) in self._keys:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
