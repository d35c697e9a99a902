"""Stretches of local time and the calendar units that they are made of. Pure; any thread.

Everything is naive local time here; the parser adds the zone at the very end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAY, WEEK = timedelta(1), timedelta(7)


@dataclass(frozen=True, slots=True)
class Stretch:
    """[since, until)."""

    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is for the person who asks."""

    now: datetime

    @property
    def today(self) -> datetime:
        """Midnight at its beginning."""
        return datetime.combine(self.now.date(), time())

    def day(self, back: int) -> Stretch:
        return day_of(self.today - timedelta(back))

    def unit(self, unit: str, back: int) -> Stretch:
        """The calendar unit (day, week, weekend, month, year) so many before the current one."""
        if unit == "day":
            return self.day(back)
        if unit in ("week", "weekend"):
            monday = self.today - timedelta(self.today.weekday() + 7 * back)
            return Stretch(monday if unit == "week" else monday + timedelta(5), monday + WEEK)
        months = self.today.year * 12 + self.today.month - 1 - back * (12 if unit == "year" else 1)
        return year_of(months // 12) if unit == "year" else month_of(months // 12, months % 12 + 1)

    def latest(self, year: int | None, month: int, day: int) -> Stretch | None:
        """That day of the year, or of the last year in which it is past; None where there is none."""
        for candidate in (year,) if year else (self.today.year, self.today.year - 1):
            try:
                start = datetime(candidate, month, day)
            except ValueError:
                continue
            if year or start <= self.now:
                return day_of(start)
        return None


def day_of(start: datetime) -> Stretch:
    return Stretch(start, start + DAY)


def month_of(year: int, month: int) -> Stretch:
    return Stretch(datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1))


def year_of(year: int) -> Stretch:
    return Stretch(datetime(year, 1, 1), datetime(year + 1, 1, 1))


def nearest_weekday(weekday: int, day: datetime, *, back: bool) -> datetime:
    """The last such weekday before the day, or the first after it."""
    if back:
        return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)
