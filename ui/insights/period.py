"""A local day or week: its days, bounds and title. Pure; the insights page calls it on the UI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from ui.kit import formatting

Length = Literal["day", "week"]
DAYS: dict[Length, int] = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """`first` is the day, or the Monday of the week."""

    first: date
    length: Length = "day"

    @classmethod
    def around(cls, day: date, length: Length) -> Period:
        return cls(day if length == "day" else day - timedelta(days=day.weekday()), length)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(DAYS[self.length]))

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """UTC. A local day may have 23 or 25 hours."""
        after = self.days[-1] + timedelta(days=1)
        since, until = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (self.first, after))
        return since, until

    def shift(self, steps: int) -> Period:
        return replace(self, first=self.first + timedelta(days=steps * DAYS[self.length]))

    def title(self, today: date) -> str:
        if self.length == "day":
            return formatting.format_day(self.first, today, long=True)
        last = self.days[-1]
        return f"{formatting.format_range_start(self.first, last)}–{formatting.format_range_end(last, today)}"
