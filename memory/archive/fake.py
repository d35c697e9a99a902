"""In-memory archive for tests, and word search. `WordRecall`: the simplest recall, for tests of what stands below
it.

A `FakeArchive` may be called from any thread. It keeps nothing.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np

from base.clock import IDLE_AFTER, Clock, micros, utc_now
from base.coverage import Coverage, State, clip_coverage
from base.errors import BadInput, Locked
from base.records.consent import Consent, LedgerEntry
from base.records.moment import Moment, MomentHead, VectorUpdate
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from base.records.report import Report
from base.records.scope import Scope, holds, host_of
from base.records.search import Hit, Query, SearchResult
from base.records.statistics import AccessEntry, ForgetResult, Stats
from base.records.timeline import Day, DayHeat, Timeline, TimelineSlice
from base.records.vector import Vector
from memory.archive.fake_memories import FakeMemoryTables
from memory.archive.local_memories import LocalMemories
from memory.archive.selection import drawn_span, summarize_forget, thinned, zone_named
from memory.insights.timeline_index import (
    Ints,
    Labels,
    TimelineIndex,
    build_coverage,
    build_frames,
    build_timeline_index,
)
from memory.memories.service import MemoryService
from memory.search.query import parse


class FakeArchive(LocalMemories):
    def __init__(
        self,
        moments: Iterable[Moment] = (),
        coverage: Iterable[Coverage] = (),
        *,
        clock: Clock = utc_now,
        vault_key: bytes = b"",
        idle_after: timedelta = IDLE_AFTER,
    ) -> None:
        self._lock = threading.RLock()
        self._moments: dict[str, Moment] = {}
        self._coverage: dict[str, Coverage] = {}
        self._forgotten: set[str] = set()
        self._pins: set[str] = set()
        self._accesses: list[AccessEntry] = []
        self._consents: dict[str, Consent] = {}
        self._sent: dict[str, LedgerEntry] = {}
        self._clock = clock
        self._actor = "app"
        self._vault_key = vault_key
        self._idle_after = idle_after
        self._closed = False
        self._keep = self._ram = FakeMemoryTables(lambda: self._of(Scope()), self.coverage, self._lock)
        self._mind = MemoryService(self._ram, clock=clock)
        self.add(tuple(moments), tuple(coverage))

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        with self._open():
            self._moments |= {moment.id: moment for moment in moments if moment.id not in self._forgotten}
            self._coverage |= {stretch.id: stretch for stretch in coverage}

    def encoders(self) -> Mapping[str, str]:
        return {moment.id: moment.encoders for moment in self._of(Scope())}

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        with self._open():
            for revision in revisions:
                if (old := self._moments.get(revision.id)) is not None:
                    self._moments[revision.id] = replace(
                        old,
                        encoders=revision.encoders,
                        text_vectors=revision.text_vectors,
                        image_vector=revision.image_vector,
                    )

    def known(self, ids: Sequence[str]) -> set[str]:
        with self._open():
            return {id_ for id_ in ids if id_ in self._moments or id_ in self._forgotten}

    def search(self, query: Query) -> SearchResult:
        """Moments within the query's operators that hold every word of it, newest first."""
        plan = parse(query)
        if plan.like:
            moment = self.moment(plan.like)
            alike = [m for m in reversed(self._of(plan.scope)) if moment and m.app == moment.app and m.id != moment.id]
            return SearchResult(tuple(hit_of(m, []) for m in alike[: query.limit]))
        words = plan.text.lower().split()
        generator = (moment for moment in reversed(self._of(plan.scope)) if _holds(moment, words))
        hits = [
            hit_of(moment, words)
            for moment in generator
            if not any(_holds(moment, [word.lower()]) for word in plan.without)
        ]
        return SearchResult(tuple(hits[: query.limit]) if query.text.strip() else ())

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return None

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        found = {moment.id: moment for moment in self._of(Scope(since=since, until=until))}
        chosen = thinned(list(found), limit)
        return Timeline(tuple(head_of(found[one]) for one in chosen), self.coverage(since, until))

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        place = zone_named(zone)
        grouped: dict[str, list[Moment]] = {}
        for moment in self._of(Scope()):
            grouped.setdefault(moment.at.astimezone(place).date().isoformat(), []).append(moment)
        return tuple(_day(day, moments) for day, moments in sorted(grouped.items()))

    def buckets(self, since: datetime, until: datetime, count: int) -> TimelineSlice:
        return self._timeline_index().buckets(*drawn_span(since, until, count), count)

    def heat(self, zone: str = "UTC") -> tuple[DayHeat, ...]:
        return self._timeline_index().heat(zone_named(zone))

    def _timeline_index(self) -> TimelineIndex:
        moments, cover = self._of(Scope()), self.coverage()
        apps = Labels([moment.app for moment in moments], np.arange(len(moments)))
        frames = build_frames(
            [moment.id for moment in moments],
            _micros(moment.at for moment in moments),
            _numbers(moment.monitor for moment in moments),
            apps,
        )
        starts, ends = _micros(coverage.start for coverage in cover), _micros(coverage.end for coverage in cover)
        states = ((str(coverage.state), coverage.reason) for coverage in cover)
        columns = build_coverage(starts, ends, _numbers(coverage.monitor for coverage in cover), states)
        return build_timeline_index(frames, columns, self._idle_after)

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        """By the very figures of the archive: they are a function of what is remembered."""
        import pyarrow as pa

        from memory.insights import time_spent
        from memory.store.schema import SCHEMAS

        around = Scope(since=since - self._idle_after, until=until + self._idle_after)
        rows = [{**asdict(head_of(moment)), "host": host_of(moment.url)} for moment in self._of(around)]
        schema = pa.schema([SCHEMAS["frames"].field(name) for name in time_spent.COLUMNS])
        moments = pa.Table.from_pylist(rows, schema=schema)
        coverage = self.coverage(around.since, around.until)
        return time_spent.time_report(moments, coverage, since, until, zone, self._idle_after)

    def moment(self, frame: str) -> Moment | None:
        with self._open():
            moment = self._moments.get(frame)
        return moment and _bare(moment)

    def picture(self, frame: str) -> Picture | None:
        with self._open():
            moment = self._moments.get(frame)
        return moment.picture if moment else None

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]:
        with self._open():
            found = {frame: self._moments[frame].thumbnail for frame in frames if frame in self._moments}
        return {frame: thumbnail for frame, thumbnail in found.items() if thumbnail}

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        for moment in self._of(scope):
            shown = moment if vectors else _bare(moment)
            yield replace(shown, picture=moment.picture if pictures else None)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        with self._open():
            coverages = sorted(self._coverage.values(), key=lambda stretch: stretch.start)
        return tuple(
            coverage
            for coverage in coverages
            if (not since or coverage.end >= since) and (not until or coverage.start < until)
        )

    def forget(self, scope: Scope, *, dry_run: bool = False) -> ForgetResult:
        if scope.everything:
            raise BadInput("nothing was said about what to forget", advice="Give a time, an app, a site or an id.")
        with self._open():
            heads = [head_of(moment) for moment in self._of(scope)]
            gone = replace(summarize_forget(heads), memories=self._mind.would_go([head.id for head in heads]))
            if not dry_run:
                self._remove(scope)
        return gone

    def _remove(self, scope: Scope) -> None:
        ids = {moment.id for moment in self._of(scope)}
        self._forgotten |= ids
        self._mind.before_forgetting(sorted(ids))
        for id_ in ids:
            del self._moments[id_]
        self._ram.sweep(ids)
        if Scope(since=scope.since, until=scope.until) == scope:
            touched = self.coverage(scope.since, scope.until)
            for stretch in touched:
                del self._coverage[stretch.id]
            self._coverage |= {part.id: part for part in clip_coverage(touched, scope.since, scope.until)}
        self.note_access(AccessEntry(self._clock(), "app", "forget", len(ids)))

    def note_access(self, access: AccessEntry) -> None:
        with self._open():
            self._accesses.append(access)

    def accesses(self, limit: int = 100) -> tuple[AccessEntry, ...]:
        with self._open():
            return tuple(sorted(self._accesses, key=lambda access: access.at, reverse=True)[:limit])

    def consent(self, consent: Consent) -> None:
        with self._open():
            older = {one.id: replace(one, key="") for one in self._consents.values() if one.url == consent.url}
            self._consents |= {**older, consent.id: consent}

    def consents(self) -> tuple[Consent, ...]:
        with self._open():
            return tuple(self._consents[name] for name in sorted(self._consents))

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        with self._open():
            self._sent |= {line.id: line for line in lines}

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        with self._open():
            return tuple(self._sent[name] for name in sorted(self._sent, reverse=True)[:limit])

    def stats(self) -> Stats:
        moments = self._of(Scope())
        seconds: Counter[str] = Counter()
        skipped: Counter[str] = Counter()
        for stretch in self.coverage():
            seconds[str(stretch.state)] += (stretch.end - stretch.start).total_seconds()  # type: ignore[assignment]
            if stretch.state is State.SKIPPED:
                skipped[stretch.reason] += stretch.count
        return Stats(
            moments=len(moments),
            first=moments[0].at if moments else None,
            last=moments[-1].at if moments else None,
            bytes_on_disk=0,
            objects=0,
            passages=sum(len(moment.text_vectors) for moment in moments if moment.text_vectors is not None),
            picture_bytes=sum(len(moment.picture.data) for moment in moments if moment.picture),
            coverage_seconds=dict(seconds),
            skipped=dict(skipped),
        )

    def maintain(self, *, thorough: bool = False) -> None:
        with self._open():
            return

    def next_still_batch(self) -> StillBatch | None:
        """In RAM pictures stay as they came."""
        return None

    def put_film(self, filmed: FilmFrame) -> bool:
        return False

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        return None

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        return False

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        with self._open():
            if frame not in self._moments:
                raise BadInput("there is no such moment")
            self._pins.discard(frame)
            self._pins |= {frame} if pinned else set()

    def pins(self) -> tuple[str, ...]:
        with self._open():
            return tuple(sorted(self._pins & self._moments.keys()))

    def check(self) -> tuple[str, ...]:
        with self._open():
            return ()

    def close(self) -> None:
        self._closed = True

    def _open(self) -> threading.RLock:
        if self._closed:
            raise Locked
        return self._lock

    def _of(self, scope: Scope) -> list[Moment]:
        with self._open():
            return sorted(
                (moment for moment in self._moments.values() if holds(moment, scope)), key=lambda one: (one.at, one.id)
            )


