"""The archive's methods on the six memories. Any thread may call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from base.clock import Clock
from base.errors import Damaged
from base.records.chat import Chat
from base.records.secret import Revealed
from base.records.statistics import AccessEntry
from memory.memories.batches import Frames, next_batch
from memory.memories.changes import ApplyResult, BatchResult, Change, MemoryCounts, MemoryPage, MemorySnapshot
from memory.memories.manager import Batch
from memory.memories.memory import Kind, Memory
from memory.memories.operation import Operation
from memory.memories.service import MemoryService
from memory.perception.secret_values import open_value
from memory.sealed.envelope import SealError


class MemoryTablesPort(Frames, Protocol):
    """What is asked of a store beside what the mind asks."""

    def times_of(self, ids: Sequence[str]) -> Mapping[str, datetime]: ...

    def digested(self, ids: Sequence[str]) -> set[str]: ...

    def keep_chats(self, chats: Sequence[Chat]) -> None: ...

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]: ...

    def clear_chats(self, conversation: str = "") -> None: ...


class LocalMemories:
    """`MemoriesApi`, for an archive that has a mind and what it is kept in."""

    _keep: MemoryTablesPort
    _mind: MemoryService
    _clock: Clock
    _idle_after: timedelta
    _actor: str
    _vault_key: bytes
    """The private half."""

    def note_access(self, access: AccessEntry) -> None:
        raise NotImplementedError

    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        return next_batch(self._keep, self._clock(), zone=zone, whole=whole, idle_after=self._idle_after)

    def knowledge(self, mark: str = "") -> MemorySnapshot:
        return self._mind.knowledge(mark)

    def apply(self, digest: BatchResult) -> ApplyResult:
        return self._mind.apply(digest)

    def apply_operations(
        self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False
    ) -> ApplyResult:
        return self._mind.apply_operations(operations, actor=actor, batch=batch, stated=stated)

    def memories(
        self, kind: Kind | None = None, query: str = "", *, limit: int = 50, offset: int = 0, history: bool = False
    ) -> MemoryPage:
        return self._mind.page(kind, query, limit=limit, offset=offset, history=history)

    def memory(self, name: str) -> Memory | None:
        return self._mind.get(name)

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int = 10) -> Mapping[Kind, tuple[Memory, ...]]:
        return self._mind.relevant(text, kinds, limit)

    def memories_from(self, frame: str) -> tuple[Memory, ...]:
        return self._mind.memories_from(frame)

    def times_of(self, frames: Sequence[str]) -> Mapping[str, datetime]:
        return self._keep.times_of(frames)

    def edit(self, memory: Memory) -> Memory:
        return self._mind.edit(memory)

    def state(self, memory: Memory) -> Memory:
        return self._mind.state(memory)

    def delete(self, name: str) -> None:
        self._mind.delete(name)

    def merge(self, names: Sequence[str]) -> Memory:
        return self._mind.merge(names)

    def history(self, name: str) -> tuple[Change, ...]:
        return self._mind.history(name)

    def undo(self, change: str) -> int:
        return self._mind.undo(change)

    def memory_counts(self) -> MemoryCounts:
        return self._mind.counts()

    def forget_memories(self, names: Sequence[str]) -> int:
        gone = self._mind.forget(names)
        self.note_access(AccessEntry(self._clock(), self._actor, "forget", gone))
        return gone

    def reveal(self, name: str) -> tuple[Revealed, ...]:
        self.note_access(AccessEntry(self._clock(), self._actor, "reveal", 1))  # also when it comes to nothing
        try:
            return self._mind.reveal(name, partial(open_value, self._vault_key))
        except SealError:
            raise Damaged("a value of the vault") from None

    def seen(self, frames: Sequence[str]) -> set[str]:
        return self._keep.digested(frames)

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        return self._mind.put_back(memories, seen)

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        self._keep.keep_chats(chats)

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        return self._keep.chats(conversation, limit=limit)

    def clear_chats(self, conversation: str = "") -> None:
        self._keep.clear_chats(conversation)
