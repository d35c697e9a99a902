"""List of memories in branches (QTreeView with a painting delegate, which creates no widget per memory).

The memories page creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from memory.memories.memory import Memory
from ui.kit.i18n import tr
from ui.kit.theme import SCROLL_BAR, TEXT, TEXT_SMALL, L, Look, M, Tokens, app_dot, font
from ui.memories.presentation import MemoryRow
from ui.memories.tree_model import COUNT, FILL, MEMORY, ROW, MemoryTreeModel

BRANCH_HEIGHT, ROW_HEIGHT, INDENT, LEAD_WIDTH = 40, 58, 14, 52
END_MARGIN = 6 * ROW_HEIGHT
"""Pixels before the end of the list at which the next page is fetched."""
Index = QModelIndex | QPersistentModelIndex


class _MemoryDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, tree: QTreeView) -> None:
        super().__init__(tree)
        self._look, self._tree = look, tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT if index.data(ROW) is not None else BRANCH_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(ROW)
        box = QRectF(cell.x(), cell.y() + 1, self._tree.width() - SCROLL_BAR - cell.x(), cell.height() - 2)
        self._paint_background(painter, box, state)
        if isinstance(row, MemoryRow):
            self._paint_row(painter, box.adjusted(M, 0, -M, 0), row)
        else:
            self._paint_branch(painter, box, index)
        painter.restore()

    def _paint_background(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        tokens = self._look.tokens
        chosen, over = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or over:
            painter.setBrush(tokens.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box, 10, 10)
        if state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("accent"), 1.5))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 9, 9)

    def _paint_row(self, painter: QPainter, box: QRectF, row: MemoryRow) -> None:
        tokens, left = self._look.tokens, box.x()
        if row.lead:
            painter.setFont(font(TEXT_SMALL, QFont.Weight.Medium))
            painter.setPen(tokens.color("muted"))
            painter.drawText(QRectF(left, box.y() + 8, LEAD_WIDTH, 22), _LEFT, row.lead)
            left += LEAD_WIDTH
        painter.setFont(font(TEXT, QFont.Weight.Medium))
        painter.setPen(tokens.color("ink"))
        _draw_elided(painter, QRectF(left, box.y() + 8, box.right() - left, 22), row.title)
        if row.app:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(app_dot(tokens, row.app))
            painter.drawEllipse(QRectF(left, box.y() + 36, 7, 7))
            left += 14
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        _draw_elided(painter, QRectF(left, box.y() + 29, box.right() - left, 20), row.note)

    def _paint_branch(self, painter: QPainter, box: QRectF, index: Index) -> None:
        tokens = self._look.tokens
        # isExpanded takes no QPersistentModelIndex.
        plain_index = index if isinstance(index, QModelIndex) else index.model().index(index.row(), 0, index.parent())
        _paint_chevron(
            painter, QPointF(box.x() + M, box.center().y()), tokens, unfolded=self._tree.isExpanded(plain_index)
        )
        painter.setFont(font(TEXT, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("ink"))
        _draw_elided(painter, box.adjusted(M + L, 0, -M, 0), str(index.data() or ""))
        ratio = index.data(FILL)
        if isinstance(ratio, float):
            self._paint_fill_bar(painter, box, ratio)
        elif index.data(COUNT):
            painter.setFont(font(TEXT_SMALL))
            painter.setPen(tokens.color("muted"))
            painter.drawText(box.adjusted(0, 0, -M, 0), _RIGHT, f"{index.data(COUNT):,}")

    def _paint_fill_bar(self, painter: QPainter, box: QRectF, ratio: float) -> None:
        tokens = self._look.tokens
        bar = QRectF(box.right() - M - 132, box.center().y() - 3, 88, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("border"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(tokens.color("bad" if ratio >= 0.9 else "accent_fill"))
        painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(6.0, bar.width() * ratio), 6), 3, 3)
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        painter.drawText(box.adjusted(0, 0, -M, 0), _RIGHT, f"{ratio:.0%}")


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _draw_elided(painter: QPainter, box: QRectF, text: str) -> None:
    flat = " ".join(text.split())
    painter.drawText(
        box, _LEFT, painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
    )


def _paint_chevron(painter: QPainter, at: QPointF, tokens: Tokens, *, unfolded: bool) -> None:
    corners = [(-2, -2), (2, 2), (6, -2)] if unfolded else [(0, -4), (4, 0), (0, 4)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.color("muted"), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([at + QPointF(x, y) for x, y in corners]))


class MemoryList(QTreeView):
    memory_selected = Signal(object)
    """A Memory, or None if several or none are selected."""
    memory_activated = Signal(object)
    """The person pressed Enter on a Memory, or double-clicked it."""
    end_reached = Signal()
    """The end of the list came into view, so more may be fetched."""

    def __init__(self, look: Look, zone: tzinfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = MemoryTreeModel(zone, clock, self)
        self.setModel(self.tree)
        self.setItemDelegate(_MemoryDelegate(look, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(tr("Memories"))
        self.clicked.connect(self._toggle_branch)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.memory_selected.emit(self.current))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.check_end())
        look.changed.connect(self.viewport().update)

    # Filling

    def begin(self, *, flat: bool) -> None:
        self.tree.begin(flat=flat)
        self.memory_selected.emit(None)
        self.scrollToTop()

    def extend(self, memories: tuple[Memory, ...]) -> None:
        for branch in self.tree.extend(memories):
            self.expand(branch)
        self.executeDelayedItemsLayout()  # otherwise the scroll bar does not know the new rows yet
        self.check_end()

    def check_end(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - END_MARGIN:
            self.end_reached.emit()

    # Choosing

    @property
    def chosen(self) -> tuple[Memory, ...]:
        selected = [index.data(MEMORY) for index in self.selectionModel().selectedIndexes()]
        return tuple(memory for memory in selected if isinstance(memory, Memory))

    @property
    def current(self) -> Memory | None:
        chosen = self.chosen
        return chosen[0] if len(chosen) == 1 else None

    def choose(self, name: str) -> None:
        index = self.tree.index_of(name)
        if index.isValid():
            self._choose_only(index)
            self.scrollTo(index)

    def choose_first(self) -> None:
        if self.tree.size:
            self._choose_only(self.tree.first())

    def _choose_only(self, index: QModelIndex) -> None:
        """Not `setCurrentIndex`: with Ctrl or Shift held it would add to what is chosen."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _toggle_branch(self, index: QModelIndex) -> None:
        if index.data(MEMORY) is None:
            self.setExpanded(index, not self.isExpanded(index))

    def _activate(self, index: QModelIndex) -> None:
        memory = index.data(MEMORY)
        if isinstance(memory, Memory):
            self.memory_activated.emit(memory)

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: Index) -> None:
        """Paints nothing, because the delegate paints the chevron and the selection."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle_branch(self.currentIndex())
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)
