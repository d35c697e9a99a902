"""Completions of operators, apps and sites for the word at the end of the query.

`ui.search.suggestions` shows them. Pure; called on the UI thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from memory.search.query import OPERATORS
from ui.kit.i18n import mark, tr
from ui.search.operators import format_operator

MAX_COMPLETIONS = 8
MEANINGS = {
    "app": mark("only one app"),
    "site": mark("only one site"),
    "title": mark("a part of the window's title"),
    "before": mark("up to this day"),
    "after": mark("from this day on"),
    "on": mark("one day"),
    "kind": mark("one kind of result"),
}
DAYS = ("today", "yesterday", "last_week", "last_month")
_NAMES = "|".join(OPERATORS)
_TAIL = re.compile(
    rf"(?<!\S)(?:(?P<name>{_NAMES}):(?:\"(?P<quoted>[^\"]*)|(?P<plain>[^\s\"]*))|(?P<word>[^\s\":-][^\s\":]*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Apps and sites in the memory, most used first."""

    apps: tuple[str, ...] = field(default=(), repr=False)
    sites: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Completion:
    text: str = field(repr=False)
    """The whole text of the field after the completion is accepted."""
    shown: str = field(repr=False)
    meaning: str = ""


def completions(text: str, known: KnownNames) -> tuple[Completion, ...]:
    """Completions of the last word of `text`, the likeliest first, at most MAX_COMPLETIONS."""
    tail = _TAIL.search(text)
    if tail is None:
        return ()
    before = text[: tail.start()]
    if tail["name"] is None:
        suggestions = _complete_word(tail["word"], known)
    else:
        typed = tail["quoted"] if tail["quoted"] is not None else tail["plain"]
        suggestions = _complete_value(tail["name"].lower(), typed, known)
    results = []
    for suggestion, meaning in list(suggestions)[:MAX_COMPLETIONS]:
        end = "" if suggestion.endswith(":") else " "  # an operator still needs its value
        results.append(Completion(f"{before}{suggestion}{end}", suggestion, meaning))
    return tuple(results)


def _complete_value(name: str, typed: str, known: KnownNames) -> Iterator[tuple[str, str]]:
    values = {"app": known.apps, "site": known.sites, "before": DAYS, "after": DAYS, "on": DAYS}.get(name, ())
    for value in _matching(typed, values):
        if value.casefold() != typed.casefold():
            yield format_operator(name, value), ""


def _complete_word(typed: str, known: KnownNames) -> Iterator[tuple[str, str]]:
    """Operators that begin with the word; from two letters on, apps and sites too."""
    for name in OPERATORS:
        if name in MEANINGS and name.startswith(typed.casefold()):
            yield f"{name}:", tr(MEANINGS[name])
    if len(typed) < 2:
        return
    for name, values in (("app", known.apps), ("site", known.sites)):
        for value in _matching(typed, values, anywhere=False):
            yield format_operator(name, value), tr(MEANINGS[name])


def _matching(typed: str, values: Iterable[str], *, anywhere: bool = True) -> list[str]:
    """Values that begin with the typed letters, then those that contain them."""
    letters = typed.casefold()
    starting = [value for value in values if value.casefold().startswith(letters)]
    containing = [value for value in values if letters in value.casefold() and value not in starting]
    return starting + (containing if anywhere else [])
