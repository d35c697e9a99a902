"""The arithmetic under the ribbon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from memory.records import Coverage, MomentHead, State, new_id
from ui.timeline.day import Span, bounds, fitted, tick_step, view_of

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)


def heads(*rows):
    return [
        MomentHead(new_id(at, f"{n:010x}"), at, monitor, app, "", "")
        for n, (seconds, app, monitor) in enumerate(rows)
        for at in [START + timedelta(seconds=seconds)]
    ]


def view(rows, coverage=()):
    return view_of(date(2026, 3, 17), ZONE, heads(*rows), coverage)


def test_moments_of_one_app_join_to_one_episode():
    made = view([(0, "Mail", 1), (30, "Mail", 1), (60, "Editor", 1)])

    assert [(s.app, s.end - s.start) for s in made.stretches] == [("Mail", 60), ("Editor", 5)]


def test_a_long_break_ends_an_episode():
    made = view([(0, "Mail", 1), (600, "Mail", 1)])

    assert [s.end - s.start for s in made.stretches] == [5, 5]


def test_each_monitor_has_episodes_of_its_own():
    made = view([(0, "Mail", 1), (1, "Video", 2), (2, "Mail", 1), (3, "Video", 2)])

    assert [(s.monitor, s.app) for s in made.stretches] == [(1, "Mail"), (2, "Video")]
    assert made.monitors == (1, 2)


@pytest.mark.parametrize(("seconds", "index"), [(-100, 0), (14, 0), (16, 1), (9999, 2)])
def test_nearest_moment(seconds, index):
    made = view([(0, "A", 1), (30, "A", 1), (60, "A", 1)])

    assert made.nearest(START.timestamp() + seconds) == index


def test_nothing_is_nearest_on_an_empty_day():
    assert view([]).nearest(0) == -1


def test_a_day_of_the_clock_change_has_23_hours():
    since, until = bounds(date(2026, 3, 29), ZONE)

    assert until.timestamp() - since.timestamp() == 23 * 3600


def test_zoom_keeps_what_is_under_the_pointer():
    limits, span = Span(0, 86400), Span(30000, 40000)

    closer = span.zoomed(33000, 0.5, limits)

    assert closer.length == 5000
    assert closer.x(33000, 1000) == pytest.approx(span.x(33000, 1000))


def test_zoom_and_pan_stay_within_the_day():
    limits = Span(0, 86400)

    assert Span(0, 80000).zoomed(10, 5, limits) == limits
    assert Span(0, 100).moved(-50, limits) == Span(0, 100)
    assert Span(0, 100).zoomed(50, 0.0001, limits).length == 10


def test_labels_of_the_hours_never_crowd():
    for length in (10, 600, 3600, 86400):
        for width in (300, 900, 2000):
            step = tick_step(Span(0, length), width)
            assert step / length * width >= 60 or step == 21600


def test_the_day_opens_on_what_is_known_of_it():
    skipped = Coverage("c", START + timedelta(hours=2), START + timedelta(hours=3), 1, State.SKIPPED, "rule")

    span = fitted(view([(0, "A", 1)], [skipped]))

    assert span.start < START.timestamp()
    assert span.end > skipped.end.timestamp()
    assert span.length < 5 * 3600


def test_failures_are_painted_over_what_was_saved():
    saved = Coverage("a", START, START + timedelta(hours=1), 1, State.SAVED)
    failed = Coverage("b", START, START + timedelta(minutes=1), 1, State.FAILED, "disk full")

    assert view([], [failed, saved]).coverage == (saved, failed)
