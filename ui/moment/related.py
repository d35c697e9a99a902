"""Memories that have the moment as evidence, as buttons.

The moment page creates the list. UI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from memory.memories.memory import Memory
from ui.kit.formatting import KIND_TITLES
from ui.kit.i18n import tr
from ui.kit.icons import icon
from ui.kit.theme import XS, Look
from ui.kit.widgets import label

MAX_MEMORIES = 4


class RelatedMemories(QWidget):
    chosen = Signal(object)
    """A Memory."""

    def __init__(self, look: Look, width: int) -> None:
        super().__init__()
        self._look, self._width = look, width
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self.setAccessibleName(tr("Memories based on this moment"))

    def show_memories(self, memories: Sequence[Memory]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(memories))
        if not memories:
            return
        self._column.addWidget(label(tr("Memories from this"), "strong"))
        for memory in memories[:MAX_MEMORIES]:
            self._column.addWidget(self._build_button(memory))
        if len(memories) > MAX_MEMORIES:
            self._column.addWidget(label(tr("and {number} more", number=len(memories) - MAX_MEMORIES), "small"))

    def _build_button(self, memory: Memory) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "index")
        button.setIcon(icon(str(memory.kind), self._look.tokens))
        elided = button.fontMetrics().elidedText(memory.summary, Qt.TextElideMode.ElideRight, self._width - 56)
        button.setText(elided.replace("&", "&&"))
        button.setToolTip(tr(KIND_TITLES[memory.kind]))
        button.setAccessibleName(tr("Open the memory: {summary}", summary=memory.summary))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(partial(self.chosen.emit, memory))
        return button
