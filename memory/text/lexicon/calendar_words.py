"""Words of the calendar to what they mean, from `calendar.toml`. Pure; any thread."""

from __future__ import annotations

from memory.text.lexicon import LEXICON

DAYS_BACK = LEXICON.by_word("calendar/days", {"today": 0, "yesterday": 1, "day_before_yesterday": 2, "tomorrow": -1})
WEEKDAYS = LEXICON.by_word(
    "calendar/weekdays", {name: i for i, name in enumerate(LEXICON.meanings("calendar/weekdays"))}
)
MONTHS = LEXICON.by_word("calendar/months", {name: i for i, name in enumerate(LEXICON.meanings("calendar/months"), 1)})
ENGLISH_MONTHS = frozenset(
    word for month in LEXICON.meanings("calendar/months").values() for word in month.by_language["en"]
)
"""Those that a text in English means: there Mars is a planet, and Rio is no month."""
PARTS = LEXICON.by_word(
    "calendar/day_parts",
    {
        "early_morning": (4.0, 8.0),
        "morning": (4.0, 12.0),
        "forenoon": (7.0, 12.0),
        "noon": (11.5, 13.5),
        "lunch": (12.0, 14.0),
        "breakfast": (6.0, 9.5),
        "afternoon": (12.0, 18.0),
        "evening": (17.0, 24.0),
        "dinner": (18.0, 21.0),
        "night": (20.0, 29.0),
        "midnight": (23.5, 24.5),
    },
)
"""Hours of the local day; past 24 it is the next day's morning."""

MEALS = frozenset([(12.0, 14.0), (6.0, 9.5), (18.0, 21.0)])
"""What is had `for lunch` need not be asked for, bought or told at that hour."""

MIDDLES = {(12.0, 14.0): 13.0, (6.0, 9.5): 8.5, (18.0, 21.0): 19.5, (11.5, 13.5): 12.0}
"""What `before` and `after` a meal or noon mean: one hour that parts the day."""

UNITS = LEXICON.by_word("calendar/units", {name: name for name in LEXICON.meanings("calendar/units")})
ROLES = LEXICON.by_word(
    "time_words/roles",
    {
        "last": "L",
        "this": "T",
        "next": "N",
        "ago_after": "G",
        "ago_before": "g",
        "ago_or_before": "v",
        "around": "A",
        "between": "B",
        "from": "d",
        "and": "&",
        "before": "<",
        "after": ">",
        "since": "s",
        "early": "E",
        "late": "Z",
        "filler": "p",
    },
)
"""What little words do: L last, T this, N next, G ago (said after), g ago (said before), A around, B between, & and,
< before, > after, s since, E early, Z late, p any other; v is the German `vor` (< or g), d is `from` (B or p)."""

NUMBERS = LEXICON.by_word("calendar/numbers", {name: int(name) for name in LEXICON.meanings("calendar/numbers")})
"""Counted only before a unit: `an hour ago`."""
