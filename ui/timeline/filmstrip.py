"""Filmstrip: the day's moments as a row of thumbnails (a virtual Qt list view).

The timeline page creates it. UI thread. Only the thumbnails in view are requested and painted.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from base.records.moment import MomentHead
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import RADIUS_SMALL, TEXT_SMALL, Look, Tokens, app_dot, font
from ui.kit.thumbnails import Thumbnails, paint_thumbnail
from ui.kit.widgets import plain_tip

CARD_SIZE, PICTURE_SIZE = QSize(176, 134), QSize(160, 90)
Index = QModelIndex | QPersistentModelIndex
HEAD_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


class MomentModel(QAbstractListModel):
    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._heads: tuple[MomentHead, ...] = ()

    def show(self, heads: tuple[MomentHead, ...]) -> None:
        self.beginResetModel()
        self._heads = heads
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        head = self._heads[index.row()]
        if role == HEAD_ROLE:
            return head
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = f"{formatting.format_time(head.at, self._zone, seconds=True)} {head.app}\n{head.title}"
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None


class _MomentDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._thumbnails, self._zone = look, thumbnails, zone

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return CARD_SIZE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        head: MomentHead = index.data(HEAD_ROLE)
        tokens = self._look.tokens
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(
            cell.x() + (CARD_SIZE.width() - PICTURE_SIZE.width()) / 2,
            cell.y() + 6,
            PICTURE_SIZE.width(),
            PICTURE_SIZE.height(),
        )
        paint_thumbnail(painter, box, self._thumbnails.get(head.id), tokens, RADIUS_SMALL)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(tokens.color("accent"), 2.5))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), RADIUS_SMALL + 2, RADIUS_SMALL + 2)
        self._paint_caption(painter, box, head, tokens, chosen)
        painter.restore()

    def _paint_caption(self, painter: QPainter, box: QRectF, head: MomentHead, tokens: Tokens, chosen: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(app_dot(tokens, head.app))
        painter.drawEllipse(QRectF(box.left() + 1, box.bottom() + 13, 7, 7))
        painter.setFont(font(TEXT_SMALL))
        time = formatting.format_time(head.at, self._zone, seconds=True)
        painter.setPen(tokens.color("accent" if chosen else "ink"))
        line = QRectF(box.left() + 14, box.bottom() + 6, box.width() - 14, 20)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, left, time)
        used = painter.fontMetrics().horizontalAdvance(time) + 8
        painter.setPen(tokens.color("muted"))
        rest = line.adjusted(used, 0, 0, 0)
        text = painter.fontMetrics().elidedText(head.app, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, left, text)


class Filmstrip(QListView):
    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments = MomentModel(zone)
        self._selecting = False
        self.setModel(self._moments)
        self._delegate = _MomentDelegate(look, thumbnails, zone, self)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFixedHeight(CARD_SIZE.height() + 14)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Moments of the day"))
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        thumbnails.arrived.connect(self.viewport().update)
        look.changed.connect(self.viewport().update)

    def show_moments(self, heads: tuple[MomentHead, ...]) -> None:
        self._moments.show(heads)

    def select(self, index: int) -> None:
        """Does not emit `picked`: the caller knows the index already."""
        place = self._moments.index(index)
        if not place.isValid() or place == self.currentIndex():
            return
        self._selecting = True
        self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._selecting = False
        self.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._selecting:
            self.picked.emit(current.row())
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the keys that play and change the day to the page."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        delta = event.angleDelta()
        bar.setValue(bar.value() - (delta.x() if abs(delta.x()) > abs(delta.y()) else delta.y()))
        event.accept()
