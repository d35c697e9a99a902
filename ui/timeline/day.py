"""The moments of one local day, as the timeline page shows them. Pure.

The page calls `load_day` on the jobs pool and uses the frozen result on the UI thread.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo

from base.coverage import Coverage
from base.records.moment import MomentHead
from memory.archive.api import ArchiveApi
from ui.kit.time_span import Span, day_bounds

_MAX_MOMENTS = 20_000
"""One moment every four seconds around the clock; of a day that has more, the archive returns an even sample."""


@dataclass(frozen=True, slots=True)
class DayView:
    day: date
    whole: Span
    """The local day's bounds (23 or 25 hours on two days of the year)."""
    known: Span
    """From the first to the last moment or coverage of the day; the whole day when there is none."""
    moments: tuple[MomentHead, ...] = field(repr=False)
    times: tuple[float, ...] = field(repr=False)
    index_of: dict[str, int] = field(repr=False)
    """Index of each frame."""

    def nearest(self, at: float) -> int:
        """Index of the moment nearest to `at`; -1 when the day has none."""
        if not self.times:
            return -1
        right = bisect_left(self.times, at)
        near = [index for index in (right - 1, right) if 0 <= index < len(self.times)]
        return min(near, key=lambda index: abs(self.times[index] - at))

    def cursor_after(self, before: DayView | None, index: int) -> int:
        """Where the cursor goes that stood at `index` of `before`: it stays at its moment, unless that was the newest
        one, which it follows."""
        newest = len(self.moments) - 1
        if before is None or before.day != self.day or not 0 <= index < len(before.moments) - 1:
            return newest
        return self.index_of.get(before.moments[index].id, newest)

    def nearest_on_monitor(self, index: int, by: int) -> int:
        """The moment nearest in time to that at `index`, on the monitor that lies `by` monitors further."""
        monitors = sorted({head.monitor for head in self.moments})
        place = monitors.index(self.moments[index].monitor)
        monitor = monitors[(place + by) % len(monitors)]
        on_monitor = [number for number, head in enumerate(self.moments) if head.monitor == monitor]
        return min(on_monitor, key=lambda number: abs(self.times[number] - self.times[index]))

    def fit(self) -> Span:
        """The known part of the day with a small margin, at least half an hour."""
        margin = max(self.known.length * 0.03, 60.0)
        missing = max(0.0, 1800.0 - self.known.length - 2 * margin) / 2
        return Span(self.known.start - margin - missing, self.known.end + margin + missing).clamp(self.whole)


def load_day(archive: ArchiveApi, day: date, zone: tzinfo) -> DayView:
    """Blocking: called on the jobs pool only."""
    timeline = archive.timeline(*day_bounds(day, zone), limit=_MAX_MOMENTS)
    return build_day(day, zone, timeline.moments, timeline.coverage)


def build_day(day: date, zone: tzinfo, moments: Iterable[MomentHead], coverage: Iterable[Coverage]) -> DayView:
    whole = Span(*(at.timestamp() for at in day_bounds(day, zone)))
    heads = tuple(sorted(moments, key=lambda head: head.id))
    times = tuple(head.at.timestamp() for head in heads)
    edges = [at.timestamp() for part in coverage for at in (part.start, part.end)]
    inside = [at for at in (*times, *edges) if whole.contains(at)]
    known = Span(min(inside), max(inside)) if inside else whole
    return DayView(day, whole, known, heads, times, {head.id: index for index, head in enumerate(heads)})
