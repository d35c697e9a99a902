"""Boolean masks of pictures: growing, long straight runs, connected components.

Text detection, the search for ink and the search for badges use them. Pure functions on NumPy arrays, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def dilate(mask: Mask, rows: int, columns: int) -> Mask:
    """True where anything in the window of rows × columns around it is; an even one reaches further up and left."""
    height, width = mask.shape
    below, beside = (rows - 1) // 2, (columns - 1) // 2
    grown = np.zeros((height + below, width + beside), np.bool_)
    grown[:height, :width] = mask
    _spread(grown, rows)
    _spread(grown.T, columns)
    return grown[below:, beside:]


def close_gaps(mask: Mask, rows: int, columns: int) -> Mask:
    """The mask with holes and gaps filled that are narrower than rows × columns, both odd."""
    below, beside = rows // 2, columns // 2
    framed = np.pad(mask, ((below, below), (beside, beside)))
    return ~dilate(~dilate(framed, rows, columns), rows, columns)[below:-below, beside:-beside]


def _spread(mask: NDArray[Any], length: int) -> None:
    """In place: each true value also fills the length - 1 places after it. Doubles what is filled at every step."""
    filled = 1
    while filled < length:
        step = min(filled, length - filled)
        mask[step:] |= mask[:-step].copy()
        filled += step


def long_runs(bits: NDArray[np.uint8], length: int, axis: int) -> NDArray[np.uint8]:
    """Of each bit of a byte, the runs along an axis that are at least that long. One or two unset bits between set ones
    do not end a run, and are part of it.

    Eight rows or columns lie in a byte each (np.packbits): an eighth of the work.
    """
    lines = np.moveaxis(bits, axis, 0)
    if len(lines) < length:
        return np.zeros_like(bits)
    closed = lines.copy()
    closed[1:-1] |= lines[:-2] & lines[2:]  # gaps of one
    closed[1:-2] |= lines[:-3] & lines[3:]  # gaps of two, both of their places
    closed[2:-1] |= lines[:-3] & lines[3:]
    begins, seen = closed, 1
    while seen < length:  # begins: all of the next `seen` are set
        step = min(seen, length - seen)
        begins = begins[:-step] & begins[step:]
        seen += step
    runs = np.zeros_like(lines)
    runs[: len(begins)] = begins
    _spread(runs, length)
    return np.moveaxis(runs, 0, axis)


@dataclass(frozen=True, slots=True)
class Components:
    """The connected parts of a mask, in the order of their first pixels, row by row."""

    boxes: NDArray[np.int64] = field(repr=False)
    """(n, 4): left, top, width, height."""
    areas: NDArray[np.int64] = field(repr=False)
    """(n,) pixels that are set."""
    _runs: NDArray[np.int64] = field(repr=False)
    _owners: NDArray[np.int64] = field(repr=False)

    def sums(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """(n,) the sum of `values`, of the mask's shape, over each part."""
        if not len(self.areas):
            return np.zeros(0)
        padded = np.zeros((values.shape[0], values.shape[1] + 1), values.dtype)
        padded[:, :-1] = values
        of_runs = np.add.reduceat(padded.ravel(), self._runs.ravel())[::2]
        return np.bincount(self._owners, weights=of_runs, minlength=len(self.areas)).astype(np.float64)


def components(mask: Mask) -> Components:
    """Parts whose pixels touch at a side or a corner."""
    height, width = mask.shape
    padded = np.zeros((height, width + 1), np.bool_)  # so that no run goes on in the next row
    padded[:, :width] = mask
    flat = padded.ravel().view(np.int8)
    runs = np.flatnonzero(np.diff(flat, prepend=np.int8(0))).reshape(-1, 2)
    _, owners = np.unique(_join(runs, width + 1), return_inverse=True)
    count = int(owners.max()) + 1 if len(owners) else 0
    rows, left = np.divmod(runs[:, 0], width + 1)
    right = runs[:, 1] - rows * (width + 1)
    x0, y0, x1, y1 = (
        _extreme(np.minimum, left, owners, count),
        _extreme(np.minimum, rows, owners, count),
        _extreme(np.maximum, right, owners, count),
        _extreme(np.maximum, rows + 1, owners, count),
    )
    areas = np.bincount(owners, weights=right - left, minlength=count).astype(np.int64)
    return Components(np.stack([x0, y0, x1 - x0, y1 - y0], 1), areas, runs, owners)


def _extreme(kind: Any, values: NDArray[np.int64], owners: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    start = np.iinfo(np.int64).max if kind is np.minimum else -1
    found = np.full(count, start, np.int64)
    kind.at(found, owners, values)
    return found


def _join(runs: NDArray[np.int64], stride: int) -> NDArray[np.int64]:
    """For each run of set pixels the first run of its part. Runs touch where the one above, moved a row down, overlaps
    or ends at the corner."""
    first = np.searchsorted(runs[:, 1], runs[:, 0] - stride, "left")
    after = np.searchsorted(runs[:, 0], runs[:, 1] - stride, "right")
    counts = np.maximum(after - first, 0)
    below = np.repeat(np.arange(len(runs)), counts)
    above = np.arange(len(below)) - np.repeat(np.cumsum(counts) - counts, counts) + first[below]
    parts = np.arange(len(runs))
    while (parts[above] != parts[below]).any():
        one, other = parts[above], parts[below]
        np.minimum.at(parts, np.maximum(one, other), np.minimum(one, other))
        while (parts != parts[parts]).any():
            parts = parts[parts]
    return parts
