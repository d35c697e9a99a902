"""Where a picture looks like one of some small drawings, whatever the brightness and contrast.

Normalised cross-correlation (Lewis 1995) by Fourier transform, in overlapping blocks: a drawing costs one product and
one transform back. Called by the perceiving thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Size = tuple[int, int]

_BLOCK: Size = 256, 512
"""Rows and columns of a block: what is needed for one stays in the processor's cache."""
_FLATTEST = 1.0
"""Variance of grey values below which a place looks like nothing at all."""
_MAX_SIZES = 8


class TemplateMatcher:
    """Looks for the same drawings in any number of pictures."""

    def __init__(self, drawings: Sequence[Grey]) -> None:
        """drawings: (height, width) uint8 each, much smaller than a block."""
        patterns = [drawing - np.float32(drawing.mean()) for drawing in drawings]
        self._patterns = [pattern / np.sqrt((pattern * pattern).sum()) for pattern in patterns]
        self._overlap = max(len(drawing) for drawing in drawings) - 1, max(len(drawing.T) for drawing in drawings) - 1
        self._spectra: dict[Size, list[NDArray[np.complex64]]] = {}

    def find(self, grey: Grey, least: float) -> Iterator[tuple[int, int, int]]:
        """(number of the drawing, row, column) of the places that are alike by more than `least`, of 1 at most."""
        size = _smooth_length(min(grey.shape[0], _BLOCK[0])), _smooth_length(min(grey.shape[1], _BLOCK[1]))
        for top in _starts(grey.shape[0], size[0], self._overlap[0]):
            for left in _starts(grey.shape[1], size[1], self._overlap[1]):
                block = grey[top : top + size[0], left : left + size[1]]
                if int(block.max()) - int(block.min()) > 2 * _FLATTEST:
                    for number, alike in enumerate(self._correlate(block, size)):
                        for y, x in np.argwhere(alike > least):
                            yield number, top + int(y), left + int(x)

    def _correlate(self, block: Grey, size: Size) -> Iterator[NDArray[np.float32]]:
        """For each drawing the likeness at each place where it lies within the block."""
        level = block.astype(np.float32)
        level -= level.mean()
        spectrum = np.fft.rfft2(level, size)
        sums, squares = _integral(level), _integral(level * level)
        for pattern, other in zip(self._patterns, self._spectra_of(size), strict=True):
            height, width = pattern.shape
            rows, columns = level.shape[0] - height + 1, level.shape[1] - width + 1
            if rows <= 0 or columns <= 0:
                yield np.empty((0, 0), np.float32)
                continue
            total = _window_sums(sums, height, width)
            spread = _window_sums(squares, height, width) - total * total / pattern.size
            np.maximum(spread, _FLATTEST * pattern.size, out=spread)
            product = np.fft.irfft2(spectrum * other, size)[:rows, :columns]
            yield product / np.sqrt(spread, dtype=np.float32, casting="same_kind")

    def _spectra_of(self, size: Size) -> list[NDArray[np.complex64]]:
        if size not in self._spectra:
            if len(self._spectra) >= _MAX_SIZES:
                self._spectra.clear()
            self._spectra[size] = [np.conj(np.fft.rfft2(pattern, size)) for pattern in self._patterns]
        return self._spectra[size]


def _starts(length: int, size: int, overlap: int) -> range:
    """Of blocks that hold every place of a drawing whole; some places lie in two."""
    return range(0, max(1, length - overlap), size - overlap if length > size else length)


def _smooth_length(length: int) -> int:
    """The next one whose only prime factors are 2, 3 and 5: others take a multiple of the time."""
    while True:
        rest = length
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return length
        length += 1


def _integral(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Sums over all that is above and to the left, with a first row and column of 0."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(values, axis=1, dtype=np.float64, out=sums[1:, 1:])
    np.cumsum(sums[1:], axis=0, out=sums[1:])
    return sums


def _window_sums(integral: NDArray[np.float64], height: int, width: int) -> NDArray[np.float64]:
    tall = integral[height:] - integral[:-height]
    return tall[:, width:] - tall[:, :-width]
