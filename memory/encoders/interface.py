"""Protocols of text and image encoders, and opening of the image encoder that the person chose.

Perception, recall and the memory managers use them. The implementations are beside this file, one vendor each.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from base.errors import WeightsMissing
from base.records.picture import BgrImage
from base.records.vector import Vector

log = logging.getLogger(__name__)


def model_family(name: str) -> str:
    """The part of an encoder's name without version and weights."""
    return name.partition("/")[0]


def frames_of_other_versions(encoders: Mapping[str, str], name: str) -> set[str]:
    """Frames with vectors of another version of this encoder, which cannot be compared with its own. `encoders`: for
    each frame the names of its encoders, joined by `;`.
    """
    family, other_versions = model_family(name), set()
    for joined_names in set(encoders.values()):
        names = joined_names.split(";")
        if name not in names and family in map(model_family, names):
            other_versions.add(joined_names)
    return {frame for frame, names in encoders.items() if names in other_versions} if other_versions else set()


class TextEncoder(Protocol):
    """Maps sentences to vectors; similar meanings have near vectors."""

    @property
    def name(self) -> str:
        """Model and version, stored with every vector."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vector:
        """(len(texts), dimensions) float32, rows of length 1. Deterministic; cuts long texts at the model's limit."""


class ImageEncoder(Protocol):
    """Maps pictures and texts to vectors of one space (CLIP). Needs the `clip` extra and its weights."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode_images(self, images: Sequence[BgrImage]) -> Vector: ...

    def encode_texts(self, texts: Sequence[str]) -> Vector: ...


@dataclass(frozen=True, slots=True)
class ImageModel:
    """The picture model that the person chose; picklable, because each process opens it for itself."""

    weights: Path = field(repr=False)
    architecture: str


def open_image_encoder(model: ImageModel | None) -> ImageEncoder | None:
    """None without a choice, or if the libraries or the weights are missing; everything else works without it."""
    if model is None:
        return None
    from memory.encoders.clip import open_weights

    try:
        return open_weights(model.weights, architecture=model.architecture)
    except WeightsMissing as missing:
        log.warning("no picture model: %s", type(missing).__name__)
        return None
