"""Parser of time expressions. Pure; any thread.

The text is cut into words, each word that names a time becomes one letter, and regular expressions over those letters
find the phrases: cheap, and an order number can never become a date. A weekday is the most recent one, today included;
the future is left alone, because nothing of it was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from memory.search.times.numbers import date_of, hour_of, month_start
from memory.search.times.other_languages import dated
from memory.search.times.tokenizer import Token, masked, time_tokens
from memory.text.lexicon.calendar_words import DAYS_BACK, MEALS, MIDDLES, MONTHS, NUMBERS, PARTS, UNITS, WEEKDAYS

OPEN_PAST = datetime(1970, 1, 1, tzinfo=UTC)


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


_IN_A_MONTH = frozenset(["in", "during", "of", "im", "en", "em", "op", "在"])


_ENGLISH = re.compile(
    r"\W*(?:what|which|who|whose|when|where|why|how|did|do|does|is|are|was|were|have|has|can|show|find)\s",
    re.IGNORECASE,
)
"""How a question in English begins, in which Mars is no month either."""
_GOES_ON = re.compile(r"(?:ge\w+(?:t|en)|did|do|was|were|have|had|on|in|at|auf|an|im|am|sur|en|à)$")
"""May follow a time that is said for itself: other words are named after the hour."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One found phrase: which tokens, and the local stretch (naive) that it means."""

    first: int
    last: int
    since: datetime
    until: datetime
    relation: str = ""


def read_times(text: str, now: datetime, *, deed: bool = False) -> Times:
    """`now` is aware; its zone is where `yesterday` is meant. Quoted text and identifiers are never read as times.
    `deed`: it is about what was done or seen, so that an hour without a day is one of the last 24 hours."""
    tokens = time_tokens(text)
    codes = "".join(token.code for token in tokens)
    if not re.search("[DWMPUCIO]", codes):
        return _others(text, now)
    reading = _Reading(tokens, codes, now.replace(tzinfo=None), deed=deed)
    stretches = reading.stretches()
    intervals = [
        i for i in (_aware(s, u, now) for s, u in stretches) if i.since <= now.astimezone(UTC) and i.since < i.until
    ]
    if not intervals:
        return _others(text, now)
    rest, words = _without(text, [tokens[i] for i in sorted(reading.used)])
    return Times(tuple(intervals), rest, words)


def _others(text: str, now: datetime) -> Times:
    """A language that we have no words for: dateparser, on candidate spans only."""
    found = None if _ENGLISH.match(text) else dated(masked(text), now)
    if found is None:
        return Times((), text)
    start, end, since, until = found
    interval = _aware(since, until, now)
    if interval.since > now.astimezone(UTC):
        return Times((), text)
    return Times((interval,), " ".join((text[:start] + " " + text[end:]).split()), text[start:end])


