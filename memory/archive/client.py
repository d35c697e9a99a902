"""The memory in another process, called over a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from base.coverage import Coverage
from base.processes import ChildProcess
from base.records.chat import Chat
from base.records.consent import Consent, LedgerEntry
from base.records.moment import Moment, VectorUpdate
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from base.records.report import Report
from base.records.scope import Scope
from base.records.search import Query, SearchResult
from base.records.secret import Revealed
from base.records.statistics import AccessEntry, ForgetResult, Stats
from base.records.timeline import Day, DayHeat, Timeline, TimelineSlice
from base.records.vector import Vector
from memory.memories.changes import ApplyResult, BatchResult, Change, MemoryCounts, MemoryPage, MemorySnapshot
from memory.memories.manager import Batch
from memory.memories.memory import Kind, Memory
from memory.memories.operation import Operation


class ConsentClient:
    """`ConsentApi` over the store's process."""

    _remote: ChildProcess

    def consent(self, consent: Consent) -> None:
        self._remote.call("consent", consent)

    def consents(self) -> tuple[Consent, ...]:
        consents: tuple[Consent, ...] = self._remote.call("consents")
        return consents

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        self._remote.call("note_sent", lines)

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        sent: tuple[LedgerEntry, ...] = self._remote.call("sent", limit)
        return sent


class MemoriesClient:
    """`MemoriesApi` over the store's process."""

    _remote: ChildProcess

    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        batch: Batch | None = self._remote.call("next_batch", zone, whole=whole)
        return batch

    def knowledge(self, mark: str = "") -> MemorySnapshot:
        knowledge: MemorySnapshot = self._remote.call("knowledge", mark)
        return knowledge

    def apply(self, digest: BatchResult) -> ApplyResult:
        applied: ApplyResult = self._remote.call("apply", digest)
        return applied

    def apply_operations(
        self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False
    ) -> ApplyResult:
        applied: ApplyResult = self._remote.call(
            "apply_operations", operations, actor=actor, batch=batch, stated=stated
        )
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

    def memories_from(self, frame: str) -> tuple[Memory, ...]:
        memories: tuple[Memory, ...] = self._remote.call("memories_from", frame)
        return memories

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


class ArchiveClient(MemoriesClient, ConsentClient):
    """`ArchiveApi` over a process. When it died, every call raises StoreError until `restart`."""

    def __init__(self, remote: ChildProcess) -> None:
        self._remote = remote

    @property
    def alive(self) -> bool:
        return self._remote.alive

    @property
    def pid(self) -> int | None:
        return self._remote.pid

    def restart(self) -> None:
        self._remote.restart()

    def kill(self) -> None:
        """End the process at once, keys and all; what it acknowledged is safe. `restart` opens it again."""
        self._remote.kill()

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        self._remote.call("add", moments, coverage)

    def encoders(self) -> Mapping[str, str]:
        names: Mapping[str, str] = self._remote.call("encoders")
        return names

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        self._remote.call("revise", revisions)

    def known(self, ids: Sequence[str]) -> set[str]:
        found: set[str] = self._remote.call("known", ids)
        return found

    def search(self, query: Query) -> SearchResult:
        result: SearchResult = self._remote.call("search", query)
        return result

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        vectors: Vector | None = self._remote.call("meanings", texts)
        return vectors

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        timeline: Timeline = self._remote.call("timeline", since, until, limit=limit)
        return timeline

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        days: tuple[Day, ...] = self._remote.call("days", zone)
        return days

    def buckets(self, since: datetime, until: datetime, count: int) -> TimelineSlice:
        buckets: TimelineSlice = self._remote.call("buckets", since, until, count)
        return buckets

    def heat(self, zone: str = "UTC") -> tuple[DayHeat, ...]:
        days: tuple[DayHeat, ...] = self._remote.call("heat", zone)
        return days

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        report: Report = self._remote.call("report", since, until, zone)
        return report

    def moment(self, frame: str) -> Moment | None:
        moment: Moment | None = self._remote.call("moment", frame)
        return moment

    def picture(self, frame: str) -> Picture | None:
        picture: Picture | None = self._remote.call("picture", frame)
        return picture

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]:
        thumbnails: Mapping[str, bytes] = self._remote.call("thumbnails", frames)
        return thumbnails

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        return self._remote.iterate("select", scope, pictures=pictures, vectors=vectors)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        coverage: tuple[Coverage, ...] = self._remote.call("coverage", since, until)
        return coverage

    def forget(self, scope: Scope, *, dry_run: bool = False) -> ForgetResult:
        forgotten: ForgetResult = self._remote.call("forget", scope, dry_run=dry_run)
        return forgotten

    def note_access(self, access: AccessEntry) -> None:
        self._remote.call("note_access", access)

    def accesses(self, limit: int = 100) -> tuple[AccessEntry, ...]:
        accesses: tuple[AccessEntry, ...] = self._remote.call("accesses", limit)
        return accesses

    def stats(self) -> Stats:
        stats: Stats = self._remote.call("stats")
        return stats

    def maintain(self, *, thorough: bool = False) -> None:
        self._remote.call("maintain", thorough=thorough)

    def next_still_batch(self) -> StillBatch | None:
        roll: StillBatch | None = self._remote.call("next_still_batch")
        return roll

    def put_film(self, filmed: FilmFrame) -> bool:
        return bool(self._remote.call("put_film", filmed))

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        step: Thinning | None = self._remote.call("next_thinning", budget_bytes)
        return step

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        return bool(self._remote.call("put_thinned", step, film))

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        self._remote.call("pin", frame, pinned=pinned)

    def pins(self) -> tuple[str, ...]:
        pins: tuple[str, ...] = self._remote.call("pins")
        return pins

    def check(self) -> tuple[str, ...]:
        faults: tuple[str, ...] = self._remote.call("check")
        return faults

    def close(self) -> None:
        """Close the store in good order and end its process. Later calls raise; closing twice is harmless."""
        self._remote.close()
