"""Times in words become intervals in the zone where the person stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.search.times.parser import read_times

FRIDAY = datetime(2026, 9, 18, 18, 30, tzinfo=UTC)


def asked(text: str, now: datetime = FRIDAY, *, deed: bool = False) -> list[tuple[str, str]]:
    zone = now.tzinfo
    return [
        (i.since.astimezone(zone).strftime("%m-%d %H:%M"), i.until.astimezone(zone).strftime("%m-%d %H:%M"))
        for i in read_times(text, now, deed=deed).intervals
    ]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("today", "09-18 00:00", "09-19 00:00"),
        ("yesterday", "09-17 00:00", "09-18 00:00"),
        ("the day before yesterday", "09-16 00:00", "09-17 00:00"),
        ("this morning", "09-18 04:00", "09-18 12:00"),
        ("last night", "09-17 20:00", "09-18 05:00"),
        ("an hour ago", "09-18 17:15", "09-18 17:45"),
        ("Tuesday afternoon", "09-15 12:00", "09-15 18:00"),
        ("on Friday after lunch", "09-18 12:30", "09-19 00:00"),
        ("last Friday", "09-11 00:00", "09-12 00:00"),
        ("yesterday before lunch", "09-17 00:00", "09-17 13:00"),
        ("What did I have for lunch yesterday?", "09-17 00:00", "09-18 00:00"),
        ("the Monday before 4 September", "08-31 00:00", "09-01 00:00"),
        ("on the Saturday after August 28, 2026", "08-29 00:00", "08-30 00:00"),
        ("the weekend before September 1st", "08-29 00:00", "08-31 00:00"),
        ("two weeks before the 15th of September", "09-01 00:00", "09-15 00:00"),
        ("the day after 2026-09-01", "09-02 00:00", "09-03 00:00"),
        ("am Dienstag vor dem 4. September", "09-01 00:00", "09-02 00:00"),
        ("on Tuesday before noon", "09-15 00:00", "09-15 12:00"),
        ("around 10:00 on Wednesday", "09-16 09:30", "09-16 10:30"),
        ("on Wednesday between 11 and 12", "09-16 11:00", "09-16 12:00"),
        ("yesterday from 9 to 11:30", "09-17 09:00", "09-17 11:30"),
        ("yesterday at 3pm", "09-17 14:50", "09-17 16:00"),
        ("last week", "09-07 00:00", "09-14 00:00"),
        ("Tuesday last week", "09-08 00:00", "09-09 00:00"),
        ("in the last 30 minutes", "09-18 18:00", "09-18 18:30"),
        ("3 days ago", "09-15 00:00", "09-16 00:00"),
        ("since Monday", "09-14 00:00", "09-18 18:30"),
        ("between Tuesday and Thursday", "09-15 00:00", "09-18 00:00"),
        ("in August", "08-01 00:00", "09-01 00:00"),
        ("15 September 2026", "09-15 00:00", "09-16 00:00"),
        ("September 15th", "09-15 00:00", "09-16 00:00"),
        ("2026-09-15", "09-15 00:00", "09-16 00:00"),
        ("15.09.2026", "09-15 00:00", "09-16 00:00"),
        ("letzte Woche", "09-07 00:00", "09-14 00:00"),
        ("gestern Nachmittag", "09-17 12:00", "09-17 18:00"),
        ("am Dienstag um 10 Uhr", "09-15 09:50", "09-15 11:00"),
        ("vor zwei Stunden", "09-18 16:00", "09-18 17:00"),
        ("hier après-midi", "09-17 12:00", "09-17 18:00"),
        ("la semaine dernière", "09-07 00:00", "09-14 00:00"),
        ("la semana pasada", "09-07 00:00", "09-14 00:00"),
        ("昨天下午", "09-17 12:00", "09-17 18:00"),
        ("вчера", "09-17 00:00", "09-18 00:00"),
        ("先週", "09-07 00:00", "09-14 00:00"),
    ],
)
def test_a_time_in_words_is_read_where_the_person_stands(text: str, since: str, until: str) -> None:
    assert asked(text) == [(since, until)]


@pytest.mark.parametrize(
    "text",
    [
        "order 415-3370177",
        "freight report Week 37",
        "INV-2026-06072",
        "connection timeout 10.5 s",
        "version 5.3.4",
        "may I park here",
        "tomorrow's meeting",
        "What do I do on Thursday evenings?",
        "when is the dentist, 16:40?",
        'the letter that says "call me yesterday"',
        "second half, march to the music",
        "Have I been to Rio de Janeiro?",
        "Where are the pictures of Mars?",
        "",
    ],
)
def test_numbers_names_and_the_future_are_not_times(text: str) -> None:
    times = read_times(text, FRIDAY)

    assert times.intervals == ()
    assert times.rest == text


def test_by_a_day_means_that_day_too() -> None:
    (interval,) = read_times("How many had arrived by 10 September 2026?", FRIDAY).intervals

    assert interval.until == datetime(2026, 9, 11, tzinfo=UTC)


def test_the_words_of_a_time_are_taken_out_of_the_question() -> None:
    times = read_times("Which test failed yesterday before lunch?", FRIDAY)

    assert times.rest == "Which test failed?"


def test_yesterday_is_the_persons_yesterday_and_not_that_of_utc() -> None:
    tokyo = datetime(2026, 9, 18, 7, 0, tzinfo=ZoneInfo("Asia/Tokyo"))

    (interval,) = read_times("yesterday", tokyo).intervals

    assert interval.since == datetime(2026, 9, 16, 15, 0, tzinfo=UTC)
    assert interval.until == datetime(2026, 9, 17, 15, 0, tzinfo=UTC)


def test_the_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    (spring,) = read_times("yesterday", datetime(2026, 3, 30, 12, tzinfo=berlin)).intervals
    (autumn,) = read_times("yesterday", datetime(2026, 10, 26, 12, tzinfo=berlin)).intervals

    assert spring.until - spring.since == timedelta(hours=23)
    assert autumn.until - autumn.since == timedelta(hours=25)


def test_at_midnight_yesterday_has_just_ended() -> None:
    assert asked("yesterday", datetime(2026, 1, 1, tzinfo=UTC)) == [("12-31 00:00", "01-01 00:00")]


def test_a_month_without_a_year_is_the_most_recent_one() -> None:
    (interval,) = read_times("in December", FRIDAY).intervals

    assert interval.since == datetime(2025, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What did I look at between 11 and 11:10?", "09-18 11:00", "09-18 11:10"),
        ("Which page was on screen around 13:20?", "09-18 12:50", "09-18 13:50"),
        ("At 14:00, what did I do?", "09-18 13:50", "09-18 14:20"),
        ("Welche Datei habe ich um 14 Uhr geöffnet?", "09-18 13:50", "09-18 15:00"),
        ("Which note did I edit after lunch?", "09-18 12:30", "09-19 00:00"),
        ("What did I read at 19:30?", "09-17 19:20", "09-17 19:50"),
        ("Was stand um 14 Uhr auf dem Bildschirm?", "09-18 13:50", "09-18 15:00"),
    ],
)
def test_an_hour_without_a_day_is_of_the_last_24_when_it_tells_when_something_was_done(
    text: str, since: str, until: str
) -> None:
    assert asked(text, deed=True) == [(since, until)]
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Did I buy tickets for the 18:00 show?",
        "What did I say about breakfast?",
        "Where did I see the night train?",
        "What did I note after the morning stand-up?",
        "How many did I find of 5?",
    ],
)
def test_the_hour_of_a_thing_is_no_time(text: str) -> None:
    assert asked(text, deed=True) == []


zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31))
phrases = st.sampled_from(
    [
        *("yesterday", "today", "last week", "Tuesday afternoon", "last Friday", "this morning", "last night"),
        *("an hour ago", "between 1 and 3 yesterday", "around 2:30 on Sunday", "in March", "gestern Abend", "前天"),
        *("29.02.2024", "on 31 December", "last weekend", "2 months ago", "tonight"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(instants, zones, phrases)
def test_every_interval_is_forward_and_begins_in_the_past(at: datetime, zone: str, phrase: str) -> None:
    now = at.replace(tzinfo=ZoneInfo(zone))

    for interval in read_times(f"{phrase} report", now).intervals:
        assert interval.since < interval.until
        assert interval.since <= now.astimezone(UTC)


@settings(max_examples=200, deadline=None)
@given(instants, zones, st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]))
def test_a_weekday_is_the_most_recent_one(at: datetime, zone: str, weekday: str) -> None:
    now = at.replace(tzinfo=ZoneInfo(zone))

    (interval,) = read_times(f"on {weekday}", now).intervals
    day = interval.since.astimezone(ZoneInfo(zone))

    assert (now.date() - day.date()).days in range(8)
    assert (interval.since + timedelta(hours=12)).astimezone(ZoneInfo(zone)).strftime("%A").lower() == weekday


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for deed in (False, True):
        assert all(one.since < one.until for one in read_times(text, FRIDAY, deed=deed).intervals)
