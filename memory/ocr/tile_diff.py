"""Changed and shifted tiles between two pictures.

Pure functions on arrays, called by the perceiving thread.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from base.records.picture import BgrImage
from memory.ocr.detection import Span
from memory.pictures.pixels import to_pillow

TILE = 16
TileHashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Spans = NDArray[np.int64]
Shift = tuple[int, int]
"""Pixels right and down."""

_MIN_VOTES = 24
_MAX_SHIFTS = 3
_MIN_VOTE_SHARE = 0.05
_SAMPLED_SHIFT = 27  # five bits that must be 0: one place in 32, of which some thousand differ on a full page
_ACROSS, _DOWN = 32, 8
_FACTOR, _MIXER, _WIDEST = 0x9E3779B1, np.uint32(0x85EBCA6B), 1 << 16
_POWERS, _INVERSES = (
    np.cumprod(np.full(_WIDEST, factor, np.uint32), dtype=np.uint32) for factor in (_FACTOR, pow(_FACTOR, -1, 1 << 32))
)
_WORDS = TILE * 3 // 8


def tile_hashes(image: BgrImage) -> TileHashes:
    """(rows, columns) uint64: equal where all 16×16 pixels are equal."""
    height, width = image.shape[:2]
    rows, columns = -(-height // TILE), -(-width // TILE)
    if (rows * TILE, columns * TILE) != (height, width) or not image.flags.c_contiguous:
        padded = np.zeros((rows * TILE, columns * TILE, 3), np.uint8)
        padded[:height, :width] = image
        image = padded
    words = image.reshape(rows * TILE, -1).view(np.uint64)
    mixed = words * _multipliers(words.shape[1])
    mixed ^= mixed >> np.uint64(29)
    mixed *= _multipliers(words.shape[0], seed=2)[:, None]
    tall = mixed.reshape(rows, TILE, -1).sum(1, dtype=np.uint64)
    sums: TileHashes = tall.reshape(rows, columns, _WORDS).sum(2, dtype=np.uint64)
    return sums


def _multipliers(count: int, seed: int = 1) -> TileHashes:
    return np.random.default_rng(seed).integers(1, 2**63, size=count, dtype=np.uint64) | np.uint64(1)


def tiles_under(span: Span) -> tuple[slice, slice]:
    return slice(max(0, span[1]) // TILE, -(-span[3] // TILE)), slice(max(0, span[0]) // TILE, -(-span[2] // TILE))


def area(span: Span) -> int:
    return max(0, span[2] - span[0]) * max(0, span[3] - span[1])


def overlaps(span: Span, others: Spans) -> NDArray[np.int64]:
    """(n,) pixels shared with each of (n, 4) spans."""
    left, top = np.maximum(others[:, 0], span[0]), np.maximum(others[:, 1], span[1])
    right, bottom = np.minimum(others[:, 2], span[2]), np.minimum(others[:, 3], span[3])
    shared: NDArray[np.int64] = np.maximum(right - left, 0) * np.maximum(bottom - top, 0)
    return shared


def overlap(a: Span, b: Span) -> int:
    return area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))


class Patches(NamedTuple):
    """Patches that occur once in a picture."""

    hashes: NDArray[np.uint32]
    places: NDArray[np.int64]
    """(n, 2): row and column."""


def find_shifts(before: Patches, after: Patches) -> list[Shift]:
    """How content may have moved: scrolled panes, a dragged window. The likeliest first.

    Patches vote wherever they are: several panes may have scrolled differently.
    """
    _, ours, theirs = np.intersect1d(before.hashes, after.hashes, assume_unique=True, return_indices=True)
    moved = after.places[theirs] - before.places[ours]
    moved = moved[moved.any(1)]
    if len(moved) < _MIN_VOTES:
        return []
    steps, votes = np.unique(moved, axis=0, return_counts=True)
    best = np.argsort(votes)[::-1][:_MAX_SHIFTS]
    enough = max(_MIN_VOTES, _MIN_VOTE_SHARE * len(moved))
    return [(int(steps[i][1]), int(steps[i][0])) for i in best if votes[i] >= enough]


def sample_patches(image: BgrImage) -> Patches:
    """Some patches of 32×8 pixels, chosen by the hash of their first row, each with a hash of all of it."""
    rows = _hash_rows(image)
    chosen = rows * _MIXER >> np.uint32(_SAMPLED_SHIFT) == 0
    chosen[:, 1:] &= rows[:, 1:] != rows[:, :-1]  # paper
    chosen[max(0, len(rows) - _DOWN + 1) :] = False
    places = np.flatnonzero(chosen)
    below = np.arange(_DOWN) * rows.shape[1]
    hashes = (rows.ravel()[places[:, None] + below] * _POWERS[:_DOWN]).sum(1, dtype=np.uint32)
    values, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    once = counts == 1
    return Patches(values[once], np.stack(np.divmod(places[first[once]], rows.shape[1]), 1))


def _hash_rows(image: BgrImage) -> NDArray[np.uint32]:
    """(height, width - 31): for each place the sum of grey × factor^n over the 32 pixels from there, modulo 2^32 (Karp
    and Rabin 1987): the difference of two running sums, turned back by the place's own power."""
    grey = np.asarray(to_pillow(image).convert("L"))
    width = max(0, grey.shape[1] - _ACROSS + 1)
    running = np.zeros((len(grey), grey.shape[1] + 1), np.uint32)
    np.cumsum(grey * _POWERS[: grey.shape[1]], axis=1, dtype=np.uint32, out=running[:, 1:])
    hashes = running[:, _ACROSS : _ACROSS + width] - running[:, :width]
    hashes *= _INVERSES[:width]
    return hashes


def same_when_moved(before: BgrImage, after: BgrImage, shift: Shift) -> Mask:
    """The tiles of `after` all of whose pixels are those of `before` moved by `shift`."""
    height, width = after.shape[:2]
    x, y = shift
    target = slice(max(0, y), height + min(0, y)), slice(max(0, x), width + min(0, x))
    source = slice(max(0, -y), height - max(0, y)), slice(max(0, -x), width - max(0, x))
    rows, columns = -(-height // TILE), -(-width // TILE)
    differs = np.zeros((rows * TILE, columns * TILE, 3), np.uint8)
    differs[:height, :width] = 1
    np.bitwise_xor(after[target], before[source], out=differs[target])
    return ~any_in_cells(differs.reshape(rows * TILE, -1), rows, columns)


def any_in_cells(flags: NDArray[np.uint8], rows: int, columns: int) -> Mask:
    """Which of rows × columns cells, each a multiple of eight bytes wide, holds any byte but 0."""
    words = np.bitwise_or.reduce(flags.view(np.uint64).reshape(rows, flags.shape[0] // rows, -1), axis=1)
    filled: Mask = np.bitwise_or.reduce(words.reshape(rows, columns, -1), axis=2) != 0
    return filled
