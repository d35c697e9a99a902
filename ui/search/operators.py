"""Operators of a query as parts. The text stays the only truth. Pure.

The grammar is recall's (`memory.search.query`): `app:x`, `app:"two words"`, `-word`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from memory.search.query import OPERATORS

_PART = re.compile(
    rf"(?<!\S)(?:(?P<name>{'|'.join(OPERATORS)}):(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+))"
    r"|-(?:\"(?P<phrase>[^\"]+)\"|(?P<word>[^\W\d_][^\s\"]*)))",
    re.IGNORECASE,
)
EXCLUDE = "-"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator; its name is WITHOUT for a word that is left out."""

    name: str
    value: str = field(repr=False)
    start: int
    end: int


def parse_operators(text: str) -> tuple[Operator, ...]:
    """In the order of the text; an operator without a value is none yet."""
    return tuple(part for match in _PART.finditer(text) if (part := _part(match)).value)


def _part(match: re.Match[str]) -> Operator:
    value = next((match[name] for name in ("quoted", "plain", "phrase", "word") if match[name]), "")
    return Operator((match["name"] or EXCLUDE).lower(), value.strip(), match.start(), match.end())


def remove_operator(text: str, part: Operator) -> str:
    """The text that is left when one part goes."""
    return " ".join(f"{text[: part.start]} {text[part.end :]}".split())


def format_operator(name: str, value: str) -> str:
    """As it is typed: in quotes where it must be."""
    bare = " ".join(value.replace('"', " ").split())
    quoted = f'"{bare}"' if " " in bare else bare
    return f"{EXCLUDE}{quoted}" if name == EXCLUDE else f"{name}:{quoted}"


def add_operator(text: str, name: str, value: str) -> str:
    """The text with one more operator, unless it has that one."""
    wanted = format_operator(name, value)
    there = {format_operator(part.name, part.value).casefold() for part in parse_operators(text)}
    return text.strip() if wanted.casefold() in there else f"{text.strip()} {wanted}".strip()
