"""Times, spans and states in the words that the window shows. Pure; local time exists only from here upwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from memory.recall.gaps import NOT_RUNNING
from memory.records import Gap, State
from ui.control import Recording, UiStatus

STATE_WORDS = {
    State.SAVED: "Saved",
    State.UNCHANGED: "Nothing changed",
    State.SKIPPED: "Skipped",
    State.PAUSED: "Paused",
    State.LOCKED: "Screen locked",
    State.FAILED: "Recording failed",
}
_GAP_WORDS = {State.SKIPPED: "skipped", State.PAUSED: "paused", State.LOCKED: "screen locked", State.FAILED: "failed"}
_RULES = {
    "private_browsing": "private browsing",
    "password_managers": "password manager",
    "unknown_windows": "unknown window",
    "unknown_window": "unknown window",
    "video": "a video, one picture every 30 s",
}

_WAITING_WORDS = {
    "idle": "to be read when you are away",
    "mains": "to be read on mains power",
    "battery": "until the battery is charged",
    "heat": "until the computer has cooled down",
}


def rule_words(rule: str) -> str:
    """A rule's name as it is shown: `private_browsing` → `private browsing`, `app:KeePass` stays."""
    return _RULES.get(rule, rule.replace("_", " ") if ":" not in rule else rule)


def state_words(state: State, reason: str = "") -> str:
    """`Skipped: private browsing`"""
    return f"{STATE_WORDS[state]}: {rule_words(reason)}" if reason else STATE_WORDS[state]


def range_words(since: date, until: date, today: date) -> str:
    """Days, both included, in as few words as tell them: `9 – 15 March`, `March 2025`, `2024 – 2026`."""
    year = "" if since.year == until.year == today.year else f" {until.year}"
    after = until + timedelta(days=1)
    if since == until:
        return day_words(since, today, long=True)
    if (since.month, since.day, after.month, after.day) == (1, 1, 1, 1) and since.year == until.year:
        return str(since.year)
    if since.day == after.day == 1 and (since.year, since.month) == (until.year, until.month):
        return f"{since:%B}{year}"
    if (until - since).days > 500:
        return str(since.year) if since.year == until.year else f"{since.year} – {until.year}"
    if since.year != until.year:
        return f"{since:%B} {since.year} – {until:%B} {until.year}"
    if (until - since).days > 62:
        return f"{since:%B} – {until:%B}{year}"
    if since.month != until.month:
        return f"{since.day} {since:%B} – {until.day} {until:%B}{year}"
    return f"{since.day} – {until.day} {until:%B}{year}"


def clock_time(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    return at.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def day_words(day: date, today: date, *, long: bool = False) -> str:
    """`Today`, `Yesterday`, `Tue 15 Sep`, with the year when it is another one; long: `Tuesday 15 September`."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    words = f"{day:%A} {day.day} {day:%B}" if long else f"{day:%a} {day.day} {day:%b}"
    return words if day.year == today.year else f"{words} {day.year}"


def span_words(since: datetime, until: datetime, zone: tzinfo) -> str:
    first, last = clock_time(since, zone), clock_time(until, zone)
    return first if first == last else f"{first}–{last}"


def hit_time(since: datetime, until: datetime, now: datetime, zone: tzinfo) -> str:
    day = day_words(since.astimezone(zone).date(), now.astimezone(zone).date())
    return f"{day}, {span_words(since, until, zone)}"


def gap_words(gap: Gap, now: datetime, zone: tzinfo) -> str:
    """`14:00–14:35 was not recorded: paused`, with the day unless it is today."""
    day, today = gap.since.astimezone(zone).date(), now.astimezone(zone).date()
    where = span_words(gap.since, gap.until, zone)
    if day != gap.until.astimezone(zone).date():
        last = day_words(gap.until.astimezone(zone).date(), today)
        where = f"{day_words(day, today)} {clock_time(gap.since, zone)} – {last} {clock_time(gap.until, zone)}"
    elif day != today:
        where = f"{day_words(day, today)}, {where}"
    return f"{where} was not recorded: {gap_reason(gap)}"


def gap_reason(gap: Gap) -> str:
    if gap.reason == NOT_RUNNING:
        return "Afterglow was not running"
    word = _GAP_WORDS.get(gap.state, "nothing was running")
    if not gap.reason or gap.state in (State.PAUSED, State.LOCKED):
        return word
    return f"{word} ({rule_words(gap.reason)})"


def duration_words(seconds: float) -> str:
    """`45 s`, `12 min`, `3 h 5 min`."""
    if seconds < 60:
        return f"{max(0, int(seconds))} s"
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def count_words(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def status_words(status: UiStatus, now: datetime) -> str:
    """The pill's text."""
    if status.state is Recording.PAUSED and status.until is not None:
        left = max(0.0, (status.until - now).total_seconds())
        return f"Paused · {duration_words(left + 59 if left >= 60 else left)} left"
    if status.state is Recording.SKIPPING:
        return f"Skipping · {rule_words(status.rule)}" if status.rule else "Skipping"
    return {
        Recording.RECORDING: "Recording",
        Recording.PAUSED: "Paused",
        Recording.FAULT: "Not recording",
        Recording.LOCKED: "Screen locked",
        Recording.OFF: "Not recording",
    }[status.state]


def status_details(status: UiStatus) -> str:
    """The second line: what was kept and what waits."""
    parts = [f"{status.kept:,} kept"]
    if status.skipped:
        parts.append(f"{status.skipped:,} skipped")
    if status.pending:
        parts.append(f"{status.pending:,} waiting {_WAITING_WORDS.get(status.waits_for, 'to be read')}")
    return " · ".join(parts)
