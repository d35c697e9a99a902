"""In-memory tables of memories for the fake."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from base.coverage import Coverage
from base.records.chat import Chat
from base.records.moment import Moment
from base.records.secret import SealedSecret
from memory.memories import forgetting
from memory.memories.changes import Changeset, FrameOrder, JournalEntry, PendingRetry
from memory.memories.memory import Kind, Memory
from memory.memories.serialization import text_of_memory


class FakeMemoryTables:
    """`frames`: every moment that is there, by time. `watched`: the coverage."""

    def __init__(
        self,
        frames: Callable[[], Sequence[Moment]],
        watched: Callable[[], Sequence[Coverage]] = tuple,
        lock: threading.RLock | None = None,
    ) -> None:
        self._frames = frames
        self._watched = watched
        self._lock = lock or threading.RLock()
        self._memories: dict[str, Memory] = {}
        self._stamps: dict[str, int] = {}
        self._journal: list[JournalEntry] = []
        self._digested: set[str] = set()
        self._owed: dict[str, PendingRetry] = {}
        self._chats: dict[str, Chat] = {}
        self._numbers = itertools.count(1)
        self._commits = 0
        self._gone: set[SealedSecret] = set()

    def exclusive_write(self) -> AbstractContextManager[object]:
        return self._lock

    def commit(self, changes: Changeset) -> None:
        with self._lock:
            self._commits += 1
            self._journal += changes.images
            for memory in changes.puts:
                self._memories[memory.id] = memory
                self._stamps[memory.id] = next(self._numbers)
            for name in changes.gone:
                self._drop(name)
            self._digested |= set(changes.digested)
            self._owed |= {retry.id: retry for retry in changes.owed}
            for name in changes.paid:
                self._owed.pop(name, None)

    def _drop(self, name: str) -> None:
        self._memories.pop(name, None)
        self._stamps.pop(name, None)

    def sequence(self) -> int:
        return self._commits

    def memories_version(self) -> int:
        return next(self._numbers)

    def memory_stamps(self) -> Mapping[str, int]:
        return dict(self._stamps)

    def memories_of(self, ids: Sequence[str]) -> tuple[Memory, ...]:
        return tuple(self._memories[name] for name in ids if name in self._memories)

    def match_memories(
        self, text: str, limit: int, *, kind: Kind | None = None, closed: bool = False
    ) -> list[tuple[str, float]]:
        """The number of the words that a memory holds."""
        words = text.casefold().split()
        pool = [
            memory
            for memory in self._memories.values()
            if kind in (None, memory.kind) and (closed or not memory.valid_to)
        ]
        scores = [
            (memory.id, float(sum(word in text_of_memory(memory).casefold() for word in words))) for memory in pool
        ]
        return sorted((pair for pair in scores if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def existing_evidence(self, ids: Iterable[str]) -> set[str]:
        return set(ids) & ({frame.id for frame in self._frames()} | self._chats.keys())

    def times_of(self, ids: Sequence[str]) -> dict[str, datetime]:
        return {frame.id: frame.at for frame in self._frames() if frame.id in ids}

    def journal(self, *, memory: str = "", change: str = "") -> tuple[JournalEntry, ...]:
        if memory:
            return tuple(entry for entry in self._journal if entry.memory == memory)
        return tuple(entry for entry in self._journal if change in (entry.change, entry.batch))

    def undone(self, changes: Iterable[str]) -> set[str]:
        return set(changes) & {entry.undoes for entry in self._journal}

    def digested(self, ids: Sequence[str]) -> set[str]:
        return self._digested & set(ids)

    def undigested(self) -> int:
        return len({frame.id for frame in self._frames()} - self._digested)

    def owed(self, due: datetime | None = None) -> tuple[PendingRetry, ...]:
        retries = sorted(self._owed.values(), key=lambda one: (one.due, one.id))
        return tuple(retry for retry in retries if due is None or retry.due <= due)

    def frames_in_order(self) -> FrameOrder:
        frames = self._frames()
        return FrameOrder(
            [frame.id for frame in frames],
            [frame.at for frame in frames],
            [frame.monitor for frame in frames],
            [frame.id in self._digested for frame in frames],
        )

    def moments(self, ids: Sequence[str], *, vectors: bool = False) -> tuple[Moment, ...]:
        known = {frame.id: frame for frame in self._frames()}
        return tuple(known[name] for name in ids if name in known)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Coverage]:
        return self._watched()

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        self._chats |= {chat.id: chat for chat in chats}

    def clear_chats(self, conversation: str = "") -> None:
        self._chats = {n: one for n, one in self._chats.items() if conversation and one.conversation != conversation}

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        chats = [chat for chat in self._chats.values() if conversation in ("", chat.conversation)]
        chats.sort(key=lambda one: (one.at, one.id))
        return tuple(chats[-limit:] if limit else [])

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def values_of(self, frames: Sequence[str]) -> dict[str, tuple[SealedSecret, ...]]:
        there = {moment.id: moment.secrets for moment in self.moments(frames)}
        left = {name: tuple(secret for secret in some if secret not in self._gone) for name, some in there.items()}
        return {name: some for name, some in left.items() if some}

    def forget_memories(self, ids: Sequence[str], values: Mapping[str, Sequence[SealedSecret]]) -> None:
        self._gone.update(secret for some in values.values() for secret in some)
        for name in ids:
            self._drop(name)
        self._journal = [entry for entry in self._journal if entry.memory not in ids]
        self._drop_chats(set(ids))

    def sweep(self, forgotten: set[str]) -> None:
        """After frames were forgotten."""
        frames = {frame.id for frame in self._frames()}
        there = frames | self._chats.keys()
        left = forgetting.remove_unsupported(list(self._memories.values()), there)
        self._drop_chats(forgotten | set(left.gone))
        self.commit(left)
        self._journal = [
            entry for entry in self._journal if entry.before is None or there.issuperset(entry.before.evidence)
        ]
        self._digested &= frames

    def _drop_chats(self, gone: set[str]) -> None:
        self._chats = {name: one for name, one in self._chats.items() if gone.isdisjoint(one.citations)}
