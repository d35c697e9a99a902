"""Attention time by app, site and document (DuckDB).

A moment lasts until the next one of any monitor (the active window is the same for all), at most `MAX_LENGTH`: a screen
that stands still for longer has nobody before it. It ends earlier where its monitor was paused, locked, skipped or
failed, and where recording ended. So gaps and idle time count for nothing, two monitors do not count twice, and sums
by app, by hour or by document are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from base.coverage import Coverage
from base.records.report import Hour, Report, Stretch, UsageShare
from memory.insights.duckdb_memory import ask, connection
from memory.store.schema import SCHEMAS, coverage_row
from memory.text import window_titles
from memory.text.normalization import fold_case

LONGEST = timedelta(seconds=120)
"""The recorder's own `idle_after`: so long without input, and nobody is there."""
BRIDGED = timedelta(seconds=30)
"""Between two stretches of recording that are taken for one: the recorder's longest gap between two looks."""
BREAK = timedelta(seconds=60)
"""Without anything in front, from which on the next app is a new beginning and not a switch."""
COLUMNS = ("id", "at", "monitor", "app", "title", "host", "summary")

_SPANS = """
CREATE TEMP TABLE spans AS
WITH live AS (
  SELECT monitor, start, "end", max("end") OVER (PARTITION BY monitor ORDER BY start, "end"
         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM coverage WHERE state IN ('saved', 'unchanged')),
numbered AS (
  SELECT *, sum(CASE WHEN start <= before + $bridged THEN 0 ELSE 1 END) OVER (
         PARTITION BY monitor ORDER BY start, "end" ROWS UNBOUNDED PRECEDING) AS island FROM live),
islands AS (SELECT monitor, min(start) AS start, max("end") AS ends FROM numbered GROUP BY monitor, island),
stops AS (SELECT monitor, start AS stop FROM coverage WHERE state NOT IN ('saved', 'unchanged')),
ordered AS (SELECT *, lead("at") OVER (ORDER BY "at", id) AS next FROM moments),
placed AS (
  SELECT m.*, CASE WHEN m."at" <= i.ends THEN i.ends ELSE coalesce(m.next, m."at") END AS recorded
  FROM ordered m ASOF LEFT JOIN islands i ON m.monitor = i.monitor AND m."at" >= i.start),
ended AS (
  SELECT p.*, least(p."at" + $longest, p.next, p.recorded, s.stop) AS until
  FROM placed p ASOF LEFT JOIN stops s ON p.monitor = s.monitor AND p."at" <= s.stop)
SELECT id, coalesce(app, '') AS app, coalesce(title, '') AS title, coalesce(host, '') AS host,
       coalesce(summary, '') AS summary, greatest("at", $since) AS start, least(until, $until) AS ends
FROM ended WHERE least(until, $until) > greatest("at", $since)
"""

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
  SELECT *, lag(app) OVER sequence AS app_before, lag(ends) OVER sequence AS end_before FROM spans
  WINDOW sequence AS (ORDER BY start, id)),
marked AS (
  SELECT *, CASE WHEN app = app_before AND start - end_before < $break THEN 0 ELSE 1 END AS begins,
         CASE WHEN app <> app_before AND start - end_before < $break THEN 1 ELSE 0 END AS switched FROM beside),
numbered AS (SELECT *, sum(begins) OVER (ORDER BY start, id ROWS UNBOUNDED PRECEDING) AS run FROM marked)
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
    moments: pa.Table, stretches: Sequence[Coverage], since: datetime, until: datetime, zone: str
) -> Report:
    """`moments` needs COLUMNS, from LONGEST before `since` to LONGEST after `until`. Raises BadInput for the zone."""
    coverage = pa.Table.from_pylist([coverage_row(stretch) for stretch in stretches], schema=SCHEMAS["coverage"])
    asked = {"since": since, "until": until}
    with connection() as duck:
        duck.register("moments", moments)
        duck.register("coverage", coverage)
        ask(duck, _SPANS, longest=LONGEST, bridged=BRIDGED, **asked)
        windows = ask(duck, _BY_WINDOW)
        runs = ask(duck, _RUNS, **{"break": BREAK})
        return Report(
            since,
            until,
            seconds=sum(row[-1] for row in windows),
            hours=_hours(duck, zone),
            stretches=tuple(Stretch(app, _at(first), _at(last), lasted) for app, first, last, lasted, _ in runs),
            switches=sum(row[-1] for row in runs),
            terms=window_titles.terms(_lines(windows)),
            coverage=dict(ask(duck, _STATES, **asked)),
            **_divisions(windows),
        )


def _hours(duck: duckdb.DuckDBPyConnection, zone: str) -> tuple[Hour, ...]:
    rows: list[tuple[date, int, float]] = ask(duck, _BY_HOUR, zone=zone)
    return tuple(Hour(*row) for row in rows)


def _divisions(windows: Sequence[tuple[Any, ...]]) -> dict[str, tuple[UsageShare, ...]]:
    named = [(app, window_titles.parse_title(title, app), host, lasted) for app, title, host, _, lasted in windows]
    projects = window_titles.find_projects((app, one) for app, one, host, _ in named if not host)
    sums: dict[str, dict[tuple[str, str], float]] = {name: {} for name in ("apps", "sites", "projects", "documents")}
    for app, title_parts, host, lasted in named:
        project = title_parts.project or (title_parts.last if (app, fold_case(title_parts.last)) in projects else "")
        keys = {
            "apps": (app, ""),
            "sites": (host, ""),
            "projects": (project, ""),
            "documents": (title_parts.document, app),
        }
        for division, key in keys.items():
            if key[0] or division in ("apps", "documents"):
                sums[division][key] = sums[division].get(key, 0.0) + lasted
    return {division: _most_first(found) for division, found in sums.items()}


def _most_first(found: dict[tuple[str, str], float]) -> tuple[UsageShare, ...]:
    order = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(UsageShare(name, seconds, app) for (name, app), seconds in order)


def _lines(windows: Sequence[tuple[Any, ...]]) -> list[tuple[str, str, float]]:
    """Each title once with all its time, and each line of news once."""
    titled: dict[tuple[str, str], float] = {}
    told: dict[tuple[str, str], float] = {}
    for app, title, _, summary, lasted in windows:
        titled[title, app] = titled.get((title, app), 0.0) + lasted
        told[summary, app] = told.get((summary, app), 0.0) + lasted
    return [(line, app, lasted) for lines in (titled, told) for (line, app), lasted in lines.items()]


def _at(micros: int) -> datetime:
    instant: datetime = pa.scalar(micros, pa.timestamp("us", "UTC")).as_py()
    return instant
