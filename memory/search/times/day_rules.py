"""Rules that read days, weeks, months and other stretches of the calendar. Pure; any thread.

A rule is a pattern over kinds of tokens and a function that says what a match means, or None where it means nothing. A
weekday is the most recent one, today included; the future is left alone, because nothing of it was recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from re import Pattern

from memory.search.times.numbers import date_of, number_of
from memory.search.times.patterns import Match, pattern
from memory.search.times.stretch import DAY, WEEK, Clock, Stretch, day_of, month_of, nearest_weekday
from memory.search.times.tokenizer import TokenKind
from memory.text.lexicon import LEXICON
from memory.text.lexicon.calendar_words import DAYS_BACK, MONTHS, UNITS, WEEKDAYS

_IN_A_MONTH = frozenset(LEXICON.words("time_words/in_a_month").words)


@dataclass(frozen=True, slots=True)
class DayRule:
    pattern: Pattern[str] = field(repr=False)
    read: Callable[[Match, Clock], Stretch | None]

    @property
    def name(self) -> str:
        return self.read.__name__


def units_ago(match: Match, clock: Clock) -> Stretch | None:
    """`3 days ago`, `an hour ago`, `vor zwei Stunden`, `hace tres semanas`: around that time, or the whole unit."""
    unit, count = _unit(match), _count(match)
    if unit in ("minute", "hour"):
        back = timedelta(minutes=count) if unit == "minute" else timedelta(hours=count)
        slack = max(back / 4, timedelta(minutes=3))
        return Stretch(clock.now - back - slack, clock.now - back + slack)
    return clock.unit(unit, count)


def last_units(match: Match, clock: Clock) -> Stretch | None:
    """`the last 30 minutes`, `die letzten drei Monate`: until now."""
    unit, count = _unit(match), _count(match)
    if unit in ("month", "year", "weekend"):
        return Stretch(clock.unit(unit, count).since, clock.now)
    return Stretch(clock.now - count * timedelta(**{f"{unit}s": 1}), clock.now)


def weekday(match: Match, clock: Clock) -> Stretch | None:
    """`Tuesday`, `last Friday`: the most recent one, with `last` not today."""
    back = (clock.today.weekday() - WEEKDAYS[match.texts_of(TokenKind.WEEKDAY)[0]]) % 7
    return clock.day(7 if back == 0 and match.kind_of(TokenKind.LAST) else back)


def calendar_unit(match: Match, clock: Clock) -> Stretch | None:
    """`last week`, `this month`, `la semaine dernière`; the last hour and the last day end now."""
    unit, last = _unit(match), bool(match.kind_of(TokenKind.LAST))
    if unit in ("minute", "hour"):
        return Stretch(clock.now - timedelta(**{f"{unit}s": 1}), clock.now)
    if unit == "day":
        return Stretch(clock.now - DAY, clock.now) if last else None
    return clock.unit(unit, 1 if last else 0)


def numeric_date(match: Match, clock: Clock) -> Stretch | None:
    """`2026-09-15`, `15.09.2026`."""
    return date_of(match.tokens[0].text, clock.today)


def day_of_month(match: Match, clock: Clock) -> Stretch | None:
    """`15 September 2026`, `September 15th`, `am 15. September`."""
    month_name = match.texts_of(TokenKind.MONTH, TokenKind.LOWER_MAY)[0]
    return clock.latest(_year(match), MONTHS[month_name], number_of(match.texts_of(TokenKind.NUMBER)[0]))


def month(match: Match, clock: Clock) -> Stretch | None:
    """`in August`, `last May`, `March 2025`: the most recent one. After other little words it is a name."""
    before = match.previous
    if before is not None and before.kind is TokenKind.FILLER and before.text not in _IN_A_MONTH:
        return None
    number = MONTHS[match.tokens[0].text]
    return month_of(_year(match) or (clock.today.year - (number > clock.today.month)), number)


def day_word(match: Match, clock: Clock) -> Stretch | None:
    """`yesterday`, `vorgestern`, `昨天`."""
    return clock.day(DAYS_BACK[match.tokens[0].text])


DAY_RULES = (
    DayRule(pattern("(NUMBER | NUMBER_WORD | FILLER) UNIT AGO"), units_ago),
    DayRule(pattern("(AGO_BEFORE | VOR) (NUMBER | NUMBER_WORD | FILLER) UNIT"), units_ago),
    DayRule(pattern("LAST (NUMBER | NUMBER_WORD) FILLER? UNIT"), last_units),
    # `Thursday evenings` is a habit, and in `Tuesday last week` the week is last.
    DayRule(
        pattern("(LAST | THIS) FILLER* WEEKDAY (?! HABIT) | WEEKDAY FILLER* LAST (?! UNIT) | WEEKDAY (?! HABIT)"),
        weekday,
    ),
    DayRule(pattern("LAST UNIT | UNIT LAST | THIS UNIT"), calendar_unit),
    DayRule(pattern("DATE"), numeric_date),
    DayRule(
        pattern(
            "NUMBER FILLER* FROM? FILLER* (MONTH | LOWER_MAY) FILLER* YEAR?"
            "| (MONTH | LOWER_MAY) FILLER* NUMBER FILLER* YEAR?"
        ),
        day_of_month,
    ),
    DayRule(pattern("(?<= FILLER | LAST | THIS | FROM) MONTH YEAR? | MONTH YEAR"), month),
    DayRule(pattern("DAY_WORD"), day_word),
)
"""An earlier rule takes its tokens from the later ones."""

COUNTED_FROM_A_DAY = pattern("((NUMBER | NUMBER_WORD) FILLER?)? (UNIT | WEEKDAY) $")


def count_from_day(match: Match, day: Stretch, *, back: bool) -> Stretch | None:
    """`the Monday` before a day, `two weeks` after it; None for hours and minutes."""
    if weekdays := match.texts_of(TokenKind.WEEKDAY):
        return day_of(nearest_weekday(WEEKDAYS[weekdays[0]], day.since, back=back))
    unit, count = _unit(match), _count(match)
    if unit == "day":
        return day_of(day.since + timedelta(-count if back else count))
    if unit == "weekend":
        saturday = nearest_weekday(5, day.since, back=back)
        return Stretch(saturday, saturday + 2 * DAY)
    length = {"week": WEEK, "month": timedelta(30), "year": timedelta(365)}.get(unit)
    if length is None:
        return None
    return Stretch(day.since - count * length, day.since) if back else Stretch(day.until, day.until + count * length)


def _unit(match: Match) -> str:
    return UNITS[match.texts_of(TokenKind.UNIT)[0]]


def _count(match: Match) -> int:
    return next(map(number_of, match.texts_of(TokenKind.NUMBER, TokenKind.NUMBER_WORD)), 1)


def _year(match: Match) -> int | None:
    return next(map(number_of, match.texts_of(TokenKind.YEAR)), None)
