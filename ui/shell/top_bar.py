"""Top bar: the search field and the recording state. The main window creates it. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.i18n import mark, tr
from ui.kit.icons import icon
from ui.kit.theme import XL, L, Look
from ui.recording.status_pill import StatusPill

HINT = mark("Search your memory:  a word, “exact words”,  app:terminal,  yesterday afternoon …")


class TopBar(QWidget):
    typed = Signal()
    """The person typed; not emitted when the program sets the text."""
    text_changed = Signal(str)
    down_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, look: Look, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("top")
        self.field = QLineEdit()
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText(tr(HINT))
        self.field.setAccessibleName(tr("Search your memory"))
        self.field.installEventFilter(self)
        self._search_action = QAction(tr("Search"), self.field)
        self.field.addAction(self._search_action, QLineEdit.ActionPosition.LeadingPosition)
        self._clear_action = QAction(tr("Clear the search"), self.field)
        self._clear_action.triggered.connect(self.field.clear)
        self._clear_action.setVisible(False)
        self.field.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self.field.textEdited.connect(lambda _text: self.typed.emit())
        self.field.textChanged.connect(lambda text: self._clear_action.setVisible(bool(text)))
        self.field.textChanged.connect(self.text_changed)
        self.pill = StatusPill(look, clock)
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, L, XL, 0)
        row.setSpacing(L)
        row.addWidget(self.field, 100)
        row.addStretch(1)
        row.addWidget(self.pill)
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._search_action.setIcon(icon("search", self._look.tokens))
        self._clear_action.setIcon(icon("close", self._look.tokens))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the field to the results."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            signals = {
                Qt.Key.Key_Down: self.down_pressed,
                Qt.Key.Key_Return: self.enter_pressed,
                Qt.Key.Key_Enter: self.enter_pressed,
            }
            signal = signals.get(Qt.Key(event.key()))
            if signal is not None:
                signal.emit()
                return True
        return super().eventFilter(watched, event)
