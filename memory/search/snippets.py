"""Snippets and boxes of a hit. Pure; any thread."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from base.records.line import Box, Line
from memory.text.cjk import has_cjk
from memory.text.tokens import stem, stems

WINDOW = 3
"""Lines of a snippet."""
LONGEST = 280
PART = 4
"""A query word this long is also marked inside a longer word."""


def weight_of(word: str) -> float:
    """Longer words and numbers say more."""
    return 1.0 + 0.1 * min(len(word), 10) + (0.5 if any(c.isdigit() for c in word) else 0.0)


def matches(line: str, words: Sequence[str]) -> frozenset[str]:
    """Those of the folded query words that stand in the line: as a word, inside a longer one, or as CJK text."""
    there = stems(line)
    have = frozenset(there)
    return frozenset(word for word in words if stem(word) in have or _inside(word, there))


def _inside(word: str, there: Sequence[str]) -> bool:
    if has_cjk(word):
        return any(word in one or _shares_pair(word, one) for one in there if has_cjk(one))
    return len(word) >= PART and any(word in one for one in there if len(one) > len(word))


def _shares_pair(word: str, text: str) -> bool:
    return any(word[i : i + 2] in text for i in range(len(word) - 1))


def boxes(lines: Sequence[Line], found: Sequence[frozenset[str]]) -> tuple[Box, ...]:
    """Of the lines that carry the most of the words first; a line with one common word only when no line has more.

    `found` holds the `matches` of each line.
    """
    worth = [fsum(map(weight_of, words)) for words in found]  # the same whatever order a set has
    least = max(worth, default=0.0) / 3
    chosen = sorted((i for i, value in enumerate(worth) if value > 0 and value >= least), key=lambda i: -worth[i])
    return tuple(lines[i].box for i in chosen)


def snippet(lines: Sequence[Line], found: Sequence[frozenset[str]], summary: str = "") -> str:
    """The WINDOW lines with the most of the words; where none has any, the summary, or the fullest lines."""
    if not lines:
        return summary[:LONGEST]
    if not any(found) and summary:
        return summary[:LONGEST]
    starts = range(max(1, len(lines) - WINDOW + 1))
    start = max(starts, key=lambda i: (_worth(found[i : i + WINDOW]), _length(lines[i : i + WINDOW]) / 1000, -i))
    return " ".join(line.text.strip() for line in lines[start : start + WINDOW])[:LONGEST]


def _worth(found: Sequence[frozenset[str]]) -> float:
    words: frozenset[str] = frozenset().union(*found)
    return sum(weight_of(word) for word in words) + 0.01 * sum(map(len, found))


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
