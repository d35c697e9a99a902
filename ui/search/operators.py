"""Finds, adds and removes the operators in the text of a query (regular expression).

Chips, facets and completion call it. Pure; the text of the field is the only state. The grammar is recall's
(`memory.search.query`): `app:x`, `app:"two words"`, `-word`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from memory.search.query import OPERATORS

_OPERATOR = re.compile(
    rf"(?<!\S)(?:(?P<name>{'|'.join(OPERATORS)}):(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+))"
    r"|-(?:\"(?P<phrase>[^\"]+)\"|(?P<word>[^\W\d_][^\s\"]*)))",
    re.IGNORECASE,
)
EXCLUDE = "-"


@dataclass(frozen=True, slots=True)
class Operator:
    """The name of an excluded word is EXCLUDE."""

    name: str
    value: str = field(repr=False)
    start: int
    end: int


def parse_operators(text: str) -> tuple[Operator, ...]:
    """In the order of the text, without operators that have no value yet."""
    operators = []
    for match in _OPERATOR.finditer(text):
        value = next((match[name] for name in ("quoted", "plain", "phrase", "word") if match[name]), "").strip()
        if value:
            operators.append(Operator((match["name"] or EXCLUDE).lower(), value, match.start(), match.end()))
    return tuple(operators)


def remove_operator(text: str, operator: Operator) -> str:
    return " ".join(f"{text[: operator.start]} {text[operator.end :]}".split())


def format_operator(name: str, value: str) -> str:
    """The operator as it is typed, quoted if the value has spaces."""
    bare = " ".join(value.replace('"', " ").split())
    quoted = f'"{bare}"' if " " in bare else bare
    return f"{EXCLUDE}{quoted}" if name == EXCLUDE else f"{name}:{quoted}"


def add_operator(text: str, name: str, value: str) -> str:
    """The text unchanged if it has the operator already."""
    added = format_operator(name, value)
    present = {format_operator(operator.name, operator.value).casefold() for operator in parse_operators(text)}
    return text.strip() if added.casefold() in present else f"{text.strip()} {added}".strip()
