"""Timeline runs, samples, buckets, days of the heat map."""

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
    """One app on one monitor without a break, or at a coarse scale a part of the time with the app it saw longest.

    Times of this and the next three are seconds since the epoch: they are drawn by the thousand."""

    monitor: int
    app: str = field(repr=False)
    start: float
    end: float
    share: float = 1.0
    """The part of its time in which anything was seen."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment that may stand for those around it."""

    at: float
    frame: str
    monitor: int


@dataclass(frozen=True, slots=True)
class CoverageRun:
    """What became of a stretch of time, or at a coarse scale of a `share` of it."""

    start: float
    end: float
    state: State
    reason: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class TimelineSlice:
    """A span of time for drawing: some times `count` parts at most, whatever the memory holds of it."""

    since: float
    until: float
    count: int
    runs: tuple[TimelineRun, ...] = ()
    samples: tuple[Sample, ...] = ()
    coverage: tuple[CoverageRun, ...] = ()
    monitors: tuple[int, ...] = ()
    """Of the whole memory, so that a lane stays where it is."""
    summed: bool = False
    """The runs are buckets, not what was seen one by one."""


@dataclass(frozen=True, slots=True)
class DayHeat:
    """One local day of which anything is known, moments or only coverage."""

    day: str
    """ISO date in the asked zone."""
    moments: int
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(app, moments) of the three seen most."""
    seconds: tuple[tuple[State, str, float], ...] = ()
    """(state, reason, seconds), those of several monitors added up."""
