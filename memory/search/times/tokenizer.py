"""Tokenizer of time expressions: words, dates, clock times and numbers, each with its kind. Pure; any thread.

Called by the parser. Quoted text and identifiers are blotted out first, so that an order number is never a date.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from memory.search.times.day_parts import DAY_PARTS
from memory.text.cjk import CJK
from memory.text.language import detect_language
from memory.text.lexicon import LEXICON
from memory.text.lexicon.calendar_words import DAYS_BACK, ENGLISH_MONTHS, MONTHS, NUMBERS, UNITS, WEEKDAYS
from memory.text.tokens import IDENTIFIER


class TokenKind(StrEnum):
    """What a token is. The second half are the roles of little words, as `time_words.toml` calls them."""

    DAY_WORD = "day_word"  # yesterday
    WEEKDAY = "weekday"
    MONTH = "month"
    LOWER_MAY = "lower_may"  # `may` in small letters: a month only beside a number
    DAY_PART = "day_part"  # morning, lunch
    TONIGHT = "tonight"
    HABIT = "habit"  # evenings: what is done again and again
    UNIT = "unit"  # week
    CLOCK = "clock"  # 10:30, 3pm
    DATE = "date"  # 2026-09-15, 15.09.2026
    YEAR = "year"
    NUMBER = "number"
    NUMBER_WORD = "number_word"  # two
    OTHER = "other"

    LAST = "last"
    THIS = "this"
    NEXT = "next"
    AGO = "ago"  # said after the number: three days ago
    AGO_BEFORE = "ago_before"  # said before it: il y a trois jours
    VOR = "vor"  # German for both `ago` and `before`
    AROUND = "around"
    BETWEEN = "between"
    FROM = "from"
    AND = "and"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    EARLY = "early"
    LATE = "late"
    FILLER = "filler"  # on, the, of, um, à


_ROLES = LEXICON.by_word("time_words/roles", {name: TokenKind(name) for name in LEXICON.meanings("time_words/roles")})
_TONIGHT = frozenset(LEXICON.words("time_words/tonight").words)
_HABITUAL_DAYS = frozenset(LEXICON.words("time_words/habitual_days").words)
_HABITS = frozenset(LEXICON.words("time_words/habits").words)
_NAMES = frozenset().union(DAYS_BACK, WEEKDAYS, MONTHS, DAY_PARTS, UNITS, _ROLES, NUMBERS, _TONIGHT)


def _longest_first(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_ISO = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATE = r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?(?!\d)"
_HAN_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]"
_CLOCK = (
    r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b)"
    r"|\d{1,2}h(?:\d{2})?\b|\d{1,2}点半?"
)
_CLOCK_OR_DATE = re.compile(f"(?:{_ISO}|{_DATE}|{_CLOCK})", re.IGNORECASE)
_SHORT_CLOCK_OR_DAY = re.compile(r"\d{1,2}(?:am|pm|st|nd|rd|th|h\d*)", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“]*“|«[^»]*»|(?<!\w)'[^']+'(?!\w)|`[^`]*`")
_PHRASES = _longest_first([name for name in _NAMES if " " in name])
_CJK_NAMES = _longest_first([name for name in _NAMES if re.fullmatch(f"[{CJK}]+", name)])
_TOKEN = re.compile(
    f"(?P<date>{_HAN_DATE}|{_ISO}|{_DATE})|(?P<clock>{_CLOCK})|(?P<year>\\b(?:19|20)\\d\\d\\b)"
    f"|(?P<number>\\b\\d{{1,3}}(?:st|nd|rd|th|\\.(?=\\s?[^\\W\\d]))?(?!\\w))"
    f"|\\b(?:{_PHRASES})\\b|(?:{_CJK_NAMES}|[{CJK}])"
    f"|o'clock|[^\\W\\d_{CJK}]+(?:['’-][^\\W\\d_{CJK}]+)*|[,–—-]|\\S",
    re.IGNORECASE,
)
BLOTTED = "\x00"


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str = field(repr=False)
    """In small letters, without the ending of `yesterday's`."""
    start: int
    end: int


def blot_out_names(text: str) -> str:
    """Quotes and identifiers replaced by BLOTTED, lengths kept."""
    unquoted = _QUOTED.sub(lambda match: BLOTTED * len(match[0]), text)
    return IDENTIFIER.sub(lambda match: match[0] if _may_be_time(match[0]) else BLOTTED * len(match[0]), unquoted)


def _may_be_time(identifier: str) -> bool:
    return (
        identifier.isalpha()
        or identifier.casefold() in _NAMES
        or bool(_CLOCK_OR_DATE.fullmatch(identifier.rstrip(".,")) or _SHORT_CLOCK_OR_DAY.fullmatch(identifier))
    )


def time_tokens(text: str) -> list[Token]:
    months = ENGLISH_MONTHS if detect_language(text) == "en" else MONTHS.keys()
    tokens = [
        Token(_kind_of(match, months), _without_genitive(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(blot_out_names(text))
    ]
    return [
        replace(token, kind=TokenKind.NUMBER_WORD)
        if token.text == "an" and following is not None and following.kind is TokenKind.UNIT
        else token
        for token, following in zip_longest(tokens, tokens[1:])
    ]


def _without_genitive(text: str) -> str:
    text = text.casefold().replace("’", "'")
    bare = text.removesuffix("'s")
    return bare if bare in _NAMES else text


def _kind_of(match: re.Match[str], months: Container[str]) -> TokenKind:
    if match.lastgroup:
        return TokenKind(match.lastgroup)
    text = _without_genitive(match[0])
    if text in _TONIGHT:
        return TokenKind.TONIGHT
    if text in _HABITUAL_DAYS:
        return TokenKind.OTHER
    if text in _HABITS:
        return TokenKind.HABIT
    tables = ((DAYS_BACK, "day_word"), (WEEKDAYS, "weekday"), (DAY_PARTS, "day_part"), (UNITS, "unit"))
    for names, kind in tables:
        if text in names:
            return TokenKind(kind)
    if text in months:
        return TokenKind.MONTH if text != "may" or match[0][0].isupper() else TokenKind.LOWER_MAY
    return _ROLES.get(text) or (TokenKind.NUMBER_WORD if text in NUMBERS else TokenKind.OTHER)
