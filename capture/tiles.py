"""Tiles: hashes of picture bands (xxh3) and the geometry of a change between two pictures (numpy).

Pure functions for capture/change_gate.py and capture/motion_mask.py. Called by the thread that samples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import xxhash
from numpy.typing import NDArray

from capture.frames import Pixels

TILE = 64
CELL = 8
"""Pixels of a mask belong together if they lie in touching cells of this size."""
Mask = NDArray[np.bool_]
Place = tuple[int, int]
"""Row and column of a tile."""

CARET_WIDTH, CARET_HEIGHT = 4, 64
CELL_WIDTH, CELL_HEIGHT = 24, 48
"""A block caret covers one cell of a terminal."""
FILL_WIDTH, FILL_HEIGHT = 512, 32
"""The size of a step of a progress bar. Higher areas of one colour are panels and dialogs."""
FILL_EDGE = 2
"""Columns at the ends of a fill that may be blended."""
PHOTOGRAPH_COLOURS = 100
"""Colours in an eighth of a tile's pixels above which it is a photograph: text on a flat ground stays under 60."""


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from `top`, `left` up to but not including `bottom`, `right`."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def area(self) -> int:
        return max(0, self.height) * max(0, self.width)

    def contains(self, other: Box) -> bool:
        return (
            self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )

    def intersection(self, other: Box) -> Box:
        """Where both overlap; its area is 0 when they do not meet."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        return Box(top, left, max(top, min(self.bottom, other.bottom)), max(left, min(self.right, other.right)))

    def union(self, other: Box) -> Box:
        top, left = min(self.top, other.top), min(self.left, other.left)
        return Box(top, left, max(self.bottom, other.bottom), max(self.right, other.right))

    def shift(self, down: int, right: int) -> Box:
        return Box(self.top + down, self.left + right, self.bottom + down, self.right + right)

    def expand(self, by: int) -> Box:
        return Box(self.top - by, self.left - by, self.bottom + by, self.right + by)

    def crop(self, pixels: Pixels) -> Pixels:
        return pixels[self.top : self.bottom, self.left : self.right]


def band_hashes(pixels: Pixels) -> list[int]:
    """xxh3 of each band of 64 rows: 0.34 ms for a whole 1080p picture."""
    return [xxhash.xxh3_64_intdigest(pixels[top : top + TILE].data) for top in range(0, pixels.shape[0], TILE)]


def changed_tiles(now: Pixels, then: Pixels, rows: Iterable[int]) -> Mask:
    """Which tiles differ, (ceil(height / 64), ceil(width / 64)), in these rows of tiles. Comparing the pixels costs a
    third of hashing the 510 tiles of a 1080p picture."""
    height, width = now.shape[:2]
    starts = range(0, width, TILE)
    out = np.zeros((-(-height // TILE), len(starts)), bool)
    for row in rows:
        band = slice(row * TILE, (row + 1) * TILE)
        columns = (pack_pixels(now[band]) != pack_pixels(then[band])).any(axis=0)
        out[row] = np.logical_or.reduceat(columns, starts)
    return out


def hash_region(pixels: Pixels, box: Box) -> int:
    """A hash of the pixels in a box. Parts of the box may lie outside the picture."""
    inside = box.intersection(Box(0, 0, *pixels.shape[:2]))
    return xxhash.xxh3_64_intdigest(np.ascontiguousarray(inside.crop(pixels)).data)


def differences(now: Pixels, then: Pixels, box: Box) -> Mask:
    """Where two pictures differ within a box."""
    mask: Mask = pack_pixels(box.crop(now)) != pack_pixels(box.crop(then))
    return mask


def pack_pixels(pixels: Pixels) -> NDArray[np.uint32]:
    """(height, width) with the four bytes of a pixel in one number; no copy."""
    return pixels.view(np.uint32)[..., 0]


def mask_cells(mask: Mask) -> list[Place]:
    return [(row, column) for row, column in np.argwhere(mask).tolist()]


def connected_components(cells: list[Place]) -> list[list[Place]]:
    """Groups of cells that touch, corners included."""
    unvisited, components = set(cells), []
    for cell in cells:
        if cell not in unvisited:
            continue
        unvisited.discard(cell)
        component = [cell]
        for row, column in component:
            around = [(row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
            touching = [place for place in around if place in unvisited]
            unvisited.difference_update(touching)
            component += touching
        components.append(component)
    return components


def tiles_box(tiles: list[Place], shape: tuple[int, ...]) -> Box:
    """The pixels that a group of tiles spans, within a picture of that shape."""
    rows, columns = [row for row, _ in tiles], [column for _, column in tiles]
    bottom, right = (max(rows) + 1) * TILE, (max(columns) + 1) * TILE
    return Box(min(rows) * TILE, min(columns) * TILE, min(bottom, shape[0]), min(right, shape[1]))


def changed_boxes(mask: Mask, origin: Box) -> list[Box]:
    """Exact boxes, in the picture, around pixels that belong together in a mask whose first pixel is `origin`'s."""
    height, width = mask.shape
    padded = np.zeros((-(-height // CELL) * CELL, -(-width // CELL) * CELL), bool)
    padded[:height, :width] = mask
    cells: Mask = np.logical_or.reduce(padded.reshape(padded.shape[0] // CELL, CELL, -1, CELL), axis=(1, 3))
    return [
        _shrink_to_mask(mask, group).shift(origin.top, origin.left) for group in connected_components(mask_cells(cells))
    ]


def _shrink_to_mask(mask: Mask, group: list[Place]) -> Box:
    top, left = min(r for r, _ in group) * CELL, min(c for _, c in group) * CELL
    inner = mask[top : (max(r for r, _ in group) + 1) * CELL, left : (max(c for _, c in group) + 1) * CELL]
    rows, columns = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1).shift(top, left)


def main_extent(mask: Mask, origin: Box, share: float = 0.1) -> Box | None:
    """The box of the rows and columns of which at least a `share` differs: a film without the words beside it."""
    rows, columns = np.flatnonzero(mask.mean(axis=1) >= share), np.flatnonzero(mask.mean(axis=0) >= share)
    if not rows.size or not columns.size:
        return None
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1).shift(origin.top, origin.left)


def is_textless(now: Pixels, then: Pixels, box: Box) -> bool:
    """A caret that came or went, or a bar that filled: shapes that no glyphs have, except a single l or a dash."""
    new, old = pack_pixels(box.crop(now)), pack_pixels(box.crop(then))
    return _is_bar(new, old) or _is_inverted_cell(new, old) or is_fill(new, old)


def is_fill(new: NDArray[np.uint32], old: NDArray[np.uint32]) -> bool:
    """Each row has one colour before and one colour after, except for blended ends."""
    height, width = new.shape
    if height > FILL_HEIGHT or width > FILL_WIDTH or width < 2 * FILL_EDGE + 1:
        return False
    inner = slice(FILL_EDGE, width - FILL_EDGE)
    return _has_flat_rows(new[:, inner]) and _has_flat_rows(old[:, inner])


def _is_bar(new: NDArray[np.uint32], old: NDArray[np.uint32]) -> bool:
    """A thin upright bar, all rows alike, on one of the two pictures; every pixel differs."""
    height, width = new.shape
    if not (width <= CARET_WIDTH and 4 * width <= height <= CARET_HEIGHT and bool((new != old).all())):
        return False
    return bool((new == new[0]).all()) or bool((old == old[0]).all())


def _is_inverted_cell(new: NDArray[np.uint32], old: NDArray[np.uint32]) -> bool:
    """A block caret: higher than wide, and each colour was replaced by one other colour, except for rounding."""
    height, width = new.shape
    if not (CARET_WIDTH < width <= CELL_WIDTH and height <= CELL_HEIGHT and height >= 1.4 * width):
        return False
    if (new != old).mean() < 0.9:
        return False
    pairs = np.unique(new.ravel().astype(np.uint64) << np.uint64(32) | old.ravel()).size
    return bool(pairs <= 1.25 * min(np.unique(new).size, np.unique(old).size))


def _has_flat_rows(rows: NDArray[np.uint32]) -> bool:
    return bool((rows == rows[:, :1]).all())


def is_replaced_in_place(now: Pixels, then: Pixels, box: Box) -> bool:
    """Ink became other ink, like a digit when a clock ticks. Typed text falls on empty ground."""
    fewer, more = sorted(_count_inked_columns(box.crop(picture)) for picture in (now, then))
    return fewer > 0 and fewer >= 0.3 * more


def _count_inked_columns(pixels: Pixels) -> int:
    colours = pack_pixels(pixels)
    return int((colours != colours[:1]).any(axis=0).sum() + (colours[0] != colours[0, 0]).any())


def is_photograph(pixels: Pixels, tiles: list[Place], looks: int = 5) -> bool:
    """Do most of these tiles have the colours of a photograph? Scrolling text has fewer. About `looks` tiles are looked
    at."""
    sample = tiles[:: max(1, len(tiles) // looks)]
    colourful = 0
    for row, column in sample:
        tile = pixels[row * TILE : (row + 1) * TILE : 2, column * TILE : (column + 1) * TILE : 4]
        colourful += np.unique(pack_pixels(np.ascontiguousarray(tile))).size > PHOTOGRAPH_COLOURS
    return 2 * colourful > len(sample)
