"""Time in front of the person: every division adds up, and a count second by second gives the same."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from base.coverage import Coverage, State
from base.records.report import Report
from memory.insights import time_spent
from memory.store.schema import SCHEMAS

NOON = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def moments(*rows: tuple[int, str, int]) -> Any:
    schema = pa.schema([SCHEMAS["frames"].field(name) for name in time_spent.COLUMNS])
    found = [
        {"id": f"{n:05}", "at": NOON + s * SECOND, "monitor": m, "app": app, "title": f"{app} {s % 3}", "host": ""}
        for n, (s, app, m) in enumerate(sorted(rows))
    ]
    return pa.Table.from_pylist(found, schema=schema)


def stretch(start: int, end: int, state: State = State.SAVED, monitor: int = 1) -> Coverage:
    return Coverage(f"{monitor}-{start}", NOON + start * SECOND, NOON + end * SECOND, monitor, state)


def count(table: Any, coverage: list[Coverage], *, since: int = 0, until: int = 7200, zone: str = "UTC") -> Report:
    return time_spent.time_report(table, coverage, NOON + since * SECOND, NOON + until * SECOND, zone)


def times(report: Report) -> dict[str, float]:
    return {use.name: use.seconds for use in report.apps}


def test_two_monitors_do_not_count_twice() -> None:
    table = moments((0, "Mail", 1), (10, "Code", 2), (20, "Mail", 1), (30, "Code", 2))

    report = count(table, [stretch(0, 40), stretch(0, 40, monitor=2)])

    assert times(report) == {"Mail": 20, "Code": 20}
    assert report.coverage == {"saved": 40}


def test_a_still_screen_counts_for_two_minutes_and_no_longer() -> None:
    report = count(moments((0, "Reader", 1), (3000, "Reader", 1)), [stretch(0, 3001, State.UNCHANGED)])

    assert times(report) == {"Reader": 121}


def test_a_moment_ends_where_coverage_has_a_gap() -> None:
    report = count(moments((0, "Mail", 1), (100, "Code", 1)), [stretch(0, 40), stretch(50, 101)])

    assert times(report) == {"Mail": 40, "Code": 1}


def test_what_was_recorded_without_an_account_of_it_lasts_to_the_next_moment() -> None:
    assert times(count(moments((0, "Mail", 1), (50, "Code", 1)), [])) == {"Mail": 50}


def test_the_asked_time_is_cut_exactly_and_what_reaches_into_it_counts() -> None:
    table = moments((0, "Mail", 1), (60, "Code", 1), (170, "Mail", 1))

    report = count(table, [stretch(0, 200)], since=30, until=130)

    assert times(report) == {"Mail": 30, "Code": 70}
    assert report.coverage == {"saved": 100}


def test_hours_are_local_and_an_hour_that_is_crossed_is_parted() -> None:
    """Zurich puts its clocks forward at 01:00 UTC on 2026-03-29: 1:59:30 is followed by 3:00."""
    start = 12 * 3600 + 59 * 60 + 30

    report = count(
        moments((start, "Mail", 1), (start + 60, "Mail", 1)),
        [stretch(start, start + 60)],
        until=100_000,
        zone="Europe/Zurich",
    )

    assert [(hour.day, hour.hour, hour.seconds) for hour in report.hours] == [
        (date(2026, 3, 29), 1, 30),
        (date(2026, 3, 29), 3, 30),
    ]
    assert report.by_weekday() == {(7, 1): 30, (7, 3): 30}


def test_coming_back_after_a_break_is_no_switch() -> None:
    table = moments((0, "Mail", 1), (10, "Code", 1), (500, "Mail", 1), (510, "Mail", 1))

    report = count(table, [stretch(0, 20), stretch(500, 520)])

    assert report.switches == 1
    assert [(one.app, one.seconds) for one in report.stretches] == [("Mail", 10), ("Code", 10), ("Mail", 20)]


def test_long_stretches_are_focus() -> None:
    table = moments(*((60 * n, "Code" if n < 15 else "Mail", 1) for n in range(20)))

    report = count(table, [stretch(0, 1140)])

    assert [(one.app, one.seconds) for one in report.focus] == [("Code", 900)]
    assert report.focus_seconds == 900


@pytest.mark.parametrize("seed", range(12))
def test_a_count_second_by_second_gives_the_same(seed: int) -> None:
    dice = random.Random(seed)
    places = sorted(dice.sample(range(4000), 80))
    rows = [(place, dice.choice(("Mail", "Code", "Web")), dice.choice((1, 1, 2))) for place in places]
    coverage = [part for monitor in (1, 2) for part in random_coverage(dice, monitor)]

    report = count(moments(*rows), coverage, since=500, until=3500)

    assert times(report) == pytest.approx(second_by_second(rows, coverage, 500, 3500))
    for division in (report.documents, report.hours, report.stretches):
        assert sum(one.seconds for one in division) == pytest.approx(report.seconds)  # type: ignore[attr-defined]


def random_coverage(dice: random.Random, monitor: int) -> list[Coverage]:
    found, at = [], 0
    while at < 4000:
        end = at + dice.randint(20, 600)
        found.append(stretch(at, end, dice.choice((*State, State.SAVED, State.UNCHANGED)), monitor))
        at = end + dice.choice((0, 2, 29, 31, 100))
    return found


def second_by_second(
    rows: list[tuple[int, str, int]], coverage: list[Coverage], since: int, until: int
) -> dict[str, float]:
    """The rule of `memory.memories.attention` said another way."""
    counted: dict[str, float] = {}
    for number, (at, app, monitor) in enumerate(rows):
        mine = [one for one in coverage if one.monitor == monitor]
        held = any(seconds(one.start) <= at <= seconds(one.end) and not stopped(one) for one in mine)
        following = rows[number + 1][0] if number + 1 < len(rows) else None
        for second in range(at, min(at + 120, following if following is not None else at + 120)):
            told = [one for one in mine if seconds(one.start) <= second < seconds(one.end)]
            if any(map(stopped, told)) or (not told if held else following is None):
                break
            if since <= second < until:
                counted[app] = counted.get(app, 0) + 1
    return counted


def stopped(one: Coverage) -> bool:
    return one.state not in (State.SAVED, State.UNCHANGED)


def seconds(at: datetime) -> int:
    return int((at - NOON).total_seconds())
