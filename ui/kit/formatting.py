"""Formatting of times, spans, counts, states and errors in the person's language. Pure.

Every page calls it. Times become local time here; below this file they are UTC.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from base.coverage import State
from base.errors import AfterglowError
from base.records.search import Gap
from memory.memories.memory import Kind
from memory.search.coverage_gaps import NOT_RUNNING
from ui.kit.i18n import format_date, format_number, mark, plural, tr, translate_count
from ui.kit.ports import RecordingState, UiStatus

_STATES = {
    State.SAVED: mark("Saved"),
    State.UNCHANGED: mark("Nothing changed"),
    State.SKIPPED: mark("Skipped"),
    State.PAUSED: mark("Paused"),
    State.LOCKED: mark("Screen locked"),
    State.FAILED: mark("Recording failed"),
}
_GAPS = {
    State.SKIPPED: mark("skipped"),
    State.PAUSED: mark("paused"),
    State.LOCKED: mark("screen locked"),
    State.FAILED: mark("failed"),
}
_NOTHING_RUNNING = mark("nothing was running")
_RULES = {
    "private_browsing": mark("private browsing"),
    "password_managers": mark("password manager"),
    "unknown_windows": mark("unknown window"),
    "unknown_window": mark("unknown window"),
    "video": mark("a video, one picture every 30 s"),
    "afterglow_itself": mark("Afterglow itself"),
}
_WAITING = {
    "idle": mark("{pending} waiting to be read when you are away"),
    "mains": mark("{pending} waiting to be read on mains power"),
    "battery": mark("{pending} waiting until the battery is charged"),
    "heat": mark("{pending} waiting until the computer has cooled down"),
}
BEHIND_AFTER = timedelta(minutes=2)
_WAITING_ELSE = mark("{pending} waiting to be read")
_RECORDING = {
    RecordingState.RECORDING: mark("Recording"),
    RecordingState.PAUSED: mark("Paused"),
    RecordingState.UNREAD: mark("Recording, not being read"),
    RecordingState.RESTARTING: mark("Restarting the memory…"),
    RecordingState.FAULT: mark("Not recording"),
    RecordingState.FULL: mark("Disk full, recording stopped"),
    RecordingState.LOCKED: mark("Screen locked"),
    RecordingState.OFF: mark("Not recording"),
}
_NOUNS = {
    "batch": plural("{n} batch", "{n} batches"),
    "change": plural("{n} change", "{n} changes"),
    "character": plural("{n} character", "{n} characters"),
    "entry": plural("{n} entry", "{n} entries"),
    "hit": plural("{n} hit", "{n} hits"),
    "line": plural("{n} line", "{n} lines"),
    "look": plural("{n} check", "{n} checks"),
    "memory": plural("{n} memory", "{n} memories"),
    "moment": plural("{n} moment", "{n} moments"),
    "picture": plural("{n} picture", "{n} pictures"),
    "place": plural("{n} match", "{n} matches"),
    "request": plural("{n} request", "{n} requests"),
    "screen": plural("{n} screen", "{n} screens"),
    "second": plural("{n} second", "{n} seconds"),
    "step": plural("{n} step", "{n} steps"),
    "stretch": plural("{n} period", "{n} periods"),
    "time": plural("{n} time", "{n} times"),
    "window": plural("{n} window", "{n} windows"),
    "word": plural("{n} word", "{n} words"),
}

# Date formats in Qt's letters, translated because languages order a date differently.
WEEKDAY = mark("dddd")
DAY_OF_WEEK = mark("ddd d")
DAY_OF_MONTH = mark("d MMM")
SHORT_MONTH = mark("MMM")
MONTH_OF_YEAR = mark("MMM yyyy")
_SHORT_DAY, _SHORT_DAY_OF_YEAR = mark("ddd d MMM"), mark("ddd d MMM yyyy")
_LONG_DAY, _LONG_DAY_OF_YEAR = mark("dddd d MMMM"), mark("dddd d MMMM yyyy")
_MONTH, _LONG_MONTH_OF_YEAR = mark("MMMM"), mark("MMMM yyyy")
_DAY, _DAY_MONTH, _DAY_MONTH_YEAR = mark("d"), mark("d MMMM"), mark("d MMMM yyyy")
LONG_DATE = _DAY_MONTH_YEAR


def translate_error(error: AfterglowError) -> tuple[str, str]:
    """What happened, and what to do."""
    return tr(error.title), tr(error.advice)


def format_error(error: AfterglowError, *, detail: bool = False) -> str:
    """What happened and what to do, in one line; with `detail` the error's detail, if it has one, is what happened."""
    title, advice = translate_error(error)
    if detail and error.detail:
        title = tr(error.detail)
    return f"{title[:1].upper()}{title[1:]}. {advice}".strip()


