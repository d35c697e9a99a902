"""Sidebar at the left: a button for each page and action. The main window creates and fills it. UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.kit.i18n import mark, tr, translate_keys
from ui.kit.icons import icon, render_icon
from ui.kit.theme import TEXT_SMALL, XS, L, Look, M, S, font

WIDTH = 88
PAGE_NAMES = {
    "Timeline": mark("Timeline"),
    "Search": mark("Search"),
    "Moment": mark("Moment"),
    "Ask": mark("Ask"),
    "Memories": mark("Memories"),
    "Insights": mark("Insights"),
    "Settings": mark("Settings"),
}
"""The pages' names in the code, and the names that are shown."""


class Sidebar(QFrame):
    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self._icons: dict[QToolButton, str] = {}
        self._pages: dict[str, QToolButton] = {}
        self._need_memory: list[QToolButton] = []
        self._group = QButtonGroup(self)
        logo = QLabel()
        logo.setPixmap(render_icon("afterglow", "", 40))
        logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(S, L + 4, S, L)
        self._column.setSpacing(S)
        self._column.addWidget(logo)
        self._column.addSpacing(M)
        self._top = QVBoxLayout()
        self._bottom = QVBoxLayout()
        for part in (self._top, self._bottom):
            part.setSpacing(XS)
        self._column.addLayout(self._top)
        self._column.addStretch(1)
        self._column.addLayout(self._bottom)
        look.changed.connect(self._tint)

    def add_page(self, name: str, icon_name: str, key: str) -> None:
        """`name` is that of the page, `key` its shortcut."""
        entry = self._make_entry(tr(PAGE_NAMES[name]), icon_name, f"{tr(PAGE_NAMES[name])} ({translate_keys(key)})")
        entry.setCheckable(True)
        self._group.addButton(entry)
        self._pages[name] = entry
        entry.clicked.connect(lambda: self.chosen.emit(name))
        self._add_entry(entry, self._top)

    def add_action(
        self, name: str, icon_name: str, tip: str, action: Callable[[], object], *, always: bool = False
    ) -> QToolButton:
        """`always`: shown also while the memory is locked."""
        entry = self._make_entry(name, icon_name, tip)
        entry.clicked.connect(lambda: action())
        self._add_entry(entry, self._bottom)
        if not always:
            self._need_memory.append(entry)
        return entry

    def _add_entry(self, entry: QToolButton, column: QVBoxLayout) -> None:
        """The sidebar is as wide as its longest name needs."""
        column.addWidget(entry)
        words = QFontMetrics(font(TEXT_SMALL, QFont.Weight.Medium)).horizontalAdvance(entry.text())
        self.setFixedWidth(max(self.minimumWidth(), words + 2 * (S + XS)))

    def show_open(self, is_open: bool) -> None:
        """While the memory is locked, the pages and most actions are hidden."""
        for entry in (*self._pages.values(), *self._need_memory):
            entry.setVisible(is_open)

    def show_page(self, name: str) -> None:
        if name in self._pages:
            self._pages[name].setChecked(True)

    def _make_entry(self, name: str, icon_name: str, tip: str) -> QToolButton:
        entry = QToolButton()
        entry.setText(name)
        entry.setToolTip(tip)
        entry.setAccessibleName(name)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        entry.setIconSize(QSize(22, 22))
        entry.setMinimumWidth(WIDTH - 2 * S)
        entry.setFixedHeight(56)
        entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        entry.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icons[entry] = icon_name
        entry.setIcon(icon(icon_name, self._look.tokens, size=22))
        return entry

    def _tint(self) -> None:
        for entry, name in self._icons.items():
            entry.setIcon(icon(name, self._look.tokens, size=22))
