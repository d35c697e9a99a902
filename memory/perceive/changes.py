"""What changed between two pictures of a screen: tiles, vertical scrolling, and the rectangles worth reading again.

Pure functions on arrays, called by the perceiving thread.
"""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np
import xxhash
from numpy.typing import NDArray

from memory.perceive.encoders import Image
from memory.perceive.finding import GRID, Span

TILE = 16
TileHashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]

_ROWS_THAT_PROVE_A_SCROLL = 24
_PIXELS_NOT_WORTH_A_CUT = 40_000


def tile_hashes(image: Image) -> TileHashes:
    """(rows, columns) uint64: equal where all 16×16 pixels are equal."""
    height, width = image.shape[:2]
    rows, columns = -(-height // TILE), -(-width // TILE)
    padded = np.zeros((rows * TILE, columns * TILE, 4), np.uint8)
    padded[:height, :width, :3] = image
    words = padded.reshape(rows * TILE, -1).view(np.uint64)
    mixed = words * _multipliers(words.shape[1])
    mixed ^= mixed >> np.uint64(29)
    mixed *= _multipliers(words.shape[0], seed=2)[:, None]
    sums: TileHashes = mixed.reshape(rows, TILE, columns, TILE // 2).sum((1, 3), dtype=np.uint64)
    return sums


def _multipliers(count: int, seed: int = 1) -> TileHashes:
    return np.random.default_rng(seed).integers(1, 2**63, size=count, dtype=np.uint64) | np.uint64(1)


def span_of(mask: Mask, shape: tuple[int, ...]) -> Span:
    """The rectangle around the true tiles, in pixels."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return (
        int(columns[0]) * TILE,
        int(rows[0]) * TILE,
        min(shape[1], (int(columns[-1]) + 1) * TILE),
        min(shape[0], (int(rows[-1]) + 1) * TILE),
    )


def scrolled_by(before: Image, after: Image, within: Span) -> int:
    """Rows that the content of a rectangle moved down (negative: up); 0 when it did not scroll.

    Rows that occur once on both pictures vote. The outer tenths are left out: scroll bars do not scroll.
    """
    left, top, right, bottom = within
    margin = (right - left) // 10
    old = _row_hashes(before[top:bottom, left + margin : right - margin])
    new = _row_hashes(after[top:bottom, left + margin : right - margin])
    votes = Counter(new[row] - place for row, place in old.items() if row in new)
    del votes[0]
    if not votes:
        return 0
    shift, count = votes.most_common(1)[0]
    return shift if count >= _ROWS_THAT_PROVE_A_SCROLL else 0


def _row_hashes(image: Image) -> dict[int, int]:
    hashes = [xxhash.xxh3_64_intdigest(row.tobytes()) for row in image]
    seen = Counter(hashes)
    return {row: place for place, row in enumerate(hashes) if seen[row] == 1}


def tiles_under(span: Span) -> tuple[slice, slice]:
    return slice(max(0, span[1]) // TILE, -(-span[3] // TILE)), slice(max(0, span[0]) // TILE, -(-span[2] // TILE))


def reading_rectangles(changed: Mask, shape: tuple[int, ...]) -> list[Span]:
    """Rectangles that cover the changed tiles with room around them, sides in multiples of 32 (no resampling)."""
    near = cv2.dilate(changed.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    parts = [tuple(int(value) * TILE for value in stats[label][:4]) for label in range(1, count)]
    spans = [(x, y, x + width, y + height) for x, y, width, height in parts]
    return [_on_grid(span, shape) for span in _joined(spans)]


def _joined(spans: list[Span]) -> list[Span]:
    """Rectangles joined while one call on the joint costs hardly more than two calls."""
    done: list[Span] = []
    for span in spans:
        joint = span
        while other := next((known for known in done if _worth_joining(known, joint)), None):
            done.remove(other)
            joint = _around(other, joint)
        done.append(joint)
    return done


def _worth_joining(a: Span, b: Span) -> bool:
    return area(_around(a, b)) <= 1.25 * (area(a) + area(b)) + _PIXELS_NOT_WORTH_A_CUT


def _around(a: Span, b: Span) -> Span:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def area(span: Span) -> int:
    return max(0, span[2] - span[0]) * max(0, span[3] - span[1])


def overlap(a: Span, b: Span) -> int:
    return area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))


def _on_grid(span: Span, shape: tuple[int, ...]) -> Span:
    left, right = _stretched(span[0], span[2], shape[1])
    top, bottom = _stretched(span[1], span[3], shape[0])
    return left, top, right, bottom


def _stretched(start: int, stop: int, limit: int) -> tuple[int, int]:
    start, stop = max(0, start - TILE), min(limit, stop + TILE)
    length = -(-(stop - start) // GRID) * GRID
    start = max(0, min(start, limit - length))
    return start, min(limit, start + length)
