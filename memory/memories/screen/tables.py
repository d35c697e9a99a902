"""Tables and labelled values by geometry.

Pure functions on rows of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from base.records.line import Line
from memory.memories.screen.layout import Row, find_words, group_rows

_ALIGNED = 14
"""Pixels by which a cell may lie beside its head's edge; half a letter is lost now and then."""
_SHARE = 0.7
"""Cells of a row that must lie under a head."""
_APART = 3.2
"""Row heights between two rows of one table at most."""
_TALLER = 1.3
"""A figure on a tile is larger than its label by so much."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`row`: what its row is called, empty where a table has one row or two columns."""

    head: str = field(repr=False)
    value: str = field(repr=False)
    row: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...] = field(repr=False)
    body: tuple[tuple[str, ...], ...] = field(repr=False)
    """A value for each head, empty where there is none."""


def find_tables(panes: Sequence[Row]) -> tuple[tuple[Table, ...], tuple[Row, ...]]:
    """Tables with three columns or more and a row of heads, and the rows that belong to none."""
    tables_so_far, used = [], set[int]()
    for candidate in (group_rows([line for row in panes for line in row]), panes):
        place = 0
        while place < len(candidate):
            body = _body(candidate, place, used)
            if not body:
                place += 1
                continue
            heads = candidate[place]
            tables_so_far.append(Table(tuple(head.text for head in heads), tuple(_under(heads, row) for row in body)))
            used |= {id(line) for row in (heads, *body) for line in row}
            place += len(body) + 1
    left = [tuple(line for line in row if id(line) not in used) for row in panes]
    return tuple(tables_so_far), tuple(row for row in left if row)


def _body(candidate: Sequence[Row], place: int, used: set[int]) -> list[Row]:
    heads = candidate[place]
    if len(heads) < 3 or not all(is_label(head.text) for head in heads) or any(id(head) in used for head in heads):
        return []
    body: list[Row] = []
    above = heads
    for row in candidate[place + 1 :]:
        if not _belongs(heads, row, above) or any(id(line) in used for line in row):
            break
        body.append(row)
        above = row
    return body


def _belongs(heads: Row, row: Row, above: Row) -> bool:
    near = row[0].box[1] - above[0].box[1] <= _APART * max(line.box[3] for line in row)
    aligned = [line for line in row if _column(heads, line) is not None]
    fewest = max(2, len(heads) - 1) if above is heads else 2  # a sum has only a name and a figure
    return near and len(row) >= fewest and len(aligned) >= max(2, _SHARE * len(row))


def _column(heads: Row, cell: Line) -> int | None:
    """By its left edge, its right edge (figures) or its middle; in a sheet, by lying between two heads' left edges."""
    place = min(range(len(heads)), key=lambda i: _distance(heads[i], cell))
    if _distance(heads[place], cell) <= _ALIGNED:
        return place
    starts = [head.box[0] - _ALIGNED for head in heads]
    widest = max(after - before for before, after in pairwise(starts))
    edges = [*starts, starts[-1] + widest]
    right = cell.box[0] + cell.box[2] - 2 * _ALIGNED
    return next((i for i in range(len(heads)) if edges[i] <= cell.box[0] and right <= edges[i + 1]), None)


def _under(heads: Row, row: Row) -> tuple[str, ...]:
    values = [""] * len(heads)
    for cell in row:
        place = _column(heads, cell)
        if place is not None:
            values[place] = f"{values[place]} {cell.text}".strip()
    return tuple(values)


def _distance(head: Line, cell: Line) -> float:
    left, right = head.box[0] - cell.box[0], head.box[0] + head.box[2] - cell.box[0] - cell.box[2]
    return min(abs(left), abs(right), abs(left + right) / 2)


def find_pairs(panes: Sequence[Row]) -> tuple[Cell, ...]:
    """Labels with a value beside them, in two columns of several rows, or with a figure below."""
    cells: list[Cell] = []
    run: list[Row] = []
    lone = False
    for row in (*panes, ()):
        if len(row) == 2 and is_label(row[0].text) and (not run or _continues(run[-1], row, lone=lone)):
            run.append(row)
            lone = False
        elif not lone and run and len(row) == 1 and abs(row[0].box[0] - run[-1][0].box[0]) <= _ALIGNED:
            lone = True  # a label whose value was not read
        else:
            cells += _pairs_of(run)
            run, lone = ([row] if len(row) == 2 and is_label(row[0].text) else []), False
    return (*cells, *_tiles(panes))


def _continues(above: Row, row: Row, *, lone: bool) -> bool:
    same = all(abs(cell.box[0] - cell_below.box[0]) <= _ALIGNED for cell, cell_below in zip(above, row, strict=True))
    return same and row[0].box[1] - above[0].box[1] <= (1 + lone) * _APART * row[0].box[3]


def _pairs_of(run: Sequence[Row]) -> Iterable[Cell]:
    if len(run) == 2 and all(is_label(line.text) for line in run[0]) and all(_has_digit(line.text) for line in run[1]):
        return [Cell(head.text, value.text) for head, value in zip(*run, strict=True)]
    if len(run) < 2:
        return []
    body = run[1:] if len(run) > 2 and _are_heads(run[0]) else run
    return [Cell(label.text, value.text) for label, value in body]


def _are_heads(row: Row) -> bool:
    """Two single words such as `Field` and `Entry`, neither of them a value."""
    return all(line.text.isalpha() and (len(find_words(line.text)) == 1 or len(line.text) <= 2) for line in row)


def _tiles(panes: Sequence[Row]) -> Iterable[Cell]:
    """A small label over a large figure."""
    lines = [line for row in panes for line in row]
    for value in (line for line in lines if _has_digit(line.text)):
        label = next((line for line in lines if _is_over(line, value)), None)
        if label is not None and is_label(label.text):
            yield Cell(label.text, value.text)


def _is_over(label: Line, value: Line) -> bool:
    beside = abs(label.box[0] - value.box[0]) <= _ALIGNED
    gap = value.box[1] - label.box[1]
    return beside and 0 < gap <= 2 * label.box[3] and value.box[3] >= _TALLER * label.box[3]


def is_label(text: str) -> bool:
    """A short name of something: begins with a letter, is no sentence and no number."""
    bare = text.strip()
    letters = sum(letter.isalpha() for letter in bare)
    digits = sum(letter.isdigit() for letter in bare)
    plain = bare[:1].isalpha() and letters > digits and (bare[-1:] not in ".,;!?。，！？" or len(bare) <= 14)
    return plain and len(bare) <= 40 and len(bare.split()) <= 5 and (letters >= 2 or len(bare) == 1)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
