"""List of memories, virtual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from memory.memories.memory import Memory
from ui.kit.i18n import tr
from ui.kit.theme import SCROLL_BAR, TEXT, TEXT_SMALL, L, Look, M, Tokens, app_dot, font
from ui.memories.presentation import MemoryRow
from ui.memories.tree_model import COUNT, FILL, MEMORY, ROW, MemoryTreeModel

BRANCH, LEAF, INDENT, LEAD = 40, 58, 14, 52
NEAR = 6 * LEAF
"""Pixels before the end at which the next page is asked for."""
Index = QModelIndex | QPersistentModelIndex


class _MemoryDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, tree: QTreeView) -> None:
        super().__init__(tree)
        self._look, self._tree = look, tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, LEAF if index.data(ROW) is not None else BRANCH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(ROW)
        box = QRectF(cell.x(), cell.y() + 1, self._tree.width() - SCROLL_BAR - cell.x(), cell.height() - 2)
        if isinstance(line, MemoryRow):
            self._paint_ground(painter, box, state)
            self._paint_row(painter, box.adjusted(M, 0, -M, 0), line)
        else:
            self._paint_branch(painter, box, index, state)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
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

    def _paint_row(self, painter: QPainter, box: QRectF, line: MemoryRow) -> None:
        tokens, left = self._look.tokens, box.x()
        if line.lead:
            painter.setFont(font(TEXT_SMALL, QFont.Weight.Medium))
            painter.setPen(tokens.color("muted"))
            painter.drawText(QRectF(left, box.y() + 8, LEAD, 22), _LEFT, line.lead)
            left += LEAD
        painter.setFont(font(TEXT, QFont.Weight.Medium))
        painter.setPen(tokens.color("ink"))
        _text(painter, QRectF(left, box.y() + 8, box.right() - left, 22), line.title)
        if line.app:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(app_dot(tokens, line.app))
            painter.drawEllipse(QRectF(left, box.y() + 36, 7, 7))
            left += 14
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        _text(painter, QRectF(left, box.y() + 29, box.right() - left, 20), line.note)

    def _paint_branch(self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag) -> None:
        tokens = self._look.tokens
        self._paint_ground(painter, box, state)
        _chevron(painter, QPointF(box.x() + M, box.center().y()), tokens, unfolded=self._tree.isExpanded(_plain(index)))
        painter.setFont(font(TEXT, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("ink"))
        _text(painter, box.adjusted(M + L, 0, -M, 0), str(index.data() or ""))
        fill = index.data(FILL)
        if isinstance(fill, float):
            self._paint_fill(painter, box, fill)
        elif index.data(COUNT):
            painter.setFont(font(TEXT_SMALL))
            painter.setPen(tokens.color("muted"))
            painter.drawText(box.adjusted(0, 0, -M, 0), _RIGHT, f"{index.data(COUNT):,}")

    def _paint_fill(self, painter: QPainter, box: QRectF, part: float) -> None:
        tokens = self._look.tokens
        bar = QRectF(box.right() - M - 132, box.center().y() - 3, 88, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("border"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(tokens.color("bad" if part >= 0.9 else "accent_fill"))
        painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(6.0, bar.width() * part), 6), 3, 3)
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        painter.drawText(box.adjusted(0, 0, -M, 0), _RIGHT, f"{part:.0%}")


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _text(painter: QPainter, box: QRectF, text: str) -> None:
    flat = " ".join(text.split())
    painter.drawText(
        box, _LEFT, painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
    )


def _chevron(painter: QPainter, at: QPointF, tokens: Tokens, *, unfolded: bool) -> None:
    corners = [(-2, -2), (2, 2), (6, -2)] if unfolded else [(0, -4), (4, 0), (0, 4)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.color("muted"), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([at + QPointF(x, y) for x, y in corners]))


def _plain(index: Index) -> QModelIndex:
    return index if isinstance(index, QModelIndex) else index.model().index(index.row(), 0, index.parent())


class MemoryList(QTreeView):
    memory_selected = Signal(object)
    """A Memory, or None when several or none are chosen."""
    memory_activated = Signal(object)
    """The person pressed Enter on a Memory, or clicked it twice."""
    end_reached = Signal()
    """The end came into view: is there more?"""

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
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._enter)
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
        self.executeDelayedItemsLayout()  # else the scroll bar does not know yet what came
        self.check_end()

    def check_end(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - NEAR:
            self.end_reached.emit()

    # Choosing

    @property
    def chosen(self) -> tuple[Memory, ...]:
        found = [index.data(MEMORY) for index in self.selectionModel().selectedIndexes()]
        return tuple(one for one in found if isinstance(one, Memory))

    @property
    def current(self) -> Memory | None:
        chosen = self.chosen
        return chosen[0] if len(chosen) == 1 else None

    def choose(self, name: str) -> None:
        index = self.tree.index_of(name)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def choose_first(self) -> None:
        if self.tree.size:
            self.setCurrentIndex(self.tree.first())

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(MEMORY) is None:
            self.setExpanded(index, not self.isExpanded(index))

    def _enter(self, index: QModelIndex) -> None:
        memory = index.data(MEMORY)
        if isinstance(memory, Memory):
            self.memory_activated.emit(memory)

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: Index) -> None:
        """Nothing: a branch paints its own sign, and what is chosen is marked by its card."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.currentIndex())
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)
