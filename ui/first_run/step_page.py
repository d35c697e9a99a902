"""What every step of the first run is: a title, words, content, and what Continue does. UI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.ports import FirstRunStep
from ui.kit.theme import XL, M
from ui.kit.widgets import label


class StepPage(QWidget):
    """The flow calls `enter` when it shows the page, `go_on` when Continue is pressed, `leave` when it goes away."""

    changed = Signal()
    """`can_go_on`, `busy` or `go_on_text` may be different."""
    done = Signal()
    """What Continue started is finished: the next step."""

    step: FirstRunStep

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.title, self.lead = label(title, "hero", wrap=True), label(words, "lead", wrap=True)
        self.busy = ""
        """What goes on now, in words; empty: nothing."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)
        self.column.addWidget(self.title)
        self.column.addWidget(self.lead)
        self.column.addSpacing(XL - M)

    @property
    def can_go_on(self) -> bool:
        return not self.busy

    @property
    def go_on_text(self) -> str:
        return tr("Continue")

    def enter(self) -> None:
        """Called each time it is shown."""

    def take_focus(self) -> bool:
        """False: the page has no field of its own, and Continue takes the keyboard."""
        return False

    def go_on(self) -> None:
        self.done.emit()

    def leave(self) -> None:
        """Nothing secret stays in its widgets."""

    def set_busy(self, words: str) -> None:
        self.busy = words
        self.changed.emit()
