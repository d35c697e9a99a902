"""Statistics records: figures of the store, the result of forgetting, an entry of the access log."""

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
    """Added by a day of use, estimated from the last two weeks' moments and the mean size of a moment."""
    coverage_seconds: dict[str, float] = field(default_factory=dict)
    """Seconds for each state."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Samples for each exclusion rule."""


@dataclass(frozen=True, slots=True)
class ForgetResult:
    """What was forgotten, or would be (dry run)."""

    moments: int
    first: datetime | None = None
    last: datetime | None = None
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    bytes_freed: int = 0
    memories: int = 0
    """Memories that lost all their evidence and are gone, and those that are made again from what is left."""


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One line of the access log: who did what, without the content."""

    at: datetime
    actor: str
    """app, cli, mcp"""
    action: str
    """search, ask, export, forget, reveal, restore"""
    count: int = 0
