"""Times in other languages through dateparser. Called from any thread.

dateparser finds dates in order numbers and in "Week 37"; so it only ever sees a run of words that its own dictionaries
call days, months or relative times, and numbers beside them. It is imported at the first such word.
"""

from __future__ import annotations

import importlib
import re
from datetime import datetime, timedelta
from functools import cache, lru_cache

from memory.text.cjk import CJK

LANGUAGES = (
    "ru",
    "uk",
    "cs",
    "sk",
    "sv",
    "da",
    "nb",
    "fi",
    "hu",
    "ro",
    "el",
    "tr",
    "ar",
    "he",
    "hi",
    "id",
    "vi",
    "th",
    "ko",
    "ja",
    "bg",
    "hr",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = (
    "0 day ago",
    "1 day ago",
    "2 day ago",
    "0 week ago",
    "1 week ago",
    "0 month ago",
    "1 month ago",
    "1 year ago",
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WORD = re.compile(r"[^\W\d_]+|\d{1,4}\.?")
_UNSPACED = re.compile(f"[\u0e00-\u0e7f{CJK}]")
"""Thai, and the scripts of East Asia."""
SHORTEST = 4
"""Shorter words in Latin letters (mar, set, sun) mean too many other things."""

Found = tuple[int, int, datetime, datetime]
"""Where in the text (start, end), and the naive local stretch."""


def dated(text: str, now: datetime) -> Found | None:
    """The first time in `text` in one of LANGUAGES; None when there is none."""
    if text.isascii():
        words = {word.casefold() for word in _WORD.findall(text)}
        if not words & _latin_hints():
            return None
    for language in LANGUAGES:
        for name in sorted(_names(language), key=len, reverse=True):
            place = _find(text, name)
            if place is not None:
                found = _parsed(text, place, language, now)
                if found is not None:
                    return found
    return None


@lru_cache(maxsize=1)
def _latin_hints() -> frozenset[str]:
    return frozenset(name.split()[0] for language in LANGUAGES for name in _names(language) if name.isascii())


@cache
def _names(language: str) -> frozenset[str]:
    """The names that dateparser's dictionary of a language has for days, months and relative times."""
    module = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    names = [n for key in (*_DAYS, *_MONTHS) for n in module.info.get(key, ())]
    names += [n for key in _RELATIVE for n in module.info.get("relative-type", {}).get(key, ())]
    return frozenset(n.casefold() for n in names if len(n) >= (SHORTEST if n.isascii() else 2) and "\\" not in n)


def _find(text: str, name: str) -> tuple[int, int] | None:
    spaced = name[0].isascii() or (name[0].isalpha() and not _unspaced(name))
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)" if spaced else re.escape(name)
    match = re.search(pattern, text, re.IGNORECASE)
    return (match.start(), match.end()) if match else None


def _unspaced(name: str) -> bool:
    return bool(_UNSPACED.search(name))


def _parsed(text: str, place: tuple[int, int], language: str, now: datetime) -> Found | None:
    start, end = _with_numbers(text, *place)
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    for one, other in dict.fromkeys(((start, end), place)):
        data = DateDataParser(languages=[language], settings=settings).get_date_data(text[one:other])
        if data.date_obj is not None:
            since, until = _stretch(data.date_obj, data.period)
            return one, other, since, until
    return None


def _with_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """A day's number before a month's name, and a year after it, belong to the date."""
    before = re.search(r"(?<![\w-])\d{1,2}\.?\s*$", text[:start])
    after = re.match(r"\s*(?:\d{4}|\d{1,2}(?!\d))(?![\w-])", text[end:])
    return (before.start() if before else start), (end + after.end() if after else end)


def _stretch(at: datetime, period: str) -> tuple[datetime, datetime]:
    day = datetime(at.year, at.month, at.day)
    if period == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(7)
    if period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(32)).replace(day=1)
    if period == "year":
        return datetime(at.year, 1, 1), datetime(at.year + 1, 1, 1)
    return day, day + timedelta(1)
