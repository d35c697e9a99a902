"""Keeps the timeline index up to date.

Any thread may call. It notices what another process wrote or forgot. A frame that is written again under its id keeps
its old app in the index until something is forgotten, because nothing but its row tells it from one with new vectors.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from base.clock import IDLE_AFTER
from base.records.scope import Scope
from memory.insights.timeline_index import (
    CoverageArrays,
    Frames,
    Ints,
    Labels,
    TimelineIndex,
    build_coverage,
    build_frames,
    build_timeline_index,
)
from memory.store.frame_tables import FrameTables

_COLUMNS = ("id", "at", "monitor", "app")


@dataclass(frozen=True, slots=True)
class _Read:
    state: tuple[int, int]
    forgotten: int
    index: TimelineIndex


class TimelineCache:
    def __init__(self, frame_tables: FrameTables, idle_after: timedelta = IDLE_AFTER) -> None:
        """Reads nothing yet. `idle_after`: the idle time of the settings."""
        self._frame_tables = frame_tables
        self._idle_after = idle_after
        self._lock = threading.Lock()
        self._read: _Read | None = None

    def now(self) -> TimelineIndex:
        with self._lock:
            state = self._frame_tables.state()
            if self._read is None or self._read.state != state:
                self._read = self._build(state)
            return self._read.index

    def _build(self, state: tuple[int, int]) -> _Read:
        forgotten = self._frame_tables.forgotten_count()
        before = self._read
        frames = self._frames(before.index.frames if before and before.forgotten == forgotten else None)
        return _Read(state, forgotten, build_timeline_index(frames, self._coverage(), self._idle_after))

    def _frames(self, earlier: Frames | None) -> Frames:
        """Those of `earlier` with the new ones behind them, or all read anew when some were put in between."""
        if not earlier:
            return self._columns(None, None)
        seen = len(earlier)
        if self._frame_tables.count() == seen:
            return earlier
        newest = datetime.fromtimestamp(earlier.at[-1] + 1e-6, UTC)
        frames = self._columns(newest, earlier)
        return frames if len(frames) == self._frame_tables.count() else self._columns(None, None)

    def _columns(self, since: datetime | None, earlier: Frames | None) -> Frames:
        table = self._frame_tables.heads_table(Scope(since=since), _COLUMNS)
        app = table["app"].combine_chunks().dictionary_encode()
        labels = Labels(app.dictionary.to_pylist(), _numbers(app.indices))
        return build_frames(table["id"].to_pylist(), _numbers(table["at"]), _numbers(table["monitor"]), labels, earlier)

    def _coverage(self) -> CoverageArrays:
        table = self._frame_tables.coverage_table()
        states = zip(table["state"].to_pylist(), table["reason"].to_pylist(), strict=True)
        return build_coverage(_numbers(table["start"]), _numbers(table["end"]), _numbers(table["monitor"]), states)


def _numbers(column: Any) -> Ints:
    return np.asarray(column.cast("int64").fill_null(0).to_numpy(zero_copy_only=False), np.int64)
