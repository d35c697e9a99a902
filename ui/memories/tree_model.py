"""Item model of memories in branches (QAbstractItemModel), filled page by page.

The list of memories creates it. UI thread; it holds the memories fetched so far and fetches nothing itself.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from memory.memories.memory import Kind, Memory
from ui.memories.presentation import MemoryRow, TreePlace, build_row, fill_ratio, tree_places

MEMORY = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
FILL = Qt.ItemDataRole.UserRole + 3
"""How full a block of the core memory is, 0 to 1; None for other branches."""
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(slots=True, eq=False)
class Node:
    """A branch, or a leaf with a `memory`. Among children, sorted branches come before leaves."""

    number: int
    parent: Node | None = None
    place: TreePlace | None = field(default=None, repr=False)
    memory: Memory | None = field(default=None, repr=False)
    row: MemoryRow | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    branches: int = 0
    """Number of branches among the children."""

    def leaves(self) -> list[Memory]:
        memories = [memory for child in self.children for memory in child.leaves()]
        return [self.memory, *memories] if self.memory is not None else memories


class MemoryTreeModel(QAbstractItemModel):
    def __init__(self, zone: tzinfo, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone, self._clock = zone, clock
        self._nodes: list[Node] = [Node(0)]
        self._leaves: dict[str, Node] = {}
        self._flat = False

    # Filling

    def begin(self, *, flat: bool = False) -> None:
        """Empties the model. `flat`: no branches, in the order added, for the ranked answers of a query."""
        self.beginResetModel()
        self._nodes, self._leaves, self._flat = [Node(0)], {}, flat
        self.endResetModel()

    def extend(self, memories: Sequence[Memory]) -> list[QModelIndex]:
        """Adds the memories to their branches. Returns the new branches."""
        today, known_nodes = self._clock().astimezone(self._zone).date(), len(self._nodes)
        for memory in memories:
            if memory.id in self._leaves:
                continue
            branch = self._nodes[0]
            for place in () if self._flat else tree_places(memory, today, self._zone):
                branch = self._find_or_add_branch(branch, place)
            self._leaves[memory.id] = self._insert(
                branch, len(branch.children), memory=memory, row=build_row(memory, today, self._zone)
            )
        return [self._index_of(node) for node in self._nodes[known_nodes:] if node.place is not None]

    def _find_or_add_branch(self, parent: Node, place: TreePlace) -> Node:
        orders = [child.place.order for child in parent.children[: parent.branches] if child.place is not None]
        at = bisect.bisect_left(orders, place.order)
        if at < len(orders) and orders[at] == place.order:
            return parent.children[at]
        return self._insert(parent, at, place=place)

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

    # Reading

    @property
    def size(self) -> int:
        return len(self._leaves)

    def index_of(self, name: str) -> QModelIndex:
        node = self._leaves.get(name)
        return self._index_of(node) if node is not None else QModelIndex()

    def first(self) -> QModelIndex:
        """The first memory from the top."""
        node = self._nodes[0]
        while node.children and node.memory is None:
            node = node.children[0]
        return self._index_of(node)

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _index_of(self, node: Node) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.number)

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        children = self._node(parent).children
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]
        parent = self._node(index).parent
        return self._index_of(parent) if parent is not None else QModelIndex()

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
            first = node.children[0].memory if node.children else None
            is_core = first is not None and first.kind is Kind.CORE
            return fill_ratio(node.leaves()) if is_core else None
        if role == COUNT:
            return len(node.children) - node.branches
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text_of(node)
        return None


def _text_of(node: Node) -> str:
    if node.row is not None:
        return ", ".join(part for part in (node.row.lead, node.row.title, node.row.note) if part)
    return node.place.title if node.place is not None else ""
