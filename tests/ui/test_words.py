"""What the window says, and which words it marks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from base.coverage import State
from base.records.search import Gap
from ui.kit import formatting
from ui.kit.highlights import find_matches, find_terms
from ui.kit.ports import RecordingState, UiStatus

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 17, 12, 30, tzinfo=UTC)
TODAY = date(2026, 3, 17)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "Today"),
        (date(2026, 3, 16), "Yesterday"),
        (date(2026, 3, 10), "Tue 10 Mar"),
        (date(2025, 3, 10), "Mon 10 Mar 2025"),
    ],
)
def test_days(day, said):
    assert formatting.format_day(day, TODAY) == said


def test_a_gap_says_when_and_why():
    since = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)
    until = since + timedelta(minutes=35)

    assert formatting.format_gap(Gap(since, until, State.PAUSED), NOW, ZONE) == "14:00–14:35 was not recorded: paused"
    skipped = Gap(since, until, State.SKIPPED, "private_browsing")
    assert formatting.format_gap(skipped, NOW, ZONE).endswith("skipped (private browsing)")


def test_a_gap_of_more_than_a_day_names_both_days():
    since = datetime(2026, 3, 15, 13, 0, tzinfo=UTC)

    said = formatting.format_gap(Gap(since, since + timedelta(days=1), State.FAILED), NOW, ZONE)

    assert said == "Sun 15 Mar 14:00 – Yesterday 14:00 was not recorded: failed"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (UiStatus(RecordingState.RECORDING), "Recording"),
        (UiStatus(RecordingState.PAUSED), "Paused"),
        (UiStatus(RecordingState.PAUSED, until=NOW + timedelta(minutes=15)), "Paused, 15 min left"),
        (UiStatus(RecordingState.PAUSED, until=NOW + timedelta(seconds=30)), "Paused, 30 s left"),
        (UiStatus(RecordingState.SKIPPING, rule="private_browsing"), "Leaving out private browsing"),
        (UiStatus(RecordingState.SKIPPING, rule="app: Locket"), "Leaving out Locket"),
        (UiStatus(RecordingState.SKIPPING, rule="title: diary"), "Leaving out “diary”"),
        (UiStatus(RecordingState.RECORDING, waiting_since=NOW - timedelta(minutes=3)), "Recording, 3 min behind"),
        (UiStatus(RecordingState.RECORDING, waiting_since=NOW - timedelta(seconds=40)), "Recording"),
        (UiStatus(RecordingState.FULL), "Disk full, recording stopped"),
        (UiStatus(RecordingState.RESTARTING), "Restarting the memory…"),
        (UiStatus(RecordingState.FAULT), "Not recording"),
        (UiStatus(RecordingState.OFF), "Not recording"),
    ],
)
def test_the_pill(status, said):
    assert formatting.format_status(status, NOW) == said


@pytest.mark.parametrize(
    ("waits_for", "said"),
    [
        ("", "2 saved · 1,200 waiting to be read"),
        ("idle", "2 saved · 1,200 waiting to be read when you are away"),
        ("mains", "2 saved · 1,200 waiting to be read on mains power"),
        ("battery", "2 saved · 1,200 waiting until the battery is charged"),
        ("heat", "2 saved · 1,200 waiting until the computer has cooled down"),
    ],
)
def test_what_waits_says_what_for(waits_for, said):
    assert (
        formatting.format_status_details(UiStatus(RecordingState.RECORDING, saved=2, pending=1200, waits_for=waits_for))
        == said
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("the quay wall", ("quay", "wall")),
        ('"quay wall" app:mail -draft', ("quay wall",)),
        ("on:2026-01-02 会议", ("会议",)),
        ("app:mail", ()),
    ],
)
def test_operators_and_small_words_are_not_sought(query, found):
    assert find_terms(query) == found


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Report on reports", "report", ["Report", "report"]),
        ("unreported", "report", []),
        ("下午的会议纪要", "会议", ["会议"]),
        ("quay wall, quay", '"quay wall" quay', ["quay wall", "quay"]),
        ("a+b (c)", "a+b", ["a+b"]),
    ],
)
def test_marks(text, query, marked):
    assert [text[start : start + length] for start, length in find_matches(text, query)] == marked


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (date(2026, 3, 9), date(2026, 3, 15), "9 – 15 March"),
        (date(2026, 3, 1), date(2026, 3, 31), "March"),
        (date(2025, 12, 1), date(2025, 12, 31), "December 2025"),
        (date(2025, 12, 29), date(2026, 1, 4), "December 2025 – January 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2024, 1, 1), date(2026, 12, 31), "2024 – 2026"),
    ],
)
def test_days_are_told_in_as_few_words_as_tell_them(since, until, told):
    assert formatting.format_range(since, until, date(2026, 3, 17)) == told
