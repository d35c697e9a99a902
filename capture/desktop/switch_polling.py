"""Detects a window switch by polling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

LOOK_EVERY = 0.25
"""Seconds between two questions for the foreground window: microseconds each, and a switch is noticed at once."""


class WindowSwitchPoller:
    """`front` tells the foreground window in any comparable form. `wake` may be called from any thread."""

    def __init__(self, front: Callable[[], Hashable], *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._front = front
        self._monotonic = monotonic
        self._called = threading.Event()
        self._last = front()

    def wait(self, timeout: float) -> bool:
        """True when the foreground window changed since the last wait; False when woken, or after `timeout` seconds."""
        until = self._monotonic() + timeout
        while True:
            now = self._front()
            if now != self._last:
                self._last = now
                return True
            left = until - self._monotonic()
            if left <= 0:
                return False
            if self._called.wait(min(left, LOOK_EVERY)):
                self._called.clear()
                return False

    def wake(self) -> None:
        self._called.set()
