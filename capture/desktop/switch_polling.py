"""Window switch detection by polling, for platforms that send no event. Used by the recorder thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

POLL_SECONDS = 0.25
"""Between two questions for the foreground window, which take microseconds: short enough to notice a switch at once."""


class WindowSwitchPoller:
    """`front` returns the foreground window in any comparable form. `wake` may be called from any thread."""

    def __init__(self, front: Callable[[], Hashable], *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._front = front
        self._monotonic = monotonic
        self._woken = threading.Event()
        self._last = front()

    def wait(self, timeout: float) -> bool:
        """True when the foreground window changed since the last wait; False when woken, or after `timeout` seconds."""
        until = self._monotonic() + timeout
        while True:
            front = self._front()
            if front != self._last:
                self._last = front
                return True
            left = until - self._monotonic()
            if left <= 0:
                return False
            if self._woken.wait(min(left, POLL_SECONDS)):
                self._woken.clear()
                return False

    def wake(self) -> None:
        self._woken.set()
