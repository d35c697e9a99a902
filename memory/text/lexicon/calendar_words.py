"""Words of the calendar to what they mean, from `calendar.toml`. Pure; any thread."""

from __future__ import annotations

from memory.text.lexicon import LEXICON

_MONTHS = LEXICON.meanings("calendar/months")

DAYS_BACK = LEXICON.by_word("calendar/days", {"today": 0, "yesterday": 1, "day_before_yesterday": 2, "tomorrow": -1})
WEEKDAYS = LEXICON.by_word(
    "calendar/weekdays", {name: number for number, name in enumerate(LEXICON.meanings("calendar/weekdays"))}
)
"""Monday is 0."""
MONTHS = LEXICON.by_word("calendar/months", {name: number for number, name in enumerate(_MONTHS, 1)})
ENGLISH_MONTHS = frozenset(word for month in _MONTHS.values() for word in month.by_language["en"])
"""Those that a text in English means: there Mars is a planet, and Rio is no month."""
UNITS = LEXICON.by_word("calendar/units", {name: name for name in LEXICON.meanings("calendar/units")})
NUMBERS = LEXICON.by_word("calendar/numbers", {name: int(name) for name in LEXICON.meanings("calendar/numbers")})
"""Counted only before a unit: `an hour ago`."""
