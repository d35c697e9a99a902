"""A memory of fourteen months on two monitors, made up: working days, weekends, holidays, pauses, failures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.moment import Moment
from memory.insights.timeline_index import TimelineIndex
from tests.ui.conftest import GatedArchive

FIRST, LAST = date(2025, 1, 13), date(2026, 3, 17)
_APPS = ("Editor", "Browser", "Mail", "Terminal", "Files", "Calendar", "Chat")
_STEP = timedelta(minutes=6)
"""Between two moments; nobody is taken to be away for so long (the idle time of the settings)."""


class LongArchive(GatedArchive):
    """Nothing is added to it: it is looked through once."""

    seen: TimelineIndex | None = None

    def _timeline_index(self) -> TimelineIndex:
        self.seen = self.seen or super()._timeline_index()
        return self.seen


def long_archive_of(pictures: tuple[Moment, ...]) -> GatedArchive:
    return LongArchive(_moments(pictures), _coverage(), idle_after=_STEP).prepare()


@cache
def _moments(pictures: tuple[Moment, ...]) -> tuple[Moment, ...]:
    return tuple(_working_hours(pictures))


def _working_hours(pictures: tuple[Moment, ...]) -> Iterator[Moment]:
    """Each with the thumbnail of one of `pictures`."""
    random = Random(7)
    for day in _working_days():
        start = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC) + timedelta(minutes=random.randrange(60))
        app = "Editor"
        for number in range(random.randrange(20, 80)):
            app = random.choice(_APPS) if random.random() < 0.3 else app
            yield _moment(start + number * _STEP, 1, app, random.choice(pictures))
            if number % 3 == 0:
                yield _moment(start + number * _STEP + timedelta(seconds=2), 2, "Browser", random.choice(pictures))


def _moment(at: datetime, monitor: int, app: str, picture: Moment) -> Moment:
    return Moment(id=new_id(at, f"{monitor:010x}"), at=at, monitor=monitor, app=app, title=f"{app}: {picture.title}",
                  thumbnail=picture.thumbnail, picture=picture.picture)  # fmt: skip


def _coverage() -> Iterator[Coverage]:
    for number, day in enumerate(_working_days()):
        morning = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)
        noon, evening = morning + timedelta(hours=4), morning + timedelta(hours=9)
        yield Coverage(f"{day}a", morning, noon, 1, State.SAVED)
        yield Coverage(f"{day}b", noon, noon + timedelta(minutes=40), 1, State.LOCKED)
        yield Coverage(f"{day}c", noon + timedelta(minutes=40), evening, 1, State.SAVED)
        if number % 5 == 1:
            yield Coverage(f"{day}d", evening, evening + timedelta(minutes=50), 1, State.PAUSED)
        if number % 7 == 3:
            yield Coverage(f"{day}e", evening, evening + timedelta(minutes=30), 1, State.SKIPPED, "private_browsing")
        if number % 90 == 40:
            yield Coverage(f"{day}f", evening, evening + timedelta(minutes=30), 1, State.FAILED, "disk full")


def _working_days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        away = date(2025, 8, 4) <= day <= date(2025, 8, 22) or (day.month == 12 and day.day > 22)
        if day.weekday() < 5 and not away:
            yield day
        day += timedelta(days=1)
