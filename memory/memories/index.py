"""All memories in RAM: by id, key, frame and similarity.

One lives in the store's process, a smaller one in the process of the managers, kept up by `MemorySnapshot`. It is
emptied at lock, which ends both processes, and what is forgotten leaves it at once. Not for several threads at once,
but lookups may run beside each other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from base.records.vector import Vector
from memory.memories.changes import MemorySnapshot
from memory.memories.memory import Kind, Memory

MAX_SENT = 4000
"""Open memories of each kind that the managers' process holds, the last ones that changed; some 3 KB each. A manager
that does not know an older one adds it again, and the ledger joins the two by their key."""


class MemoryIndex:
    """The `MemoryLookup` of `memory.memories.manager`."""

    def __init__(self, memories: Iterable[Memory] = ()) -> None:
        self._epoch = secrets.token_hex(8)
        self._log: list[str] = []
        """Ids in the order of their changes; a `MemorySnapshot.mark` is a place in it."""
        self._all: dict[str, Memory] = {}
        self._open: dict[Kind, dict[str, Memory]] = {kind: {} for kind in Kind}
        self._keys: dict[tuple[Kind, str], str] = {}
        self._frames: dict[str, set[str]] = {}
        self._superseded: dict[str, set[str]] = {}
        self._matrices: dict[Kind, tuple[list[str], Vector]] = {}
        for memory in memories:
            self._enter(memory)

    # -- changing ------------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Remove all memories."""
        for name in list(self._all):
            self.remove(name)

    def put(self, memory: Memory) -> None:
        self._leave(memory.id)
        self._enter(memory)
        self._log.append(memory.id)

    def remove(self, name: str) -> None:
        self._leave(name)
        self._log.append(name)

    def take(self, knowledge: MemorySnapshot) -> None:
        """Become what the store's process knows."""
        if knowledge.whole:
            self.clear()
        for name in knowledge.gone:
            self.remove(name)
        for memory in knowledge.memories:
            self.put(memory)

    def _enter(self, memory: Memory) -> None:
        self._all[memory.id] = memory
        for frame in memory.evidence:
            self._frames.setdefault(frame, set()).add(memory.id)
        if memory.superseded_by:
            self._superseded.setdefault(memory.superseded_by, set()).add(memory.id)
        if memory.valid_to is None:
            self._open[memory.kind][memory.id] = memory
            self._matrices.pop(memory.kind, None)
            if memory.key:
                self._keys[memory.kind, memory.key] = memory.id

    def _leave(self, name: str) -> None:
        memory = self._all.pop(name, None)
        if memory is None:
            return
        for frame in memory.evidence:
            self._frames[frame].discard(name)
            if not self._frames[frame]:
                del self._frames[frame]
        self._superseded.get(memory.superseded_by, set()).discard(name)
        if self._open[memory.kind].pop(name, None) is not None:
            self._matrices.pop(memory.kind, None)
        if self._keys.get((memory.kind, memory.key)) == name:
            del self._keys[memory.kind, memory.key]

    # -- looking up ----------------------------------------------------------------------------------------------------

    def get(self, name: str) -> Memory | None:
        return self._all.get(name)

    def by_key(self, kind: Kind, keys: Sequence[str]) -> Mapping[str, Memory]:
        return {key: self._all[name] for key in keys if (name := self._keys.get((kind, key)))}

    def near(self, kind: Kind, vector: Vector, limit: int = 5) -> Sequence[tuple[Memory, float]]:
        names, matrix = self._matrix(kind)
        if not names or matrix.shape[1] != vector.shape[-1]:
            return []
        scores = matrix @ np.asarray(vector, np.float32)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(self._all[names[i]], float(scores[i])) for i in best]

    def recent(self, kind: Kind, limit: int = 20) -> Sequence[Memory]:
        return sorted(self._open[kind].values(), key=lambda memory: (memory.updated_at, memory.id), reverse=True)[
            :limit
        ]

    def all(self, kind: Kind, *, history: bool = False) -> Sequence[Memory]:
        if history:
            return [memory for memory in self._all.values() if memory.kind is kind]
        return list(self._open[kind].values())

    def everything(self) -> Sequence[Memory]:
        return list(self._all.values())

    def memories_from(self, frame: str) -> Sequence[Memory]:
        """Those that name the frame as evidence, in the order they came to be."""
        return [self._all[name] for name in sorted(self._frames.get(frame, ()))]

    def pointing_to(self, name: str) -> Sequence[str]:
        """Ids of those that this one superseded."""
        return sorted(self._superseded.get(name, ()))

    def counts(self) -> Mapping[Kind, int]:
        return {kind: len(memories) for kind, memories in self._open.items()}

    def __len__(self) -> int:
        return len(self._all)

    def _matrix(self, kind: Kind) -> tuple[list[str], Vector]:
        """Vectors of the widest-used encoder: others cannot be compared with it."""
        if kind not in self._matrices:
            having = {name: memory.vector for name, memory in self._open[kind].items() if memory.vector is not None}
            widths = [len(vector) for vector in having.values()]
            width = max(set(widths), key=widths.count, default=0)
            names = [name for name, vector in having.items() if len(vector) == width]
            rows = np.array([having[name] for name in names], np.float32).reshape(len(names), width)
            self._matrices[kind] = (names, rows)
        return self._matrices[kind]

    # -- passing on ----------------------------------------------------------------------------------------------------

    def since(self, mark: str, most: int = MAX_SENT) -> MemorySnapshot:
        """What changed since the mark; all open memories, up to the limit, where the mark is from another index."""
        epoch, _, place = mark.partition(":")
        now = f"{self._epoch}:{len(self._log)}"
        if epoch != self._epoch:
            return MemorySnapshot(
                now, True, tuple(memory for kind in Kind for memory in reversed(self.recent(kind, most)))
            )
        changed = dict.fromkeys(self._log[int(place) :])
        there = tuple(self._all[name] for name in changed if name in self._all)
        return MemorySnapshot(now, False, there, tuple(name for name in changed if name not in self._all))
