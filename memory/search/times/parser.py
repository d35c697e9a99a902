"""Parser of times in words: phrases of days and of hours, put together to intervals in the zone of the person.

The text is cut into tokens (tokenizer), rules over their kinds read days (day_rules) and hours (hour_rules), and here
what they found is combined: `between Tuesday and Thursday`, `yesterday before lunch`, `the Monday before 4 September`.
A text in a language that has no words here goes to dateparser. Pure; called by search, in any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from memory.search.times.day_rules import COUNTED_FROM_A_DAY, DAY_RULES, calendar_unit, count_from_day
from memory.search.times.hour_rules import Hours, is_said_for_itself, read_clock, read_parts_of_day
from memory.search.times.other_languages import find_date
from memory.search.times.patterns import Match, find_all, pattern
from memory.search.times.stretch import DAY, WEEK, Clock, Stretch, day_of
from memory.search.times.tokenizer import Token, TokenKind, blot_out_names, time_tokens
from memory.text.lexicon import LEXICON

OPEN_PAST = datetime(1970, 1, 1, tzinfo=UTC)
MAX_DAYS = 31
"""Days of a longer stretch in which hours are read."""
DAY_AND_NIGHT = timedelta(hours=29)
"""A day with the night after it."""

_BY = frozenset(LEXICON.words("time_words/by").words)
_ENGLISH = re.compile(rf"\W*{LEXICON.words('time_words/english_openings').alternatives}\s", re.IGNORECASE)
"""How a question in English begins, in which Mars is no month."""
_NAMES_A_TIME = pattern("DAY_WORD | WEEKDAY | MONTH | DAY_PART | UNIT | CLOCK | DATE | TONIGHT")
"""A text without any of them names no time."""
_COUNTED_FROM = (TokenKind.BEFORE, TokenKind.AFTER, TokenKind.VOR)
_RELATIONS = (*_COUNTED_FROM, TokenKind.SINCE, TokenKind.AROUND, TokenKind.BETWEEN)


@dataclass(frozen=True, slots=True)
class Interval:
    """[since, until), aware UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Times:
    intervals: tuple[Interval, ...]
    """What the text asks for; empty when it names no time of the past."""
    rest: str = field(repr=False)
    """The text without those words."""
    words: str = field(default="", repr=False)
    """Those words."""


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """Tokens `first` up to but not including `last` mean this stretch, or what stands in a relation to it."""

    first: int
    last: int
    stretch: Stretch
    relation: TokenKind | None = None
    whole_day: bool = False
    """`By Friday`: that day too, and no day is counted from it."""


def read_times(text: str, now: datetime, *, deed: bool = False) -> Times:
    """`now` is aware; its zone is where `yesterday` is meant. Quoted text and identifiers are never read as times.
    `deed`: it is about what was done or seen, so that an hour without a day is one of the last 24 hours."""
    tokens = time_tokens(text)
    if not any(find_all(_NAMES_A_TIME, tokens)):
        return _read_other_languages(text, now)
    reading = _Reading(tokens, Clock(now.replace(tzinfo=None)))
    intervals = [_aware(stretch, now) for stretch in reading.read_stretches(deed=deed)]
    past = [each for each in intervals if each.since <= now.astimezone(UTC) and each.since < each.until]
    if not past:
        return _read_other_languages(text, now)
    rest, words = _take_out(text, [tokens[place] for place in sorted(reading.used)])
    return Times(tuple(past), rest, words)


def _read_other_languages(text: str, now: datetime) -> Times:
    """Through dateparser, on candidate spans only."""
    span = None if _ENGLISH.match(text) else find_date(blot_out_names(text), now)
    if span is None:
        return Times((), text)
    start, end, stretch = span
    interval = _aware(stretch, now)
    if interval.since > now.astimezone(UTC):
        return Times((), text)
    return Times((interval,), " ".join(f"{text[:start]} {text[end:]}".split()), text[start:end])


