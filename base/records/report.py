"""Report of how time was spent (frozen records of plain figures).

Seconds are seconds for which somebody looked: see `memory.memories.attention` for what counts. Every division (by app,
by hour, by document) adds up to the same total; sites and projects are parts of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

FOCUS_SECONDS = 600.0
"""A stretch in one app that is at least this long counts as focus."""


@dataclass(frozen=True, slots=True)
class UsageShare:
    """Time with one app, site, project or document."""

    name: str = field(repr=False)
    seconds: float
    app: str = field(default="", repr=False)
    """Of a document, the app it was seen in."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One local hour of one day that has any time in it."""

    day: date
    hour: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in one app, until another one."""

    app: str = field(repr=False)
    start: datetime
    end: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Term:
    word: str = field(repr=False)
    weight: float
    """1 for the heaviest, down towards 0."""


@dataclass(frozen=True, slots=True)
class Report:
    since: datetime
    until: datetime
    seconds: float = 0.0
    apps: tuple[UsageShare, ...] = field(default=(), repr=False)
    """Most first, as the other divisions; they add up to `seconds`."""
    sites: tuple[UsageShare, ...] = field(default=(), repr=False)
    projects: tuple[UsageShare, ...] = field(default=(), repr=False)
    documents: tuple[UsageShare, ...] = field(default=(), repr=False)
    """Add up to `seconds`; windows without a title are one nameless document for each app."""
    hours: tuple[Hour, ...] = ()
    """By time; they add up to `seconds`."""
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    """By time; they add up to `seconds`."""
    switches: int = 0
    """From one app to another without a break in between."""
    terms: tuple[Term, ...] = field(default=(), repr=False)
    coverage: dict[str, float] = field(default_factory=dict)
    """Seconds of the asked time in each recorder state, each instant counted once however many monitors there are."""

    @property
    def focus(self) -> tuple[Stretch, ...]:
        """Long stretches, longest first."""
        long = (stretch for stretch in self.stretches if stretch.seconds >= FOCUS_SECONDS)
        return tuple(sorted(long, key=lambda stretch: -stretch.seconds))

    @property
    def focus_seconds(self) -> float:
        return sum(stretch.seconds for stretch in self.focus)

    def by_weekday(self) -> dict[tuple[int, int], float]:
        """Seconds for each (ISO weekday 1-7, local hour 0-23) that has any."""
        sums: dict[tuple[int, int], float] = {}
        for hour in self.hours:
            key = hour.day.isoweekday(), hour.hour
            sums[key] = sums.get(key, 0.0) + hour.seconds
        return sums
