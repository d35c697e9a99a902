"""Result list: model and view of the hits (QListView, which creates no widget per hit).

The search page creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from base.records.search import Hit
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import Look
from ui.kit.thumbnails import Thumbnails
from ui.search.groups import HitGroup, group_hits
from ui.search.hit_delegate import ROW, HitDelegate, Index
from ui.search.result_rows import HitRow, visible_rows

HIT = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


class HitModel(QAbstractListModel):
    def __init__(self, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._clock = zone, clock
        self._groups: tuple[HitGroup, ...] = ()
        self._unfolded: set[int] = set()
        self._rows: tuple[HitRow, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        self._unfolded.clear()
        self._groups = group_hits(hits, self._zone)
        self._lay_out()

    @property
    def windows(self) -> int:
        return len(self._groups)

    def set_unfolded(self, group: int, *, unfolded: bool) -> int:
        """Shows or hides the other hits of a window. Returns the row of its best hit."""
        (self._unfolded.add if unfolded else self._unfolded.discard)(group)
        self._lay_out()
        return next(index for index, row in enumerate(self._rows) if row.group == group)

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._rows = visible_rows(self._groups, self._unfolded)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == HIT:
            return row.hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible_text(row)
        return None

    def _accessible_text(self, row: HitRow) -> str:
        hit = row.hit
        when = formatting.format_hit_time(hit.at, hit.until, self._clock(), self._zone)
        text = f"{when}, {hit.app}: {hit.title}. {hit.snippet}"
        return tr("{told}. {more} more from this window", told=text, more=row.more) if row.more else text


class ResultList(QListView):
    opened = Signal(object)
    """A Hit."""
    back_to_field = Signal()
    """The person pressed Up on the first hit."""

    def __init__(
        self,
        look: Look,
        thumbnails: Thumbnails,
        zone: tzinfo,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hits = HitModel(zone, clock)
        self._delegate = HitDelegate(look, thumbnails, zone, clock, self)
        self.setModel(self._hits)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Search results"))
        self.clicked.connect(self._open)
        thumbnails.arrived.connect(self.viewport().update)
        look.changed.connect(self.viewport().update)

    @property
    def windows(self) -> int:
        """Number of windows that have hits."""
        return self._hits.windows

    def show_hits(self, hits: tuple[Hit, ...], query: str) -> None:
        self._delegate.query = query
        self._hits.show(hits)
        self.scrollToTop()

    def take_focus(self) -> None:
        """Takes the keyboard focus from the search field and chooses a hit."""
        if self._hits.rowCount():
            self.setFocus()
            if not self.currentIndex().isValid():
                self.setCurrentIndex(self._hits.index(0))

    def open_first(self) -> None:
        if self._hits.rowCount():
            self._open(self.currentIndex() if self.currentIndex().isValid() else self._hits.index(0))

    @property
    def chosen(self) -> Hit | None:
        hit = self.currentIndex().data(HIT)
        return hit if isinstance(hit, Hit) else None

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)

    def set_unfolded(self, *, unfolded: bool) -> None:
        """Shows or hides the other hits of the chosen hit's window."""
        row = self.currentIndex().data(ROW)
        if isinstance(row, HitRow):
            self.setCurrentIndex(self._hits.index(self._hits.set_unfolded(row.group, unfolded=unfolded)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(ROW)
        if (
            event.button() == Qt.MouseButton.LeftButton
            and isinstance(row, HitRow)
            and row.more
            and self._delegate.more_rect(self.visualRect(index)).contains(event.position())
        ):
            self.setCurrentIndex(self._hits.index(self._hits.set_unfolded(row.group, unfolded=not row.unfolded)))
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.back_to_field.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.set_unfolded(unfolded=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
