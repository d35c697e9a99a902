"""Dialog that edits a memory, or writes a new one. Escape cancels.

The memories page creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from memory.memories.fields import CoreFields, ProceduralFields
from memory.memories.memory import Memory
from ui.kit.i18n import tr
from ui.kit.theme import XL, L, M, S
from ui.kit.widgets import button, label
from ui.memories.actions import MemoryDraft


class MemoryEditor(QDialog):
    saved = Signal(object)
    """A MemoryDraft."""

    def __init__(self, memory: Memory | None, parent: QWidget | None = None) -> None:
        """None: a new memory that the person writes about themselves."""
        super().__init__(parent)
        self.setWindowTitle(tr("Edit the memory") if memory else tr("Add a fact"))
        self.setModal(True)
        self.setMinimumWidth(560)
        self.summary = QLineEdit(memory.summary if memory else "")
        self.details = QPlainTextEdit(memory.details if memory else "")
        fields = memory.fields if memory else None
        self.value = QLineEdit(fields.value) if isinstance(fields, CoreFields) and fields.value else None
        steps = fields.steps or () if isinstance(fields, ProceduralFields) else None
        self.steps = None if steps is None else QPlainTextEdit("\n".join(steps))
        self._save = button(tr("Save"), self.submit, "primary")
        self._save.setToolTip(tr("Save (Ctrl+Enter)"))
        self._save.setDefault(True)
        self.summary.textChanged.connect(lambda _text: self._enable())
        for text_field in (self.details, self.steps):
            if text_field is not None:
                text_field.setTabChangesFocus(True)
                text_field.installEventFilter(self)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.submit)
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(S)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(label(tr("What you write takes priority over what was seen."), "muted"))
        column.addSpacing(M)
        parts: Sequence[tuple[str, QLineEdit | QPlainTextEdit | None, int]] = (
            (tr("Summary"), self.summary, 0),
            (tr("Value"), self.value, 0),
            (tr("Steps, one per line"), self.steps, 150),
            (tr("Details"), self.details, 130),
        )
        for name, part, height in parts:
            if part is not None:
                part.setAccessibleName(name)
                if height:
                    part.setFixedHeight(height)
                column.addWidget(label(name, "strong"))
                column.addWidget(part)
                column.addSpacing(S)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addStretch(1)
        foot.addWidget(button(tr("Cancel"), self.reject))
        foot.addWidget(self._save)
        column.addLayout(foot)
        self.summary.setFocus()

    def _enable(self) -> None:
        self._save.setEnabled(bool(self.summary.text().strip()))

    @property
    def draft(self) -> MemoryDraft:
        steps = None if self.steps is None else _lines(self.steps.toPlainText())
        value = None if self.value is None else self.value.text().strip()
        return MemoryDraft(self.summary.text().strip(), self.details.toPlainText().strip(), steps, value)

    def submit(self) -> None:
        if self._save.isEnabled():
            self.saved.emit(self.draft)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves in the multi-line fields too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
                return True
        return super().eventFilter(watched, event)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
