"""Screenshots of every monitor (mss).

Called by the recorder thread alone (one connection to the display server a thread).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Any, Protocol

import mss
import numpy as np
from mss.exception import ScreenShotError

from base.errors import CaptureError, NoDisplay, PermissionMissing
from capture.frames import Pixels, Rect


@dataclass(frozen=True, slots=True)
class Monitor:
    """`number` stays with an output while it is plugged in; it counts from 1."""

    number: int
    rect: Rect


class ScreenSource(Protocol):
    """Where pictures come from. Both calls raise CaptureError when the display server is gone."""

    def monitors(self) -> tuple[Monitor, ...]:
        """What is plugged in now. Cheap enough for every pass (0.5 ms on X11)."""

    def grab(self, monitor: Monitor) -> Pixels:
        """Pixels that nobody else will write to. Raises CaptureError also when the monitor vanished or shrank."""

    def close(self) -> None: ...


class MssScreen:
    """Every monitor of this desktop. Opening raises NoDisplay or PermissionMissing.

    mss enumerates once in an object's life, so each enumeration asks a fresh object (0.5 ms) and the old one, which
    holds the shared memory of the last grab, is replaced only when something was plugged, unplugged or resized.
    """

    def __init__(self) -> None:
        if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
            raise NoDisplay(_wayland_detail())
        self._grabber = _connect()
        self._layout = _layout(self._grabber)
        self._numbers: dict[str, int] = {}

    def monitors(self) -> tuple[Monitor, ...]:
        probe = _connect()
        layout = _layout(probe)
        if layout == self._layout:
            probe.close()
        else:
            self._grabber.close()
            self._grabber, self._layout = probe, layout
        return tuple(Monitor(self._number(output), rect) for output, rect in layout)

    def grab(self, monitor: Monitor) -> Pixels:
        rect = monitor.rect
        area = {"left": rect.x, "top": rect.y, "width": rect.width, "height": rect.height}
        try:
            shot = self._grabber.grab(area)
        except ScreenShotError:
            raise CaptureError("a monitor was resized or unplugged while it was read") from None
        return np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)

    def close(self) -> None:
        self._grabber.close()

    def _number(self, output: str) -> int:
        if output not in self._numbers:
            taken = set(self._numbers.values())
            self._numbers[output] = next(n for n in range(1, len(taken) + 2) if n not in taken)
        return self._numbers[output]


def _connect() -> Any:
    try:
        return mss.MSS()
    except PermissionError:
        raise PermissionMissing from None
    except (ScreenShotError, OSError):
        raise NoDisplay("the display server does not answer") from None


def _layout(source: Any) -> tuple[tuple[str, Rect], ...]:
    """(output's name or place in the list, rectangle) of each monitor; the whole desktop where none is listed."""
    try:
        found = source.monitors
    except ScreenShotError:
        raise CaptureError("the monitors cannot be listed") from None
    rows = found[1:] or found[:1]
    named = [(str(row.get("unique_id") or row.get("output") or place), row) for place, row in enumerate(rows, 1)]
    if len({name for name, _ in named}) < len(named):
        named = [(str(place), row) for place, (_, row) in enumerate(named, 1)]
    return tuple((name, Rect(row["left"], row["top"], row["width"], row["height"])) for name, row in named)


def _wayland_detail() -> str:
    if os.environ.get("WAYLAND_DISPLAY"):
        return "this Wayland session offers no X server; capture through the portal is not built yet"
    return ""
