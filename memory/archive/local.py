"""The archive in the process that holds the keys: `ArchiveApi` over a store, a search and sealed files.

Any thread may call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from base.clock import IDLE_AFTER, Clock, utc_now
from base.coverage import Coverage
from base.errors import BadInput, Damaged, DiskFull
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
from memory.archive.selection import span_in_seconds, spread_evenly, summarize_forget, zone_named
from memory.insights import day_counts, time_spent
from memory.insights.timeline_cache import TimelineCache
from memory.memories.batches import next_batch
from memory.memories.changes import ApplyResult, BatchResult, Change, MemoryCounts, MemoryPage, MemorySnapshot
from memory.memories.manager import Batch
from memory.memories.memory import Kind, Memory, Operation
from memory.memories.service import MemoryService
from memory.perception.secret_values import open_value
from memory.pictures.decoding import as_still
from memory.sealed.envelope import SealError
from memory.store.disk_budget import DiskBudget
from memory.store.frame_tables import FrameTables
from memory.store.store import Store

PAGE = 200
"""Moments that `select` reads at a time; with pictures about 8 MB."""


FORECAST_DAYS = 14


class RecallApi(Protocol):
    def search(self, query: Query) -> SearchResult: ...

    def refresh(self) -> None:
        """Take in what was added or forgotten since the last call."""

    def embed(self, text: str) -> Vector | None:
        """The text encoder's vector of a query; None without an encoder."""

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        """Its vectors of several texts."""

    def close(self) -> None:
        """Ends its threads. Closing twice is harmless."""


class SealedFiles(Protocol):
    """What the archive asks of the sealed files below the store."""

    def disk_bytes(self) -> int: ...

    def object_count(self) -> int: ...

    def check(self) -> tuple[str, ...]:
        """Read everything through; the names and faults of what does not verify."""

    def close(self) -> None: ...


