"""The part of `ArchiveClient` that is about the six memories: each method blocks, and any thread may call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from memory.kinds.model import Batch, Kind, Memory, Operation
from memory.kinds.records import Applied, Change, Chat, Digest, Knowledge, MemoryCounts, MemoryPage
from memory.records import Revealed
from memory.rpc import Remote


class MemoriesClient:
    """`MemoriesApi` over the store's process."""

    _remote: Remote

    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        batch: Batch | None = self._remote.call("next_batch", zone, whole=whole)
        return batch

    def knowledge(self, mark: str = "") -> Knowledge:
        knowledge: Knowledge = self._remote.call("knowledge", mark)
        return knowledge

    def apply(self, digest: Digest) -> Applied:
        applied: Applied = self._remote.call("apply", digest)
        return applied

    def perform(self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False) -> Applied:
        applied: Applied = self._remote.call("perform", operations, actor=actor, batch=batch, stated=stated)
        return applied

    def memories(
        self, kind: Kind | None = None, query: str = "", *, limit: int = 50, offset: int = 0, history: bool = False
    ) -> MemoryPage:
        asked = {"limit": limit, "offset": offset, "history": history}
        page: MemoryPage = self._remote.call("memories", kind, query, **asked)
        return page

    def memory(self, name: str) -> Memory | None:
        memory: Memory | None = self._remote.call("memory", name)
        return memory

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int = 10) -> Mapping[Kind, tuple[Memory, ...]]:
        found: Mapping[Kind, tuple[Memory, ...]] = self._remote.call("relevant", text, kinds, limit)
        return found

    def resting_on(self, frame: str) -> tuple[Memory, ...]:
        found: tuple[Memory, ...] = self._remote.call("resting_on", frame)
        return found

    def times_of(self, frames: Sequence[str]) -> Mapping[str, datetime]:
        times: Mapping[str, datetime] = self._remote.call("times_of", frames)
        return times

    def edit(self, memory: Memory) -> Memory:
        edited: Memory = self._remote.call("edit", memory)
        return edited

    def state(self, memory: Memory) -> Memory:
        stated: Memory = self._remote.call("state", memory)
        return stated

    def delete(self, name: str) -> None:
        self._remote.call("delete", name)

    def merge(self, names: Sequence[str]) -> Memory:
        merged: Memory = self._remote.call("merge", names)
        return merged

    def history(self, name: str) -> tuple[Change, ...]:
        changes: tuple[Change, ...] = self._remote.call("history", name)
        return changes

    def undo(self, change: str) -> int:
        return int(self._remote.call("undo", change))

    def memory_counts(self) -> MemoryCounts:
        counts: MemoryCounts = self._remote.call("memory_counts")
        return counts

    def forget_memories(self, names: Sequence[str]) -> int:
        return int(self._remote.call("forget_memories", names))

    def reveal(self, name: str) -> tuple[Revealed, ...]:
        revealed: tuple[Revealed, ...] = self._remote.call("reveal", name)
        return revealed

    def seen(self, frames: Sequence[str]) -> set[str]:
        seen: set[str] = self._remote.call("seen", frames)
        return seen

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        return int(self._remote.call("put_back", memories, seen=seen))

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        self._remote.call("keep_chats", chats)

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        chats: tuple[Chat, ...] = self._remote.call("chats", conversation, limit=limit)
        return chats

    def clear_chats(self, conversation: str = "") -> None:
        self._remote.call("clear_chats", conversation)
