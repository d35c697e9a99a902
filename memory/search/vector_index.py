"""Exact vector search in RAM over the passages, or pictures, of all frames (SimSIMD). Equal vectors are kept once.

Kept as float16, 768 bytes a passage at 384 dimensions. Called by `memory.search.search_index`, which holds a lock while
`PassageVectors` changes; a `VectorIndex` may be read from any thread.
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

MAX_COMPARED = 8
"""Passages of a frame that are compared with all others: each takes a pass over the whole matrix."""
THREADS = 2
"""The window and the reader need the other cores."""

Halves = NDArray[np.float16]


class PassageVectors:
    """Vectors of one width, each owned by one or more frames."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._matrix: Halves = np.zeros((0, dimensions), np.float16)
        self._used = 0
        self._row_of_hash: dict[bytes, int] = {}
        self._rows_of_frame: dict[str, tuple[int, ...]] = {}

    def add(self, blocks: Iterable[VectorBlock], *, without: Container[str] = ()) -> None:
        """Leaves out blocks of another width, and the frames in `without`: vectors of another encoder mean something
        else."""
        for block in blocks:
            if block.matrix.shape[1] != self.dimensions:
                continue
            order = np.argsort(block.owners, kind="stable")
            owners = block.owners[order]
            rows = self._store_vectors(np.ascontiguousarray(block.matrix, np.float16))[order].tolist()
            cuts = [0, *(np.flatnonzero(np.diff(owners)) + 1).tolist(), len(rows)]
            for start, end in pairwise(cuts) if rows else ():
                frame = block.ids[owners[start]]
                if frame not in without:
                    self._rows_of_frame[frame] = tuple(rows[start:end])

    def _store_vectors(self, vectors: Halves) -> NDArray[np.int64]:
        """The row of each vector; new ones are appended. The loop does little, so that a million vectors take only a
        second."""
        data, width, known, used = vectors.tobytes(), vectors.shape[1] * vectors.itemsize, self._row_of_hash, self._used
        rows: list[int] = []
        new: list[int] = []
        for place in range(len(vectors)):
            key = xxh3_128_digest(data[place * width : (place + 1) * width])
            row = known.get(key)
            if row is None:
                row = known[key] = used + len(new)
                new.append(place)
            rows.append(row)
        self._used += len(new)
        if self._used > len(self._matrix):
            larger = np.empty((max(1024, self._used + self._used // 2), self.dimensions), np.float16)
            larger[:used] = self._matrix[:used]
            self._matrix = larger
        self._matrix[used : self._used] = vectors if len(new) == len(vectors) else vectors[new]
        return np.array(rows, np.int64)

    def remove(self, frames: Iterable[str]) -> None:
        """Forget the frames, and the vectors that no other frame owns."""
        for frame in frames:
            self._rows_of_frame.pop(frame, None)
        remaining = sorted({row for rows in self._rows_of_frame.values() for row in rows})
        moved = {row: i for i, row in enumerate(remaining)}
        self._matrix = self._matrix[remaining]
        self._used = len(remaining)
        self._rows_of_frame = {f: tuple(moved[row] for row in rows) for f, rows in self._rows_of_frame.items()}
        self._row_of_hash = {xxh3_128_digest(self._matrix[i].tobytes()): i for i in range(self._used)}

    def build_index(self, frames: Sequence[str]) -> VectorIndex:
        """A fixed view for searches, in the order of `frames`: this object may grow without disturbing it."""
        rows_of_each = [self._rows_of_frame.get(frame, ()) for frame in frames]
        counts = np.array([len(rows) for rows in rows_of_each], np.int64)
        flat = np.fromiter((row for rows in rows_of_each for row in rows), np.int64, int(counts.sum()))
        return VectorIndex(self._matrix[: self._used], flat, np.concatenate([[0], np.cumsum(counts)]))


class VectorIndex:
    """The vectors in the order of the frames that were given. Immutable."""

    def __init__(self, matrix: Halves, flat: NDArray[np.int64], starts: NDArray[np.int64]) -> None:
        self._matrix = matrix
        self._flat = flat
        self._starts = starts

    def best_scores(self, query: Vector) -> NDArray[np.float32]:
        """(frames,) float32: the likeness of each frame's best passage; 0 for a frame without passages."""
        scores = _dot(self._matrix, query)[self._flat]
        best = np.zeros(len(self._starts) - 1, np.float32)
        filled = np.diff(self._starts) > 0
        if scores.size:
            best[filled] = np.maximum.reduceat(scores, self._starts[:-1][filled])
        return best

    def mean_best_scores(self, vectors: Vector) -> NDArray[np.float32]:
        """(frames,) float32: how near each frame's best passages are to `vectors`, on average over at most MAX_COMPARED
        of these; all 0 where there are none."""
        chosen = vectors[:: max(1, -(-len(vectors) // MAX_COMPARED))]
        total = np.zeros(len(self._starts) - 1, np.float32)
        for vector in chosen:
            total += self.best_scores(vector)
        return np.asarray(total / max(1, len(chosen)), np.float32)

    def vectors_of(self, position: int) -> Vector:
        """(passages, dimensions) float32 of one frame."""
        return self._matrix[self._rows_of(position)].astype(np.float32)

    def _rows_of(self, position: int) -> NDArray[np.int64]:
        return self._flat[self._starts[position] : self._starts[position + 1]]

    def likeness(self, position: int, others: NDArray[np.int64]) -> NDArray[np.float32]:
        """(others,) float32: how much of the text of each other frame is also in the frame at `position`, and the other
        way round, 0..1. The mean over the passages of the nearest one on the other side; 0 where either has none."""
        mine, theirs = self._rows_of(position), [self._rows_of(int(other)) for other in others]
        counts = np.array([len(rows) for rows in theirs], np.int64)
        filled = counts > 0
        likeness = np.zeros(len(others), np.float32)
        if not len(mine) or not filled.any():
            return likeness
        starts = np.concatenate([[0], np.cumsum(counts)])[:-1][filled]
        grid = self._matrix[mine].astype(np.float32) @ self._matrix[np.concatenate(theirs)].astype(np.float32).T
        of_theirs = np.add.reduceat(grid.max(0), starts) / counts[filled]
        of_mine = np.maximum.reduceat(grid, starts, axis=1).mean(0)
        likeness[filled] = np.minimum(of_theirs, of_mine)
        return likeness


def _dot(matrix: Halves, query: Vector) -> NDArray[np.float32]:
    """(rows,) float32: `matrix @ query`, to 0.001 where both are of length 1. 100,000 × 384 take 10 ms of one core, a
    fifth of what numpy needs, which widens float16 first."""
    if not len(matrix):
        return np.zeros(0, np.float32)
    scores = cdist(query.astype(np.float16)[None, :], matrix, metric="dot", out_dtype="float32", threads=THREADS)
    return np.asarray(scores, np.float32).reshape(-1)
