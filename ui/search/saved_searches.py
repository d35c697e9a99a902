"""Saved searches, stored encrypted in the memory like a conversation, because a query is private text.

The search page creates the widget `SavedSearches`: UI thread, and a lock empties it. The functions block and run on the
jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from base.ids import new_id
from base.records.chat import Chat
from memory.archive.api import ArchiveApi
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.theme import XS
from ui.kit.widgets import label

CONVERSATION = "searches"
MAX_SEARCHES = 20
_MAX_CHARACTERS = 52


def load_searches(archive: ArchiveApi) -> tuple[str, ...]:
    """The newest is last."""
    return tuple(chat.text for chat in archive.chats(CONVERSATION, limit=MAX_SEARCHES))


def save_search(archive: ArchiveApi, query: str, now: datetime) -> tuple[str, ...]:
    archive.keep_chats([Chat(new_id(now), CONVERSATION, now, "user", query)])
    return load_searches(archive)


def delete_search(archive: ArchiveApi, query: str) -> tuple[str, ...]:
    """Only the whole conversation can be deleted for good, so the other searches are written again."""
    others = [chat for chat in archive.chats(CONVERSATION, limit=MAX_SEARCHES) if chat.text != query]
    archive.clear_chats(CONVERSATION)
    archive.keep_chats(others)
    return load_searches(archive)


class SavedSearches(QWidget):
    chosen = Signal(str)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, *, jobs: Jobs, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._lane = jobs.lane()
        self._archive: ArchiveApi | None = None
        self._queries: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self.hide()

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._lane.cancel()
        self._show(())
        if archive is not None:
            self._lane.run(lambda: load_searches(archive), self._show, self.failed.emit)

    def has(self, query: str) -> bool:
        return query in self._queries

    def toggle(self, query: str) -> None:
        """Saves the search or deletes it; ignored while an earlier change is still running."""
        archive, now = self._archive, self._clock()
        if archive is None or not query or self._lane.busy:
            return
        work = partial(delete_search, archive, query) if self.has(query) else partial(save_search, archive, query, now)
        self._lane.run(work, self._show, self.failed.emit)

    def _show(self, queries: Sequence[str]) -> None:
        self._queries = tuple(queries)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if queries:
            self._column.addWidget(label(tr("Saved searches"), "small"), 0, Qt.AlignmentFlag.AlignHCenter)
        for query in reversed(queries):
            chip = _SearchChip(query)
            chip.clicked.connect(partial(self.chosen.emit, query))
            chip.removed.connect(partial(self.toggle, query))
            self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setVisible(bool(queries))
        self.changed.emit()


class _SearchChip(QPushButton):
    removed = Signal()

    def __init__(self, query: str) -> None:
        short = query if len(query) <= _MAX_CHARACTERS else f"{query[: _MAX_CHARACTERS - 1]}…"
        super().__init__(short.replace("&", "&&"))
        self.setProperty("role", "chip")
        self.setAccessibleName(tr("Search for {query}", query=query))
        self.setToolTip(tr("Search again (Delete: remove it)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
