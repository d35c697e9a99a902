"""Times in other languages through dateparser. Called by the parser, in any thread.

dateparser finds dates in order numbers and in "Week 37"; so it only ever sees a run of words that its own dictionaries
call days, months or relative times, and numbers beside them. It is imported at the first such word.
"""

from __future__ import annotations

import importlib
import re
from datetime import datetime
from functools import cache

from memory.search.times.stretch import Clock, Stretch, day_of, month_of, year_of
from memory.text.cjk import CJK
from memory.text.lexicon import LEXICON

LANGUAGES = (
    *("ru", "uk", "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro", "el", "tr"),
    *("ar", "he", "hi", "id", "vi", "th", "ko", "ja", "bg", "hr"),
)
_DAYS_AND_MONTHS = (*LEXICON.meanings("calendar/weekdays"), *LEXICON.meanings("calendar/months"))
"""dateparser's dictionaries name them as our calendar does."""
_RELATIVE = tuple(
    f"{count} {unit} ago"
    for unit, counts in {"day": (0, 1, 2), "week": (0, 1), "month": (0, 1), "year": (1,)}.items()
    for count in counts
)
_WORD = re.compile(r"[^\W\d_]+|\d{1,4}\.?")
_UNSPACED = re.compile(f"[\u0e00-\u0e7f{CJK}]")
"""Thai, and the scripts of East Asia."""
MIN_LENGTH, MIN_LATIN_LENGTH = 2, 4
"""Of a name; shorter words in Latin letters (mar, set, sun) mean too many other things."""

DateSpan = tuple[int, int, Stretch]
"""Where in the text (start, end), and what it means."""


def find_date(text: str, now: datetime) -> DateSpan | None:
    """The first time in `text` in one of LANGUAGES; None when there is none."""
    if text.isascii() and _latin_hints().isdisjoint(word.casefold() for word in _WORD.findall(text)):
        return None
    for language in LANGUAGES:
        for name in sorted(_names(language), key=lambda name: (-len(name), name)):
            place = _find_name(text, name)
            span = _parse_date(text, place, language, now) if place else None
            if span is not None:
                return span
    return None


@cache
def _latin_hints() -> frozenset[str]:
    return frozenset(name.split()[0] for language in LANGUAGES for name in _names(language) if name.isascii())


@cache
def _names(language: str) -> frozenset[str]:
    """The names that dateparser's dictionary of a language has for days, months and relative times."""
    dictionary = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
    relative = dictionary.get("relative-type", {})
    names = [name for key in _DAYS_AND_MONTHS for name in dictionary.get(key, ())]
    names += [name for key in _RELATIVE for name in relative.get(key, ())]
    return frozenset(
        name.casefold()
        for name in names
        if len(name) >= (MIN_LATIN_LENGTH if name.isascii() else MIN_LENGTH) and "\\" not in name
    )


def _find_name(text: str, name: str) -> tuple[int, int] | None:
    spaced = name[0].isascii() or (name[0].isalpha() and not _UNSPACED.search(name))
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)" if spaced else re.escape(name), text, re.IGNORECASE)
    return match.span() if match else None


def _parse_date(text: str, place: tuple[int, int], language: str, now: datetime) -> DateSpan | None:
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    for start, end in dict.fromkeys((_with_numbers(text, *place), place)):
        data = DateDataParser(languages=[language], settings=settings).get_date_data(text[start:end])
        if data.date_obj is not None:
            return start, end, _stretch_of(data.date_obj, data.period)
    return None


def _with_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    """A day's number before a month's name, and a year after it, belong to the date."""
    before = re.search(r"(?<![\w-])\d{1,2}\.?\s*$", text[:start])
    after = re.match(r"\s*(?:\d{4}|\d{1,2}(?!\d))(?![\w-])", text[end:])
    return (before.start() if before else start), (end + after.end() if after else end)


def _stretch_of(at: datetime, period: str) -> Stretch:
    if period == "week":
        return Clock(at).unit("week", 0)
    if period == "month":
        return month_of(at.year, at.month)
    return year_of(at.year) if period == "year" else day_of(Clock(at).today)
