"""Counts of moments and sums of coverage by day (DuckDB). Called in the archive's process, from any thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from base.clock import from_micros
from base.coverage import Coverage, State
from base.records.timeline import Day
from memory.insights.duckdb_memory import open_duckdb, run_query
from memory.store.schema import SCHEMAS, coverage_row

_DAYS = """
WITH local AS (SELECT "at", app, strftime("at" AT TIME ZONE $zone, '%Y-%m-%d') AS day FROM moments),
     counted AS (SELECT day, app, count(*) AS n, min("at") AS first, max("at") AS last FROM local GROUP BY day, app)
SELECT day, sum(n)::BIGINT, epoch_us(min(first)), epoch_us(max(last)), list(app ORDER BY n DESC, app),
       list(n ORDER BY n DESC, app)
FROM counted GROUP BY day ORDER BY day
"""

_COVERAGE = """
SELECT state, reason, sum(epoch("end" - start))::DOUBLE, sum("count")::BIGINT FROM coverage GROUP BY state, reason
"""


def _count(query: str, name: str, table: pa.Table, **values: object) -> list[tuple[Any, ...]]:
    with open_duckdb() as duck:
        duck.register(name, table)
        return run_query(duck, query, **values)


def count_days(moments: pa.Table, zone: str) -> tuple[Day, ...]:
    """Local days of `zone` (IANA) with their moments, oldest first. `moments` needs at and app. Raises BadInput."""
    rows = _count(_DAYS, "moments", moments, zone=zone)
    return tuple(
        Day(day, count, from_micros(first), from_micros(last), tuple(zip(apps, counts, strict=True)))
        for day, count, first, last, apps, counts in rows
    )


def mean_moments_per_day(days: Sequence[Day], *, last: int) -> float:
    """Mean of the last days that have any."""
    recent = days[-last:]
    return sum(day.moments for day in recent) / len(recent) if recent else 0.0


def sum_coverage(stretches: Sequence[Coverage]) -> tuple[dict[str, float], dict[str, int]]:
    """(seconds for each state, samples for each rule that skipped)."""
    table = pa.Table.from_pylist([coverage_row(stretch) for stretch in stretches], schema=SCHEMAS["coverage"])
    seconds: dict[str, float] = {}
    skipped: dict[str, int] = {}
    for state, reason, lasted, count in _count(_COVERAGE, "coverage", table):
        seconds[state] = seconds.get(state, 0.0) + lasted
        if state == State.SKIPPED:
            skipped[reason] = skipped.get(reason, 0) + count
    return seconds, skipped
