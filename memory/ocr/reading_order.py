"""Sorts lines into reading order (recursive XY cut).

A recursive cut along empty stripes (XY-cut, Nagy & Seth 1984), taught that a table is read by rows. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from base.records.line import Line

_PANE_LINES = 3
_HEADER_ROWS = 8
_TABLE_SHARE = 0.4
"""A column of a table has a cell in so many of its rows; a few labels beside a page are level with it by chance."""
_CELL_WIDTH = 12  # times its height: wider lines are prose, not cells


def in_reading_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    written = [line for line in lines if line.text]
    return tuple(line for block in _split_into_blocks(written) for line in block)


def blocks_in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The same lines grouped into the blocks that lie apart on the screen."""
    return _split_into_blocks([line for line in lines if line.text])


def _split_into_blocks(lines: list[Line]) -> list[list[Line]]:
    if len(lines) < 2:
        return [lines] if lines else []
    unit = median(line.box[3] for line in lines)
    for axis in (0, 1):
        parts = _cut(lines, axis, unit)
        if parts:
            return [block for part in parts for block in _split_into_blocks(part)]
    return _panes_under_a_header(lines, unit) or [_sort_row(_rows(lines))]


def _panes_under_a_header(lines: list[Line], unit: float) -> list[list[Line]]:
    """Panes that a few rows across both (tabs, address, a bar) keep from being seen; empty when there are none."""
    rows = _rows(lines)
    for height in range(1, min(_HEADER_ROWS, len(rows) - _PANE_LINES) + 1):
        panes = _cut(_sort_row(rows[height:]), 0, unit)
        if panes:
            return [_sort_row(rows[:height]), *(block for pane in panes for block in _split_into_blocks(pane))]
    return []


def _cut(lines: list[Line], axis: int, unit: float) -> tuple[list[Line], list[Line]] | None:
    """Two parts at the widest empty stripe across the axis (0: left and right, 1: above and below)."""
    ordered = sorted(lines, key=lambda line: line.box[axis])
    reach, best, at = 0.0, 1.2 * unit if axis == 0 else 0.9 * unit, 0
    for place, line in enumerate(ordered):
        gap = line.box[axis] - reach
        if place and gap > best and (axis or _are_panes(ordered[:place], ordered[place:])):
            best, at = gap, place
        reach = max(reach, line.box[axis] + line.box[axis + 2])
    return (ordered[:at], ordered[at:]) if at else None


def _are_panes(left: list[Line], right: list[Line]) -> bool:
    """Whether two sides are read apart: both hold several lines, and they are not the cells of common rows."""
    if len(left) < _PANE_LINES or len(right) < _PANE_LINES:
        return False
    fewer, more = sorted((left, right), key=len)
    shared = _level(fewer, more)
    narrow = any(median(line.box[2] / line.box[3] for line in side) < _CELL_WIDTH for side in (left, right))
    alike = len(fewer) >= _TABLE_SHARE * len(_rows(more))
    return not (narrow and alike and shared > 0.7 * len(fewer))


def _level(lines: list[Line], others: list[Line]) -> int:
    """How many lines are in one row with any of the others."""
    tops, heights = np.array([(line.box[1], line.box[3]) for line in lines]).T[:, :, None]
    other_tops, other_heights = np.array([(line.box[1], line.box[3]) for line in others]).T[:, None]
    apart = np.abs((tops + heights / 2) - (other_tops + other_heights / 2))
    return int((apart < 0.4 * np.minimum(heights, other_heights)).any(1).sum())


def _same_row(a: Line, b: Line) -> bool:
    middle_a, middle_b = a.box[1] + a.box[3] / 2, b.box[1] + b.box[3] / 2
    return abs(middle_a - middle_b) < 0.4 * min(a.box[3], b.box[3])


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3] / 2):
        if rows and _same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _sort_row(rows: list[list[Line]]) -> list[Line]:
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0])]
