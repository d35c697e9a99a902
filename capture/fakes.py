"""Fake screen, desktop and frame sink for tests. Part of the package, so that the tests of every room can use them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from base.coverage import Coverage
from base.errors import CaptureError, DiskFull
from capture.frames import CapturedFrame, Pixels, Rect, Window
from capture.screen import Monitor


@dataclass(slots=True)
class FakeScreen:
    """Shows the pictures in `pictures`; with `broken` every call fails, as with a dead display server."""

    pictures: dict[int, Pixels] = field(default_factory=dict, repr=False)
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    broken: bool = False
    grabs: int = 0
    closed: bool = False

    def monitors(self) -> tuple[Monitor, ...]:
        self._check()
        monitors = []
        for number, pixels in self.pictures.items():
            height, width = pixels.shape[:2]
            monitors.append(Monitor(number, Rect(*self.places.get(number, (0, 0)), width, height)))
        return tuple(monitors)

    def grab(self, monitor: Monitor) -> Pixels:
        self._check()
        self.grabs += 1
        if monitor.number not in self.pictures:
            raise CaptureError("that monitor is gone")
        return self.pictures[monitor.number].copy()

    def close(self) -> None:
        self.closed = True

    def _check(self) -> None:
        if self.broken:
            raise CaptureError("the display server is gone")


@dataclass(slots=True)
class FakeDesktop:
    """A desktop whose state is plain attributes. `switch()` is a window switch; `wake()` ends a wait."""

    front: Window | None = None
    shown: tuple[Window, ...] = field(default=(), repr=False)
    idle: float = 0.0
    locked: bool | None = None
    waits: list[float] = field(default_factory=list)
    closed: bool = False
    _changed: bool = False
    _event: threading.Event = field(default_factory=threading.Event, repr=False)

    def active(self) -> Window | None:
        return self.front

    def windows(self) -> tuple[Window, ...]:
        return self.shown or ((self.front,) if self.front else ())

    def idle_seconds(self) -> float:
        return self.idle

    def screen_locked(self) -> bool | None:
        return self.locked

    def wait_change(self, timeout: float) -> bool:
        self.waits.append(timeout)
        self._event.wait(timeout)
        self._event.clear()
        changed, self._changed = self._changed, False
        return changed

    def wake(self) -> None:
        self._event.set()

    def close(self) -> None:
        self.closed = True

    def switch(self, window: Window) -> None:
        self.front, self._changed = window, True
        self._event.set()


@dataclass(slots=True)
class FakeSink:
    """Collects frames and notes; with `full` it refuses them, like a full disk. `arrived` is set at each frame."""

    frames: list[CapturedFrame] = field(default_factory=list)
    notes: dict[str, Coverage] = field(default_factory=dict)
    full: bool = False
    arrived: threading.Event = field(default_factory=threading.Event, repr=False)

    def accept(self, frame: CapturedFrame) -> None:
        if self.full:
            raise DiskFull
        self.frames.append(frame)
        self.arrived.set()

    def note(self, coverage: Coverage) -> None:
        if self.full:
            raise DiskFull
        self.notes[coverage.id] = coverage