class Searchable(Protocol):
    """What `WordRecall` needs of a store."""

    def match_words(self, text: str, scope: Scope, limit: int) -> list[tuple[str, float]]: ...

    def moments(self, ids: Sequence[str]) -> tuple[Moment, ...]: ...


class WordRecall:
    """Search by words alone: what is left of recall without an encoder."""

    def __init__(self, store: Searchable) -> None:
        self._store = store

    def refresh(self) -> None:
        """The full-text index keeps up by itself."""

    def close(self) -> None:
        """It has no threads."""

    def embed(self, text: str) -> Vector | None:
        return None

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return None

    def search(self, query: Query) -> SearchResult:
        scores = self._store.match_words(query.text, query.scope, query.limit)
        moments = self._store.moments([frame for frame, _ in scores])
        words = query.text.lower().split()
        return SearchResult(tuple(replace(hit_of(moment, words), score=dict(scores)[moment.id]) for moment in moments))


def hit_of(moment: Moment, words: Sequence[str]) -> Hit:
    marked = [line for line in moment.lines if any(word in line.text.lower() for word in words)]
    return Hit(
        frame=moment.id,
        at=moment.at,
        until=moment.at,
        monitor=moment.monitor,
        score=1.0,
        app=moment.app,
        title=moment.title,
        url=moment.url,
        snippet=marked[0].text if marked else moment.summary,
        text=moment.text,
        boxes=tuple(line.box for line in marked),
    )


def head_of(moment: Moment) -> MomentHead:
    return MomentHead(moment.id, moment.at, moment.monitor, moment.app, moment.title, moment.url, moment.summary)


def _micros(times: Iterable[datetime]) -> Ints:
    return _numbers(map(micros, times))


def _numbers(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _bare(moment: Moment) -> Moment:
    return replace(moment, picture=None, text_vectors=None, image_vector=None, thumbnail=b"")


def _holds(moment: Moment, words: Sequence[str]) -> bool:
    text = "\n".join((moment.app, moment.title, moment.url, moment.summary, moment.text)).lower()
    return all(word in text for word in words)


def _day(day: str, moments: Sequence[Moment]) -> Day:
    counted = Counter(moment.app for moment in moments)
    apps = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    return Day(day, len(moments), moments[0].at, moments[-1].at, apps)
