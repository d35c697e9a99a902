"""Lines of the frame before, by time.

The newest frame is read first and the ones before it later (app/background/reading_loop.py); what is new on a frame is
measured against the frame that came before it in time. Called by the perceiving thread; memory only.
"""

from __future__ import annotations

from base.records.line import Line

MAX_FRAMES = 64
"""Frames of one monitor, some 10 KB each."""


class PreviousLines:
    """Ids sort by time."""

    def __init__(self) -> None:
        self._texts: dict[int, dict[str, frozenset[str]]] = {}

    def swap(self, monitor: int, frame: str, lines: tuple[Line, ...]) -> frozenset[str]:
        """Remember what this frame shows; the texts of the nearest earlier one that is remembered."""
        known = self._texts.setdefault(monitor, {})
        nearest = max((name for name in known if name < frame), default="")
        known[frame] = frozenset(line.text for line in lines)
        if len(known) > MAX_FRAMES:
            del known[next(iter(known))]
        return known.get(nearest, frozenset())

    def clear(self) -> None:
        self._texts.clear()
