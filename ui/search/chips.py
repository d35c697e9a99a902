"""Operators of the query as chips that can be removed.

The search page creates them. UI thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.kit.i18n import mark, tr
from ui.kit.theme import S
from ui.kit.widgets import plain_tip
from ui.search.operators import EXCLUDE, Operator, parse_operators, remove_operator

MAX_CHIPS = 6
"""The rest can be read in the field."""
_MAX_CHARACTERS = 28
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
    """The query without the operator whose chip was removed."""

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
        operators = parse_operators(text)
        for operator in operators[:MAX_CHIPS]:
            chip = _Chip(operator)
            chip.clicked.connect(partial(self.changed.emit, remove_operator(text, operator)))
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self.setVisible(bool(operators))


class _Chip(QPushButton):
    def __init__(self, operator: Operator) -> None:
        name = _chip_text(operator)
        short = name if len(name) <= _MAX_CHARACTERS else f"{name[: _MAX_CHARACTERS - 1]}…"
        super().__init__(f"{short}   ✕")
        self.setProperty("role", "filter")
        self.setAccessibleName(tr("Remove the filter {told}", told=name))
        self.setToolTip(plain_tip(tr("Remove the filter {told} (Delete)", told=name)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        remove_keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if Qt.Key(event.key()) in remove_keys:
            self.click()
        else:
            super().keyPressEvent(event)


def _chip_text(operator: Operator) -> str:
    if operator.name == "like":
        return tr("similar to a moment")
    if operator.name == EXCLUDE:
        return tr("without {value}", value=operator.value)
    value = operator.value.replace("_", " ") if operator.name in ("on", "before", "after") else operator.value
    return f"{tr(_WORDS.get(operator.name, operator.name.capitalize()))} {value}"
