"""Item delegate that paints a hit as a card, or as a line below the best hit of its window.

The result list creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from base.records.search import Hit
from ui.kit import formatting
from ui.kit.highlights import find_matches
from ui.kit.i18n import tr
from ui.kit.theme import RADIUS_SMALL, SCROLL_BAR, TEXT, TEXT_LARGE, TEXT_SMALL, L, Look, M, S, Tokens, app_dot, font
from ui.kit.thumbnails import Thumbnails, paint_thumbnail
from ui.search.result_rows import HitRow

CARD_HEIGHT, SLIM_HEIGHT, GAP = 148, 52, 10
PICTURE, SMALL_PICTURE = QSize(208, 117), QSize(71, 40)
MORE = QSize(118, 24)
INDENT = 44
MAX_WIDTH = 960
ROW = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_SNIPPET_LINES = 3
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class HitDelegate(QStyledItemDelegate):
    def __init__(
        self, look: Look, thumbnails: Thumbnails, zone: tzinfo, clock: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self._list = parent
        self.query = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        row: HitRow = index.data(ROW)
        return QSize(rect.width(), SLIM_HEIGHT + 4 if row.secondary else CARD_HEIGHT + GAP)

    def more_rect(self, cell: QRect) -> QRectF:
        """Where the button is that shows the other hits of the window."""
        box = self._box(cell, CARD_HEIGHT)
        return QRectF(box.right() - L - MORE.width(), box.bottom() - M - MORE.height(), MORE.width(), MORE.height())

    def _box(self, cell: QRect, height: int, indent: int = 0) -> QRectF:
        available = self._list.width()  # not the cell's width: a scroll bar must not move the cards
        width = min(available - 2 * SCROLL_BAR, MAX_WIDTH)
        return QRectF((available - width) / 2 + indent, cell.y() + 2, width - indent, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: HitRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.secondary:
            self._paint_slim(painter, option, row.hit)
        else:
            self._paint_card(painter, option, row)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        tokens = self._look.tokens
        box = self._box(option.rect, CARD_HEIGHT)
        self._paint_background(painter, box, option.state, tokens)
        picture = QRectF(box.x() + L, box.y() + (CARD_HEIGHT - PICTURE.height()) / 2, PICTURE.width(), PICTURE.height())
        paint_thumbnail(painter, picture, self._thumbnails.get(row.hit.frame), tokens, RADIUS_SMALL)
        text_box = QRectF(picture.right() + L, box.y() + M, box.right() - picture.right() - 2 * L, CARD_HEIGHT - 2 * M)
        self._paint_text(painter, text_box, row, tokens)
        if row.more:
            self._paint_more(painter, self.more_rect(option.rect), row, tokens)

    def _paint_slim(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        tokens = self._look.tokens
        box = self._box(option.rect, SLIM_HEIGHT, INDENT)
        self._paint_background(painter, box, option.state, tokens)
        top = box.y() + (SLIM_HEIGHT - SMALL_PICTURE.height()) / 2
        picture = QRectF(box.x() + M, top, SMALL_PICTURE.width(), SMALL_PICTURE.height())
        paint_thumbnail(painter, picture, self._thumbnails.get(hit.frame), tokens, 6)
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        time = formatting.format_time_span(hit.at, hit.until, self._zone)
        width = painter.fontMetrics().horizontalAdvance(time) + 2
        painter.drawText(QRectF(box.right() - L - width, box.y(), width, SLIM_HEIGHT), _RIGHT, time)
        snippet_box = QRectF(picture.right() + M, box.y() + 16, box.right() - 2 * L - width - picture.right() - M, 22)
        self._paint_snippet(painter, snippet_box, hit.snippet, tokens, lines=1)

    def _paint_background(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, tokens: Tokens) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(tokens.color("accent" if chosen else "border"), 1.5 if chosen else 1))
        painter.setBrush(tokens.color("hover" if over and not chosen else "surface"))
        painter.drawRoundedRect(box, 14, 14)

    def _paint_text(self, painter: QPainter, box: QRectF, row: HitRow, tokens: Tokens) -> None:
        hit = row.hit
        painter.setFont(font(TEXT_SMALL))
        time = formatting.format_hit_time(hit.at, hit.until, self._clock(), self._zone)
        time_width = painter.fontMetrics().horizontalAdvance(time) + 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(app_dot(tokens, hit.app))
        painter.drawEllipse(QRectF(box.x(), box.y() + 6, 8, 8))
        app = QRectF(box.x() + 16, box.y(), box.width() - time_width - 24, 20)
        painter.setPen(tokens.color("muted"))
        painter.drawText(app, _LEFT, _elided(painter, hit.app or tr("Unknown app"), app.width()))
        painter.drawText(QRectF(box.right() - time_width, box.y(), time_width, 20), _RIGHT, time)
        painter.setFont(font(TEXT_LARGE, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("ink"))
        title = QRectF(box.x(), box.y() + 24, box.width(), 24)
        painter.drawText(title, _LEFT, _elided(painter, hit.title or hit.app or tr("Untitled"), title.width()))
        lines = _SNIPPET_LINES - 1 if row.more else _SNIPPET_LINES
        self._paint_snippet(painter, QRectF(box.x(), title.bottom() + S, box.width(), 62), hit.snippet, tokens, lines)

    def _paint_more(self, painter: QPainter, box: QRectF, row: HitRow, tokens: Tokens) -> None:
        painter.setFont(font(TEXT_SMALL, QFont.Weight.Medium))
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("surface"))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(tokens.color("accent"))
        text = f"{tr('Fewer')}  ↑" if row.unfolded else f"{tr('{number} more', number=row.more)}  ↓"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_snippet(self, painter: QPainter, box: QRectF, text: str, tokens: Tokens, lines: int) -> None:
        flat = " ".join(text.split())
        layout = QTextLayout(flat, font(TEXT))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        highlight = QTextCharFormat()
        highlight.setBackground(tokens.color("mark"))
        highlight.setForeground(tokens.color("ink"))
        highlight.setFontWeight(QFont.Weight.DemiBold)
        formats = []
        for start, length in find_matches(flat, self.query):
            formats.append(QTextLayout.FormatRange())
            formats[-1].start, formats[-1].length, formats[-1].format = start, length, highlight
        layout.setFormats(formats)
        height, is_cut = _break_lines(layout, box.width(), lines)
        painter.setPen(tokens.color("muted"))
        layout.draw(painter, box.topLeft())
        if is_cut:
            painter.setFont(font(TEXT))
            ellipsis_box = QRectF(box.right() - 18, box.y() + height - 20, 18, 20)
            painter.fillRect(ellipsis_box, tokens.color("surface"))
            painter.drawText(ellipsis_box, Qt.AlignmentFlag.AlignCenter, "…")


def _break_lines(layout: QTextLayout, width: float, max_lines: int) -> tuple[float, bool]:
    """Lays out at most `max_lines` lines. Returns their height, and whether text is left over."""
    layout.beginLayout()
    height, is_cut = 0.0, False
    for number in range(max_lines + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        if number == max_lines:
            is_cut = True
            line.setNumColumns(0)
            line.setPosition(QPointF(0, 10_000))  # out of sight: a layout cannot drop its last line
            break
        line.setPosition(QPointF(0, height))
        height += line.height() + 1
    layout.endLayout()
    return height, is_cut


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
