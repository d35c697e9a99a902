"""Every key on one sheet (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import XL, L, M, S
from ui.widgets import button, label

KEYS = (
    (
        "Everywhere",
        (
            ("Ctrl+K", "Search"),
            ("Ctrl+1", "Timeline"),
            ("Ctrl+L", "Lock the memory"),
            ("Ctrl+E", "Export"),
            ("Ctrl+P", "Pause and forget menu"),
            ("Esc", "Back"),
            ("F1", "This sheet"),
        ),
    ),
    (
        "Timeline",
        (
            ("← →", "Moment before, after"),
            ("Page ↑ ↓", "Day before, after"),
            ("Ctrl+G", "Choose a day"),
            ("Space", "Play"),
            ("+  −  0", "Closer, wider, whole day"),
            ("Enter", "Open the moment"),
        ),
    ),
    (
        "Moment",
        (
            ("← →", "Earlier, later"),
            ("Ctrl+C", "Copy the text"),
            ("+  −  0", "Zoom, fit"),
            ("Esc", "Back to where you were"),
        ),
    ),
)


class Shortcuts(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(label("Keys", "title"))
        row = QHBoxLayout()
        row.setSpacing(XL + L)
        for title, keys in KEYS:
            row.addLayout(_group(title, keys))
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Close", self.accept))
        column.addLayout(foot)


def _group(title: str, keys: tuple[tuple[str, str], ...]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(label(key, "key"), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(meaning), row, 1)
    result = QVBoxLayout()
    result.setSpacing(M)
    result.addWidget(label(title, "strong"))
    result.addLayout(grid)
    result.addStretch(1)
    return result
