"""Redaction marks and the names beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from base.records.line import Line
from base.records.moment import Moment
from memory.memories.screen.layout import front_window_lines, group_rows
from memory.memories.screen.window_subject import WindowSubject, normalize_key

MARK = re.compile(r"\[secret: ([\w -]{2,40})\]")


_NAME = re.compile(r"([\w .-]*\w)[\"']?\s*[=:：]+\s*[\"']?$")


_WORDS = 3
"""Words before a mark that can be its name; more are a sentence."""


_SAID = {
    "key": "Access key",
    "card": "Payment card number",
    "account": "Bank account number",
    "code": "Security code",
}


@dataclass(frozen=True, slots=True)
class SecretMark:
    """What says that something was taken out of a line: its sort, the name beside it, the window."""

    kind: str
    name: str = field(repr=False)
    window: WindowSubject = field(repr=False)
    line: Line = field(repr=False)
    start: int

    @property
    def key(self) -> str:
        return f"{self.kind}/{normalize_key(self.window.base)}/{normalize_key(self.name)}"


def find_secret_marks(moment: Moment, window: WindowSubject) -> Iterator[SecretMark]:
    """In the window in front, from the top down. A sight's own rows do not hold them: to the other kinds a line with a
    mark says nothing."""
    for row in group_rows(front_window_lines(moment)):
        for place, line in enumerate(row):
            if line.redacted:
                yield from _marks(window, line, row[:place])


def _marks(window: WindowSubject, line: Line, before: Sequence[Line]) -> Iterator[SecretMark]:
    for mark in MARK.finditer(line.text):
        before_mark = line.text[: mark.start()]
        beside = before[-1].text if before and not before_mark.strip() and not before[-1].redacted else ""
        yield SecretMark(mark[1], _name(before_mark) or _label(beside), window, line, mark.start())


def _name(before_mark: str) -> str:
    """What stands before `=` or `:`, if it is a name and not a sentence: `export STRIPE_KEY=` is STRIPE_KEY."""
    hit = _NAME.search(before_mark)
    words = hit[1].split() if hit else []
    return words[-1] if len(words) > _WORDS or (words and "_" in words[-1]) else " ".join(words)


def _label(text: str) -> str:
    words = text.strip(" :=：").split()
    return " ".join(words) if len(words) <= _WORDS else ""


def name_of_kind(kind: str) -> str:
    return _SAID.get(kind, kind[:1].upper() + kind[1:])
