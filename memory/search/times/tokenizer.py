"""Tokens of a time expression. Pure; any thread.

The codes: D day word, W weekday, M month (m `may` in small letters), P part of the day, O tonight, U unit, C clock,
I full date, Y year, # number, 1 a number in words, q several mornings or evenings; those of little words stand
beside ROLES; `·` is everything else.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from memory.text.cjk import CJK
from memory.text.language import detect_language
from memory.text.lexicon.calendar_words import DAYS_BACK, ENGLISH_MONTHS, MONTHS, NUMBERS, PARTS, ROLES, UNITS, WEEKDAYS
from memory.text.tokens import IDENTIFIER

_ISO = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATE = r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?(?!\d)"
_HAN_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]"
_CLOCK = (
    r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b)"
    r"|\d{1,2}h(?:\d{2})?\b|\d{1,2}点半?"
)
_CLOCK_OR_DATE = re.compile(f"(?:{_ISO}|{_DATE}|{_CLOCK})", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“]*“|«[^»]*»|(?<!\w)'[^']+'(?!\w)|`[^`]*`")

_NAMES = {**DAYS_BACK, **WEEKDAYS, **MONTHS, **PARTS, **UNITS, **ROLES, **NUMBERS, "tonight": 0}
_PHRASES = "|".join(
    re.escape(n)
    for n in sorted((n for n in _NAMES if not n.isalpha() or len(n) > 1), key=len, reverse=True)
    if " " in n
)
_HAN_NAMES = "|".join(sorted((re.escape(n) for n in _NAMES if re.fullmatch(f"[{CJK}]+", n)), key=len, reverse=True))
_TOKEN = re.compile(
    f"(?P<han>{_HAN_DATE})|(?P<iso>{_ISO})|(?P<date>{_DATE})|(?P<clock>{_CLOCK})|(?P<year>\\b(?:19|20)\\d\\d\\b)"
    f"|(?P<number>\\b\\d{{1,3}}(?:st|nd|rd|th|\\.(?=\\s?[^\\W\\d]))?(?!\\w))"
    f"|(?P<phrase>\\b(?:{_PHRASES})\\b)|(?P<cjk>{_HAN_NAMES}|[{CJK}])"
    f"|(?P<word>o'clock|[^\\W\\d_{CJK}]+(?:['’-][^\\W\\d_{CJK}]+)*)|(?P<mark>[,–—-])|(?P<other>\\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    code: str
    text: str = field(repr=False)
    start: int
    end: int


def masked(text: str) -> str:
    """Quotes and identifiers blotted out, lengths kept."""
    hidden = _QUOTED.sub(lambda m: "\x00" * len(m[0]), text)
    return IDENTIFIER.sub(
        lambda m: (
            m[0]
            if _CLOCK_OR_DATE.fullmatch(m[0].rstrip(".,")) or m[0].isalpha() or _worded(m[0])
            else "\x00" * len(m[0])
        ),
        hidden,
    )


def _worded(text: str) -> bool:
    return text.casefold() in _NAMES or bool(re.fullmatch(r"\d{1,2}(?:am|pm|st|nd|rd|th|h\d*)", text, re.IGNORECASE))


def time_tokens(text: str) -> list[Token]:
    months = ENGLISH_MONTHS if detect_language(text) == "en" else MONTHS.keys()
    found = [Token(_code(m, months), _plain(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(masked(text))]
    units = [token.code == "U" for token in found[1:]]
    return [replace(a, code="1") if a.text == "an" and unit else a for a, unit in zip_longest(found, units)]


def _plain(text: str) -> str:
    """Folded, and without the ending of `yesterday's`."""
    text = text.casefold().replace("’", "'")
    return text.removesuffix("'s") if text.removesuffix("'s") in _NAMES else text


def _code(match: re.Match[str], months: Container[str]) -> str:
    kind, text = match.lastgroup or "", _plain(match[0])
    fixed = {"han": "I", "iso": "I", "date": "I", "clock": "C", "year": "Y", "number": "#"}.get(kind)
    if fixed:
        return fixed
    if text == "tonight":
        return "O"
    if text in ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"):
        return "·"
    if text in ("mornings", "afternoons", "evenings", "nights"):
        return "q"
    for names, code in ((DAYS_BACK, "D"), (WEEKDAYS, "W"), (PARTS, "P"), (UNITS, "U")):
        if text in names:
            return code
    if text in months:
        return "M" if text != "may" or match[0][0].isupper() else "m"
    return ROLES.get(text) or ("1" if text in NUMBERS else "·")
