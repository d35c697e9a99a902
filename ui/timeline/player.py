"""Playback clock: steps through the moments of a day at a chosen speed (QTimer).

The timeline page creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

SPEEDS = (1, 2, 5, 10, 30, 60)
TICK_MS = 33
MAX_WAIT_S = 1.0
"""Seconds of the viewer's time after which the next moment is shown, however long the gap in the day is."""


class Player(QObject):
    reached = Signal(int)
    """Index of the moment to show now."""
    changed = Signal()
    """It started, stopped, or has another speed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: Sequence[float] = ()
        self._index, self._at, self._speed = -1, 0.0, 10
        self._watch = QElapsedTimer()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(lambda: self.advance(self._watch.restart() / 1000))

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def speed(self) -> int:
        return self._speed

    def start(self, times: Sequence[float], index: int) -> None:
        if not 0 <= index < len(times) - 1:
            return
        self._times, self._index, self._at = times, index, times[index]
        self._watch.start()
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit()

    def change_speed(self, steps: int) -> None:
        """Faster by so many steps of `SPEEDS`, slower for a negative number."""
        place = min(max(SPEEDS.index(self._speed) + steps, 0), len(SPEEDS) - 1)
        self.set_speed(SPEEDS[place])

    def next_speed(self) -> None:
        """The next faster speed; after the fastest comes the slowest."""
        self.set_speed(SPEEDS[(SPEEDS.index(self._speed) + 1) % len(SPEEDS)])

    def set_speed(self, speed: int) -> None:
        self._speed = speed
        self.changed.emit()

    def advance(self, seconds: float) -> None:
        """Go on by so many seconds of the viewer's time."""
        self._at += seconds * self._speed
        before = self._index
        while self._index + 1 < len(self._times) and self._times[self._index + 1] <= self._at:
            self._index += 1
        last = self._index + 1 >= len(self._times)
        if not last:
            self._at = max(self._at, self._times[self._index + 1] - MAX_WAIT_S * self._speed)
        if self._index != before:
            self.reached.emit(self._index)
        if last:
            self.stop()
