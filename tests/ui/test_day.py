"""The arithmetic under the ribbon."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.moment import MomentHead
from base.records.timeline import CoverageRun, Sample, TimelineSlice
from ui.kit.time_span import DAY, HOUR, MONTH, WEEK, YEAR, Span, calendar_span, day_bounds, make_ticks
from ui.timeline.day import build_day
from ui.timeline.ribbon.ribbon_model import build_model

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)


def heads(*rows):
    return [
        MomentHead(new_id(at, f"{n:010x}"), at, monitor, app, "", "")
        for n, (seconds, app, monitor) in enumerate(rows)
        for at in [START + timedelta(seconds=seconds)]
    ]


def view(rows, coverage=()):
    return build_day(date(2026, 3, 17), ZONE, heads(*rows), coverage)


@pytest.mark.parametrize(("seconds", "index"), [(-100, 0), (14, 0), (16, 1), (9999, 2)])
def test_nearest_moment(seconds, index):
    made = view([(0, "A", 1), (30, "A", 1), (60, "A", 1)])

    assert made.nearest(START.timestamp() + seconds) == index


def test_nothing_is_nearest_on_an_empty_day():
    assert view([]).nearest(0) == -1


def test_a_day_of_the_clock_change_has_23_hours():
    since, until = day_bounds(date(2026, 3, 29), ZONE)

    assert until.timestamp() - since.timestamp() == 23 * 3600


def test_zoom_keeps_what_is_under_the_pointer():
    limits, span = Span(0, 86400), Span(30000, 40000)

    closer = span.zoom(33000, 0.5, limits)

    assert closer.length == 5000
    assert closer.x(33000, 1000) == pytest.approx(span.x(33000, 1000))


def test_zoom_and_pan_stay_within_the_day():
    limits = Span(0, 86400)

    assert Span(0, 80000).zoom(10, 5, limits) == limits
    assert Span(0, 100).shift(-50, limits) == Span(0, 100)
    assert Span(0, 100).zoom(50, 0.0001, limits).length == 10


@pytest.mark.parametrize("length", [10, 600, HOUR, DAY, WEEK, MONTH, YEAR, 10 * YEAR, 60 * YEAR])
@pytest.mark.parametrize("width", [300, 900, 2000])
def test_labels_never_crowd_at_any_scale(length, width):
    span = Span(START.timestamp(), START.timestamp() + length)

    found = make_ticks(span, width, ZONE)

    places = [span.x(tick.at, width) for tick in found]
    assert len(found) <= width / 60 + 1
    assert all(right - left >= 60 for left, right in pairwise(places))


def test_labels_name_the_day_where_a_new_one_begins():
    span = Span(START.timestamp(), START.timestamp() + DAY)

    strong = [tick.text for tick in make_ticks(span, 900, ZONE) if tick.strong]

    assert strong == ["Wed 18"]


@pytest.mark.parametrize(
    ("seconds", "since", "until"),
    [
        (DAY, date(2026, 3, 17), date(2026, 3, 18)),
        (WEEK, date(2026, 3, 16), date(2026, 3, 23)),
        (MONTH, date(2026, 3, 1), date(2026, 4, 1)),
        (YEAR, date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_scale_shows_the_whole_of_what_it_names(seconds, since, until):
    found = calendar_span(seconds, START.timestamp(), ZONE)

    assert found == Span(day_bounds(since, ZONE)[0].timestamp(), day_bounds(until, ZONE)[0].timestamp())


def test_the_day_opens_on_what_is_known_of_it():
    skipped = Coverage("c", START + timedelta(hours=2), START + timedelta(hours=3), 1, State.SKIPPED, "rule")

    span = view([(0, "A", 1)], [skipped]).fit()

    assert span.start < START.timestamp()
    assert span.end > skipped.end.timestamp()
    assert span.length < 5 * 3600


# What the ribbon draws


def drawn(*, samples=(), coverage=()):
    return build_model(TimelineSlice(0.0, 100.0, 10, samples=tuple(samples), coverage=tuple(coverage), monitors=(1, 2)))


def test_failures_are_painted_over_what_was_saved():
    failed, saved = CoverageRun(0, 5, State.FAILED, "disk full"), CoverageRun(0, 60, State.SAVED)

    made = drawn(coverage=[failed, saved])

    assert made.coverage == (saved, failed)
    assert next(made.coverage_at(3)) == failed


def test_the_nearest_moment_is_on_the_screen_that_is_pointed_at():
    left, right = Sample(10.0, "left", 1), Sample(12.0, "right", 2)

    made = drawn(samples=[left, right])

    assert (made.nearest(13), made.nearest(13, 1)) == (right, left)


def test_what_lies_beside_a_moment_comes_nearest_first():
    samples = [Sample(float(n), str(n), 1) for n in range(10)]

    assert drawn(samples=samples).frames_around(samples[4], 2) == ["4", "3", "5", "2", "6"]
