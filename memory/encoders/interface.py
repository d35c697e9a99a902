"""Protocols of text and image encoders; opens the chosen one. Implementations live beside this file, one vendor
each.
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
    """What stays of an encoder's name when its version or its weights are others."""
    return name.partition("/")[0]


def made_by_other_version(made_by: Mapping[str, str], name: str) -> set[str]:
    """Frames whose vectors another version of this encoder made: nearness to its own says nothing. `made_by`: the names
    of every frame's encoders, joined by `;`."""
    others = {names for names in set(made_by.values()) if _other(names.split(";"), name)}
    return {frame for frame, names in made_by.items() if names in others} if others else set()


def _other(parts: Sequence[str], name: str) -> bool:
    return name not in parts and any(model_family(part) == model_family(name) for part in parts)


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

    def encode_images(self, images: Sequence[BgrImage]) -> Vector: ...

    def encode_texts(self, texts: Sequence[str]) -> Vector: ...


@dataclass(frozen=True, slots=True)
class ImageModel:
    """Which picture model the person chose; picklable, so that each process opens it for itself."""

    weights: Path = field(repr=False)
    architecture: str


def open_image_encoder(model: ImageModel | None) -> ImageEncoder | None:
    """None without a choice, and where the libraries or the weights are absent: everything else works on."""
    if model is None:
        return None
    from memory.encoders.clip import open_weights

    try:
        return open_weights(model.weights, architecture=model.architecture)
    except WeightsMissing as missing:
        log.warning("no picture model: %s", type(missing).__name__)
        return None
