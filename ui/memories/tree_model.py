"""Item model of memories, page by page.

UI thread; it holds what was fetched so far and asks nobody.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from memory.memories.memory import Kind, Memory
from ui.memories.presentation import MemoryRow, TreePlace, build_row, fill_ratio, tree_places

MEMORY = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
FILL = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(slots=True, eq=False)
class Node:
    """A branch, or with `memory` a leaf. Branches come before leaves, in their own order."""

    number: int
    parent: Node | None = None
    place: TreePlace | None = field(default=None, repr=False)
    memory: Memory | None = field(default=None, repr=False)
    row: MemoryRow | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    branches: int = 0
    """How many of the children are branches."""

    def leaves(self) -> list[Memory]:
        below = [memory for child in self.children for memory in child.leaves()]
        return [self.memory, *below] if self.memory is not None else below


class MemoryTreeModel(QAbstractItemModel):
    def __init__(self, zone: tzinfo, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone, self._clock = zone, clock
        self._nodes: list[Node] = [Node(0)]
        self._leaves: dict[str, Node] = {}
        self._flat = False

    # Filling

    def begin(self, *, flat: bool = False) -> None:
        """Empty. `flat`: in the order in which they come, such as what answers a query best."""
        self.beginResetModel()
        self._nodes, self._leaves, self._flat = [Node(0)], {}, flat
        self.endResetModel()

    def extend(self, memories: Sequence[Memory]) -> list[QModelIndex]:
        """The branches that are new."""
        today, before = self._today(), len(self._nodes)
        for memory in memories:
            if memory.id not in self._leaves:
                branch = self._nodes[0] if self._flat else self._branch(memory, today)
                self._leaves[memory.id] = self._insert(
                    branch, len(branch.children), memory=memory, row=build_row(memory, today, self._zone)
                )
        return [self._index_of(node) for node in self._nodes[before:] if node.place is not None]

    def _branch(self, memory: Memory, today: date) -> Node:
        node = self._nodes[0]
        for place in tree_places(memory, today, self._zone):
            node = self._child(node, place)
        return node

    def _child(self, node: Node, place: TreePlace) -> Node:
        orders = [child.place.order for child in node.children[: node.branches] if child.place is not None]
        at = bisect.bisect_left(orders, place.order)
        if at < len(orders) and orders[at] == place.order:
            return node.children[at]
        return self._insert(node, at, place=place)

    def _insert(
        self,
        parent: Node,
        at: int,
        *,
        place: TreePlace | None = None,
        memory: Memory | None = None,
        row: MemoryRow | None = None,
    ) -> Node:
        node = Node(len(self._nodes), parent, place, memory, row)
        self._nodes.append(node)
        self.beginInsertRows(self._index_of(parent), at, at)
        parent.children.insert(at, node)
        parent.branches += place is not None
        self.endInsertRows()
        return node

    def put(self, memory: Memory) -> None:
        """Another version of one that is shown; where it stands is left as it is until the list is fetched anew."""
        node = self._leaves.get(memory.id)
        if node is not None:
            node.memory, node.row = memory, build_row(memory, self._today(), self._zone)
            index = self._index_of(node)
            self.dataChanged.emit(index, index)

    # Looking

    @property
    def size(self) -> int:
        return len(self._leaves)

    def index_of(self, name: str) -> QModelIndex:
        node = self._leaves.get(name)
        return self._index_of(node) if node is not None else QModelIndex()

    def first(self) -> QModelIndex:
        """The uppermost memory."""
        node = self._nodes[0]
        while node.children and node.memory is None:
            node = node.children[0]
        return self._index_of(node)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _index_of(self, node: Node) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.number)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        children = self._node(parent).children
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        return self._index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if role == MEMORY:
            return node.memory
        if role == ROW:
            return node.row
        if role == FILL:
            return _fill(node)
        if role == COUNT:
            return len(node.children) - node.branches
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _said(node)
        return None


def _fill(node: Node) -> float | None:
    """How full a block of the core is; None for any other branch."""
    first = node.children[0].memory if node.children else None
    return fill_ratio(node.leaves()) if first is not None and first.kind is Kind.CORE else None


def _said(node: Node) -> str:
    if node.row is not None:
        return ", ".join(part for part in (node.row.lead, node.row.title, node.row.note) if part)
    return node.place.title if node.place is not None else ""