class LocalArchive:
    def __init__(
        self,
        *,
        store: Store,
        recall: Callable[[FrameTables], RecallApi],
        files: SealedFiles,
        vault_key: bytes = b"",
        actor: str = "app",
        clock: Clock = utc_now,
        idle_after: timedelta = IDLE_AFTER,
    ) -> None:
        """vault_key: the private half of the key that seals the values of vault memories.
        idle_after: the idle time of the settings, see `memory.memories.attention`.
        """
        self._store = store
        self._files = files
        self._vault_key = vault_key
        self._actor = actor
        self._clock = clock
        self._recall = recall(store.frames)
        self._idle_after = idle_after
        self._timeline_cache = TimelineCache(store.frames, idle_after)
        self._closed = False
        self._catching_up = threading.Lock()
        self._seen_version = -1
        self._budget = DiskBudget(store.films, files.disk_bytes)
        self._memories = MemoryService(store.memories, clock=clock, embed=self._recall.embed)

    # -- moments -------------------------------------------------------------------------------------------------------

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Full-text search has it at once; recall takes it in with the next search, not once for every frame."""
        self._store.add(moments, coverage)

    def _catch_up(self) -> None:
        """What another process wrote is taken in too. A compaction counts as a change and costs one look at the ids."""
        with self._catching_up:
            newest = self._store.frames.version()
            if newest != self._seen_version:
                self._recall.refresh()
                self._seen_version = newest

    def encoders(self) -> Mapping[str, str]:
        return self._store.frames.encoders()

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        self._store.revise(revisions)

    def known(self, ids: Sequence[str]) -> set[str]:
        return self._store.frames.known(ids)

    # -- search --------------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> SearchResult:
        self._catch_up()
        return self._recall.search(query)

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return self._recall.meanings(texts)

    # -- timeline and reports ------------------------------------------------------------------------------------------

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        ids = self._store.frames.ids_by_time(Scope(since=since, until=until))
        return Timeline(
            self._store.frames.heads_of(spread_evenly(ids, limit)), self._store.frames.coverage(since, until)
        )

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        return day_counts.count_days(self._store.frames.heads_table(columns=["id", "at", "app"]), zone)

    def buckets(self, since: datetime, until: datetime, count: int) -> TimelineSlice:
        return self._timeline_cache.now().buckets(*span_in_seconds(since, until, count), count)

    def heat(self, zone: str = "UTC") -> tuple[DayHeat, ...]:
        return self._timeline_cache.now().heat(zone_named(zone))

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        around = Scope(since=since - self._idle_after, until=until + self._idle_after)
        moments = self._store.frames.heads_table(around, time_spent.COLUMNS)
        coverage = self._store.frames.coverage(around.since, around.until)
        return time_spent.time_report(moments, coverage, since, until, zone, self._idle_after)

    def moment(self, frame: str) -> Moment | None:
        return next(iter(self._store.frames.moments([frame])), None)

    def picture(self, frame: str) -> Picture | None:
        return self._store.films.pictures([frame]).get(frame)

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]:
        return self._store.frames.thumbnails(frames)

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        ids = self._store.frames.ids_by_time(scope)
        for start in range(0, len(ids), PAGE):
            page = ids[start : start + PAGE]
            by_frame = self._store.films.pictures(page) if pictures else None
            moments = self._store.frames.moments(page, vectors=vectors, pictures=by_frame)
            yield from map(as_still, moments)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        return self._store.frames.coverage(since, until)

    def forget(self, scope: Scope, *, dry_run: bool = False) -> ForgetResult:
        if scope.everything:
            raise BadInput("it is not clear what to forget", advice="Give a time, an app, a site or an id.")
        heads = self._store.frames.heads(scope)
        ids = [head.id for head in heads]
        if dry_run:
            return replace(summarize_forget(heads), memories=self._memories.would_go(ids))
        before = self._files.disk_bytes()
        by_time = Scope(since=scope.since, until=scope.until) == scope
        span = (scope.since, scope.until) if by_time else (None, None)
        memories = self._memories.before_forgetting(ids)
        self._store.forget(ids, since=span[0], until=span[1])
        self._memories.after_forgetting()
        self._catch_up()
        self.note_access(AccessEntry(self._clock(), self._actor, "forget", len(heads)))
        freed = max(0, before - self._files.disk_bytes())
        return replace(summarize_forget(heads, bytes_freed=freed), memories=memories)

    # -- consents and logs ---------------------------------------------------------------------------------------------

    def consent(self, consent: Consent) -> None:
        self._store.consents.consent(consent)

    def consents(self) -> tuple[Consent, ...]:
        return self._store.consents.consents()

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        self._store.consents.note_sent(lines)

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        return self._store.consents.sent(limit)

    def note_access(self, access: AccessEntry) -> None:
        with suppress(DiskFull):  # what was looked up must be found on a full disk too
            self._store.consents.note_access(access)

    def accesses(self, limit: int = 100) -> tuple[AccessEntry, ...]:
        return self._store.consents.accesses(limit)

    # -- films, thinning and pins --------------------------------------------------------------------------------------

    def next_still_batch(self) -> StillBatch | None:
        return self._store.films.next_still_batch(self._clock())

    def put_film(self, filmed: FilmFrame) -> bool:
        return self._store.films.put_film(filmed)

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        return self._budget.next_step(budget_bytes)

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        return self._budget.take(step, film)

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        if not self._store.frames.heads_of([frame]):
            raise BadInput("there is no such moment", advice="Search and timeline show the ids of moments.")
        self._store.films.pin(frame, self._clock(), pinned=pinned)

    def pins(self) -> tuple[str, ...]:
        return self._store.films.pins()

    # -- memories ------------------------------------------------------------------------------------------------------

    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        return next_batch(self._store.memories, self._clock(), zone=zone, whole=whole, idle_after=self._idle_after)

    def knowledge(self, mark: str = "") -> MemorySnapshot:
        return self._memories.knowledge(mark)

    def apply(self, digest: BatchResult) -> ApplyResult:
        return self._memories.apply(digest)

    def apply_operations(
        self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False
    ) -> ApplyResult:
        return self._memories.apply_operations(operations, actor=actor, batch=batch, stated=stated)

    def memories(
        self, kind: Kind | None = None, query: str = "", *, limit: int = 50, offset: int = 0, history: bool = False
    ) -> MemoryPage:
        return self._memories.page(kind, query, limit=limit, offset=offset, history=history)

    def memory(self, name: str) -> Memory | None:
        return self._memories.get(name)

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int = 10) -> Mapping[Kind, tuple[Memory, ...]]:
        return self._memories.relevant(text, kinds, limit)

    def memories_from(self, frame: str) -> tuple[Memory, ...]:
        return self._memories.memories_from(frame)

    def times_of(self, frames: Sequence[str]) -> Mapping[str, datetime]:
        return self._store.frames.times_of(frames)

    def edit(self, memory: Memory) -> Memory:
        return self._memories.edit(memory)

    def state(self, memory: Memory) -> Memory:
        return self._memories.state(memory)

    def delete(self, name: str) -> None:
        self._memories.delete(name)

    def merge(self, names: Sequence[str]) -> Memory:
        return self._memories.merge(names)

    def history(self, name: str) -> tuple[Change, ...]:
        return self._memories.history(name)

    def undo(self, change: str) -> int:
        return self._memories.undo(change)

    def memory_counts(self) -> MemoryCounts:
        return self._memories.counts()

    def forget_memories(self, names: Sequence[str]) -> int:
        count = self._memories.forget(names)
        self.note_access(AccessEntry(self._clock(), self._actor, "forget", count))
        return count

    def reveal(self, name: str) -> tuple[Revealed, ...]:
        # also when nothing is revealed; where the line cannot be written, nothing is
        self._store.consents.note_access(AccessEntry(self._clock(), self._actor, "reveal", 1))
        try:
            return self._memories.reveal(name, partial(open_value, self._vault_key))
        except SealError:
            raise Damaged("a value of the vault") from None

    def seen(self, frames: Sequence[str]) -> set[str]:
        return self._store.memories.digested(frames)

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        return self._memories.put_back(memories, seen)

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        self._store.memories.keep_chats(chats)

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        return self._store.memories.chats(conversation, limit=limit)

    def clear_chats(self, conversation: str = "") -> None:
        self._store.memories.clear_chats(conversation)

    # -- figures and upkeep --------------------------------------------------------------------------------------------

    def stats(self) -> Stats:
        first, last = self._store.frames.span()
        passages, picture_bytes = self._store.frames.passages(), self._store.films.size()
        seconds, skipped = day_counts.sum_coverage(self._store.frames.coverage())
        moments, disk = self._store.frames.count(), self._files.disk_bytes()
        return Stats(
            moments=moments,
            first=first,
            last=last,
            bytes_on_disk=disk,
            objects=self._files.object_count(),
            passages=passages,
            picture_bytes=picture_bytes,
            bytes_a_day=day_counts.mean_moments_per_day(self.days(), last=FORECAST_DAYS) * disk / max(1, moments),
            coverage_seconds=seconds,
            skipped=skipped,
        )

    def maintain(self, *, thorough: bool = False) -> None:
        self._store.maintain(thorough=thorough)

    def check(self) -> tuple[str, ...]:
        return self._files.check()

    def close(self) -> None:
        """Every later call raises Locked; closing twice is harmless."""
        if not self._closed:
            self._closed = True
            with ExitStack() as stack:  # each is closed, whatever another one raises; the store first
                stack.callback(self._files.close)
                stack.callback(self._recall.close)
                stack.callback(self._store.close)
