"""What was seen when, as arrays.

A `TimelineIndex` is immutable and pure; any thread may read it. `memory.insights.timeline_cache` keeps one up to date.
Times in here are seconds since the epoch. 1,000,000 frames of 5,000 episodes take 50 MB and are summed up in some
milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from base.clock import IDLE_AFTER
from base.coverage import State
from base.records.timeline import CoverageRun, DayHeat, Sample, TimelineRun, TimelineSlice
from memory.memories.attention import RECORDED, CoverageColumns, shown_until

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
INSTANT = 1e-3
"""Length of a run whose moments lasted no time, so that it is drawn at all."""
EXACT = 3
"""Up to this many times the asked number of stretches they come as they are, above it summed up in buckets."""
_TOP = 3


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of time of some kind each, by start."""

    start: Floats = field(repr=False)
    end: Floats = field(repr=False)
    kind: Ints = field(repr=False)

    def touching(self, since: float, until: float) -> Ints:
        return np.flatnonzero((self.start < until) & (self.end > since))

    def of(self, kinds: Iterable[int]) -> Stretches:
        mine = np.isin(self.kind, list(kinds))
        return Stretches(self.start[mine], self.end[mine], self.kind[mine])

    def seconds(self, edges: Floats) -> dict[int, Floats]:
        """Of each kind that touches the edges' span: its seconds between each edge and the next."""
        touching = self.touching(edges[0], edges[-1])
        kinds = self.kind[touching]
        return {int(kind): _between(self, touching[kinds == kind], edges) for kind in np.unique(kinds)}


def _between(stretches: Stretches, places: Ints, edges: Floats) -> Floats:
    """Of one kind. Two monitors' stretches at one time count twice."""
    origin = edges[0]
    starts, ends = np.sort(stretches.start[places]) - origin, np.sort(stretches.end[places]) - origin
    spent: Floats = np.diff(_since(starts, edges - origin) - _since(ends, edges - origin))
    return spent


def _since(begins: Floats, at: Floats) -> Floats:
    """The sum of the time from each of `begins` (sorted) to each of `at`, where that is later."""
    sums = np.concatenate([[0.0], np.cumsum(begins)])
    number = np.searchsorted(begins, at)
    passed: Floats = number * at - sums[number]
    return passed


