"""Days, time by app and heat map, counted by DuckDB over Arrow in memory.

DuckDB keeps no file here: no database, no spill folder, no extension from the network, no access to files at all.
Each call has a connection of its own, so it may come from any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from capture.errors import BadInput
from memory.records import Coverage, Day, State
from memory.schema import SCHEMAS, coverage_row

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "512MB",
    "threads": 1,
}

_DAYS = """
WITH local AS (SELECT "at", app, strftime("at" AT TIME ZONE $zone, '%Y-%m-%d') AS day FROM moments),
     counted AS (SELECT day, app, count(*) AS n, min("at") AS first, max("at") AS last FROM local GROUP BY day, app)
SELECT day, sum(n)::BIGINT, epoch_us(min(first)), epoch_us(max(last)), list(app ORDER BY n DESC, app),
       list(n ORDER BY n DESC, app)
FROM counted GROUP BY day ORDER BY day
"""

_TIME_BY_APP = """
WITH gaps AS (
  SELECT app, lead("at") OVER (PARTITION BY monitor ORDER BY "at", id) - "at" AS gap FROM moments)
SELECT app, sum(least(epoch(coalesce(gap, INTERVAL 0 SECOND)), $longest))::DOUBLE AS seconds
FROM gaps GROUP BY app ORDER BY seconds DESC, app
"""

_HEAT = """
SELECT isodow("at" AT TIME ZONE $zone) AS weekday, hour("at" AT TIME ZONE $zone) AS hour, count(*)
FROM moments GROUP BY weekday, hour ORDER BY weekday, hour
"""

_COVERAGE = """
SELECT state, reason, sum(epoch("end" - start))::DOUBLE, sum("count")::BIGINT FROM coverage GROUP BY state, reason
"""


def _ask(question: str, name: str, table: pa.Table, **values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(":memory:", config=_CONFIG) as connection:
        connection.register(name, table)
        connection.execute("SET enable_external_access = false")
        try:
            return connection.execute(question, values or None).fetchall()
        except duckdb.Error as fault:
            raise BadInput(_why(fault)) from None


def _why(fault: duckdb.Error) -> str:
    return (
        "the time zone is not known" if "imezone" in str(fault) or "ime zone" in str(fault).lower() else "the figures"
    )


def days(moments: pa.Table, zone: str) -> tuple[Day, ...]:
    """Local days of `zone` (IANA) with their moments, oldest first. `moments` needs at and app. Raises BadInput."""
    rows = _ask(_DAYS, "moments", moments, zone=zone)
    return tuple(
        Day(day, count, _instant(first), _instant(last), tuple(zip(apps, counts, strict=True)))
        for day, count, first, last, apps, counts in rows
    )


def moments_a_day(days: Sequence[Day], *, last: int) -> float:
    """Mean of the last days that have any."""
    recent = days[-last:]
    return sum(day.moments for day in recent) / len(recent) if recent else 0.0


def time_by_app(moments: pa.Table, *, longest: float = 60.0) -> dict[str, float]:
    """Seconds in each app, most first: from a moment to the next on its monitor, at most `longest` (a pause, then)."""
    return dict(_ask(_TIME_BY_APP, "moments", moments, longest=longest))


def heat_map(moments: pa.Table, zone: str) -> dict[tuple[int, int], int]:
    """Moments for each (ISO weekday 1-7, local hour 0-23) that has any."""
    return {(weekday, hour): count for weekday, hour, count in _ask(_HEAT, "moments", moments, zone=zone)}


def coverage_sums(stretches: Sequence[Coverage]) -> tuple[dict[str, float], dict[str, int]]:
    """(seconds for each state, samples for each rule that skipped)."""
    table = pa.Table.from_pylist([coverage_row(stretch) for stretch in stretches], schema=SCHEMAS["coverage"])
    seconds: dict[str, float] = {}
    skipped: dict[str, int] = {}
    for state, reason, lasted, count in _ask(_COVERAGE, "coverage", table):
        seconds[state] = seconds.get(state, 0.0) + lasted
        if state == State.SKIPPED:
            skipped[reason] = skipped.get(reason, 0) + count
    return seconds, skipped


def _instant(at: int) -> Any:
    return pa.scalar(at, pa.timestamp("us", "UTC")).as_py()
