"""Selection of whole words in a picture, from the boxes of its lines.

The picture of the moment page calls it on the UI thread. Pure. Only the box of each line is known, so every letter is
assumed to be equally wide; because whole words are selected, an error of a letter or two does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from base.records.line import Box, Line
from ui.kit.highlights import find_matches

_WORD = re.compile(r"\S+")
_NEAR = 6
"""Margin in picture pixels around a line that still counts as the line."""


@dataclass(frozen=True, slots=True, order=True)
class TextPosition:
    """A letter: the index of its line in reading order, and its index in the line."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TextRange:
    """From the first letter to the last, both included."""

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
    """The letter nearest to a point; None if the picture has no text."""
    distances = []
    for number, line in enumerate(lines):
        left, top, width, height = line.box
        if line.text:
            # Vertical distance first: a drag stays in its row, and below the text it ends in the last line.
            vertical, horizontal = max(top - y, 0.0, y - top - height), max(left - x, 0.0, x - left - width)
            distances.append((vertical, horizontal, number))
    if not distances:
        return None
    number = min(distances)[2]
    left, _, width, _ = lines[number].box
    length = len(lines[number].text)
    return TextPosition(number, min(max(int((x - left) / max(width, 1) * length), 0), length - 1))


def select_words(lines: Sequence[Line], anchor: TextPosition, end: TextPosition) -> TextRange:
    """The words between two letters, in either order, including the words of both letters."""
    first, last = sorted((anchor, end))
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
    numbers = [number for number, line in enumerate(lines) if line.text]
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    return TextRange(TextPosition(first, 0), TextPosition(last, len(lines[last].text) - 1))


def text_of(lines: Sequence[Line], text_range: TextRange) -> str:
    return "\n".join(lines[number].text[start:end].strip() for number, start, end in _selected_parts(lines, text_range))


def boxes_of(lines: Sequence[Line], text_range: TextRange) -> tuple[Box, ...]:
    return tuple(_box(lines[number], start, end) for number, start, end in _selected_parts(lines, text_range))


def _selected_parts(lines: Sequence[Line], text_range: TextRange) -> Iterator[tuple[int, int, int]]:
    """(line, start, end) of each line with selected text."""
    for number in range(text_range.first.line, text_range.last.line + 1):
        length = len(lines[number].text)
        start = text_range.first.column if number == text_range.first.line else 0
        end = text_range.last.column + 1 if number == text_range.last.line else length
        if start < end:
            yield number, start, end


def query_boxes(lines: Sequence[Line], query: str) -> tuple[Box, ...]:
    """Boxes of the words of the query."""
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
