"""Store statistics, the result of forgetting, access log entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stats:
    moments: int
    first: datetime | None
    last: datetime | None
    bytes_on_disk: int
    objects: int
    passages: int
    picture_bytes: int
    bytes_a_day: float = 0.0
    """What a day of use adds, by the last two weeks' moments and the mean size of a moment."""
    coverage_seconds: dict[str, float] = field(default_factory=dict)
    """Seconds for each state."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Samples for each exclusion rule."""


@dataclass(frozen=True, slots=True)
class ForgetResult:
    """What a `forget` removed, or with dry_run would remove."""

    moments: int
    first: datetime | None = None
    last: datetime | None = None
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    bytes_freed: int = 0
    memories: int = 0
    """Of the six kinds: those that go with their last evidence, or are made anew of what is left of it."""


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One line of the access log: who did what, never about what."""

    at: datetime
    actor: str
    """app, cli, mcp"""
    action: str
    """search, ask, export, forget, reveal, restore"""
    count: int = 0
