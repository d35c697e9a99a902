"""Keyboard shortcuts: the filter that keeps text fields from taking them, and the sheet that lists them.

The main window creates both. UI thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.i18n import mark, tr, translate_keys
from ui.kit.theme import XL, L, M, S
from ui.kit.widgets import button, label


class ShortcutFilter(QObject):
    """Event filter on every text field that `window` has now: the window's shortcuts come before the field's keys."""

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


SHORTCUTS = (
    (
        mark("Everywhere"),
        (
            ("Ctrl+K  Ctrl+F  Ctrl+2", mark("Search")),
            ("Ctrl+1", mark("Timeline")),
            ("Ctrl+3", mark("Ask")),
            ("Ctrl+4", mark("Memories")),
            ("Ctrl+5", mark("Insights")),
            ("Ctrl+,", mark("Settings")),
            ("Ctrl+L", mark("Lock the memory")),
            ("Ctrl+E", mark("Export")),
            ("Ctrl+P", mark("Pause and forget menu")),
            ("Ctrl+Q", mark("Quit Afterglow")),
            ("Esc", mark("Back")),
            ("F1", mark("This list")),
        ),
    ),
    (
        mark("Timeline"),
        (
            ("← →", mark("Previous, next moment")),
            ("↑ ↓", mark("The other screen")),
            ("Page ↑ ↓", mark("Previous, next day")),
            ("G  Ctrl+G", mark("Choose a day")),
            ("Space", mark("Play")),
            ("[ ]", mark("Slower, faster")),
            ("+  −  0", mark("Zoom in, out, whole day")),
            ("Y M W D H S", mark("Year, month, week … second")),
            ("Enter", mark("Open the moment")),
        ),
    ),
    (
        mark("Search"),
        (
            ("Tab", mark("Accept the suggestion")),
            ("↓  ↑", mark("Go to the results, and back")),
            ("→  ←", mark("Expand, collapse a window")),
            ("Enter", mark("Open the result")),
            ("Delete", mark("Remove a filter")),
            ("Ctrl+D", mark("Save the search")),
        ),
    ),
    (
        mark("Moment"),
        (
            ("← →", mark("Earlier, later")),
            ("Drag", mark("Select words on the picture")),
            ("Ctrl+A", mark("Select all text")),
            ("Ctrl+C", mark("Copy the selection, or the text")),
            ("Ctrl+Shift+C", mark("Copy the picture")),
            ("Ctrl+O", mark("Open the page or file")),
            ("P", mark("Pin")),
            ("S", mark("Find moments like this one")),
            ("Delete", mark("Forget")),
            ("+  −  0", mark("Zoom, fit")),
            ("Esc", mark("Back to where you were")),
        ),
    ),
    (
        mark("Memories"),
        (
            ("Alt+1 … 6", mark("The six kinds")),
            ("/", mark("Find")),
            ("Enter", mark("Open the last moment")),
            ("F2", mark("Edit")),
            ("Ctrl+M", mark("Merge selected")),
            ("Delete", mark("Delete")),
            ("Ctrl+Z", mark("Undo")),
            ("Ctrl+H", mark("History")),
            ("Ctrl+R", mark("Show a secret's value")),
            ("Ctrl+N", mark("Add a fact")),
        ),
    ),
    (
        mark("Ask"),
        (
            ("Enter", mark("Ask")),
            ("Shift+Enter", mark("New line")),
            ("Esc", mark("Stop")),
            ("Ctrl+Shift+S", mark("Include what is on the screen")),
            ("Ctrl+Shift+O", mark("Attach or remove a picture")),
            ("Ctrl+Shift+F", mark("Find in the conversation")),
            ("Ctrl+Shift+L", mark("Clear the view")),
            ("Ctrl+Shift+Del", mark("Clear for good")),
        ),
    ),
)


COLUMNS = (("Everywhere", "Search"), ("Timeline", "Memories"), ("Moment", "Ask"))
MAX_HEIGHT, MIN_HEIGHT, SCREEN_MARGIN = 800, 240, 60


class ShortcutSheet(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(label(tr("Shortcuts"), "title"))
        column.addWidget(_make_sheet())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(tr("Close"), self.accept))
        column.addLayout(foot)
        self.resize(
            self.sizeHint().width(), min(MAX_HEIGHT, self.screen().availableGeometry().height() - SCREEN_MARGIN)
        )


def _make_sheet() -> QScrollArea:
    """Three columns of groups, in a scroll area for low screens."""
    sheet = QWidget()
    sheet.setObjectName("clear")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, M, 0)
    row.setSpacing(XL + L)
    for names in COLUMNS:
        column = QVBoxLayout()
        column.setSpacing(XL)
        for title in names:
            column.addLayout(_make_group(title, dict(SHORTCUTS)[title]))
        column.addStretch(1)
        row.addLayout(column)
    area = QScrollArea()
    area.setWidget(sheet)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setAccessibleName(tr("All shortcuts"))
    area.setMinimumSize(sheet.sizeHint().width() + M, MIN_HEIGHT)
    return area


def _make_group(title: str, keys: tuple[tuple[str, str], ...]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(label(translate_keys(key), "key"), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(tr(meaning)), row, 1)
    result = QVBoxLayout()
    result.setSpacing(M)
    result.addWidget(label(tr(title), "strong"))
    result.addLayout(grid)
    result.addStretch(1)
    return result
