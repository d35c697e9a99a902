"""Report of attention time by app, site, project, document and hour (DuckDB).

How long each moment was looked at comes from `memory.memories.attention`; here those spans are clipped to the time that
is asked for and added up, so that every division has the same sum. Called in the archive's process, from any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from base.clock import IDLE_AFTER, from_micros, micros
from base.coverage import Coverage
from base.records.report import Hour, Report, Stretch, UsageShare
from memory.insights.duckdb_memory import open_duckdb, run_query
from memory.insights.topics import find_topics
from memory.memories.attention import coverage_columns, looked_at_until
from memory.store.arrow import WHEN
from memory.store.schema import SCHEMAS, coverage_row
from memory.text.normalization import fold_case
from memory.text.window_titles import find_projects, parse_title

COLUMNS = ("id", "at", "monitor", "app", "title", "host", "summary")

_BY_WINDOW = """
SELECT app, title, host, summary, sum(epoch(ends - start))::DOUBLE FROM spans GROUP BY ALL ORDER BY ALL
"""

_BY_HOUR = """
WITH cut AS (
  SELECT start, ends, unnest(range(time_bucket(INTERVAL 15 MINUTE, start), ends, INTERVAL 15 MINUTE)) AS quarter
  FROM spans),
pieces AS (
  SELECT quarter AT TIME ZONE $zone AS here, epoch(least(ends, quarter + INTERVAL 15 MINUTE) - greatest(start, quarter))
         AS seconds FROM cut)
SELECT here::DATE AS day, hour(here) AS hour, sum(seconds)::DOUBLE FROM pieces GROUP BY day, hour ORDER BY day, hour
"""

_RUNS = """
WITH beside AS (
  SELECT *, app = lag(app) OVER sequence AS same_app, start = lag(ends) OVER sequence AS goes_on FROM spans
  WINDOW sequence AS (ORDER BY start, id)),
numbered AS (
  SELECT *, sum(CASE WHEN same_app AND goes_on THEN 0 ELSE 1 END) OVER (
         ORDER BY start, id ROWS UNBOUNDED PRECEDING) AS run,
         CASE WHEN goes_on AND NOT same_app THEN 1 ELSE 0 END AS switched FROM beside)
SELECT any_value(app), epoch_us(min(start)), epoch_us(max(ends)), sum(epoch(ends - start))::DOUBLE, max(switched)
FROM numbered GROUP BY run ORDER BY run
"""

_STATES = """
WITH asked AS (
  SELECT state, greatest(start, $since) AS start, least("end", $until) AS ends FROM coverage
  WHERE least("end", $until) > greatest(start, $since)),
reached AS (
  SELECT *, max(ends) OVER (PARTITION BY state ORDER BY start, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
         AS before FROM asked)
SELECT state, sum(greatest(0, epoch(ends - greatest(start, coalesce(before, start)))))::DOUBLE
FROM reached GROUP BY state ORDER BY state
"""


def time_report(
    moments: pa.Table,
    stretches: Sequence[Coverage],
    since: datetime,
    until: datetime,
    zone: str,
    idle_after: timedelta = IDLE_AFTER,
) -> Report:
    """`moments` needs COLUMNS, and like `stretches` reaches from `idle_after` before `since` to as long after `until`.
    `idle_after`: the idle time of the settings. Raises BadInput for the zone."""
    coverage = pa.Table.from_pylist([coverage_row(stretch) for stretch in stretches], schema=SCHEMAS["coverage"])
    with open_duckdb() as duck:
        duck.register("spans", _spans(moments, stretches, since, until, idle_after))
        duck.register("coverage", coverage)
        windows = run_query(duck, _BY_WINDOW)
        runs = run_query(duck, _RUNS)
        return Report(
            since,
            until,
            seconds=sum(row[-1] for row in windows),
            hours=_hours(duck, zone),
            stretches=tuple(
                Stretch(app, from_micros(first), from_micros(last), seconds) for app, first, last, seconds, _ in runs
            ),
            switches=sum(row[-1] for row in runs),
            terms=find_topics(_lines(windows)),
            coverage=dict(run_query(duck, _STATES, since=since, until=until)),
            **_divisions(windows),
        )


def _spans(
    moments: pa.Table, stretches: Sequence[Coverage], since: datetime, until: datetime, idle_after: timedelta
) -> pa.Table:
    """The moments that were looked at between `since` and `until`, from when (start) to when (ends)."""
    moments = moments.sort_by([("at", "ascending"), ("id", "ascending")])
    at, monitor = (moments[name].cast("int64").to_numpy() for name in ("at", "monitor"))
    ends = np.minimum(looked_at_until(at, monitor, coverage_columns(stretches), idle_after), micros(until))
    start = np.maximum(at, micros(since))
    seen = ends > start
    spans = {"id": moments["id"].filter(seen)}
    spans |= {name: moments[name].filter(seen).fill_null("") for name in ("app", "title", "host", "summary")}
    spans |= {name: pa.array(times[seen]).cast(WHEN) for name, times in (("start", start), ("ends", ends))}
    return pa.table(spans)


def _hours(duck: duckdb.DuckDBPyConnection, zone: str) -> tuple[Hour, ...]:
    rows: list[tuple[date, int, float]] = run_query(duck, _BY_HOUR, zone=zone)
    return tuple(Hour(*row) for row in rows)


def _divisions(windows: Sequence[tuple[Any, ...]]) -> dict[str, tuple[UsageShare, ...]]:
    spent: dict[tuple[str, str, str], float] = {}
    for app, title, host, _, seconds in windows:
        spent[app, title, host] = spent.get((app, title, host), 0.0) + seconds
    titles = {(app, title, host): parse_title(title, app, host=host) for app, title, host in spent}
    projects = find_projects((app, title) for (app, _, _), title in titles.items())
    sums: dict[str, dict[tuple[str, str], float]] = {name: {} for name in ("apps", "sites", "projects", "documents")}
    for window, seconds in spent.items():
        (app, _, host), title = window, titles[window]
        project = title.project or (title.last if (app, fold_case(title.last)) in projects else "")
        keys = {"apps": (app, ""), "sites": (host, ""), "projects": (project, ""), "documents": (title.document, app)}
        for division, key in keys.items():
            if key[0] or division in ("apps", "documents"):
                sums[division][key] = sums[division].get(key, 0.0) + seconds
    return {division: _most_first(shares) for division, shares in sums.items()}


def _most_first(shares: dict[tuple[str, str], float]) -> tuple[UsageShare, ...]:
    order = sorted(shares.items(), key=lambda share: (-share[1], share[0]))
    return tuple(UsageShare(name, seconds, app) for (name, app), seconds in order)


def _lines(windows: Sequence[tuple[Any, ...]]) -> list[tuple[str, str, float]]:
    """Each title once with all its time, and each summary once."""
    titles: dict[tuple[str, str], float] = {}
    summaries: dict[tuple[str, str], float] = {}
    for app, title, _, summary, seconds in windows:
        titles[title, app] = titles.get((title, app), 0.0) + seconds
        summaries[summary, app] = summaries.get((summary, app), 0.0) + seconds
    return [(line, app, seconds) for lines in (titles, summaries) for (line, app), seconds in lines.items()]