def format_rule(rule: str) -> str:
    """A rule's name as it is shown: `private_browsing` → `private browsing`, `app:KeePass` stays."""
    name = rule.replace(" ", "_")
    return tr(_RULES[name]) if name in _RULES else rule if ":" in rule else rule.replace("_", " ")


def format_state(state: State, reason: str = "") -> str:
    """`Skipped: private browsing`"""
    return f"{tr(_STATES[state])}: {format_rule(reason)}" if reason else tr(_STATES[state])


def format_range(since: date, until: date, today: date) -> str:
    """The days from `since` to `until`, both included, as short as possible: `9 – 15 March`, `March 2025`."""
    this_year = since.year == until.year == today.year
    after = until + timedelta(days=1)
    month_of_year = _MONTH if this_year else _LONG_MONTH_OF_YEAR
    if since == until:
        return format_day(since, today, long=True)
    if (since.month, since.day, after.month, after.day) == (1, 1, 1, 1) and since.year == until.year:
        return str(since.year)
    if since.day == after.day == 1 and (since.year, since.month) == (until.year, until.month):
        return format_date(since, month_of_year)
    if (until - since).days > 500:
        return str(since.year) if since.year == until.year else f"{since.year} – {until.year}"
    if since.year != until.year:
        return f"{format_date(since, _LONG_MONTH_OF_YEAR)} – {format_date(until, _LONG_MONTH_OF_YEAR)}"
    if (until - since).days > 62:
        return f"{format_date(since, _MONTH)} – {format_date(until, month_of_year)}"
    return f"{format_range_start(since, until)} – {format_range_end(until, today)}"


def format_range_start(since: date, until: date) -> str:
    """The first day of a range, without the month if the last day has the same one."""
    return format_date(since, _DAY_MONTH if since.month != until.month else _DAY)


def format_range_end(until: date, today: date) -> str:
    return format_date(until, _DAY_MONTH if until.year == today.year else _DAY_MONTH_YEAR)


