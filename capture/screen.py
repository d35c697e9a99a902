"""Screen: pictures of every monitor (mss).

Used by the recorder thread alone, since each thread needs its own connection to the display server.
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
    """`number` counts from 1 and stays the same while the output is plugged in."""

    number: int
    rect: Rect


class ScreenSource(Protocol):
    """Where pictures come from. Both calls raise CaptureError when the display server is gone."""

    def monitors(self) -> tuple[Monitor, ...]:
        """Those that are plugged in now. Fast enough for every pass (0.5 ms on X11)."""

    def grab(self, monitor: Monitor) -> Pixels:
        """Pixels that are not written to later. Raises CaptureError also when the monitor vanished or shrank."""

    def close(self) -> None: ...


class MssScreen:
    """Every monitor of this desktop. Opening raises NoDisplay or PermissionMissing.

    An mss object lists monitors only once, so each listing takes a new object (0.5 ms). The old object, which owns the
    shared memory of the last grab, is replaced only when something was plugged, unplugged or resized.
    """

    def __init__(self) -> None:
        if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
            detail = "this Wayland session offers no X server; capture through the portal is not built yet"
            raise NoDisplay(detail if os.environ.get("WAYLAND_DISPLAY") else "")
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
        monitors = []
        for output, rect in layout:
            if output not in self._numbers:
                taken = set(self._numbers.values())
                self._numbers[output] = next(n for n in range(1, len(taken) + 2) if n not in taken)
            monitors.append(Monitor(self._numbers[output], rect))
        return tuple(monitors)

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
        monitors = source.monitors
    except ScreenShotError:
        raise CaptureError("the monitors cannot be listed") from None
    rows = monitors[1:] or monitors[:1]
    named = [(str(row.get("unique_id") or row.get("output") or place), row) for place, row in enumerate(rows, 1)]
    if len({name for name, _ in named}) < len(named):
        named = [(str(place), row) for place, (_, row) in enumerate(named, 1)]
    return tuple((name, Rect(row["left"], row["top"], row["width"], row["height"])) for name, row in named)
