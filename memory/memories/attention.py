"""Attention: how long somebody looked at each moment (interval arithmetic, NumPy).

The only clock of attention in the program. Episodes, the report of Insights, the runs of the timeline and the answers
to "how long" all take their times from here, so that they agree. The rule, as docs/guide.md tells it:

- A moment lasts until the next moment of its monitor.
- It ends earlier where coverage says that its monitor was not recorded: paused, locked, failed, skipped by a rule, or
  no coverage at all.
- It ends earlier when the screen rested for the idle time of the settings. Whatever changes on a screen makes a new
  moment, so a screen without one has rested, and after that long nobody is assumed to look at it.
- With several monitors an instant counts once, for the moment that came last.

Coverage reaches the store up to a minute after the moments that it holds. A moment that no stretch of coverage holds
therefore lasts until the next moment, like any other, and the last one of all lasts no time.

Times are microseconds since 1970. Nothing depends on the order of moments or stretches, except that of moments at one
instant the last of those given gets the time. Pure functions, called from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from base.clock import IDLE_AFTER, micros
from base.coverage import Coverage, State

Ints = NDArray[np.int64]

RECORDED = (State.SAVED, State.UNCHANGED)
"""The states of coverage in which a monitor was looked at."""
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class CoverageColumns:
    """Stretches of coverage in any order."""

    start: Ints
    end: Ints
    monitor: Ints
    recorded: NDArray[np.bool_]
    """Whether the state is one of RECORDED."""


def coverage_columns(stretches: Iterable[Coverage]) -> CoverageColumns:
    rows = [
        (micros(stretch.start), micros(stretch.end), stretch.monitor, stretch.state in RECORDED)
        for stretch in stretches
    ]
    start, end, monitor, recorded = np.array(rows, np.int64).reshape(-1, 4).T
    return CoverageColumns(start, end, monitor, recorded.astype(bool))


def attention_seconds(
    moments: Sequence[tuple[str, datetime, int]], coverage: Iterable[Coverage], idle_after: timedelta = IDLE_AFTER
) -> dict[str, float]:
    """For each (id, instant, monitor) the seconds for which it was looked at, to the millisecond. The last moments get
    their full time only if the next moment of any monitor is among those given."""
    at = np.array([micros(instant) for _, instant, _ in moments], np.int64)
    monitor = np.array([number for _, _, number in moments], np.int64)
    until = looked_at_until(at, monitor, coverage_columns(coverage), idle_after)
    return {moment[0]: round(lasted / 1e6, 3) for moment, lasted in zip(moments, (until - at).tolist(), strict=True)}


def looked_at_until(at: Ints, monitor: Ints, coverage: CoverageColumns, idle_after: timedelta = IDLE_AFTER) -> Ints:
    """When somebody stopped looking at each moment. The spans of all moments together cover each instant once."""
    until = shown_until(at, monitor, coverage, idle_after)
    order = np.argsort(at, kind="stable")
    until[order[:-1]] = np.minimum(until[order[:-1]], at[order[1:]])
    return until


def shown_until(at: Ints, monitor: Ints, coverage: CoverageColumns, idle_after: timedelta = IDLE_AFTER) -> Ints:
    """When each moment ended on its own monitor, whatever other monitors showed meanwhile."""
    until = at.copy()
    newest = at.max(initial=0)
    for number in np.unique(monitor):
        places = np.flatnonzero(monitor == number)
        places = places[np.argsort(at[places], kind="stable")]
        starts = at[places]
        following = np.append(starts[1:], _NEVER)
        rested = starts + idle_after // timedelta(microseconds=1)
        recorded = _recorded_until(starts, coverage, coverage.monitor == number, newest)
        until[places] = np.maximum(starts, np.minimum(np.minimum(following, rested), recorded))
    return until


def _recorded_until(at: Ints, coverage: CoverageColumns, mine: NDArray[np.bool_], newest: int) -> Ints:
    """How long recording went on after each instant (sorted) of one monitor, whose stretches are `mine`. Where no
    stretch tells, it went on until the `newest` moment of all."""
    live, stopped = mine & coverage.recorded, mine & ~coverage.recorded
    starts, ends = _merge(coverage.start[live], coverage.end[live])
    until = np.full(len(at), newest)
    place = np.searchsorted(starts, at, side="right") - 1
    held = place >= 0
    held[held] = at[held] <= ends[place[held]]
    until[held] = ends[place[held]]
    order = np.argsort(coverage.start[stopped], kind="stable")
    stops, reach = coverage.start[stopped][order], np.maximum.accumulate(coverage.end[stopped][order])
    place = np.searchsorted(stops, at, side="right") - 1
    inside = place >= 0
    inside[inside] = at[inside] < reach[place[inside]]
    stop = np.append(stops, _NEVER)[np.searchsorted(stops, at, side="left")]
    return np.where(inside, at, np.minimum(until, stop))


def _merge(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Starts and ends of the spans that the stretches cover together, sorted."""
    if not len(start):
        return start, end
    order = np.argsort(start, kind="stable")
    start, reach = start[order], np.maximum.accumulate(end[order])
    begins = np.append(True, start[1:] > reach[:-1])
    return start[begins], reach[np.append(begins[1:], True)]
