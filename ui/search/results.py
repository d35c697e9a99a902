"""The hits as a list of cards: picture, app, time, title, snippet with the query's words marked. Painted, virtual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from memory.records import Hit
from ui import words
from ui.pictures import Thumbnails
from ui.search.marks import marks
from ui.theme import RADIUS_SMALL, SCROLL_BAR, TEXT, TEXT_LARGE, TEXT_SMALL, L, Look, M, S, Tokens, app_dot, font
from ui.timeline.filmstrip import paint_thumbnail

CARD_HEIGHT, GAP, PICTURE = 148, 10, QSize(208, 117)
WIDEST = 960
HIT = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_LINES = 3


class Hits(QAbstractListModel):
    def __init__(self, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._clock = zone, clock
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                f"{words.hit_time(hit.at, hit.until, self._clock(), self._zone)}, {hit.app}: {hit.title}. {hit.snippet}"
            )
        return None


class _Card(QStyledItemDelegate):
    def __init__(
        self, look: Look, thumbnails: Thumbnails, zone: tzinfo, clock: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self._list = parent
        self.query = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(rect.width(), CARD_HEIGHT + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT)
        tokens = self._look.tokens
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        room = self._list.width()  # not the cell's: cards keep their place when the scroll bar comes
        width = min(room - 2 * SCROLL_BAR, WIDEST)
        box = QRectF((room - width) / 2, cell.y() + 2, width, CARD_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state, tokens)
        picture = QRectF(box.x() + L, box.y() + (CARD_HEIGHT - PICTURE.height()) / 2, PICTURE.width(), PICTURE.height())
        paint_thumbnail(painter, picture, self._thumbnails.get(hit.frame), tokens, RADIUS_SMALL)
        text = QRectF(picture.right() + L, box.y() + M, box.right() - picture.right() - 2 * L, CARD_HEIGHT - 2 * M)
        self._paint_words(painter, text, hit, tokens)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, tokens: Tokens) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(tokens.color("accent" if chosen else "border"), 1.5 if chosen else 1))
        painter.setBrush(tokens.color("hover" if over and not chosen else "surface"))
        painter.drawRoundedRect(box, 14, 14)

    def _paint_words(self, painter: QPainter, box: QRectF, hit: Hit, tokens: Tokens) -> None:
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font(TEXT_SMALL))
        time = words.hit_time(hit.at, hit.until, self._clock(), self._zone)
        time_width = painter.fontMetrics().horizontalAdvance(time) + 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(app_dot(tokens, hit.app))
        painter.drawEllipse(QRectF(box.x(), box.y() + 6, 8, 8))
        app = QRectF(box.x() + 16, box.y(), box.width() - time_width - 24, 20)
        painter.setPen(tokens.color("muted"))
        painter.drawText(app, left, _elided(painter, hit.app or "Unknown app", app.width()))
        when = QRectF(box.right() - time_width, box.y(), time_width, 20)
        painter.drawText(when, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
        painter.setFont(font(TEXT_LARGE, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("ink"))
        title = QRectF(box.x(), box.y() + 24, box.width(), 24)
        painter.drawText(title, left, _elided(painter, hit.title or hit.app or "Untitled", title.width()))
        self._paint_snippet(painter, QRectF(box.x(), title.bottom() + S, box.width(), 62), hit.snippet, tokens)

    def _paint_snippet(self, painter: QPainter, box: QRectF, text: str, tokens: Tokens) -> None:
        flat = " ".join(text.split())
        layout = QTextLayout(flat, font(TEXT))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_marked(start, length, tokens) for start, length in marks(flat, self.query)])
        height, last = _break_lines(layout, box.width())
        painter.setPen(tokens.color("muted"))
        layout.draw(painter, box.topLeft())
        if last is not None:
            self._paint_ellipsis(painter, box, height, tokens)

    def _paint_ellipsis(self, painter: QPainter, box: QRectF, height: float, tokens: Tokens) -> None:
        painter.setFont(font(TEXT))
        place = QRectF(box.right() - 18, box.y() + height - 20, 18, 20)
        painter.fillRect(place, tokens.color("surface"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "…")


def _break_lines(layout: QTextLayout, width: float) -> tuple[float, int | None]:
    """Lay out at most `_LINES` lines; the height, and where text was left over (None: nowhere)."""
    layout.beginLayout()
    height, left_over = 0.0, None
    for number in range(_LINES + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        if number == _LINES:
            left_over = line.textStart()
            line.setNumColumns(0)
            line.setPosition(QPointF(0, 10_000))  # out of sight: a layout cannot drop its last line
            break
        line.setPosition(QPointF(0, height))
        height += line.height() + 1
    layout.endLayout()
    return height, left_over


def _marked(start: int, length: int, tokens: Tokens) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setBackground(tokens.color("mark"))
    style.setForeground(tokens.color("ink"))
    style.setFontWeight(QFont.Weight.DemiBold)
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, style
    return result


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))


class Results(QListView):
    opened = Signal(object)
    """A Hit."""
    left = Signal()
    """Up from the first hit: back to the field."""

    def __init__(
        self,
        look: Look,
        thumbnails: Thumbnails,
        zone: tzinfo,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hits = Hits(zone, clock)
        self._card = _Card(look, thumbnails, zone, clock, self)
        self.setModel(self._hits)
        self.setItemDelegate(self._card)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Search results")
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        thumbnails.arrived.connect(self.viewport().update)
        look.changed.connect(self.viewport().update)

    def show_hits(self, hits: tuple[Hit, ...], query: str) -> None:
        self._card.query = query
        self._hits.show(hits)
        self.scrollToTop()

    def enter(self) -> None:
        """Keyboard focus comes from the search field."""
        if self._hits.rowCount():
            self.setFocus()
            if not self.currentIndex().isValid():
                self.setCurrentIndex(self._hits.index(0))

    def open_first(self) -> None:
        if self._hits.rowCount():
            self._open(self.currentIndex() if self.currentIndex().isValid() else self._hits.index(0))

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
