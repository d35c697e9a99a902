"""Time spans, and the ticks with labels for any scale. Pure; the timeline and its ribbon use it.

Times are seconds since the epoch; only labels and calendar spans use local time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ui.kit import formatting
from ui.kit.i18n import format_date

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
WEEK, MONTH, YEAR = 7 * DAY, 30.4375 * DAY, 365.25 * DAY
MIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Span:
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    def x(self, at: float, width: float) -> float:
        return (at - self.start) / self.length * width

    def at(self, x: float, width: float) -> float:
        return self.start + x / max(width, 1.0) * self.length

    def contains(self, at: float) -> bool:
        return self.start <= at <= self.end

    def zoom(self, about: float, factor: float, limits: Span, *, shortest: float = MIN_SECONDS) -> Span:
        """A `factor` below 1 zooms in; the time `about` stays at its place on the screen."""
        length = min(max(self.length * factor, shortest), limits.length)
        start = about - (about - self.start) / self.length * length
        return Span(start, start + length).clamp(limits)

    def resize(self, at: float, length: float, limits: Span) -> Span:
        """A span of this length in which `at` stays at its place on the screen, or is in the middle if it was not
        visible."""
        part = (at - self.start) / self.length if self.contains(at) else 0.5
        length = min(max(length, MIN_SECONDS), limits.length)
        return Span(at - part * length, at + (1 - part) * length).clamp(limits)

    def shift(self, seconds: float, limits: Span) -> Span:
        return Span(self.start + seconds, self.end + seconds).clamp(limits)

    def clamp(self, limits: Span) -> Span:
        length = min(self.length, limits.length)
        start = min(max(self.start, limits.start), limits.end - length)
        return Span(start, start + length)


def to_local(at: float, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """[midnight, next midnight) in the zone."""
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def calendar_span(seconds: float, at: float, zone: tzinfo) -> Span:
    """The local day, week (from Monday), month or year that holds `at`; below a day, a span with `at` in its middle."""
    day = to_local(at, zone).date()
    if seconds < DAY:
        return Span(at - seconds / 2, at + seconds / 2)
    if seconds < WEEK:
        return _span_of_days(day, day + timedelta(days=1), zone)
    if seconds < MONTH:
        monday = day - timedelta(days=day.weekday())
        return _span_of_days(monday, monday + timedelta(days=7), zone)
    if seconds < YEAR:
        first = day.replace(day=1)
        return _span_of_days(first, (first + timedelta(days=32)).replace(day=1), zone)
    return span_of_years(day.year, day.year, zone)


def span_of_years(first: int, last: int, zone: tzinfo) -> Span:
    """Whole years, both included."""
    return _span_of_days(date(first, 1, 1), date(last + 1, 1, 1), zone)


def _span_of_days(since: date, until: date, zone: tzinfo) -> Span:
    return Span(day_bounds(since, zone)[0].timestamp(), day_bounds(until, zone)[0].timestamp())


# Labels

_CLOCK_STEPS = (1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600)
_DAY_STEPS, _MONTH_STEPS, _YEAR_STEPS = (1, 2, 7, 14), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str
    strong: bool = False
    """A new day, month or year begins here, among smaller steps."""


def make_ticks(span: Span, width: float, zone: tzinfo, *, spacing: float = 72.0) -> tuple[Tick, ...]:
    """Ticks whose labels are at least `spacing` pixels apart."""
    wanted = span.length / max(width, 1.0) * spacing
    if wanted <= _CLOCK_STEPS[-1]:
        candidates = _clock_ticks(span, _choose_step(_CLOCK_STEPS, wanted), zone)
    elif wanted <= _DAY_STEPS[-1] * DAY:
        candidates = _day_ticks(span, _choose_step(_DAY_STEPS, wanted / DAY), zone)
    elif wanted <= _MONTH_STEPS[-1] * MONTH:
        candidates = _month_ticks(span, _choose_step(_MONTH_STEPS, wanted / MONTH), zone)
    else:
        candidates = _month_ticks(span, 12 * _choose_step(_YEAR_STEPS, wanted / YEAR), zone)
    return tuple(tick for tick in candidates if span.contains(tick.at))


def _choose_step(steps: tuple[int, ...], wanted: float) -> int:
    return steps[min(bisect_left(steps, wanted), len(steps) - 1)]


def _iterate_days(span: Span, zone: tzinfo) -> Iterator[date]:
    day, last = to_local(span.start, zone).date(), to_local(span.end, zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _clock_ticks(span: Span, step: int, zone: tzinfo) -> Iterator[Tick]:
    for day in _iterate_days(span, zone):
        midnight, next_midnight = (at.timestamp() for at in day_bounds(day, zone))
        first = max(0, int((span.start - midnight) // step))
        for number in range(first, int((min(span.end, next_midnight - 1) - midnight) // step) + 1):
            at = midnight + number * step
            local_time = to_local(at, zone)
            text = (
                format_date(local_time.date(), formatting.DAY_OF_WEEK)
                if number == 0
                else local_time.strftime("%H:%M:%S" if step < 60 else "%H:%M")
            )
            yield Tick(at, text, strong=number == 0)


def _day_ticks(span: Span, step: int, zone: tzinfo) -> Iterator[Tick]:
    """Days are counted from a Monday, so that weeks begin on Monday and the step is even across the end of a month."""
    for day in _iterate_days(span, zone):
        number = day.toordinal() - 1  # 0001-01-01 was a Monday
        if number % step == 0:
            text = format_date(
                day, formatting.MONTH_OF_YEAR if day.day <= step and day.month == 1 else formatting.DAY_OF_MONTH
            )
            yield Tick(day_bounds(day, zone)[0].timestamp(), text, strong=day.weekday() == 0 and step < 7)


def _month_ticks(span: Span, step: int, zone: tzinfo) -> Iterator[Tick]:
    first, last = to_local(span.start, zone), to_local(span.end, zone)
    begin = (first.year * 12 + first.month - 1) // step * step
    for number in range(begin, last.year * 12 + last.month, step):
        year, month = divmod(number, 12)
        if year >= 1:
            day = date(year, month + 1, 1)
            text = str(year) if month == 0 else format_date(day, formatting.SHORT_MONTH)
            yield Tick(day_bounds(day, zone)[0].timestamp(), text, strong=month == 0)
