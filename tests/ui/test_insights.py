"""The insights page: a day or a week in figures that add up, drawn, and taken out as a table or a picture."""

from __future__ import annotations

import csv
import stat
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from base.errors import Damaged
from base.records.report import Report, UsageShare
from tests.ui.conftest import ZONE
from ui.insights.charts import heat_color
from ui.insights.csv_export import report_rows
from ui.insights.period import Period
from ui.kit.theme import LIGHT


@pytest.fixture
def insights(desk):
    def opened(*arguments, **options):
        one = desk(*arguments, **options)
        one.window.navigation.go("Insights")
        one.settle()
        return one

    return opened


def told(widget):
    return [text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget)]


def test_a_day_by_app_adds_up_to_the_time_at_the_screen(insights):
    page = insights().window.page_set.insights
    report = page.current.report

    assert report.seconds > 0
    assert sum(use.seconds for use in page.apps.uses) == pytest.approx(report.seconds)
    assert {use.name for use in page.apps.uses} == {"Files", "Browser", "Editor", "Terminal", "Mail"}


def test_what_was_not_recorded_is_said_to_be_missing(insights):
    page = insights().window.page_set.insights

    assert any(text.startswith("Not counted: paused 12 min, skipped 12 min") for text in told(page))


def test_a_week_shows_seven_days(insights, qtbot):
    one = insights()
    page = one.window.page_set.insights

    page.week.click()
    one.settle()

    assert page.hours.days == tuple(date(2026, 3, 16) + timedelta(days=n) for n in range(7))
    assert page.current.period.title(date(2026, 3, 17)) == "16–22 March"


def test_the_day_before_has_nothing_and_says_so(insights):
    one = insights()
    page = one.window.page_set.insights

    page.step(-1)
    one.settle()

    assert "Nothing to show" in told(page)
    assert not page.figures.isEnabled()

    page.step(1)
    one.settle()
    assert page.current.report.seconds > 0


def test_without_memories_it_says_so(insights, bare_archive):
    page = insights(bare_archive).window.page_set.insights

    assert "Nothing to show" in told(page)


def test_a_failure_is_told(insights, archive, day):
    class Broken(type(archive)):
        def report(self, *_):
            raise Damaged("objects/ab12")

    page = insights(Broken(day).prepare()).window.page_set.insights

    assert Damaged.title in told(page)


def test_figures_are_saved_for_the_owner_and_logged(insights, tmp_path, archive):
    one = insights()
    path = tmp_path / "day.csv"

    one.window.page_set.insights.save_figures(path)
    one.settle()

    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    apps = {row["name"]: float(row["seconds"]) for row in rows if row["what"] == "app"}
    assert sum(apps.values()) == pytest.approx(one.window.page_set.insights.current.report.seconds, abs=3)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [access.action for access in archive.accesses()] == ["export"]


def test_the_picture_is_saved(insights, tmp_path):
    one = insights()
    path = tmp_path / "day.png"

    one.window.page_set.insights.save_picture(path)
    one.settle()

    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_is_not_there_is_told(insights, tmp_path):
    one = insights()

    one.window.page_set.insights.save_figures(tmp_path / "nowhere" / "day.csv")
    one.settle()

    assert "cannot be written" in one.window.banner.words[0]


def test_where_to_save_is_asked_and_escape_leaves_it(insights, qtbot):
    one = insights()

    one.window.page_set.insights.figures.click()
    dialog = one.window.findChild(QFileDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    one.settle()

    assert one.window.findChild(QFileDialog) is None


def test_a_title_cannot_become_a_formula():
    now = datetime(2026, 3, 17, tzinfo=UTC)
    report = Report(now, now, documents=(UsageShare("=HYPERLINK(1)", 5.0, "Mail"),))

    assert [row[1] for row in report_rows(report)] == ["'=HYPERLINK(1)"]


def test_a_lock_leaves_nothing_behind(insights):
    one = insights()

    one.window.lock_memory()
    one.settle()

    page = one.window.page_set.insights
    assert page.current is None
    assert page.apps.uses == ()
    assert page.cloud.terms == ()
    assert page.flow.stretches == ()


def test_charts_say_in_words_what_they_show(insights):
    page = insights().window.page_set.insights

    assert "Terminal" in page.apps.accessibleDescription()
    assert "Tuesday" in page.hours.accessibleDescription()


def test_every_button_has_a_name_and_a_key(insights):
    page = insights().window.page_set.insights

    for button in page.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
        assert not button.shortcut().isEmpty()


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_local_day_is_as_long_as_it_is(day, hours):
    since, until = Period.around(day, "day").bounds(ZONE)

    assert until - since == timedelta(hours=hours)


def test_a_week_begins_on_monday_and_may_span_two_months():
    week = Period.around(date(2026, 4, 1), "week")

    assert week.first == date(2026, 3, 30)
    assert week.title(date(2026, 4, 1)) == "30 March–5 April"
    assert week.shift(-1).first == date(2026, 3, 23)
    assert week.bounds(ZoneInfo("UTC"))[1] == datetime(2026, 4, 6, tzinfo=UTC)


def test_an_empty_hour_is_quiet_and_a_full_one_dusk():
    assert heat_color(LIGHT, 0) == LIGHT.color("sunken")
    assert heat_color(LIGHT, 1).name() == LIGHT.glow[2]