@dataclass(frozen=True, slots=True)
class Frames:
    """Columns of frames, by time."""

    ids: NDArray[np.bytes_] = field(repr=False)
    at: Floats = field(repr=False)
    monitor: Ints = field(repr=False)
    app: Ints = field(repr=False)
    """Position in `apps`."""
    apps: tuple[str, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Labels:
    """A column of text, each different one held once."""

    names: Sequence[str | None] = field(repr=False)
    codes: Ints = field(repr=False)


@dataclass(frozen=True, slots=True)
class CoverageArrays:
    stretches: Stretches
    """By start; their kind is a position in `told`."""
    monitor: Ints = field(repr=False)
    told: tuple[tuple[State, str], ...] = field(repr=False)
    """The states and reasons that there are."""


@dataclass(frozen=True, slots=True)
class TimelineIndex:
    frames: Frames
    cover: CoverageArrays
    runs: Stretches = field(repr=False)
    """Their kind is monitor and app, see `_kind`."""
    monitors: tuple[int, ...]

    def span(self) -> tuple[float, float] | None:
        """From the first to the last thing known; None when nothing is."""
        at, stretches = self.frames.at, self.cover.stretches
        ends = [*at[:1], *at[-1:]]
        ends += [stretches.start.min(), stretches.end.max()] if len(stretches.start) else []
        return (float(min(ends)), float(max(ends))) if ends else None

    # -- a span --------------------------------------------------------------------------------------------------------

    def buckets(self, since: float, until: float, count: int) -> TimelineSlice:
        edges = np.linspace(since, until, count + 1)
        touching = self.runs.touching(since, until)
        exact = len(touching) <= EXACT * count
        return TimelineSlice(
            since=since,
            until=until,
            count=count,
            runs=tuple(self._runs(touching) if exact else self._summed(edges)),
            samples=tuple(self._samples(edges)),
            coverage=tuple(self._covered(edges)),
            monitors=self.monitors,
            summed=not exact,
        )

    def _runs(self, places: Ints) -> Iterator[TimelineRun]:
        for place in places:
            monitor, app = _parted(int(self.runs.kind[place]))
            start, end = float(self.runs.start[place]), float(self.runs.end[place])
            yield TimelineRun(monitor, self.frames.apps[app], start, end)

    def _summed(self, edges: Floats) -> Iterator[TimelineRun]:
        """Of each monitor and bucket the app that was seen longest, and how much of the bucket anything was."""
        spent = self.runs.seconds(edges)
        length = edges[1] - edges[0]
        for monitor in self.monitors:
            kinds = [kind for kind in spent if _parted(kind)[0] == monitor]
            if not kinds:
                continue
            table = np.array([spent[kind] for kind in kinds])
            most, share = table.argmax(axis=0), np.minimum(table.sum(axis=0) / length, 1.0)
            for bucket in np.flatnonzero(share > 0):
                app = self.frames.apps[_parted(kinds[most[bucket]])[1]]
                yield TimelineRun(monitor, app, float(edges[bucket]), float(edges[bucket + 1]), float(share[bucket]))

    def _samples(self, edges: Floats) -> Iterator[Sample]:
        """Every moment of the span, or the first of each bucket and monitor, by time."""
        first, last = np.searchsorted(self.frames.at, edges[[0, -1]])
        places = np.arange(first, last)
        if len(places) > EXACT * (len(edges) - 1):
            on = self.frames.monitor[first:last]
            parts = [self._firsts(first + np.flatnonzero(on == monitor), edges) for monitor in self.monitors]
            places = np.sort(np.concatenate(parts))
        for place in places:
            yield Sample(float(self.frames.at[place]), self.frames.ids[place].decode(), int(self.frames.monitor[place]))

    def _firsts(self, places: Ints, edges: Floats) -> Ints:
        firsts = np.unique(np.searchsorted(self.frames.at[places], edges[:-1]))
        found: Ints = places[firsts[firsts < len(places)]]
        return found

    def _covered(self, edges: Floats) -> Iterator[CoverageRun]:
        stretches = self.cover.stretches
        touching = stretches.touching(edges[0], edges[-1])
        if len(touching) <= EXACT * (len(edges) - 1):
            for place in touching:
                state, reason = self.cover.told[int(stretches.kind[place])]
                yield CoverageRun(float(stretches.start[place]), float(stretches.end[place]), state, reason)
            return
        spent = stretches.seconds(edges)
        known = np.maximum(np.sum(list(spent.values()), axis=0), edges[1] - edges[0])
        for kind, seconds in spent.items():
            for bucket in np.flatnonzero(seconds > 0):
                share = float(seconds[bucket] / known[bucket])
                yield CoverageRun(float(edges[bucket]), float(edges[bucket + 1]), *self.cover.told[kind], share)

    # -- days ----------------------------------------------------------------------------------------------------------

    def heat(self, zone: tzinfo) -> tuple[DayHeat, ...]:
        """Every local day of which anything is known, oldest first."""
        span = self.span()
        if span is None:
            return ()
        days = list(_days(span, zone))
        edges = np.array([datetime.combine(day, time(), zone).timestamp() for day in days])
        numbers = np.searchsorted(edges, self.frames.at, side="right") - 1
        counts = _counts(numbers, self.frames.app, len(days), len(self.frames.apps))
        spent = {self.cover.told[kind]: seconds for kind, seconds in self.cover.stretches.seconds(edges).items()}
        generator = (self._day(n, day, counts[n], spent) for n, day in enumerate(days[:-1]))
        return tuple(day for day in generator if day.moments or day.seconds)

    def _day(self, number: int, day: date, counts: Ints, spent: dict[tuple[State, str], Floats]) -> DayHeat:
        order = sorted(np.flatnonzero(counts), key=lambda app: (-counts[app], self.frames.apps[app]))
        seconds = {told: float(each[number]) for told, each in spent.items() if each[number] >= 1}
        return DayHeat(
            day=day.isoformat(),
            moments=int(counts.sum()),
            apps=tuple((self.frames.apps[app], int(counts[app])) for app in order[:_TOP]),
            seconds=tuple((state, reason, lasted) for (state, reason), lasted in sorted(seconds.items())),
        )


def _counts(rows: Ints, columns: Ints, height: int, width: int) -> Ints:
    flat: Ints = np.bincount(rows * max(width, 1) + columns, minlength=height * max(width, 1))
    return flat.reshape(height, max(width, 1))


def _days(span: tuple[float, float], zone: tzinfo) -> Iterator[date]:
    """The local days of a span, and the one after: the last one's end."""
    first, last = (datetime.fromtimestamp(at, UTC).astimezone(zone).date() for at in span)
    for number in range((last - first).days + 2):
        yield first + timedelta(days=number)


# -- building ----------------------------------------------------------------------------------------------------------

_MONITORS = 1 << 20


def _kind(monitor: Ints, app: Ints) -> Ints:
    return app * _MONITORS + monitor


def _parted(kind: int) -> tuple[int, int]:
    """(monitor, app)"""
    return kind % _MONITORS, kind // _MONITORS


def frames_of(ids: Sequence[str], at: Ints, monitor: Ints, app: Labels, earlier: Frames | None = None) -> Frames:
    """From columns in order of time (`at` in microseconds), all later than those of `earlier`."""
    known = {name: number for number, name in enumerate(earlier.apps)} if earlier else {}
    numbers = np.array([known.setdefault(name or "", len(known)) for name in app.names], np.int64)
    fresh = Frames(
        np.array(ids, dtype="S") if len(ids) else np.zeros(0, "S24"),
        at.astype(np.float64) / 1e6,
        monitor,
        numbers[app.codes] if len(numbers) else np.zeros(0, np.int64),
        tuple(known),
    )
    if earlier is None:
        return fresh
    return Frames(
        ids=np.concatenate([earlier.ids, fresh.ids]),
        at=np.concatenate([earlier.at, fresh.at]),
        monitor=np.concatenate([earlier.monitor, fresh.monitor]),
        app=np.concatenate([earlier.app, fresh.app]),
        apps=fresh.apps,
    )


def cover_of(start: Ints, end: Ints, monitor: Ints, told: Iterable[tuple[str, str]]) -> CoverageArrays:
    """From columns in any order, times in microseconds."""
    known: dict[tuple[State, str], int] = {}
    kinds = np.array([known.setdefault((State(s), r or ""), len(known)) for s, r in told], np.int64)
    order = np.argsort(start, kind="stable")
    stretches = Stretches(start[order] / 1e6, end[order] / 1e6, kinds[order] if len(kinds) else kinds)
    return CoverageArrays(stretches, monitor[order], tuple(known))


def panorama_of(frames: Frames, cover: CoverageArrays, idle_after: timedelta = IDLE_AFTER) -> TimelineIndex:
    """`idle_after`: the idle time of the settings, see `memory.memories.attention`."""
    stretches = cover.stretches
    recorded = np.isin(stretches.kind, [kind for kind, (state, _) in enumerate(cover.told) if state in RECORDED])
    at = _micros(frames.at)
    columns = CoverageColumns(_micros(stretches.start), _micros(stretches.end), cover.monitor, recorded)
    until = shown_until(at, frames.monitor, columns, idle_after)
    monitors = tuple(int(number) for number in np.unique(frames.monitor))
    return TimelineIndex(frames, cover, _runs(frames, at, until, monitors), monitors)


def _micros(seconds: Floats) -> Ints:
    return np.rint(seconds * 1e6).astype(np.int64)


def _runs(frames: Frames, at: Ints, until: Ints, monitors: Iterable[int]) -> Stretches:
    """Moments of one app and monitor of which each lasts until the next one, as one run each."""
    parts = []
    for monitor in monitors:
        mine = np.flatnonzero(frames.monitor == monitor)
        app = frames.app[mine]
        goes_on = (until[mine][:-1] == at[mine][1:]) & (app[:-1] == app[1:])
        first, last = np.append(True, ~goes_on), np.append(~goes_on, True)
        parts.append((mine[first], mine[last]))
    first, last = (np.concatenate([np.zeros(0, np.int64), *(part[n] for part in parts)]) for n in range(2))
    order = np.argsort(frames.at[first], kind="stable")
    first, last = first[order], last[order]
    end = np.maximum(until[last] / 1e6, frames.at[first] + INSTANT)
    return Stretches(frames.at[first], end, _kind(frames.monitor[first], frames.app[first]))
