"""Timeline index: runs of apps, samples and coverage of any span, and days of a heat map (NumPy arrays).

A `TimelineIndex` is immutable; any thread may read it. `memory.insights.timeline_cache` keeps one up to date.
Times are seconds since 1970. 1,000,000 frames of 5,000 episodes take 50 MB and are summed up in some milliseconds.
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
"""Up to so many stretches for each bucket they are given as they are, above that summed up by bucket."""
_TOP_APPS = 3


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of time by start, each of some kind."""

    start: Floats = field(repr=False)
    end: Floats = field(repr=False)
    kind: Ints = field(repr=False)

    def touching(self, since: float, until: float) -> Ints:
        return np.flatnonzero((self.start < until) & (self.end > since))

    def seconds(self, edges: Floats) -> dict[int, Floats]:
        """For each kind that touches the span of the edges its seconds between each edge and the next. Two monitors'
        stretches at one time count twice."""
        touching = self.touching(edges[0], edges[-1])
        kinds = self.kind[touching]
        return {int(kind): self._seconds_between(edges, touching[kinds == kind]) for kind in np.unique(kinds)}

    def _seconds_between(self, edges: Floats, places: Ints) -> Floats:
        origin = edges[0]
        starts, ends = np.sort(self.start[places]) - origin, np.sort(self.end[places]) - origin
        seconds: Floats = np.diff(_sum_since(starts, edges - origin) - _sum_since(ends, edges - origin))
        return seconds


def _sum_since(begins: Floats, at: Floats) -> Floats:
    """For each of `at` the sum of the times since those of `begins` (sorted) that are earlier."""
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
    """A column of text as codes; each different text is held once."""

    names: Sequence[str | None] = field(repr=False)
    codes: Ints = field(repr=False)


@dataclass(frozen=True, slots=True)
class CoverageArrays:
    stretches: Stretches
    """By start; their kind is a position in `states`."""
    monitor: Ints = field(repr=False)
    states: tuple[tuple[State, str], ...] = field(repr=False)
    """The pairs of state and reason that there are."""


