"""The memory in the process that holds the keys. See `memory.archive.api.ArchiveApi`.

It is put together from a store, a recall and a vault's figures; any thread may call it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from base.clock import IDLE_AFTER, Clock, utc_now
from base.coverage import Coverage
from base.errors import BadInput
from base.records.consent import Consent, LedgerEntry
from base.records.moment import Moment, VectorUpdate
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from base.records.report import Report
from base.records.scope import Scope
from base.records.search import Query, SearchResult
from base.records.statistics import AccessEntry, ForgetResult, Stats
from base.records.timeline import Day, DayHeat, Timeline, TimelineSlice
from base.records.vector import Vector
from memory.archive.local_memories import LocalMemories
from memory.archive.selection import drawn_span, summarize_forget, thinned, zone_named
from memory.insights import day_counts, time_spent
from memory.insights.timeline_cache import TimelineCache
from memory.memories.service import MemoryService
from memory.pictures.decoding import as_still
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


class LocalArchive(LocalMemories):
    def __init__(
        self,
        *,
        store: Store,
        recall: Callable[[FrameTables], RecallApi],
        vault: SealedFiles,
        vault_key: bytes = b"",
        actor: str = "app",
        clock: Clock = utc_now,
        idle_after: timedelta = IDLE_AFTER,
    ) -> None:
        """`idle_after`: the idle time of the settings, see `memory.memories.attention`."""
        self._store = store
        self._vault = vault
        self._vault_key = vault_key
        self._actor = actor
        self._clock = clock
        self._recall = recall(store.frames)
        self._idle_after = idle_after
        self._timeline_cache = TimelineCache(store.frames, idle_after)
        self._closed = False
        self._fresh = threading.Lock()
        self._seen = -1
        self._room = DiskBudget(store.films, vault.disk_bytes)
        self._keep = store.memories
        self._mind = MemoryService(store.memories, clock=clock, embed=self._recall.embed)

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Full-text has it at once; recall takes it in when the next search asks, not once for every frame."""
        self._store.add(moments, coverage)

    def _catch_up(self) -> None:
        """What another process wrote is taken in too; upkeep counts as a change and costs one look at the ids."""
        with self._fresh:
            newest = self._store.frames.version()
            if newest != self._seen:
                self._recall.refresh()
                self._seen = newest

    def encoders(self) -> Mapping[str, str]:
        return self._store.frames.encoders()

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        self._store.revise(revisions)

    def known(self, ids: Sequence[str]) -> set[str]:
        return self._store.frames.known(ids)

    def search(self, query: Query) -> SearchResult:
        self._catch_up()
        return self._recall.search(query)

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return self._recall.meanings(texts)

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        ids = self._store.frames.ids_by_time(Scope(since=since, until=until))
        return Timeline(self._store.frames.heads_of(thinned(ids, limit)), self._store.frames.coverage(since, until))

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        return day_counts.count_days(self._store.frames.heads_table(columns=["id", "at", "app"]), zone)

    def buckets(self, since: datetime, until: datetime, count: int) -> TimelineSlice:
        return self._timeline_cache.now().buckets(*drawn_span(since, until, count), count)

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
            shown = self._store.films.pictures(page) if pictures else None
            moments = self._store.frames.moments(page, vectors=vectors, pictures=shown)
            yield from map(as_still, moments)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        return self._store.frames.coverage(since, until)

    def forget(self, scope: Scope, *, dry_run: bool = False) -> ForgetResult:
        if scope.everything:
            raise BadInput("nothing was said about what to forget", advice="Give a time, an app, a site or an id.")
        heads = self._store.frames.heads(scope)
        ids = [head.id for head in heads]
        if dry_run:
            return replace(summarize_forget(heads), memories=self._mind.would_go(ids))
        before = self._vault.disk_bytes()
        by_time = Scope(since=scope.since, until=scope.until) == scope
        span = (scope.since, scope.until) if by_time else (None, None)
        memories = self._mind.before_forgetting(ids)
        self._store.forget(ids, since=span[0], until=span[1])
        self._mind.after_forgetting()
        self._catch_up()
        self.note_access(AccessEntry(self._clock(), self._actor, "forget", len(heads)))
        freed = max(0, before - self._vault.disk_bytes())
        return replace(summarize_forget(heads, bytes_freed=freed), memories=memories)

    def note_access(self, access: AccessEntry) -> None:
        self._store.consents.note_access(access)

    def accesses(self, limit: int = 100) -> tuple[AccessEntry, ...]:
        return self._store.consents.accesses(limit)

    def consent(self, consent: Consent) -> None:
        self._store.consents.consent(consent)

    def consents(self) -> tuple[Consent, ...]:
        return self._store.consents.consents()

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        self._store.consents.note_sent(lines)

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        return self._store.consents.sent(limit)

    def stats(self) -> Stats:
        first, last = self._store.frames.span()
        passages, picture_bytes = self._store.frames.passages(), self._store.films.size()
        seconds, skipped = day_counts.sum_coverage(self._store.frames.coverage())
        moments, disk = self._store.frames.count(), self._vault.disk_bytes()
        return Stats(
            moments=moments,
            first=first,
            last=last,
            bytes_on_disk=disk,
            objects=self._vault.object_count(),
            passages=passages,
            picture_bytes=picture_bytes,
            bytes_a_day=day_counts.mean_moments_per_day(self.days(), last=FORECAST_DAYS) * disk / max(1, moments),
            coverage_seconds=seconds,
            skipped=skipped,
        )

    def maintain(self, *, thorough: bool = False) -> None:
        self._store.maintain(thorough=thorough)

    def next_still_batch(self) -> StillBatch | None:
        return self._store.films.next_still_batch(self._clock())

    def put_film(self, filmed: FilmFrame) -> bool:
        return self._store.films.put_film(filmed)

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        return self._room.next_step(budget_bytes)

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        return self._room.take(step, film)

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        if not self._store.frames.heads_of([frame]):
            raise BadInput("there is no such moment", advice="Moments have the ids that search and timeline show.")
        self._store.films.pin(frame, self._clock(), pinned=pinned)

    def pins(self) -> tuple[str, ...]:
        return self._store.films.pins()

    def check(self) -> tuple[str, ...]:
        return self._vault.check()

    def close(self) -> None:
        """Every later call raises Locked; closing twice is harmless."""
        if not self._closed:
            self._closed = True
            self._store.close()
            self._recall.close()
            self._vault.close()
