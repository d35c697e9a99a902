"""The seam between the product and its models. Implementations live beside this file, one vendor each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from memory.records import Line, Vector

Image = NDArray[np.uint8]
"""(height, width, 3) uint8, blue green red."""


class TextEncoder(Protocol):
    """Sentences into a space where nearness is likeness of meaning."""

    @property
    def name(self) -> str:
        """Model and version, stored with every vector it made."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vector:
        """(len(texts), dimensions) float32, rows of length 1. Deterministic; cuts long texts at the model's limit."""


class ImageEncoder(Protocol):
    """Pictures and words in one space (CLIP). Absent unless the `clip` extra and its weights are there."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode_images(self, images: Sequence[Image]) -> Vector: ...

    def encode_texts(self, texts: Sequence[str]) -> Vector: ...


class Reader(Protocol):
    """Text on a picture."""

    @property
    def name(self) -> str: ...

    def read(self, image: Image) -> tuple[Line, ...]:
        """Lines in reading order, boxes in the picture's pixels. May remember earlier ones to read only the news."""
