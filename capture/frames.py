"""Records of capture: window, screenshot, captured frame; and the protocol of the sink that takes frames.

Frozen and passed between threads. Fields with pixels, titles, names or addresses never appear in a repr or a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from base.coverage import Coverage

Pixels = NDArray[np.uint8]
"""(height, width, 4) uint8, blue green red alpha/unused, C-contiguous."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels in the coordinates of the whole desktop unless said otherwise."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Window:
    """One visible top-level window. Empty strings and None mean that the platform does not say."""

    app: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    wm_class: str = field(default="", repr=False)
    pid: int | None = None
    geometry: Rect | None = None
    private: bool | None = None
    """True where the platform or the accessibility tree says private browsing; None where it does not say."""
    translucent: bool = False
    """Windows below may be visible through it, so for the rules it hides nothing."""
    other_names: tuple[str, ...] = field(default=(), repr=False)
    """What else the system calls its program: X's instance, the id of its desktop entry. The rules know it by these."""

    @property
    def identified(self) -> bool:
        return bool(self.app or self.title or self.wm_class)


@dataclass(frozen=True, slots=True)
class Screenshot:
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
    """A screenshot that may be remembered and shows something new. Excluded windows are already black."""

    id: str
    at: datetime
    monitor: int
    pixels: Pixels = field(repr=False)
    window: Window = field(default_factory=Window)
    windows: tuple[Window, ...] = ()
    origin: tuple[int, int] = (0, 0)


class FrameSink(Protocol):
    """Takes frames and coverage. Returns when they are durably stored; raises DiskFull when they cannot be."""

    def accept(self, frame: CapturedFrame) -> None: ...

    def note(self, coverage: Coverage) -> None:
        """Store a stretch; a later stretch with the same id replaces it."""
