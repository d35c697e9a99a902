"""What the six memories hold, looked at in the store's process. `memory.kinds.mind` completes it with all that changes.

All memories are in RAM beside the store, and what another process wrote is taken in. Any thread may call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from memory.kinds import finding
from memory.kinds.known import KnownMemories
from memory.kinds.model import Kind, Memory
from memory.kinds.records import Change, Changeset, Image, Knowledge, MemoryCounts, MemoryPage, Owed
from memory.records import Moment, SealedValue, Vector


class Keep(Protocol):
    """What is asked of a store. `memory.kept.Kept`, and in RAM `memory.fake_mind.KeepInRam`."""

    def alone(self) -> AbstractContextManager[object]: ...

    def commit(self, changes: Changeset) -> None: ...

    def sequence(self) -> int: ...

    def memories_version(self) -> int: ...

    def memory_stamps(self) -> Mapping[str, int]: ...

    def memories_of(self, ids: Sequence[str]) -> Sequence[Memory]: ...

    def match_memories(
        self, text: str, limit: int, *, kind: Kind | None = None, closed: bool = False
    ) -> Sequence[tuple[str, float]]: ...

    def evidence_there(self, ids: Iterable[str]) -> set[str]: ...

    def journal(self, *, memory: str = "", change: str = "") -> Sequence[Image]: ...

    def undone(self, changes: Iterable[str]) -> set[str]: ...

    def digested(self, ids: Sequence[str]) -> set[str]: ...

    def undigested(self) -> int: ...

    def owed(self, due: datetime | None = None) -> Sequence[Owed]: ...

    def forget_memories(self, ids: Sequence[str], values: Mapping[str, Sequence[SealedValue]]) -> None: ...

    def values_of(self, frames: Sequence[str]) -> Mapping[str, Sequence[SealedValue]]: ...

    def moments(self, ids: Sequence[str]) -> Sequence[Moment]: ...


class Looking:
    """`embed`: the text encoder of the queries, None without one."""

    def __init__(self, keep: Keep, *, embed: Callable[[str], Vector | None] = lambda _: None) -> None:
        self._keep = keep
        self._embed = embed
        self._using = threading.RLock()
        self._known = KnownMemories()
        self._stamps: Mapping[str, int] = {}
        self._version = -1

    def _fresh(self) -> KnownMemories:
        """What is known, with what was written since."""
        version = self._keep.memories_version()
        if version != self._version:
            stamps = self._keep.memory_stamps()
            for name in self._stamps.keys() - stamps.keys():
                self._known.remove(name)
            changed = [name for name, stamp in stamps.items() if self._stamps.get(name) != stamp]
            for memory in self._keep.memories_of(changed):
                self._known.put(memory)
            self._stamps, self._version = stamps, version
        return self._known

    def get(self, name: str) -> Memory | None:
        with self._using:
            return self._fresh().get(name)

    def page(self, kind: Kind | None, query: str, *, limit: int, offset: int = 0, history: bool = False) -> MemoryPage:
        """Newest first, or by what says most of the query; with `history` also what newer values closed."""
        with self._using:
            known = self._fresh()
            kinds = [kind] if kind else list(Kind)
            found = [one for each in kinds for one in known.all(each, history=history)]
        if query.strip():
            scores = dict(self._keep.match_memories(query, len(known), kind=kind, closed=history))
            found = finding.matching(found, query, scores, self._embed(query))
        else:
            found.sort(key=finding.newest_first)
        return MemoryPage(tuple(found[offset : offset + limit]), len(found))

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int) -> Mapping[Kind, tuple[Memory, ...]]:
        """The best of each kind by words and meaning together: what an answer is written from."""
        with self._using:
            known = self._fresh()
            pools = {kind: known.all(kind) for kind in kinds}
        vector = self._embed(text)
        chosen = {}
        for kind, pool in pools.items():
            scores = dict(self._keep.match_memories(text, finding.DEEP, kind=kind)) if pool else {}
            chosen[kind] = tuple(one for one, _ in finding.ranked(pool, scores, vector)[:limit])
        return chosen

    def resting_on(self, frame: str) -> tuple[Memory, ...]:
        with self._using:
            return tuple(self._fresh().resting_on(frame))

    def history(self, name: str) -> tuple[Change, ...]:
        images = self._keep.journal(memory=name)
        taken = self._keep.undone(image.change for image in images)
        return tuple(
            Change(one.change, one.batch, one.at, one.actor, one.action, one.reason, one.before, one.change in taken)
            for one in images
        )

    def counts(self) -> MemoryCounts:
        with self._using:
            known = self._fresh()
            open_ones = known.counts()
            closed = len(known) - sum(open_ones.values())
        return MemoryCounts(open_ones, closed, self._keep.undigested(), len(self._keep.owed()))

    def knowledge(self, mark: str) -> Knowledge:
        with self._using:
            return self._fresh().since(mark)
