"""Cells of a picture that may hold text.

Most of a screen is paper: three quarters of the workday corpus's tiles are of one colour. Looking for text there costs
as much as looking where it is. Pure functions on arrays, called by the perceiving thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from base.records.picture import BgrImage
from memory.ocr.detection import GRID, Span
from memory.ocr.tile_diff import TILE, Mask, area
from memory.pictures.masks import components, dilate, long_runs

CELL = 8
_FAINT = 10
"""A step between neighbouring pixels, of 255, that nobody could read."""
_MIN_RULE_LENGTH = 96
"""Pixels that no stroke of a letter goes straight on (a 130 px font would)."""
_CALL_COST = 5_000
"""Pixels that cost as much as one call of the network: 1.0 ms (measured from 64×64 to 1024×256)."""
_CONTEXT = (2, 2)
"""Cells beside and above the ink. On the workday corpus (2, 1) keeps 97.9 % of the full reading's words, (2, 2) 98.6 %,
(4, 4) 98.8 % at 1.4 times the pixels; the true words found are most with (2, 2)."""


def tiles_to_cells(tiles: Mask, shape: tuple[int, ...]) -> Mask:
    """The same mask in cells. `shape`: of the picture in cells."""
    fine = TILE // CELL
    cells: Mask = tiles.repeat(fine, 0).repeat(fine, 1)[: shape[0], : shape[1]]
    return cells


def bounding_span(cells: Mask, shape: tuple[int, ...]) -> Span:
    """The rectangle around the true cells, in pixels."""
    rows, columns = np.flatnonzero(cells.any(1)), np.flatnonzero(cells.any(0))
    return (
        int(columns[0]) * CELL,
        int(rows[0]) * CELL,
        min(shape[1], (int(columns[-1]) + 1) * CELL),
        min(shape[0], (int(rows[-1]) + 1) * CELL),
    )


def find_ink(image: BgrImage, *, within: Mask) -> Mask:
    """(rows, columns) of 8×8 cells in which neighbouring pixels differ, but for long straight rules and borders.

    Cells far from the tiles `within` are left out.
    """
    height, width = image.shape[:2]
    ink = np.zeros((-(-height // CELL), -(-width // CELL)), np.bool_)
    if within.any():
        left, top, right, bottom = bounding_span(tiles_to_cells(within, ink.shape), image.shape)
        left, top = max(0, left - _MIN_RULE_LENGTH), max(0, top - _MIN_RULE_LENGTH)  # so that a rule is seen to be one
        part = _ink_cells(image[top : bottom + _MIN_RULE_LENGTH, left : right + _MIN_RULE_LENGTH])
        ink[top // CELL : top // CELL + part.shape[0], left // CELL : left // CELL + part.shape[1]] = part
    return ink


def _ink_cells(image: BgrImage) -> Mask:
    """Steps are packed into bits across the way of the rules that are looked for: a byte is one side of a cell."""
    height, width = image.shape[:2]
    rows, columns = -(-height // CELL), -(-width // CELL)
    across = np.zeros((rows * CELL, columns * CELL), np.bool_)
    across[:height, 1:width] = _pixel_steps(image[:, 1:], image[:, :-1])
    down = np.zeros((rows * CELL, columns * CELL), np.bool_)
    down[1:height, :width] = _pixel_steps(image[1:], image[:-1])
    beside = _without_rules(np.packbits(across, axis=1), axis=0).reshape(rows, CELL, columns)
    above = _without_rules(np.packbits(down, axis=0), axis=1).reshape(rows, columns, CELL)
    ink: Mask = (np.bitwise_or.reduce(beside, axis=1) | np.bitwise_or.reduce(above, axis=2)) != 0
    return ink


def _pixel_steps(a: BgrImage, b: BgrImage) -> Mask:
    steps = np.maximum(a, b)
    steps -= np.minimum(a, b)
    clear = steps > _FAINT
    return clear[:, :, 0] | clear[:, :, 1] | clear[:, :, 2]


def _without_rules(steps: NDArray[np.uint8], axis: int) -> NDArray[np.uint8]:
    """A rule that crosses another one goes on beyond the crossing."""
    return steps & ~long_runs(steps, _MIN_RULE_LENGTH, axis)


def reading_rectangles(cells: Mask, shape: tuple[int, ...]) -> list[Span]:
    """Rectangles that cover the cells with room around them, sides in multiples of 32 (no resampling)."""
    x, y = _CONTEXT
    parts = components(dilate(cells, 2 * y + 1, 2 * x + 1)).boxes * CELL
    return _merge_rectangles(
        [_snap_to_grid((x, y, x + width, y + height), shape) for x, y, width, height in parts.tolist()], shape
    )


def _merge_rectangles(spans: list[Span], shape: tuple[int, ...]) -> list[Span]:
    """Rectangles joined while one call on the joint costs no more than two calls."""
    done: list[Span] = []
    for span in spans:
        joint = span
        while other := next((known for known in done if _is_worth_merging(known, joint, shape)), None):
            done.remove(other)
            joint = _snap_to_grid(_union(other, joint), shape)
        done.append(joint)
    return done


def _is_worth_merging(a: Span, b: Span, shape: tuple[int, ...]) -> bool:
    return area(_snap_to_grid(_union(a, b), shape)) <= area(a) + area(b) + _CALL_COST


def _union(a: Span, b: Span) -> Span:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _snap_to_grid(span: Span, shape: tuple[int, ...]) -> Span:
    left, right = _snap_side(span[0], span[2], shape[1])
    top, bottom = _snap_side(span[1], span[3], shape[0])
    return left, top, right, bottom


def _snap_side(start: int, stop: int, limit: int) -> tuple[int, int]:
    start, stop = max(0, start), min(limit, stop)
    length = -(-(stop - start) // GRID) * GRID
    start = max(0, min(start - (length - stop + start) // 2, limit - length))
    return start, min(limit, start + length)
