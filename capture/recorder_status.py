"""The recorder's status, as any thread may see it, and its sampling rate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from base.clock import IDLE_AFTER

RecorderState = Literal["stopped", "recording", "paused", "locked", "skipping", "fault", "full"]


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """A snapshot. `message` is for the person (a fault, a full disk), `rule` says why nothing is kept right now."""

    state: RecorderState = "stopped"
    message: str = ""
    rule: str = ""
    paused_until: datetime | None = None
    """None while paused: until somebody resumes."""
    kept: int = 0
    unchanged: int = 0
    video: int = 0
    """Samples, kept or not, at which nothing but a film moved."""
    failed: int = 0
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Samples for each rule."""
    last_kept: datetime | None = None
    idle_seconds: float = 0.0
    """Since the last key or pointer movement, as of the last look."""
    cpu_seconds: float = 0.0
    """Of the recorder's thread since its start."""
    samples: int = 0
    """Passes over all monitors."""
    late_seconds: float = 0.0
    """The most that a due pass began late, not counting passes that a window switch brought forward."""

    @property
    def person_idle(self) -> float:
        """Seconds since anybody was there, as far as the recorder can tell; 0 while it does not look."""
        if self.state == "locked":
            return math.inf
        return self.idle_seconds if self.state in ("recording", "skipping") else 0.0


@dataclass(frozen=True, slots=True)
class SamplingRate:
    """Seconds between two looks: `interval` (1 to 10) usually, `idle` when there was no input for `idle_after`."""

    interval: float = 1.5
    idle: float = 10.0
    idle_after: float = IDLE_AFTER.total_seconds()
