"""Words at a point and between two. Pure.

Only the box of a whole line is known; letters are taken to share its width evenly. Whole words are selected, so that
the error of a letter or two does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from base.records.line import Box, Line
from ui.kit.highlights import find_matches

_WORD = re.compile(r"\S+")
_NEAR = 6
"""Picture pixels around a line that belong to it."""


@dataclass(frozen=True, slots=True, order=True)
class TextPosition:
    """A letter: line in reading order, and its position there."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TextRange:
    """From the first letter to the last one, both included."""

    first: TextPosition
    last: TextPosition


def line_at(lines: Sequence[Line], x: float, y: float) -> int | None:
    """The line under a point of the picture."""
    for number, line in enumerate(lines):
        left, top, width, height = line.box
        if left - _NEAR <= x <= left + width + _NEAR and top - _NEAR <= y <= top + height + _NEAR:
            return number
    return None


def position_at(lines: Sequence[Line], x: float, y: float) -> TextPosition | None:
    """The letter nearest to a point; None where there is no text at all."""
    there = [(_distance(line.box, x, y), number) for number, line in enumerate(lines) if line.text]
    if not there:
        return None
    number = min(there)[1]
    left, _, width, _ = lines[number].box
    length = len(lines[number].text)
    return TextPosition(number, min(max(int((x - left) / max(width, 1) * length), 0), length - 1))


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """Up and down first: a drag stays in its row, and below the text it ends with the last one."""
    left, top, width, height = box
    return max(top - y, 0.0, y - top - height), max(left - x, 0.0, x - left - width)


def select_words(lines: Sequence[Line], one: TextPosition, other: TextPosition) -> TextRange:
    """Both ends moved out to whole words."""
    first, last = sorted((one, other))
    return TextRange(
        TextPosition(first.line, _word_around(lines[first.line].text, first.column)[0]),
        TextPosition(last.line, _word_around(lines[last.line].text, last.column)[1] - 1),
    )


def _word_around(text: str, column: int) -> tuple[int, int]:
    return next(
        ((match.start(), match.end()) for match in _WORD.finditer(text) if match.start() <= column < match.end()),
        (column, column + 1),
    )


def whole_text(lines: Sequence[Line]) -> TextRange | None:
    there = [number for number, line in enumerate(lines) if line.text]
    return (
        TextRange(TextPosition(there[0], 0), TextPosition(there[-1], len(lines[there[-1]].text) - 1)) if there else None
    )


def text_of(lines: Sequence[Line], span: TextRange) -> str:
    return "\n".join(lines[number].text[start:end].strip() for number, start, end in _parts(lines, span))


def boxes_of(lines: Sequence[Line], span: TextRange) -> tuple[Box, ...]:
    return tuple(_box(lines[number], start, end) for number, start, end in _parts(lines, span))


def _parts(lines: Sequence[Line], span: TextRange) -> Iterator[tuple[int, int, int]]:
    """(line, start, end) of each line that the span touches."""
    for number in range(span.first.line, span.last.line + 1):
        length = len(lines[number].text)
        start = span.first.column if number == span.first.line else 0
        end = span.last.column + 1 if number == span.last.line else length
        if start < end:
            yield number, start, end


def query_boxes(lines: Sequence[Line], query: str) -> tuple[Box, ...]:
    """Where the query's words stand."""
    return tuple(
        _box(line, start, start + length)
        for line in lines
        if query and not line.redacted
        for start, length in find_matches(line.text, query)
    )


def _box(line: Line, start: int, end: int) -> Box:
    left, top, width, height = line.box
    letter = width / max(len(line.text), 1)
    return (round(left + start * letter), top, max(round((end - start) * letter), 1), height)
