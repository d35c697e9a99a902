"""Parts of the asked time that were not recorded. Pure; called from any thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from base.coverage import Coverage, State
from base.records.search import Gap
from memory.search.times.parser import Interval

KEPT = (State.SAVED, State.UNCHANGED)
SHORTEST = timedelta(minutes=1)
"""Shorter silence between two stretches is the rhythm of sampling."""
NOT_RUNNING = "not running"


def gaps(asked: Sequence[Interval], coverage: Sequence[Coverage], now: datetime) -> tuple[Gap, ...]:
    """Oldest first. Time of which nothing is known at all counts as paused, with the reason NOT_RUNNING."""
    found = [gap for interval in asked for gap in _within(interval, coverage, now)]
    return tuple(_merged(sorted(found, key=lambda gap: (gap.since, gap.until))))


def _within(interval: Interval, coverage: Sequence[Coverage], now: datetime) -> Iterable[Gap]:
    until = min(interval.until, now)
    touching = [c for c in coverage if c.start < until and c.end > interval.since]
    for stretch in touching:
        if stretch.state not in KEPT:
            yield Gap(max(stretch.start, interval.since), min(stretch.end, until), stretch.state, stretch.reason)
    reached = interval.since
    for stretch in sorted(touching, key=lambda c: c.start):
        if stretch.start - reached >= SHORTEST:
            yield Gap(reached, stretch.start, State.PAUSED, NOT_RUNNING)
        reached = max(reached, stretch.end)
    if until - reached >= SHORTEST:
        yield Gap(reached, until, State.PAUSED, NOT_RUNNING)


def _merged(found: Iterable[Gap]) -> Iterable[Gap]:
    """Neighbours with one cause, parted by less than SHORTEST, are one gap."""
    last: Gap | None = None
    for gap in found:
        if last and (gap.state, gap.reason) == (last.state, last.reason) and gap.since - last.until < SHORTEST:
            last = Gap(last.since, max(last.until, gap.until), gap.state, gap.reason)
            continue
        if last:
            yield last
        last = gap
    if last:
        yield last
