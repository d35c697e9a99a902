"""Timeline records: runs of an app, samples, coverage, days of the heat map."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from base.coverage import Coverage, State
from base.records.moment import MomentHead


@dataclass(frozen=True, slots=True)
class Day:
    """One local day that has memories."""

    day: str
    """ISO date in the asked zone."""
    moments: int
    first: datetime
    last: datetime
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(app, moments), most first."""


@dataclass(frozen=True, slots=True)
class Timeline:
    moments: tuple[MomentHead, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class TimelineRun:
    """One app on one monitor without a break; at a coarse scale a bucket of time with the app that was seen longest.

    Times of this and the next three records are seconds since the epoch, since thousands of them are drawn."""

    monitor: int
    app: str = field(repr=False)
    start: float
    end: float
    share: float = 1.0
    """The part of its time in which anything was recorded."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment that represents those around it."""

    at: float
    frame: str
    monitor: int


@dataclass(frozen=True, slots=True)
class CoverageRun:
    """Coverage of a stretch of time; at a coarse scale of a `share` of it."""

    start: float
    end: float
    state: State
    reason: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class TimelineSlice:
    """A span of time for drawing, in a small multiple of `count` parts at most, however much the memory holds."""

    since: float
    until: float
    count: int
    runs: tuple[TimelineRun, ...] = ()
    samples: tuple[Sample, ...] = ()
    coverage: tuple[CoverageRun, ...] = ()
    monitors: tuple[int, ...] = ()
    """Of the whole memory, so that a monitor's lane does not move."""
    summed: bool = False
    """The runs are buckets."""


@dataclass(frozen=True, slots=True)
class DayHeat:
    """One local day that has moments or coverage."""

    day: str
    """ISO date in the asked zone."""
    moments: int
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(app, moments) of the three seen most."""
    seconds: tuple[tuple[State, str, float], ...] = ()
    """(state, reason, seconds), added up over the monitors."""
