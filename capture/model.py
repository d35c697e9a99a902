"""The records that capture hands upwards: windows, shots, captured frames, stretches of coverage.

Frozen and passed between threads. Fields that hold pixels, titles, names or addresses never show in a repr or a log.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width, 4) uint8, blue green red alpha/unused, C-contiguous."""

Clock = Callable[[], datetime]
"""Returns an aware UTC datetime."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def micros(at: datetime) -> int:
    """UTC microseconds since 1970 of an aware datetime, exact."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def new_id(at: datetime, tail: str | None = None) -> str:
    """An id that sorts by time: 14 hex digits of UTC microseconds and 10 hex digits that make it unique.

    `tail` (10 hex digits) makes an id repeatable, which is what lets an import run twice without storing twice.
    """
    return f"{micros(at):014x}{tail or secrets.token_hex(5)}"


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels in the coordinates of the whole desktop unless said otherwise."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Window:
    """One visible top-level window. Empty strings and None mean: the platform does not tell."""

    app: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    wm_class: str = field(default="", repr=False)
    pid: int | None = None
    geometry: Rect | None = None
    private: bool | None = None
    """True where the platform or the accessibility tree says private browsing; None where it does not say."""
    translucent: bool = False
    """What lies below may shine through, so that it hides nothing from a rule's point of view."""

    @property
    def identified(self) -> bool:
        return bool(self.app or self.title or self.wm_class)


@dataclass(frozen=True, slots=True)
class Shot:
    """What one monitor showed at one instant, before any rule has looked at it."""

    at: datetime
    monitor: int
    pixels: Pixels = field(repr=False)
    origin: tuple[int, int] = (0, 0)
    """Position of the monitor on the desktop: window geometry minus origin gives picture coordinates."""
    active: Window | None = None
    windows: tuple[Window, ...] = ()
    """Every visible window on the desktop, bottom to top, the active one included."""
    id: str = ""
    """Given only by an import; a live shot is named when it is kept."""


@dataclass(frozen=True, slots=True)
class CapturedFrame:
    """A shot that may be remembered and that shows something new. Excluded windows are already black."""

    id: str
    at: datetime
    monitor: int
    pixels: Pixels = field(repr=False)
    window: Window = field(default_factory=Window)
    windows: tuple[Window, ...] = ()
    origin: tuple[int, int] = (0, 0)


class State(StrEnum):
    """What became of a stretch of time (DESIGN §4, coverage)."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    PAUSED = "paused"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One stretch of time on one monitor and what became of it. `reason` is a rule's name or a fault, never content."""

    id: str
    start: datetime
    end: datetime
    monitor: int
    state: State
    reason: str = ""
    count: int = 1
    """Samples that the stretch stands for."""


class FrameSink(Protocol):
    """Where capture puts what is to be kept. Returns only when it is durable; raises NoSpace when it cannot be."""

    def accept(self, frame: CapturedFrame) -> None: ...

    def note(self, coverage: Coverage) -> None:
        """Keep a stretch; a later stretch with the same id replaces it."""
