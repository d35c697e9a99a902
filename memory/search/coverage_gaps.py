"""Gaps: parts of the asked time that were not recorded. Pure; called by `Recall` from any thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from base.coverage import Coverage, State
from base.records.search import Gap
from memory.search.times.parser import Interval

RECORDED = (State.SAVED, State.UNCHANGED)
SHORTEST_GAP = timedelta(minutes=1)
"""A shorter time between two stretches comes from the rhythm of sampling."""
NOT_RUNNING = "not running"


def find_gaps(times: Sequence[Interval], coverage: Sequence[Coverage], now: datetime) -> tuple[Gap, ...]:
    """Oldest first. Time of which nothing is known at all counts as paused, with the reason NOT_RUNNING. Neighbours
    with one cause and less than SHORTEST_GAP between them are one gap."""
    gaps = [gap for interval in times for gap in _gaps_within(interval, coverage, now)]
    merged: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: (gap.since, gap.until)):
        last = merged[-1] if merged else None
        if last and (gap.state, gap.reason) == (last.state, last.reason) and gap.since - last.until < SHORTEST_GAP:
            merged[-1] = Gap(last.since, max(last.until, gap.until), gap.state, gap.reason)
        else:
            merged.append(gap)
    return tuple(merged)


def _gaps_within(interval: Interval, coverage: Sequence[Coverage], now: datetime) -> Iterable[Gap]:
    until = min(interval.until, now)
    stretches = [stretch for stretch in coverage if stretch.start < until and stretch.end > interval.since]
    for stretch in stretches:
        if stretch.state not in RECORDED:
            yield Gap(max(stretch.start, interval.since), min(stretch.end, until), stretch.state, stretch.reason)
    covered_until = interval.since
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if stretch.start - covered_until >= SHORTEST_GAP:
            yield Gap(covered_until, stretch.start, State.PAUSED, NOT_RUNNING)
        covered_until = max(covered_until, stretch.end)
    if until - covered_until >= SHORTEST_GAP:
        yield Gap(covered_until, until, State.PAUSED, NOT_RUNNING)
