"""One local day as the ribbon draws it: moments, episodes for each monitor, coverage. Pure; built on the jobs pool."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from memory.api import ArchiveApi
from memory.records import Coverage, MomentHead, State

_JOIN_S = 120.0
"""Moments of one app at most this far apart are one episode: the recorder's slowest pace is 120 s."""
_LAST_S = 5.0
"""How long an episode's last moment is taken to last when nothing says more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One app on one monitor without a break. Seconds since the epoch."""

    monitor: int
    app: str = field(repr=False)
    start: float
    end: float
    first: int
    """Index of its first moment in the day."""


@dataclass(frozen=True, slots=True)
class DayView:
    day: date
    start: float
    end: float
    """The local day's bounds, seconds since the epoch (23 or 25 hours on two days of the year)."""
    moments: tuple[MomentHead, ...] = field(repr=False)
    times: tuple[float, ...] = field(repr=False)
    stretches: tuple[Stretch, ...] = field(repr=False)
    coverage: tuple[Coverage, ...] = field(repr=False)
    monitors: tuple[int, ...] = ()

    def nearest(self, at: float) -> int:
        """Index of the moment nearest to `at`; -1 when the day has none."""
        if not self.times:
            return -1
        right = bisect_left(self.times, at)
        near = [index for index in (right - 1, right) if 0 <= index < len(self.times)]
        return min(near, key=lambda index: abs(self.times[index] - at))

    def index_of(self, frame: str) -> int:
        return next((index for index, head in enumerate(self.moments) if head.id == frame), -1)

    def stretch_at(self, at: float, monitor: int) -> Stretch | None:
        return next((s for s in self.stretches if s.monitor == monitor and s.start <= at <= s.end), None)

    def coverage_at(self, at: float) -> tuple[Coverage, ...]:
        return tuple(c for c in self.coverage if c.start.timestamp() <= at <= c.end.timestamp())

    def span(self) -> tuple[float, float]:
        """From the first to the last thing known of the day; the whole day when nothing is."""
        known = [
            *self.times,
            *(c.start.timestamp() for c in self.coverage),
            *(c.end.timestamp() for c in self.coverage),
        ]
        inside = [at for at in known if self.start <= at <= self.end]
        return (min(inside), max(inside)) if inside else (self.start, self.end)


def bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """[midnight, next midnight) in the zone."""
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def load_day(archive: ArchiveApi, day: date, zone: tzinfo) -> DayView:
    """Blocking; pool only."""
    since, until = bounds(day, zone)
    timeline = archive.timeline(since, until)
    return view_of(day, zone, timeline.moments, timeline.coverage)


def view_of(day: date, zone: tzinfo, moments: Iterable[MomentHead], coverage: Iterable[Coverage]) -> DayView:
    since, until = bounds(day, zone)
    heads = tuple(sorted(moments, key=lambda head: head.id))
    times = tuple(head.at.timestamp() for head in heads)
    stretches = tuple(stretches_of(heads, times))
    return DayView(
        day=day,
        start=since.timestamp(),
        end=until.timestamp(),
        moments=heads,
        times=times,
        stretches=stretches,
        coverage=tuple(sorted(coverage, key=lambda c: (c.start, _WEIGHT[c.state]))),
        monitors=tuple(sorted({head.monitor for head in heads})) or (1,),
    )


_WEIGHT = {
    State.UNCHANGED: 0,
    State.SAVED: 1,
    State.LOCKED: 2,
    State.PAUSED: 3,
    State.SKIPPED: 4,
    State.FAILED: 5,
}
"""What is drawn over what: bad news is never hidden."""


def stretches_of(heads: tuple[MomentHead, ...], times: tuple[float, ...]) -> Iterable[Stretch]:
    """Group each monitor's moments by app; one lasts until the next moment, or a little when that is far away."""
    for monitor in sorted({head.monitor for head in heads}):
        own = [index for index, head in enumerate(heads) if head.monitor == monitor]
        begin = 0
        for place, index in enumerate(own):
            following = own[place + 1] if place + 1 < len(own) else None
            near = following is not None and times[following] - times[index] <= _JOIN_S
            if following is not None and near and heads[following].app == heads[index].app:
                continue
            end = times[following] if following is not None and near else times[index] + _LAST_S
            yield Stretch(monitor, heads[index].app, times[own[begin]], end, own[begin])
            begin = place + 1


@dataclass(frozen=True, slots=True)
class Span:
    """The part of the day that the ribbon shows, in seconds, and its arithmetic."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start

    def x(self, at: float, width: float) -> float:
        return (at - self.start) / self.length * width

    def at(self, x: float, width: float) -> float:
        return self.start + x / max(width, 1.0) * self.length

    def zoomed(self, about: float, factor: float, limits: Span, *, shortest: float = 10.0) -> Span:
        """`factor` below 1 looks closer; what is under `about` stays where it is."""
        length = min(max(self.length * factor, shortest), limits.length)
        start = about - (about - self.start) / self.length * length
        return Span(start, start + length).within(limits)

    def moved(self, seconds: float, limits: Span) -> Span:
        return Span(self.start + seconds, self.end + seconds).within(limits)

    def within(self, limits: Span) -> Span:
        length = min(self.length, limits.length)
        start = min(max(self.start, limits.start), limits.end - length)
        return Span(start, start + length)


_STEPS = (1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600)


def tick_step(span: Span, width: float, *, apart: float = 72.0) -> int:
    """Seconds between labelled ticks, so that labels stay `apart` pixels from each other."""
    wanted = span.length / max(width, 1.0) * apart
    return _STEPS[min(bisect_right(_STEPS, wanted), len(_STEPS) - 1)]


def fitted(view: DayView) -> Span:
    """The day's own part with some air, at least half an hour."""
    first, last = view.span()
    air = max((last - first) * 0.03, 60.0)
    missing = max(0.0, 1800.0 - (last - first) - 2 * air) / 2
    return Span(first - air - missing, last + air + missing).within(Span(view.start, view.end))
