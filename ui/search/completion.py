"""Completions of operators, apps and sites. Pure: the widget is `ui.search.suggestions`."""

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
    "before": mark("up to a day"),
    "after": mark("from a day on"),
    "on": mark("one day"),
    "kind": mark("one kind of hit"),
}
DAYS = ("today", "yesterday", "last_week", "last_month")
_NAMES = "|".join(OPERATORS)
_TAIL = re.compile(
    rf"(?<!\S)(?:(?P<name>{_NAMES}):(?:\"(?P<quoted>[^\"]*)|(?P<plain>[^\s\"]*))|(?P<word>[^\s\":-][^\s\":]*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the memory holds, most used first."""

    apps: tuple[str, ...] = field(default=(), repr=False)
    sites: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Completion:
    text: str = field(repr=False)
    """The whole field's, when it is taken."""
    shown: str = field(repr=False)
    meaning: str = ""


def completions(text: str, known: KnownNames) -> tuple[Completion, ...]:
    """For what is typed at the end of `text`, the likeliest first, at most MOST."""
    tail = _TAIL.search(text)
    if tail is None:
        return ()
    before = text[: tail.start()]
    if tail["name"] is None:
        offered = _of_word(tail["word"], known)
    else:
        typed = tail["quoted"] if tail["quoted"] is not None else tail["plain"]
        offered = _of_operator(tail["name"].lower(), typed, known)
    return tuple(
        Completion(f"{before}{one}{_after(one)}", one, meaning) for one, meaning in list(offered)[:MAX_COMPLETIONS]
    )


def _after(written_out: str) -> str:
    """An operator that still waits for its value is not ended by a space."""
    return "" if written_out.endswith(":") else " "


def _of_operator(name: str, typed: str, known: KnownNames) -> Iterator[tuple[str, str]]:
    values = {"app": known.apps, "site": known.sites, "before": DAYS, "after": DAYS, "on": DAYS}.get(name, ())
    for value in _fitting(typed, values):
        if value.casefold() != typed.casefold():
            yield format_operator(name, value), ""


def _of_word(typed: str, known: KnownNames) -> Iterator[tuple[str, str]]:
    """Operators by their beginning; apps and sites too, once there are letters enough to mean one."""
    for name in OPERATORS:
        if name in MEANINGS and name.startswith(typed.casefold()):
            yield f"{name}:", tr(MEANINGS[name])
    if len(typed) < 2:
        return
    for name, values in (("app", known.apps), ("site", known.sites)):
        for value in _fitting(typed, values, anywhere=False):
            yield format_operator(name, value), tr(MEANINGS[name])


def _fitting(typed: str, values: Iterable[str], *, anywhere: bool = True) -> list[str]:
    """Those that begin so, then those that hold it."""
    sought = typed.casefold()
    starting = [value for value in values if value.casefold().startswith(sought)]
    holding = [value for value in values if sought in value.casefold() and value not in starting]
    return starting + (holding if anywhere else [])
