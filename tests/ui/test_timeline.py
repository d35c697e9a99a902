"""The timeline from years to seconds: zooming, jumping, playing, several screens, and questions that never pile up."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton

from base.coverage import State
from tests.ui.longtime import long_archive_of
from ui.kit.time_span import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR
from ui.timeline.heat_map import Grid
from ui.timeline.player import SPEEDS, Player


@pytest.fixture
def long_archive(day):
    return long_archive_of(day)


@pytest.fixture
def timeline(desk, long_archive):
    return desk(long_archive).window.timeline


def turn(widget, place, delta):
    wheel = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)


def pinch(widget, value):
    place = QPointF(widget.width() / 2, 40)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, widget.mapToGlobal(place), value, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


# From years to seconds


@pytest.mark.parametrize(
    ("key", "length"),
    [("Y", YEAR), ("M", MONTH), ("W", WEEK), ("H", HOUR), ("S", MINUTE)],
)
def test_a_key_shows_a_length_of_time_around_the_cursor(timeline, qtbot, key, length):
    qtbot.keyClick(timeline, getattr(Qt.Key, f"Key_{key}"))

    assert timeline.ribbon.span.length == pytest.approx(length, rel=0.05)
    assert timeline.ribbon.span.contains(timeline.current.at.timestamp())
    assert timeline.header.scale.button(length).isChecked()


def test_the_wheel_leads_from_seconds_to_years_and_back(timeline):
    ribbon = timeline.ribbon
    place = QPointF(ribbon.span.x(timeline.current.at.timestamp(), ribbon.width()), 40)

    for _ in range(60):
        turn(ribbon, place, 120)
    closest = ribbon.span.length
    for _ in range(120):
        turn(ribbon, place, -120)

    assert closest <= MINUTE
    assert ribbon.span == ribbon.limits


def test_pinching_zooms_too(timeline):
    before = timeline.ribbon.span

    pinch(timeline.ribbon, 0.5)

    assert timeline.ribbon.span.length == pytest.approx(before.length / 1.5)


def test_years_are_a_map_of_days_and_a_click_leads_into_one(timeline, qtbot):
    timeline.show_scale(YEAR)
    assert timeline.heat_map.isVisible()
    assert not timeline.filmstrip.isVisible()

    box = timeline.heat_map.grid.box(date(2025, 6, 5))
    qtbot.mouseClick(timeline.heat_map, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    qtbot.waitUntil(lambda: timeline.view.day == date(2025, 6, 5))

    assert not timeline.heat_map.isVisible()
    assert timeline.ribbon.span.length < 1.5 * DAY


def test_the_map_of_days_is_walked_with_the_arrows(timeline, qtbot):
    timeline.show_scale(YEAR)

    qtbot.keyClick(timeline.heat_map, Qt.Key.Key_Left)
    qtbot.keyClick(timeline.heat_map, Qt.Key.Key_Up)
    qtbot.keyClick(timeline.heat_map, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: timeline.view.day == date(2026, 3, 9))


def test_every_day_of_the_map_is_found_again_where_it_is_drawn():
    grid = Grid((2026, 2025, 2024), 900)

    for day in (date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2026, 3, 17)):
        assert grid.day_at(grid.box(day).center()) == day


def test_coverage_is_said_at_every_scale(timeline, desk):
    for seconds in (DAY, MONTH, YEAR):
        timeline.show_scale(seconds)
        desk_settles(timeline)

        assert State.SAVED in {state for state, _ in timeline.ribbon.model.states_in(timeline.ribbon.span)}
        assert "Saved" in timeline.ribbon_panel.legend.state_texts


def desk_settles(timeline):
    jobs = timeline.window().jobs
    while not jobs.idle:
        QApplication.processEvents()


# Asking


def test_a_turning_wheel_leaves_no_queue_of_questions(timeline, long_archive, qtbot):
    desk_settles(timeline)
    asked = []
    buckets = long_archive.buckets
    long_archive.buckets = lambda *span: asked.append(span) or buckets(*span)
    long_archive.hold("buckets")

    for _ in range(40):
        turn(timeline.ribbon, QPointF(300, 40), -120)
    qtbot.waitUntil(long_archive.entered["buckets"].is_set)
    assert len(asked) == 1
    long_archive.open_all()
    desk_settles(timeline)

    assert len(asked) == 2
    assert timeline.ribbon.model.span.start <= timeline.ribbon.span.start


def test_moving_within_what_was_asked_asks_nothing(timeline, long_archive):
    timeline.show_scale(HOUR)
    desk_settles(timeline)
    long_archive.hold("buckets")

    timeline.ribbon.show_span(timeline.ribbon.span.shift(600, timeline.ribbon.limits))

    assert timeline.window().jobs.idle


# Jumping


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_is_chosen_from_the_calendar_and_escape_closes_it(timeline, qtbot):
    popover = timeline.header.popover
    popover.chosen.emit(date(2025, 10, 1))
    qtbot.waitUntil(lambda: timeline.view.day == date(2025, 10, 1))

    popover.show()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)

    assert not popover.isVisible()


def test_page_up_leads_over_days_without_memories(timeline, qtbot):
    timeline.go_to(date(2025, 8, 25))
    qtbot.waitUntil(lambda: timeline.view.day == date(2025, 8, 25))

    qtbot.keyClick(timeline, Qt.Key.Key_PageUp)

    qtbot.waitUntil(lambda: timeline.view.day == date(2025, 8, 1))


def test_a_click_far_away_takes_the_cursor_there_and_leaves_the_scale(timeline, qtbot):
    timeline.show_scale(MONTH)
    desk_settles(timeline)
    ribbon, before = timeline.ribbon, timeline.ribbon.span
    sample = next(one for one in ribbon.model.samples[1] if before.contains(one.at))

    qtbot.mouseClick(ribbon, Qt.MouseButton.LeftButton, pos=QPoint(round(before.x(sample.at, ribbon.width())), 40))
    desk_settles(timeline)

    assert abs(timeline.current.at.timestamp() - sample.at) < DAY
    assert ribbon.span == before


# Several screens


def test_down_leads_to_what_the_other_screen_showed(timeline, qtbot):
    before = timeline.current

    qtbot.keyClick(timeline, Qt.Key.Key_Down)

    assert {before.monitor, timeline.current.monitor} == {1, 2}
    assert abs((timeline.current.at - before.at).total_seconds()) < 30 * MINUTE


# Playing


def test_playing_keeps_the_time_between_moments_and_passes_over_long_gaps(qtbot):
    player, reached = Player(), []
    player.reached.connect(reached.append)
    player.set_speed(10)
    player.start((0.0, 5.0, 10_000.0, 10_001.0), 0)

    player.advance(0.4)
    assert reached == []
    player.advance(0.2)
    assert reached == [1]
    player.advance(1.05)
    assert reached == [1, 2]
    player.advance(0.2)

    assert reached == [1, 2, 3]
    assert not player.playing


def test_speed_has_keys_that_stop_at_the_ends_and_a_button_that_goes_round(timeline, qtbot):
    for _ in range(10):
        qtbot.keyClick(timeline, Qt.Key.Key_BracketRight)
    assert timeline.player.speed == SPEEDS[-1]

    timeline.player.next_speed()

    assert timeline.player.speed == SPEEDS[0]


# For everybody


def test_every_button_has_a_name_and_a_key(timeline):
    for one in timeline.header.findChildren(QToolButton):
        if one.parent() is timeline.header or one.parent().parent() is timeline.header.scale:
            assert one.accessibleName()
            assert "(" in one.toolTip()


def test_the_tab_key_walks_from_the_header_down(timeline):
    order, widget = [], timeline.header.nextInFocusChain()
    parts = [timeline.header.scale.button(YEAR), timeline.heat_map, timeline.ribbon, timeline.filmstrip]
    while widget is not timeline.header and len(order) < len(parts):
        if widget in parts:
            order.append(widget)
        widget = widget.nextInFocusChain()

    assert order == parts


def test_leaving_takes_the_preview_away(timeline):
    ribbon = timeline.ribbon
    sample = ribbon.model.nearest(ribbon.span.middle, 1)
    ribbon.hovered.emit(sample, ribbon.mapToGlobal(QPoint(200, 0)))
    assert timeline.ribbon_panel.preview.isVisible()

    QApplication.sendEvent(ribbon, QEvent(QEvent.Type.Leave))

    assert not timeline.ribbon_panel.preview.isVisible()
