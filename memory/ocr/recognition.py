"""Text recognition (PP-OCR CTC, ONNX Runtime), as a cascade.

Called by the perceiving thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from base.records.picture import BgrImage
from memory.encoders.onnx_session import OnnxSession
from memory.ocr.detection import normalize_pixels
from memory.pictures.pixels import resize_linear
from memory.text.cjk import has_cjk_sign

_HEIGHT = 48
_NARROWEST = 48
_BATCH_PIXELS = 1536
"""Width of all crops read in one call: bounds the peak of memory and costs no time (FINDINGS §2)."""
_STRETCH = 115
"""Per cent of its width at which a line is read: at 100, double letters (ll, ff) lose one on 35 real screens."""


class RecognizedText(NamedTuple):
    text: str
    confidence: float


class TextRecognizer(Protocol):
    def recognize(self, crops: Sequence[BgrImage]) -> list[RecognizedText]: ...


class CtcRecognizer:
    """One network. Crops are read in batches of near-equal width: padding is wasted work."""

    def __init__(self, model: bytes, alphabet: Sequence[str] = (), *, threads: int) -> None:
        self._session = OnnxSession(model, threads=threads)
        letters = alphabet or self._session.metadata["character"].split("\n")
        self._letters = ("", *letters, " ")
        self.lines = 0
        """Lines read so far, for benchmarks."""

    def recognize(self, crops: Sequence[BgrImage]) -> list[RecognizedText]:
        self.lines += len(crops)
        spelled = [RecognizedText("", 0.0)] * len(crops)
        for width, batch in _batches([_reading_width(crop) for crop in crops]):
            likely = self._session.run(_stack_crops([crops[index] for index in batch], width))
            for index, letters in zip(batch, likely, strict=True):
                spelled[index] = self._decoded(letters)
        return spelled

    def _decoded(self, likely: NDArray[np.float32]) -> RecognizedText:
        best = likely.argmax(1)
        emitted = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
        if not emitted.any():
            return RecognizedText("", 0.0)
        text = "".join(self._letters[letter] for letter in best[emitted])
        return RecognizedText(text.strip(), float(likely[np.arange(len(best)), best][emitted].mean()))


class CascadeRecognizer:
    """The fast network reads all, the careful one reads again what the fast one doubts or cannot know.

    Doubt below 0.96: word recall .987 on 35 real screens; below 0.93 .983, at 0.02 CPU s less a frame
    (benchmarks/reading.py). The fast one has no kana and few rare characters: lines with Chinese, Japanese or Korean
    are always read again.
    """

    def __init__(self, fast: TextRecognizer, careful: TextRecognizer, *, doubt: float = 0.96) -> None:
        self._fast, self._careful, self._doubt = fast, careful, doubt

    def recognize(self, crops: Sequence[BgrImage]) -> list[RecognizedText]:
        spelled = self._fast.recognize(crops)
        again = [i for i, line in enumerate(spelled) if line.confidence < self._doubt or has_cjk_sign(line.text)]
        for index, line in zip(again, self._careful.recognize([crops[i] for i in again]), strict=True):
            if line.confidence >= spelled[index].confidence or has_cjk_sign(spelled[index].text):
                spelled[index] = line
        return spelled


def _reading_width(crop: BgrImage) -> int:
    height, width = int(crop.shape[0]), int(crop.shape[1])
    return max(16, -(-_HEIGHT * width * _STRETCH // (height * 100)))


def _padded_width(width: int) -> int:
    """In steps of some 6 %: what a line says must not depend on which others are read with it."""
    step = 16 if width < 256 else 32 if width < 768 else 64
    return max(_NARROWEST, -(-width // step) * step)


def _batches(widths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """(padded width, indices) of crops that are read in one call."""
    alike: dict[int, list[int]] = {}
    for index, width in enumerate(widths):
        alike.setdefault(_padded_width(width), []).append(index)
    for width, indices in alike.items():
        size = max(1, _BATCH_PIXELS // width)
        for start in range(0, len(indices), size):
            yield width, indices[start : start + size]


def _stack_crops(crops: Sequence[BgrImage], width: int) -> NDArray[np.float32]:
    stack = np.zeros((len(crops), 3, _HEIGHT, width), np.float32)
    for row, crop in zip(stack, crops, strict=True):
        crop_width = _reading_width(crop)
        row[:, :, :crop_width] = normalize_pixels(resize_linear(crop, crop_width, _HEIGHT))
    return stack