class _Reading:
    """The phrases of one text. Local times are naive here; the zone comes back at the very end."""

    def __init__(self, tokens: list[Token], codes: str, now: datetime, *, deed: bool) -> None:
        self._tokens = tokens
        self._codes = codes
        self._now = now
        self._deed = deed
        self._today = datetime.combine(now.date(), time())
        self.used: set[int] = set()

    def stretches(self) -> list[tuple[datetime, datetime]]:
        days = self._beside(self._days())
        parts = self._clocks(bool(days)) + self._parts(bool(days))
        if not days and not parts and self._deed:
            return self._lately(self._clocks(True, self._apart) + self._parts(True, self._apart))
        if days and len(days) == 2 and self._joined(days):
            days = [replace(days[0], until=days[1].until)]
        if not days:
            return [(p.since, p.until) for p in parts[:1]]
        if not parts:
            return [self._related(day) for day in days]
        return [s for day in days for s in self._narrowed(day, parts)]

    def _apart(self, match: re.Match[str]) -> bool:
        """An hour said for itself, `before noon?`, `at 13:20, what …`: not that of a thing, as in `the 18:00 show`."""
        following = self._tokens[match.end()].text if match.end() < len(self._tokens) else ""
        said = bool(re.search("[A<>vspBd]d?p*[CP]|[BdC].*&p*", match[0])) and bool(re.search("[CP]", match[0]))
        named = following[:1].isalpha() or following[:1] == "\x00"
        return said and (not named or bool(_GOES_ON.match(following)))

    def _lately(self, parts: list[_Phrase]) -> list[tuple[datetime, datetime]]:
        """Today, or yesterday when today's has not begun."""
        if not parts:
            return []
        found = self._narrowed(_Phrase(0, 0, self._today, self._today + timedelta(1)), parts)
        return [(s, u) if s <= self._now else (s - timedelta(1), u - timedelta(1)) for s, u in found]

    # -- days --------------------------------------------------------------------------------------------------------

    def _days(self) -> list[_Phrase]:
        rules: list[tuple[str, Callable[[re.Match[str]], tuple[datetime, datetime] | None]]] = [
            ("[#1p]UG", self._ago),
            ("[gv][#1p]U", self._ago),
            ("L[#1]p?U", self._last_few),
            ("[LT]p*W(?!q)|Wp*L(?!U)|W(?!q)", self._weekday),
            ("LU|UL|TU", self._calendar_unit),
            ("I", self._date),
            ("#p*d?p*[Mm][p,]*Y?|[Mm]p*#[p,]*Y?", self._day_of_month),
            ("(?<=[pLTd])MY?|MY", self._month),
            ("D", self._day_word),
        ]
        found: list[_Phrase] = []
        weekday_in: tuple[datetime, datetime] | None = None
        for pattern, meaning in rules:
            for match in re.finditer(pattern, self._codes):
                if self._taken(match) or self._codes[max(0, match.start() - 1) : match.start()] == "N":
                    continue
                stretch = meaning(match)
                if stretch is None:
                    continue
                if meaning == self._calendar_unit and stretch[1] - stretch[0] == timedelta(7) and found:
                    weekday_in = stretch
                    self._use(match.start(), match.end())
                    continue
                found.append(self._phrase(match, *stretch))
        if weekday_in is not None:
            found = [self._moved(day, weekday_in) for day in found]
        return sorted(found, key=lambda phrase: phrase.first)

    def _moved(self, day: _Phrase, week: tuple[datetime, datetime]) -> _Phrase:
        """`Tuesday last week`: the same weekday of that week."""
        if day.until - day.since != timedelta(1):
            return day
        since = week[0] + timedelta(day.since.weekday())
        return replace(day, since=since, until=since + timedelta(1))

    def _beside(self, days: list[_Phrase]) -> list[_Phrase]:
        """`the Monday before 24 July`, `two weeks after the 3rd`: counted from the day that is named."""
        result: list[_Phrase] = []
        for day in days:
            counted = re.search("(?:[#1]p?)?[UW]$", self._codes[: day.first])
            stretch = self._counted(counted, day) if counted and day.relation in ("<", ">", "v") else None
            if counted is None or stretch is None:
                result.append(day)
                continue
            self._use(counted.start(), day.first)
            result = [one for one in result if one.last != day.first]
            result.append(replace(day, since=stretch[0], until=stretch[1], relation=""))
        return result

    def _counted(self, match: re.Match[str], day: _Phrase) -> tuple[datetime, datetime] | None:
        back = day.relation != ">"
        if match[0].endswith("W"):
            return self._day(_nearest(WEEKDAYS[self._tokens[match.end() - 1].text], day.since, back=back))
        unit, n = self._unit(match), self._count(match)
        if unit == "day":
            return self._day(day.since + timedelta(-n if back else n))
        if unit == "weekend":
            saturday = _nearest(5, day.since, back=back)
            return saturday, saturday + timedelta(2)
        length = {"week": timedelta(7), "month": timedelta(30), "year": timedelta(365)}.get(unit)
        if length is None:
            return None
        return (day.since - n * length, day.since) if back else (day.until, day.until + n * length)

    def _taken(self, match: re.Match[str]) -> bool:
        return any(i in self.used for i in range(match.start(), match.end()))

    def _use(self, start: int, end: int) -> None:
        self.used.update(range(start, end))

    def _phrase(self, match: re.Match[str], since: datetime, until: datetime) -> _Phrase:
        """Takes the little words before it too, and notes whether it was `before`, `after` or `since`."""
        start = match.start()
        while start and self._codes[start - 1] in "pd":
            start -= 1
        relation = self._codes[start - 1 : start]
        if relation in ("<", ">", "s", "A", "B", "&", "E", "Z", "v") and start:
            start -= 1
        else:
            relation = ""
        if relation in ("&", "E", "Z"):
            start += 1
            relation = "&" if relation == "&" else ""
        if relation == "<" and self._tokens[start].text == _BY:
            relation = _BY  # that day too, and no day is counted from it
        self._use(start, match.end())
        return _Phrase(start, match.end(), since, until, relation)

    def _number(self, index: int) -> int:
        text = self._tokens[index].text
        digits = re.match(r"\d+", text)
        return int(digits[0]) if digits else NUMBERS.get(text, 1)

    def _unit(self, match: re.Match[str]) -> str:
        return UNITS[self._tokens[match.start() + match[0].index("U")].text]

    def _count(self, match: re.Match[str]) -> int:
        place = re.search("[#1]", match[0])
        return self._number(match.start() + place.start()) if place else 1

    def _ago(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        unit, n = self._unit(match), self._count(match)
        if unit in ("minute", "hour"):
            step = timedelta(minutes=n) if unit == "minute" else timedelta(hours=n)
            slack = max(step / 4, timedelta(minutes=3))
            return self._now - step - slack, self._now - step + slack
        return self._whole(unit, n)

    def _last_few(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        unit, n = self._unit(match), self._count(match)
        if unit in ("month", "year", "weekend"):
            whole = self._whole(unit, n)
            return whole and (whole[0], self._now)
        return self._now - n * timedelta(**{unit + "s": 1}), self._now

    def _calendar_unit(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        unit, last = self._unit(match), "L" in match[0]
        if unit in ("minute", "hour"):
            return self._now - timedelta(**{unit + "s": 1}), self._now
        if unit == "day":
            return (self._now - timedelta(1), self._now) if last else None
        return self._whole(unit, 1 if last else 0)

    def _whole(self, unit: str, back: int) -> tuple[datetime, datetime] | None:
        """The calendar unit so many before the current one."""
        if unit == "day":
            return self._day(self._today - timedelta(back))
        if unit in ("week", "weekend"):
            monday = self._today - timedelta(self._today.weekday() + 7 * back)
            return (monday, monday + timedelta(7)) if unit == "week" else self._weekend(monday, back)
        months = self._today.year * 12 + self._today.month - 1 - back * (12 if unit == "year" else 1)
        if unit == "year":
            months -= months % 12
        return month_start(months), month_start(months + (12 if unit == "year" else 1))

    def _weekend(self, monday: datetime, back: int) -> tuple[datetime, datetime]:
        if back == 1 and self._today.weekday() == 6:  # on a Sunday, `last weekend` is the one a week ago
            return monday + timedelta(5), monday + timedelta(7)
        return monday + timedelta(5), monday + timedelta(7)

    @staticmethod
    def _day(start: datetime) -> tuple[datetime, datetime]:
        return start, start + timedelta(1)

    def _weekday(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        number = WEEKDAYS[self._tokens[match.start() + match[0].index("W")].text]
        back = (self._today.weekday() - number) % 7
        if "L" in match[0] and back == 0:
            back = 7
        return self._day(self._today - timedelta(back))

    def _day_word(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        text = self._tokens[match.start()].text
        return self._day(self._today - timedelta(DAYS_BACK[text]))

    def _date(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        return date_of(self._tokens[match.start()].text, self._today)

    def _day_of_month(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        place = re.search("[Mm]", match[0])
        assert place
        month = MONTHS[self._tokens[match.start() + place.start()].text]
        day = self._number(match.start() + match[0].index("#"))
        return self._dated(self._year(match), month, day)

    def _dated(self, year: int | None, month: int, day: int) -> tuple[datetime, datetime] | None:
        for candidate in (year,) if year else (self._today.year, self._today.year - 1):
            try:
                start = datetime(candidate, month, day)
            except ValueError:
                continue
            if year or start <= self._now:
                return self._day(start)
        return None

    def _year(self, match: re.Match[str]) -> int | None:
        return self._number(match.start() + match[0].index("Y")) if "Y" in match[0] else None

    def _month(self, match: re.Match[str]) -> tuple[datetime, datetime] | None:
        month = MONTHS[self._tokens[match.start()].text]
        if self._codes[match.start() - 1] == "p" and self._tokens[match.start() - 1].text not in _IN_A_MONTH:
            return None
        year = self._year(match) or (self._today.year if month <= self._today.month else self._today.year - 1)
        return month_start(year * 12 + month - 1), month_start(year * 12 + month)

    def _joined(self, days: list[_Phrase]) -> bool:
        return (
            days[0].relation in ("B", "")
            and days[1].relation == "&"
            and days[0].since < days[1].since
            and (
                days[0].relation == "B"
                or self._codes[max(0, days[0].first - 1)] == "d"
                or "d" in self._codes[days[0].first : days[0].last]
            )
        )

    def _related(self, day: _Phrase) -> tuple[datetime, datetime]:
        if day.relation in ("<", "v", _BY):
            return OPEN_PAST.replace(tzinfo=None), day.until if day.relation == _BY else day.since
        if day.relation in (">", "s"):
            return (day.until if day.relation == ">" else day.since), max(self._now, day.until)
        return day.since, day.until

    # -- hours -------------------------------------------------------------------------------------------------------

    def _clocks(self, has_day: bool, fits: Callable[[re.Match[str]], bool] = bool) -> list[_Phrase]:
        """Hours as a stretch of the first day of the calendar; without a day they are left to the words."""
        if not has_day:
            return []
        for match in re.finditer("([Bd])p*[C#]p*&p*[C#]p*|C&C", self._codes):
            if not self._taken(match) and fits(match):
                return self._clock_range(match)
        for match in re.finditer("([A<>vs]?)p*C|([A<>vs]p*|p)#(?=p|·?$|[DWP,]|$)", self._codes):
            if not self._taken(match) and fits(match):
                return self._one_clock(match)
        return []

    def _clock_range(self, match: re.Match[str]) -> list[_Phrase]:
        places = [match.start() + m.start() for m in re.finditer("[C#]", match[0])]
        hours = [hour_of(self._tokens[i].text) for i in places]
        if hours[0] is None or hours[1] is None:
            return []
        first, second = hours[0], hours[1]
        if second <= first:
            second += 12 if second + 12 > first else 24
        self._use(match.start(), match.end())
        return [self._stretch(match, first, second)]

    def _one_clock(self, match: re.Match[str]) -> list[_Phrase]:
        token = self._tokens[match.end() - 1]
        hour = hour_of(token.text)
        if hour is None:
            return []
        relation = (match[1] or match[2] or "").strip("p")
        exact = bool(re.search(r"[:.h]\d\d", token.text))
        spans = {
            "A": (hour - 0.5, hour + (0.5 if exact else 0.75)),
            "<": (0, hour),
            "v": (0, hour),
            ">": (hour, 24),
            "s": (hour, 24),
            "": (hour - 1 / 6, hour + (1 / 3 if exact else 1)),
        }
        self._use(match.start(), match.end())
        return [self._stretch(match, *spans[relation])]

    def _parts(self, has_day: bool, fits: Callable[[re.Match[str]], bool] = bool) -> list[_Phrase]:
        found = []
        for match in re.finditer("O|(D?)(T|L)?([EZ])?([<>v]?)([pd]*)(P)", self._codes):
            if match[0] == "O":
                self._use(match.start(), match.end())
                found.append(self._day_part(match, self._today, 17, 29, has_day))
            elif (has_day or match[2]) and fits(match) and not self._eaten(match):
                found.append(self._part(match, has_day))
        return found

    def _eaten(self, match: re.Match[str]) -> bool:
        """`What did I order for lunch?`"""
        before = self._tokens[match.start() - 1].text if match.start() else ""
        return PARTS[self._tokens[match.end() - 1].text] in MEALS and before in _FOR

    def _part(self, match: re.Match[str], has_day: bool) -> _Phrase:
        span = PARTS[self._tokens[match.end() - 1].text]
        start, end = span
        middle = MIDDLES.get(span)
        if match[4] in ("<", "v"):
            start, end = 0, middle or start
        elif match[4] == ">":
            start, end = (middle - 0.5 if middle and span != (11.5, 13.5) else middle or end), 24
        elif match[3] == "E":
            end = (start + end) / 2
        elif match[3] == "Z":
            start = (start + end) / 2
        day = self._today
        if match[2] == "L" or (not has_day and end > 24 and self._now.hour < 5):
            day -= timedelta(1)
        first = match.start() + len(match[1] or "")
        while first and self._codes[first - 1] in "p" and first - 1 not in self.used:
            first -= 1
        self._use(first, match.end())
        return self._day_part(match, day, start, end, has_day and match[2] != "L")

    def _day_part(self, match: re.Match[str], day: datetime, start: float, end: float, has_day: bool) -> _Phrase:
        return (
            self._stretch(match, start, end)
            if has_day
            else _Phrase(match.start(), match.end(), day + timedelta(hours=start), day + timedelta(hours=end))
        )

    @staticmethod
    def _stretch(match: re.Match[str], start: float, end: float) -> _Phrase:
        return _Phrase(match.start(), match.end(), _EPOCH + timedelta(hours=start), _EPOCH + timedelta(hours=end))

    def _narrowed(self, day: _Phrase, parts: list[_Phrase]) -> list[tuple[datetime, datetime]]:
        """The hours of the day that all of `parts` ask for; of every day when the stretch is a few days long."""
        starts: Iterable[datetime] = (
            day.since + timedelta(n) for n in range(min(31, max(1, (day.until - day.since).days)))
        )
        result = []
        for start in starts:
            since, until = start, start + timedelta(hours=29)
            for part in parts:
                since = max(since, start + (part.since - _EPOCH))
                until = min(until, start + (part.until - _EPOCH))
            result.append((since, until) if since < until else (start, start + timedelta(1)))
        return result


_EPOCH = datetime(1970, 1, 1)
_BY = "by"
_FOR = frozenset(["for", "zum", "pour", "para", "voor"])


def _nearest(weekday: int, day: datetime, *, back: bool) -> datetime:
    """The last such weekday before the day, or the first after it."""
    if back:
        return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def _aware(since: datetime, until: datetime, now: datetime) -> Interval:
    zone = now.tzinfo
    start = since.replace(tzinfo=zone).astimezone(UTC)
    return Interval(start, max(start, until.replace(tzinfo=zone).astimezone(UTC)))


def _without(text: str, taken: list[Token]) -> tuple[str, str]:
    """The text that is left, and what was taken out of it."""
    kept, last = [], 0
    for token in taken:
        kept.append(text[last : token.start])
        last = max(last, token.end)
    kept.append(text[last:])
    rest = re.sub(r"\s+([,:;?!.])", r"\1", " ".join("".join(f"{part} " for part in kept).split()))
    return rest.strip(" ,:;-–"), " ".join(text[token.start : token.end] for token in taken)
