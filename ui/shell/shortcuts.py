"""Every key on one sheet (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import XL, L, M, S
from ui.widgets import button, label

KEYS = (
    (
        "Everywhere",
        (
            ("Ctrl+K  Ctrl+F  Ctrl+2", "Search"),
            ("Ctrl+1", "Timeline"),
            ("Ctrl+3", "Ask"),
            ("Ctrl+4", "Memories"),
            ("Ctrl+5", "Insights"),
            ("Ctrl+,", "Settings"),
            ("Ctrl+L", "Lock the memory"),
            ("Ctrl+E", "Export"),
            ("Ctrl+P", "Pause and forget menu"),
            ("Ctrl+Q", "Leave Afterglow"),
            ("Esc", "Back"),
            ("F1", "This sheet"),
        ),
    ),
    (
        "Timeline",
        (
            ("← →", "Moment before, after"),
            ("↑ ↓", "The other screen"),
            ("Page ↑ ↓", "Day before, after"),
            ("G  Ctrl+G", "Choose a day"),
            ("Space", "Play"),
            ("[ ]", "Slower, faster"),
            ("+  −  0", "Closer, wider, whole day"),
            ("Y M W D H S", "Year, month, week … second"),
            ("Enter", "Open the moment"),
        ),
    ),
    (
        "Search",
        (
            ("Tab", "Take what is offered"),
            ("↓  ↑", "To the hits, and back"),
            ("→  ←", "Unfold a window, fold it"),
            ("Enter", "Open the hit"),
            ("Delete", "Remove a filter"),
            ("Ctrl+D", "Save the search"),
        ),
    ),
    (
        "Moment",
        (
            ("← →", "Earlier, later"),
            ("Drag", "Select words on the picture"),
            ("Ctrl+A", "Select all its text"),
            ("Ctrl+C", "Copy the selection, or the text"),
            ("Ctrl+Shift+C", "Copy the picture"),
            ("Ctrl+O", "Open the page or file"),
            ("P", "Pin"),
            ("S", "Find moments like this one"),
            ("Delete", "Forget"),
            ("+  −  0", "Zoom, fit"),
            ("Esc", "Back to where you were"),
        ),
    ),
    (
        "Memories",
        (
            ("Alt+1 … 6", "The six kinds"),
            ("/", "Find"),
            ("Enter", "Open the last moment"),
            ("F2", "Edit"),
            ("Ctrl+M", "Merge the chosen"),
            ("Delete", "Delete"),
            ("Ctrl+Z", "Undo"),
            ("Ctrl+H", "History"),
            ("Ctrl+R", "Show a secret's value"),
            ("Ctrl+N", "Tell something"),
        ),
    ),
    (
        "Ask",
        (
            ("Enter", "Ask"),
            ("Shift+Enter", "New line"),
            ("Esc", "Stop"),
            ("Ctrl+Shift+S", "With what is on the screen"),
            ("Ctrl+Shift+F", "Find in the conversation"),
            ("Ctrl+Shift+L", "Clear the view"),
            ("Ctrl+Shift+Del", "Clear for good"),
        ),
    ),
)


COLUMNS = (("Everywhere", "Search"), ("Timeline", "Memories"), ("Moment", "Ask"))
HIGHEST, LOWEST, AROUND = 800, 240, 60


class Shortcuts(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(label("Keys", "title"))
        column.addWidget(_sheet())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Close", self.accept))
        column.addLayout(foot)
        self.resize(self.sizeHint().width(), min(HIGHEST, self.screen().availableGeometry().height() - AROUND))


def _sheet() -> QScrollArea:
    """Three columns of groups, scrolled where the screen is low."""
    sheet = QWidget()
    sheet.setObjectName("clear")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, M, 0)
    row.setSpacing(XL + L)
    for names in COLUMNS:
        column = QVBoxLayout()
        column.setSpacing(XL)
        for title in names:
            column.addLayout(_group(title, dict(KEYS)[title]))
        column.addStretch(1)
        row.addLayout(column)
    area = QScrollArea()
    area.setWidget(sheet)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setAccessibleName("Every key")
    area.setMinimumSize(sheet.sizeHint().width() + M, LOWEST)
    return area


def _group(title: str, keys: tuple[tuple[str, str], ...]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(label(key, "key"), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(meaning), row, 1)
    result = QVBoxLayout()
    result.setSpacing(M)
    result.addWidget(label(title, "strong"))
    result.addLayout(grid)
    result.addStretch(1)
    return result
