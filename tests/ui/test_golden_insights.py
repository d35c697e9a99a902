"""What the insights page looks like: a day, a week, nothing seen, further down."""

from __future__ import annotations

import pytest

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def insights(desk):
    def opened(*arguments, **options):
        one = desk(*arguments, **options)
        one.window.navigation.go("Insights")
        one.settle()
        return one

    return opened


@THEMES
def test_a_day(insights, golden, theme):
    golden(insights(theme=theme).window, f"insights-day-{theme}")


def test_a_week(insights, golden):
    one = insights(theme="dark")
    one.window.page_set.insights.choose_length("week")
    one.settle()

    golden(one.window, "insights-week-dark")


def test_further_down(insights, golden):
    one = insights()
    bar = one.window.page_set.insights.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    one.settle()

    golden(one.window, "insights-words-light")


def test_nothing_seen(insights, golden, bare_archive):
    golden(insights(bare_archive).window, "insights-empty-light")
