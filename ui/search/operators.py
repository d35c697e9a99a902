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
WITHOUT = "-"


@dataclass(frozen=True, slots=True)
class Part:
    """One operator; its name is WITHOUT for a word that is left out."""

    name: str
    value: str = field(repr=False)
    start: int
    end: int


def parts(text: str) -> tuple[Part, ...]:
    """In the order of the text; an operator without a value is none yet."""
    return tuple(part for match in _PART.finditer(text) if (part := _part(match)).value)


def _part(match: re.Match[str]) -> Part:
    value = next((match[name] for name in ("quoted", "plain", "phrase", "word") if match[name]), "")
    return Part((match["name"] or WITHOUT).lower(), value.strip(), match.start(), match.end())


def without(text: str, part: Part) -> str:
    """The text that is left when one part goes."""
    return " ".join(f"{text[: part.start]} {text[part.end :]}".split())


def written(name: str, value: str) -> str:
    """As it is typed: in quotes where it must be."""
    bare = " ".join(value.replace('"', " ").split())
    quoted = f'"{bare}"' if " " in bare else bare
    return f"{WITHOUT}{quoted}" if name == WITHOUT else f"{name}:{quoted}"


def narrowed(text: str, name: str, value: str) -> str:
    """The text with one more operator, unless it has that one."""
    wanted = written(name, value)
    there = {written(part.name, part.value).casefold() for part in parts(text)}
    return text.strip() if wanted.casefold() in there else f"{text.strip()} {wanted}".strip()
