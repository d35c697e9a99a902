"""Exact vector search over all passages in RAM. Identical passages (a page that stays on the screen) are kept once.

Kept as float16, 768 bytes a passage at 384 dimensions. Not thread-safe while it grows: `Recall` guards it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from simsimd import cdist
from xxhash import xxh3_128_digest

from base.records.vector import Vector
from memory.search.source import VectorBlock

MOST = 8
"""Passages that stand for a frame: each costs a look at all others."""
THREADS = 2
"""The window and the reader want the others."""

Halves = NDArray[np.float16]


class PassageVectors:
    """Vectors of one width, each owned by one or more frames."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._matrix: Halves = np.zeros((0, dimensions), np.float16)
        self._used = 0
        self._rows: dict[bytes, int] = {}
        self._of: dict[str, tuple[int, ...]] = {}

    def __contains__(self, frame: str) -> bool:
        return frame in self._of

    def add(self, blocks: Iterable[VectorBlock], *, without: Container[str] = ()) -> None:
        """Blocks of another width and the frames in `without` are left out: another encoder's vectors mean something
        else."""
        for block in blocks:
            if block.matrix.shape[1] == self.dimensions:
                self._add(block, without)

    def _add(self, block: VectorBlock, without: Container[str]) -> None:
        order = np.argsort(block.owners, kind="stable")
        owners = block.owners[order]
        rows = self._rows_of(np.ascontiguousarray(block.matrix, np.float16))[order].tolist()
        cuts = [0, *(np.flatnonzero(np.diff(owners)) + 1).tolist(), len(rows)]
        for start, end in pairwise(cuts) if rows else ():
            frame = block.ids[owners[start]]
            if frame not in without:
                self._of[frame] = tuple(rows[start:end])

    def _rows_of(self, vectors: Halves) -> NDArray[np.int64]:
        """Where each of them is kept. A loop over a million rows takes a second only while it does little."""
        whole, width, known, used = vectors.tobytes(), vectors.shape[1] * vectors.itemsize, self._rows, self._used
        rows: list[int] = []
        new: list[int] = []
        for place in range(len(vectors)):
            key = xxh3_128_digest(whole[place * width : (place + 1) * width])
            row = known.get(key)
            if row is None:
                row = known[key] = used + len(new)
                new.append(place)
            rows.append(row)
        self._used += len(new)
        if self._used > len(self._matrix):
            room = np.empty((max(1024, self._used + self._used // 2), self.dimensions), np.float16)
            room[:used] = self._matrix[:used]
            self._matrix = room
        self._matrix[used : self._used] = vectors if len(new) == len(vectors) else vectors[new]
        return np.array(rows, np.int64)

    def remove(self, frames: Iterable[str]) -> None:
        """Forget the frames, and the vectors that no other frame owns."""
        for frame in frames:
            self._of.pop(frame, None)
        kept = sorted({row for rows in self._of.values() for row in rows})
        moved = {row: i for i, row in enumerate(kept)}
        self._matrix = self._matrix[kept]
        self._used = len(kept)
        self._of = {frame: tuple(moved[row] for row in rows) for frame, rows in self._of.items()}
        self._rows = {xxh3_128_digest(self._matrix[i].tobytes()): i for i in range(self._used)}

    def laid_out(self, frames: Sequence[str]) -> VectorIndex:
        """What a search needs, fixed: this object may grow on without disturbing it."""
        rows = [self._of.get(frame, ()) for frame in frames]
        counts = np.array([len(row) for row in rows], np.int64)
        flat = np.fromiter((row for one in rows for row in one), np.int64, int(counts.sum()))
        return VectorIndex(self._matrix[: self._used], flat, np.concatenate([[0], np.cumsum(counts)]))


class VectorIndex:
    """The vectors in the order of the frames that were given. Immutable."""

    def __init__(self, matrix: Halves, flat: NDArray[np.int64], starts: NDArray[np.int64]) -> None:
        self._matrix = matrix
        self._flat = flat
        self._starts = starts

    def best(self, query: Vector) -> NDArray[np.float32]:
        """(frames,) float32: the likeness of each frame's best passage; 0 for a frame without passages."""
        likeness = dot(self._matrix, query)[self._flat]
        best = np.zeros(len(self._starts) - 1, np.float32)
        filled = np.diff(self._starts) > 0
        if likeness.size:
            best[filled] = np.maximum.reduceat(likeness, self._starts[:-1][filled])
        return best

    def alike(self, vectors: Vector) -> NDArray[np.float32]:
        """(frames,) float32: of each frame how near its best passages are to `vectors`, on average over at most MOST of
        these; all 0 where there are none."""
        chosen = vectors[:: max(1, -(-len(vectors) // MOST))]
        total = np.zeros(len(self._starts) - 1, np.float32)
        for vector in chosen:
            total += self.best(vector)
        return np.asarray(total / max(1, len(chosen)), np.float32)

    def of(self, position: int) -> Vector:
        """(passages, dimensions) float32 of one frame."""
        return self._matrix[self.rows(position)].astype(np.float32)

    def rows(self, position: int) -> NDArray[np.int64]:
        return self._flat[self._starts[position] : self._starts[position + 1]]

    def likeness(self, one: int, others: NDArray[np.int64]) -> NDArray[np.float32]:
        """(others,) float32: how much of each one's text and of `one`'s is the same, 0..1. Each passage's nearest on
        the other side, on average; 0 where either has none."""
        mine, theirs = self.rows(one), [self.rows(int(other)) for other in others]
        counts = np.array([len(rows) for rows in theirs], np.int64)
        filled = counts > 0
        found = np.zeros(len(others), np.float32)
        if not len(mine) or not filled.any():
            return found
        starts = np.concatenate([[0], np.cumsum(counts)])[:-1][filled]
        grid = self._matrix[mine].astype(np.float32) @ self._matrix[np.concatenate(theirs)].astype(np.float32).T
        of_theirs = np.add.reduceat(grid.max(0), starts) / counts[filled]
        of_mine = np.maximum.reduceat(grid, starts, axis=1).mean(0)
        found[filled] = np.minimum(of_theirs, of_mine)
        return found


def dot(matrix: Halves, query: Vector) -> NDArray[np.float32]:
    """(rows,) float32: `matrix @ query`, to 0.001 where both are of length 1. 100,000 × 384 take 10 ms of one core, a
    fifth of what numpy needs, which widens float16 first."""
    if not len(matrix):
        return np.zeros(0, np.float32)
    found = cdist(query.astype(np.float16)[None, :], matrix, metric="dot", out_dtype="float32", threads=THREADS)
    return np.asarray(found, np.float32).reshape(-1)
