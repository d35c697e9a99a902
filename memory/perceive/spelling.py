"""What a line of text says: PP-OCR's recognition network (CTC), alone or as a cascade of a fast and a careful one.

Called by the perceiving thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from memory.perceive.encoders import Image
from memory.perceive.finding import normalised
from memory.perceive.runtime import Session

_HEIGHT = 48
_NARROWEST = 48
_BATCH = 8


class Spelled(NamedTuple):
    text: str
    confidence: float


class Speller(Protocol):
    def spell(self, crops: Sequence[Image]) -> list[Spelled]: ...


class NetworkSpeller:
    """One network. Crops are read in batches of near-equal width: padding is wasted work."""

    def __init__(self, model: bytes, alphabet: Sequence[str] = (), *, threads: int) -> None:
        self._session = Session(model, threads=threads)
        letters = alphabet or self._session.metadata["character"].split("\n")
        self._letters = ("", *letters, " ")
        self.lines = 0
        """Lines read so far, for benchmarks."""

    def spell(self, crops: Sequence[Image]) -> list[Spelled]:
        self.lines += len(crops)
        spelled = [Spelled("", 0.0)] * len(crops)
        widths = [max(16, -(-_HEIGHT * crop.shape[1] // crop.shape[0])) for crop in crops]
        for batch in _batches(widths):
            likely = self._session.run(_stacked([crops[i] for i in batch], [widths[i] for i in batch]))
            for index, letters in zip(batch, likely, strict=True):
                spelled[index] = self._decoded(letters)
        return spelled

    def _decoded(self, likely: NDArray[np.float32]) -> Spelled:
        best = likely.argmax(1)
        kept = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
        if not kept.any():
            return Spelled("", 0.0)
        text = "".join(self._letters[letter] for letter in best[kept])
        return Spelled(text.strip(), float(likely[np.arange(len(best)), best][kept].mean()))


class CascadeSpeller:
    """The fast network reads all, the careful one reads again what the fast one doubts or cannot know.

    0.93 is from FINDINGS §2 (word recall 97 at a third of the cost). The fast one has no kana and few rare
    characters, so that lines with Chinese, Japanese or Korean are always read again.
    """

    def __init__(self, fast: Speller, careful: Speller, *, doubt: float = 0.93) -> None:
        self._fast, self._careful, self._doubt = fast, careful, doubt

    def spell(self, crops: Sequence[Image]) -> list[Spelled]:
        spelled = self._fast.spell(crops)
        again = [i for i, line in enumerate(spelled) if line.confidence < self._doubt or has_cjk(line.text)]
        for index, line in zip(again, self._careful.spell([crops[i] for i in again]), strict=True):
            if line.confidence >= spelled[index].confidence or has_cjk(spelled[index].text):
                spelled[index] = line
        return spelled


def has_cjk(text: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in text)


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and (len(batch) == _BATCH or widths[index] > widths[batch[0]] * 1.15 + 8):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _stacked(crops: Sequence[Image], widths: Sequence[int]) -> NDArray[np.float32]:
    width = max(_NARROWEST, -(-max(widths) // 8) * 8)
    stack = np.zeros((len(crops), 3, _HEIGHT, width), np.float32)
    for row, crop, crop_width in zip(stack, crops, widths, strict=True):
        row[:, :, :crop_width] = normalised(cv2.resize(crop, (crop_width, _HEIGHT)))
    return stack
