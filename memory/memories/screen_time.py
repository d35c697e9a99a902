"""How long each moment stayed on its screen. Pure, called while a batch is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from base.coverage import Coverage, State

LONGEST = timedelta(hours=4)
"""A screen that is watched for longer without any change has nobody before it."""
UNWATCHED = timedelta(seconds=60)
"""Of which no account says anything, as after an import without one: at most so long."""
SEAM = timedelta(seconds=5)
"""Between two accounts of one watch: samples lie 1.5 s apart, and a busy machine skips some."""


class FrameInterval(NamedTuple):
    id: str
    at: datetime
    monitor: int


def screen_times(moments: Sequence[FrameInterval], coverage: Iterable[Coverage]) -> dict[str, float]:
    """Seconds for each of the moments, which are in time order: until the next one on its monitor, or until nobody
    watched the screen any more, whichever came first."""
    watched = _watched(coverage)
    following: dict[int, datetime] = {}
    found: dict[str, float] = {}
    for moment in reversed(moments):
        told = _watched_until(watched.get(moment.monitor, []), moment.at)
        end = told or moment.at + UNWATCHED
        if moment.monitor in following:
            end = min(end, following[moment.monitor])
        elif told is None:
            end = moment.at  # the last one, of which nothing more is known
        found[moment.id] = max(0.0, (min(end, moment.at + LONGEST) - moment.at).total_seconds())
        following[moment.monitor] = moment.at
    return found


def _watched(coverage: Iterable[Coverage]) -> dict[int, list[tuple[datetime, datetime]]]:
    """For each monitor the times at which it was watched, joined."""
    watched: dict[int, list[tuple[datetime, datetime]]] = {}
    for stretch in sorted(coverage, key=lambda one: one.start):
        if stretch.state not in (State.SAVED, State.UNCHANGED):
            continue
        spans = watched.setdefault(stretch.monitor, [])
        if spans and stretch.start - spans[-1][1] <= SEAM:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stretch.end))
        else:
            spans.append((stretch.start, stretch.end))
    return watched


def _watched_until(spans: Sequence[tuple[datetime, datetime]], at: datetime) -> datetime | None:
    return next((end for start, end in spans if start - SEAM <= at <= end), None)