@dataclass(frozen=True, slots=True)
class TimelineIndex:
    frames: Frames
    coverage: CoverageArrays
    runs: Stretches = field(repr=False)
    """Their kind is monitor and app, see `_kind`."""
    monitors: tuple[int, ...]

    def span(self) -> tuple[float, float] | None:
        """From the first to the last thing known; None when nothing is."""
        at, stretches = self.frames.at, self.coverage.stretches
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
            monitor, app = _split_kind(int(self.runs.kind[place]))
            start, end = float(self.runs.start[place]), float(self.runs.end[place])
            yield TimelineRun(monitor, self.frames.apps[app], start, end)

    def _summed(self, edges: Floats) -> Iterator[TimelineRun]:
        """For each monitor and bucket the app that was seen longest, and the share of the bucket in which any was."""
        spent = self.runs.seconds(edges)
        length = edges[1] - edges[0]
        for monitor in self.monitors:
            kinds = [kind for kind in spent if _split_kind(kind)[0] == monitor]
            if not kinds:
                continue
            table = np.array([spent[kind] for kind in kinds])
            most, share = table.argmax(axis=0), np.minimum(table.sum(axis=0) / length, 1.0)
            for bucket in np.flatnonzero(share > 0):
                app = self.frames.apps[_split_kind(kinds[most[bucket]])[1]]
                yield TimelineRun(monitor, app, float(edges[bucket]), float(edges[bucket + 1]), float(share[bucket]))

    def _samples(self, edges: Floats) -> Iterator[Sample]:
        """Every moment of the span, or the first of each bucket and monitor, by time."""
        first, last = np.searchsorted(self.frames.at, edges[[0, -1]])
        places = np.arange(first, last)
        if len(places) > EXACT * (len(edges) - 1):
            on = self.frames.monitor[first:last]
            lanes = [first + np.flatnonzero(on == monitor) for monitor in self.monitors]
            firsts = [np.unique(np.searchsorted(self.frames.at[lane], edges[:-1])) for lane in lanes]
            samples = [lane[first[first < len(lane)]] for lane, first in zip(lanes, firsts, strict=True)]
            places = np.sort(np.concatenate(samples))
        for place in places:
            yield Sample(float(self.frames.at[place]), self.frames.ids[place].decode(), int(self.frames.monitor[place]))

    def _covered(self, edges: Floats) -> Iterator[CoverageRun]:
        stretches = self.coverage.stretches
        touching = stretches.touching(edges[0], edges[-1])
        if len(touching) <= EXACT * (len(edges) - 1):
            for place in touching:
                state, reason = self.coverage.states[int(stretches.kind[place])]
                yield CoverageRun(float(stretches.start[place]), float(stretches.end[place]), state, reason)
            return
        spent = stretches.seconds(edges)
        known = np.maximum(np.sum(list(spent.values()), axis=0), edges[1] - edges[0])
        for kind, seconds in spent.items():
            for bucket in np.flatnonzero(seconds > 0):
                share = float(seconds[bucket] / known[bucket])
                yield CoverageRun(float(edges[bucket]), float(edges[bucket + 1]), *self.coverage.states[kind], share)

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
        by_kind = self.coverage.stretches.seconds(edges)
        spent = {self.coverage.states[kind]: seconds for kind, seconds in by_kind.items()}
        heats = (self._day_heat(n, day, counts[n], spent) for n, day in enumerate(days[:-1]))
        return tuple(heat for heat in heats if heat.moments or heat.seconds)

    def _day_heat(self, number: int, day: date, counts: Ints, spent: dict[tuple[State, str], Floats]) -> DayHeat:
        order = sorted(np.flatnonzero(counts), key=lambda app: (-counts[app], self.frames.apps[app]))
        seconds = {state: float(by_day[number]) for state, by_day in spent.items() if by_day[number] >= 1}
        return DayHeat(
            day=day.isoformat(),
            moments=int(counts.sum()),
            apps=tuple((self.frames.apps[app], int(counts[app])) for app in order[:_TOP_APPS]),
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


def _split_kind(kind: int) -> tuple[int, int]:
    """(monitor, app)"""
    return kind % _MONITORS, kind // _MONITORS


def build_frames(ids: Sequence[str], at: Ints, monitor: Ints, app: Labels, earlier: Frames | None = None) -> Frames:
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


def build_coverage(start: Ints, end: Ints, monitor: Ints, states: Iterable[tuple[str, str]]) -> CoverageArrays:
    """From columns in any order, times in microseconds; `states`: (state, reason) of each stretch."""
    known: dict[tuple[State, str], int] = {}
    kinds = np.array([known.setdefault((State(state), why or ""), len(known)) for state, why in states], np.int64)
    order = np.argsort(start, kind="stable")
    stretches = Stretches(start[order] / 1e6, end[order] / 1e6, kinds[order] if len(kinds) else kinds)
    return CoverageArrays(stretches, monitor[order], tuple(known))


def build_timeline_index(frames: Frames, coverage: CoverageArrays, idle_after: timedelta = IDLE_AFTER) -> TimelineIndex:
    """`idle_after`: the idle time of the settings, see `memory.memories.attention`."""
    stretches = coverage.stretches
    recorded = np.isin(stretches.kind, [kind for kind, (state, _) in enumerate(coverage.states) if state in RECORDED])
    at = _micros(frames.at)
    columns = CoverageColumns(_micros(stretches.start), _micros(stretches.end), coverage.monitor, recorded)
    until = shown_until(at, frames.monitor, columns, idle_after)
    monitors = tuple(int(number) for number in np.unique(frames.monitor))
    return TimelineIndex(frames, coverage, _runs(frames, at, until, monitors), monitors)


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
