"""Text detection (PP-OCR DBNet, ONNX Runtime).

Called by the perceiving thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from base.records.picture import BgrImage
from memory.encoders.onnx_session import OnnxSession
from memory.pictures.masks import components, dilate
from memory.pictures.pixels import pad_to_multiple

Span = tuple[int, int, int, int]
"""left, top, right, bottom; right and bottom are outside."""

GRID = 32
_TEXT_THRESHOLD = 0.3
_BOX_THRESHOLD = 0.45
_RULE_WIDTH = 3
_RULE_OVERHANG = 3
_UNCLIP_RATIO = 1.6  # the network is trained on shrunken lines (Liao 2019); this grows them back


class TextDetector:
    """Text lines of a picture. Never shrinks it: small text is lost below native width (FINDINGS §2)."""

    def __init__(self, model: bytes, *, threads: int) -> None:
        self._session = OnnxSession(model, threads=threads)
        self.pixels = 0
        """Pixels looked at so far, for benchmarks."""

    def detect(self, image: BgrImage) -> list[Span]:
        height, width = image.shape[:2]
        padded = pad_to_multiple(image, GRID)
        self.pixels += padded.shape[0] * padded.shape[1]
        likely = self._session.run(normalize_pixels(padded)[None])[0, 0]
        return _text_boxes(likely[:height, :width])


def normalize_pixels(image: BgrImage) -> NDArray[np.float32]:
    """(3, height, width) float32 from -1 to 1."""
    scaled = image.astype(np.float32)
    scaled *= 2 / 255
    scaled -= 1
    return np.ascontiguousarray(scaled.transpose(2, 0, 1))


def _text_boxes(likely: NDArray[np.float32]) -> list[Span]:
    parts = components(dilate(likely > _TEXT_THRESHOLD, 2, 2))
    means = parts.sums(likely) / parts.areas
    spans = []
    for (x, y, width, height), mean in zip(parts.boxes.tolist(), means.tolist(), strict=True):
        if min(width, height) >= 3 and mean >= _BOX_THRESHOLD:
            span = _grow_box(x, y, width, height, likely.shape)
            if span[2] - span[0] >= 5 and span[3] - span[1] >= 5:
                spans.append(span)
    return spans


def _grow_box(x: int, y: int, width: int, height: int, shape: tuple[int, ...]) -> Span:
    by = width * height * _UNCLIP_RATIO / (2 * (width + height))
    return (
        max(0, int(x - by)),
        max(0, int(y - by)),
        min(shape[1], int(np.ceil(x + width + by))),
        min(shape[0], int(np.ceil(y + height + by))),
    )


def split_at_rules(image: BgrImage, span: Span) -> list[Span]:
    """The parts of a line between the vertical rules of a table, whose cells are otherwise read as one word.

    A rule is of one colour and goes on above and below the line, which no letter and no caret does. It is neither paper
    nor, where a line lies half on another ground, a gap between letters: that is like what is beside it on both sides.
    """
    left, top, right, bottom = span
    part = image[max(0, top - _RULE_OVERHANG) : bottom + _RULE_OVERHANG, left:right]
    above, paper = part[0].astype(np.int16), np.median(part.reshape(-1, 3), axis=0)
    beside = np.pad(above, ((_RULE_WIDTH + 1,) * 2, (0, 0)), mode="edge")
    unlike = [
        np.abs(above - other).max(1) > 8 for other in (paper, beside[: len(above)], beside[2 * _RULE_WIDTH + 2 :])
    ]
    is_rule = (part == part[0]).all((0, 2)) & unlike[0] & (unlike[1] | unlike[2])
    steps = np.flatnonzero(np.diff(is_rule.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    edges = [left]
    for start, stop in steps.tolist():
        if stop - start <= _RULE_WIDTH:
            edges += [left + start, left + stop]
    edges.append(right)
    parts = [(x0, top, x1, bottom) for x0, x1 in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in parts if part[2] - part[0] >= 5]
