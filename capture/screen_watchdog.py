"""Screen watchdog: detects a monitor whose picture stays black or frozen. Recorder thread; one object a monitor."""

from __future__ import annotations

from dataclasses import dataclass

import xxhash

from capture.frames import Pixels, Screenshot, Window

BLACK_SAMPLES = 3
"""In a row; a black scene of a film, or a screen that wakes up, lasts a sample or two."""
FROZEN_SWITCHES = 3
"""Without a change of pixels; input alone may change none (the pointer is not in the picture)."""


@dataclass(slots=True)
class ScreenWatchdog:
    _black: int = 0
    _hash: int = 0
    _switches: int = 0
    _window: tuple[str, str] = ("", "")

    def check(self, pixels: Pixels, *, active: Window | None, input_seen: bool) -> str:
        """The fault in a few fixed words, or "". `input_seen`: keys or pointer were used since the last sample."""
        black = is_black(pixels)
        self._black = self._black + 1 if black and input_seen else 0
        if self._black >= BLACK_SAMPLES:
            return "black picture"
        digest = xxhash.xxh3_64_intdigest(pixels.data)
        window = (active.app, active.title) if active else ("", "")
        if digest != self._hash:
            self._hash, self._switches = digest, 0
        elif window != self._window and input_seen:
            self._switches += 1
        self._window = window
        return "frozen picture" if self._switches >= FROZEN_SWITCHES else ""


def is_black(pixels: Pixels) -> bool:
    """Looks at every 16th pixel first: that takes microseconds for a picture that is not black."""
    return not pixels[::16, ::16, :3].any() and not pixels[..., :3].any()


def active_on_monitor(shot: Screenshot) -> Window | None:
    """The active window, if it is on this monitor: only then must a switch change the picture of this monitor."""
    window = shot.active
    if window is None or window.geometry is None:
        return None
    place, (x, y) = window.geometry, shot.origin
    inside = x <= place.x + place.width / 2 < x + shot.pixels.shape[1]
    return window if inside and y <= place.y + place.height / 2 < y + shot.pixels.shape[0] else None
