"""Rules that read hours of a day: clock times, ranges of them, and parts of a day. Pure; any thread.

Hours are those of a day that stands elsewhere in the text, but where the text says it itself (`this morning`): then the
stretch is known at once. Hours without a day are left to the words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from memory.search.times.day_parts import DAY_PARTS, TONIGHT
from memory.search.times.numbers import hour_of
from memory.search.times.patterns import Match, find_all, pattern, signs_of
from memory.search.times.stretch import Clock, Stretch
from memory.search.times.tokenizer import BLOTTED, Token, TokenKind
from memory.text.lexicon import LEXICON

_HAD_FOR = frozenset(LEXICON.words("time_words/had_for").words)
_GOES_ON = re.compile(f"{LEXICON.words('time_words/goes_on').alternatives}$")
_RELATIONS = (TokenKind.AROUND, TokenKind.BEFORE, TokenKind.AFTER, TokenKind.VOR, TokenKind.SINCE)


@dataclass(frozen=True, slots=True)
class Hours:
    """Tokens `first` up to but not including `last` mean these hours of a day; past 24 it is the next day's morning."""

    first: int
    last: int
    start: float
    end: float
    stretch: Stretch | None = None
    """Where the text itself says of which day."""


Fits = Callable[[Match], bool]

CLOCK_RANGE = pattern(
    "(BETWEEN | FROM) FILLER* (CLOCK | NUMBER) FILLER* AND FILLER* (CLOCK | NUMBER) FILLER* | CLOCK AND CLOCK"
)
CLOCK_TIME = pattern(
    "(AROUND | BEFORE | AFTER | VOR | SINCE)? FILLER* CLOCK"
    "| ((AROUND | BEFORE | AFTER | VOR | SINCE) FILLER* | FILLER) NUMBER"
    "  (?= FILLER | OTHER? $ | DAY_WORD | WEEKDAY | DAY_PART | $)"
)
PART_OF_DAY = pattern(
    "TONIGHT | DAY_WORD? (THIS | LAST)? (EARLY | LATE)? (BEFORE | AFTER | VOR)? (FILLER | FROM)* DAY_PART"
)
_SAID_FOR_ITSELF = pattern(
    "(AROUND | BEFORE | AFTER | VOR | SINCE | FILLER | BETWEEN | FROM) FROM? FILLER* (CLOCK | DAY_PART)"
    "| (BETWEEN | FROM | CLOCK) .* AND FILLER*"
)


def clock_range(match: Match) -> Hours | None:
    """`between 11 and 12`, `from 9 to 11:30`, `10:00 – 11:00`; the second hour is after the first."""
    first, second = (hour_of(text) for text in match.texts_of(TokenKind.CLOCK, TokenKind.NUMBER))
    if first is None or second is None:
        return None
    if second <= first:
        second += 12 if second + 12 > first else 24
    return Hours(match.first, match.last, first, second)


def clock_time(match: Match) -> Hours | None:
    """`at 3pm`, `around 10:00`, `before 12 Uhr`: an exact time is meant more narrowly than a whole hour."""
    text = match.tokens[-1].text
    hour = hour_of(text)
    if hour is None:
        return None
    exact = bool(re.search(r"[:.h]\d\d", text))
    relation = match.kind_of(*_RELATIONS)
    if relation is TokenKind.AROUND:
        span = hour - 0.5, hour + (0.5 if exact else 0.75)
    elif relation in (TokenKind.BEFORE, TokenKind.VOR):
        span = 0, hour
    elif relation in (TokenKind.AFTER, TokenKind.SINCE):
        span = hour, 24
    else:
        span = hour - 1 / 6, hour + (1 / 3 if exact else 1)
    return Hours(match.first, match.last, *span)


def part_of_day(match: Match, clock: Clock, *, has_day: bool) -> Hours:
    """`this morning`, `last night`, `tonight`, `early afternoon`, `before lunch`, `昨天下午`."""
    last = bool(match.kind_of(TokenKind.LAST))
    relation = match.kind_of(TokenKind.BEFORE, TokenKind.AFTER, TokenKind.VOR)
    part = DAY_PARTS.get(match.tokens[-1].text, TONIGHT)
    start, end, middle = part.start, part.end, (part.start + part.end) / 2
    if relation in (TokenKind.BEFORE, TokenKind.VOR):
        start, end = 0, part.before
    elif relation is TokenKind.AFTER:
        start, end = part.after, 24
    elif match.kind_of(TokenKind.EARLY):
        end = middle
    elif match.kind_of(TokenKind.LATE):
        start = middle
    if has_day and not last:
        return Hours(match.first, match.last, start, end)
    in_the_night = not has_day and part is not TONIGHT and end > 24 and clock.now.hour < 5
    day = clock.today - timedelta(1 if last or in_the_night else 0)
    stretch = Stretch(day + timedelta(hours=start), day + timedelta(hours=end))
    return Hours(match.first, match.last, start, end, stretch)


def is_had(match: Match) -> bool:
    """`What did I order for lunch?` asks for the meal, not for the hour."""
    before = match.previous
    part = DAY_PARTS.get(match.tokens[-1].text)
    return part is not None and part.is_meal and before is not None and before.text in _HAD_FOR


def is_said_for_itself(match: Match) -> bool:
    """`before noon?`, `at 13:20, what …`: not the hour of a thing, as in `the 18:00 show`."""
    has_hour = match.kind_of(TokenKind.CLOCK, TokenKind.DAY_PART) is not None
    stands_alone = _SAID_FOR_ITSELF.search(signs_of(match.tokens)) is not None
    following = match.following.text if match.following else ""
    names_a_thing = following[:1].isalpha() or following.startswith(BLOTTED)
    return has_hour and stands_alone and (not names_a_thing or bool(_GOES_ON.match(following)))


def read_clock(tokens: list[Token], used: set[int], fits: Fits) -> Hours | None:
    """The first range of hours of the text, else its first hour."""
    for searched, read in ((CLOCK_RANGE, clock_range), (CLOCK_TIME, clock_time)):
        for match in find_all(searched, tokens):
            if used.isdisjoint(range(match.first, match.last)) and fits(match):
                hours = read(match)
                if hours is not None:
                    used.update(range(match.first, match.last))
                return hours
    return None


def read_parts_of_day(tokens: list[Token], used: set[int], clock: Clock, fits: Fits, *, has_day: bool) -> list[Hours]:
    parts = []
    for match in find_all(PART_OF_DAY, tokens):
        tonight = match.tokens[0].kind is TokenKind.TONIGHT
        dated = has_day or match.kind_of(TokenKind.THIS, TokenKind.LAST)
        if not tonight and not (dated and fits(match) and not is_had(match)):
            continue
        first = match.first + (match.tokens[0].kind is TokenKind.DAY_WORD)
        while not tonight and first and tokens[first - 1].kind is TokenKind.FILLER and first - 1 not in used:
            first -= 1
        used.update(range(first, match.last))
        parts.append(part_of_day(match, clock, has_day=has_day))
    return parts