def format_time(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    return at.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def format_day(day: date, today: date, *, long: bool = False) -> str:
    """`Today`, `Yesterday`, `Tue 15 Sep`, with the year when it is another one; long: `Tuesday 15 September`."""
    if day == today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    if day.year == today.year:
        return format_date(day, _LONG_DAY if long else _SHORT_DAY)
    return format_date(day, _LONG_DAY_OF_YEAR if long else _SHORT_DAY_OF_YEAR)


def format_time_span(since: datetime, until: datetime, zone: tzinfo) -> str:
    first, last = format_time(since, zone), format_time(until, zone)
    return first if first == last else f"{first}–{last}"


def format_hit_time(since: datetime, until: datetime, now: datetime, zone: tzinfo) -> str:
    day = format_day(since.astimezone(zone).date(), now.astimezone(zone).date())
    return f"{day}, {format_time_span(since, until, zone)}"


def format_gap(gap: Gap, now: datetime, zone: tzinfo) -> str:
    """`14:00–14:35 was not recorded: paused`, with the day unless it is today."""
    day, today = gap.since.astimezone(zone).date(), now.astimezone(zone).date()
    when = format_time_span(gap.since, gap.until, zone)
    if day != gap.until.astimezone(zone).date():
        last = format_day(gap.until.astimezone(zone).date(), today)
        when = f"{format_day(day, today)} {format_time(gap.since, zone)} – {last} {format_time(gap.until, zone)}"
    elif day != today:
        when = f"{format_day(day, today)}, {when}"
    return tr("{where} was not recorded: {why}", where=when, why=format_gap_reason(gap))


def format_gap_reason(gap: Gap) -> str:
    if gap.reason == NOT_RUNNING:
        return tr("Afterglow was not running")
    word = tr(_GAPS.get(gap.state, _NOTHING_RUNNING))
    if not gap.reason or gap.state in (State.PAUSED, State.LOCKED):
        return word
    return f"{word} ({format_rule(gap.reason)})"


def format_duration(seconds: float) -> str:
    """`45 s`, `12 min`, `3 h 5 min`."""
    if seconds < 60:
        return tr("{seconds} s", seconds=max(0, int(seconds)))
    minutes = int(seconds // 60)
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else tr("{hours} h", hours=hours)


def format_count(count: int, noun: str) -> str:
    """`1,204 moments`"""
    return translate_count(count, _NOUNS[noun])


def format_status(status: UiStatus, now: datetime, *, locked: bool = False) -> str:
    """The pill's text. `locked`: the memory is; then recording goes on, but nothing of it is shown."""
    if shown_state(status, locked) is RecordingState.LOCKED and status.state is not RecordingState.LOCKED:
        return tr("Locked")
    if status.state is RecordingState.PAUSED and status.until is not None:
        left = max(0.0, (status.until - now).total_seconds())
        return tr("Paused, {time} left", time=format_duration(left + 59 if left >= 60 else left))
    if status.state is RecordingState.SKIPPING:
        return tr("Leaving out {what}", what=format_left_out(status.rule))
    if is_behind(status, now) and status.waiting_since is not None:
        late = (now - status.waiting_since).total_seconds()
        return tr("Recording, {time} behind", time=format_duration(late // 3600 * 3600 if late >= 36_000 else late))
    return tr(_RECORDING[status.state])


def shown_state(status: UiStatus, locked: bool) -> RecordingState:
    """The state that matters most: what is wrong with the recording, or a pause, comes before the memory's lock."""
    goes_on = status.state in (RecordingState.RECORDING, RecordingState.SKIPPING, RecordingState.UNREAD)
    return RecordingState.LOCKED if locked and goes_on else status.state


def is_behind(status: UiStatus, now: datetime) -> bool:
    """Reading is so far behind that what one looks for may not be found yet."""
    since = status.waiting_since
    return status.state is RecordingState.RECORDING and since is not None and now - since >= BEHIND_AFTER


def format_left_out(rule: str) -> str:
    """What a rule leaves out, for the pill: `app: KeePassXC` → `KeePassXC`, `title: diary` → `“diary”`."""
    kind, _, what = rule.partition(": ")
    if kind == "app" and what:
        return what
    if kind in ("title", "site") and what:
        return f"“{what}”" if kind == "title" else what
    return format_rule(rule) if rule else tr("this window")


def format_status_details(status: UiStatus, *, locked: bool = False) -> str:
    """The pill's second line: how many frames were saved and left out, and how many wait to be read."""
    parts = []
    if shown_state(status, locked) is RecordingState.LOCKED:
        parts.append(tr("Recording goes on, encrypted; nothing can be read"))
    elif status.state is RecordingState.RESTARTING:
        parts.append(tr("Recording goes on; searches wait until the memory is open again"))
    elif status.state is RecordingState.RECORDING and status.rule:
        parts.append(tr("Afterglow itself is cut out"))
    parts.append(tr("{kept} saved", kept=format_number(status.saved)))
    if status.skipped:
        parts.append(tr("{skipped} skipped", skipped=format_number(status.skipped)))
    if status.pending:
        parts.append(tr(_WAITING.get(status.waits_for, _WAITING_ELSE), pending=format_number(status.pending)))
    return " · ".join(parts)


KIND_TITLES = {
    Kind.CORE: mark("About you"),
    Kind.EPISODIC: mark("Activities"),
    Kind.SEMANTIC: mark("People & projects"),
    Kind.PROCEDURAL: mark("How-tos"),
    Kind.RESOURCE: mark("Documents"),
    Kind.VAULT: mark("Secrets"),
}


def format_new_version(version: str, page: str) -> str:
    return tr("Afterglow {version} is available: {page}", version=version, page=page)
