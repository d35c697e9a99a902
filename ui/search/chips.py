"""Query operators as chips. UI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.kit.i18n import mark, tr
from ui.kit.theme import S
from ui.search.operators import EXCLUDE, Operator, parse_operators, remove_operator

MAX_CHIPS = 6
"""More of them stay readable in the field."""
_LONGEST = 28
_WORDS = {
    "on": mark("on"),
    "before": mark("before"),
    "after": mark("after"),
    "app": mark("App"),
    "site": mark("Site"),
    "title": mark("Title"),
}


class Chips(QWidget):
    changed = Signal(str)
    """The query without a part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S)

    def show_query(self, text: str) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = parse_operators(text)
        for part in found[:MAX_CHIPS]:
            chip = _Chip(part)
            chip.clicked.connect(partial(self.changed.emit, remove_operator(text, part)))
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self.setVisible(bool(found))


class _Chip(QPushButton):
    def __init__(self, part: Operator) -> None:
        told = _told(part)
        short = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
        super().__init__(f"{short}   ✕")
        self.setProperty("role", "filter")
        self.setAccessibleName(tr("Remove the filter {told}", told=told))
        self.setToolTip(tr("Remove the filter {told} (Delete)", told=told))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        removes = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if Qt.Key(event.key()) in removes:
            self.click()
        else:
            super().keyPressEvent(event)


def _told(part: Operator) -> str:
    if part.name == "like":
        return tr("like one moment")
    if part.name == EXCLUDE:
        return tr("without {value}", value=part.value)
    value = part.value.replace("_", " ") if part.name in ("on", "before", "after") else part.value
    return f"{tr(_WORDS.get(part.name, part.name.capitalize()))} {value}"