class _Reading:
    """The phrases of one text. `used`: the places of the tokens that belong to one."""

    def __init__(self, tokens: list[Token], clock: Clock) -> None:
        self._tokens = tokens
        self._clock = clock
        self.used: set[int] = set()

    def read_stretches(self, *, deed: bool) -> list[Stretch]:
        days = self._count_from_named_days(self._read_days())
        hours = self._read_hours(bool(days))
        if not days and not hours and deed:
            return self._read_last_24_hours()
        if len(days) == 2 and self._are_joined(*days):
            days = [replace(days[0], stretch=Stretch(days[0].stretch.since, days[1].stretch.until))]
        if not days:
            return [part.stretch for part in hours[:1] if part.stretch]
        if not hours:
            return [self._resolve_relation(day) for day in days]
        return [stretch for day in days for stretch in _narrow(day.stretch, hours)]

    def _read_days(self) -> list[DayPhrase]:
        days: list[DayPhrase] = []
        week: Stretch | None = None
        for rule in DAY_RULES:
            for match in find_all(rule.pattern, self._tokens):
                future = match.previous is not None and match.previous.kind is TokenKind.NEXT
                stretch = None if future or self._is_used(match) else rule.read(match, self._clock)
                if stretch is None:
                    continue
                if rule.read is calendar_unit and stretch.length == WEEK and days:
                    week = stretch  # `Tuesday last week`
                    self._use(match.first, match.last)
                else:
                    days.append(self._with_relation(match, stretch))
        if week is not None:
            days = [_move_to_week(day, week) for day in days]
        return sorted(days, key=lambda day: day.first)

    def _with_relation(self, match: Match, stretch: Stretch) -> DayPhrase:
        """The phrase with the little words before it, and whether it was `before`, `after` or `since` the stretch."""
        first = match.first
        while first and self._tokens[first - 1].kind in (TokenKind.FILLER, TokenKind.FROM):
            first -= 1
        before = self._tokens[first - 1] if first else None
        relation = before.kind if before and before.kind in (*_RELATIONS, TokenKind.AND) else None
        if relation in _RELATIONS:
            first -= 1
        self._use(first, match.last)
        by = relation is TokenKind.BEFORE and before is not None and before.text in _BY
        return DayPhrase(first, match.last, stretch, relation, whole_day=by)

    def _count_from_named_days(self, days: Sequence[DayPhrase]) -> list[DayPhrase]:
        """`the Monday before 24 July`, `two weeks after the 3rd`: counted from the day that is named."""
        counted: list[DayPhrase] = []
        for day in days:
            match = next(find_all(COUNTED_FROM_A_DAY, self._tokens[: day.first]), None)
            stretch = None
            if match and day.relation in _COUNTED_FROM and not day.whole_day:
                stretch = count_from_day(match, day.stretch, back=day.relation is not TokenKind.AFTER)
            if match is None or stretch is None:
                counted.append(day)
                continue
            self._use(match.first, day.first)
            counted = [earlier for earlier in counted if earlier.last != day.first]
            counted.append(replace(day, stretch=stretch, relation=None))
        return counted

    def _are_joined(self, first: DayPhrase, second: DayPhrase) -> bool:
        """`between Tuesday and Thursday`, `from Monday to Friday`."""
        kinds = [token.kind for token in self._tokens]
        begun = first.relation is TokenKind.BETWEEN or (
            first.relation is None
            and TokenKind.FROM in (kinds[max(0, first.first - 1)], *kinds[first.first : first.last])
        )
        return begun and second.relation is TokenKind.AND and first.stretch.since < second.stretch.since

    def _resolve_relation(self, day: DayPhrase) -> Stretch:
        since, until, now = day.stretch.since, day.stretch.until, self._clock.now
        if day.relation in (TokenKind.BEFORE, TokenKind.VOR):
            return Stretch(OPEN_PAST.replace(tzinfo=None), until if day.whole_day else since)
        if day.relation is TokenKind.AFTER:
            return Stretch(until, max(now, until))
        if day.relation is TokenKind.SINCE:
            return Stretch(since, max(now, until))
        return day.stretch

    def _read_hours(self, has_day: bool, *, said_for_itself: bool = False) -> list[Hours]:
        fits = is_said_for_itself if said_for_itself else _fits_always
        clock = read_clock(self._tokens, self.used, fits) if has_day else None
        parts = read_parts_of_day(self._tokens, self.used, self._clock, fits, has_day=has_day)
        return [*([clock] if clock else []), *parts]

    def _read_last_24_hours(self) -> list[Stretch]:
        """Hours of today, or of yesterday when today's have not begun."""
        hours = self._read_hours(True, said_for_itself=True)
        today = _narrow(self._clock.day(0), hours) if hours else []
        return [
            stretch if stretch.since <= self._clock.now else Stretch(stretch.since - DAY, stretch.until - DAY)
            for stretch in today
        ]

    def _is_used(self, match: Match) -> bool:
        return not self.used.isdisjoint(range(match.first, match.last))

    def _use(self, first: int, last: int) -> None:
        self.used.update(range(first, last))


def _fits_always(_: Match) -> bool:
    return True


def _move_to_week(day: DayPhrase, week: Stretch) -> DayPhrase:
    """The same weekday of that week."""
    if day.stretch.length != DAY:
        return day
    return replace(day, stretch=day_of(week.since + timedelta(day.stretch.since.weekday())))


def _narrow(stretch: Stretch, hours: Sequence[Hours]) -> list[Stretch]:
    """The hours of the day that all phrases ask for, of each of its days; the whole day where they have none in common
    or are those of another day."""
    narrowed = []
    for number in range(min(MAX_DAYS, max(1, stretch.length.days))):
        start = stretch.since + timedelta(number)
        since = max(start + timedelta(hours=part.start) for part in hours)
        until = min(start + DAY_AND_NIGHT, *(start + timedelta(hours=part.end) for part in hours))
        elsewhere = any(part.stretch for part in hours)
        narrowed.append(day_of(start) if elsewhere or since >= until else Stretch(max(start, since), until))
    return narrowed


def _aware(stretch: Stretch, now: datetime) -> Interval:
    start = stretch.since.replace(tzinfo=now.tzinfo).astimezone(UTC)
    return Interval(start, max(start, stretch.until.replace(tzinfo=now.tzinfo).astimezone(UTC)))


def _take_out(text: str, taken: Sequence[Token]) -> tuple[str, str]:
    """The text without these tokens, and what was taken out of it."""
    left, last = [], 0
    for token in taken:
        left.append(text[last : token.start])
        last = max(last, token.end)
    left.append(text[last:])
    rest = re.sub(r"\s+([,:;?!.])", r"\1", " ".join(" ".join(left).split()))
    return rest.strip(" ,:;-–"), " ".join(text[token.start : token.end] for token in taken)
