"""Stored pictures: stills, film frames, thinning."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded still, or one frame of a film. `codec` is a MIME type; `memory.pictures.decoding.decode` reads
    each."""

    codec: str
    width: int
    height: int
    data: bytes = field(repr=False)
    position: int = 0
    """In a film."""


@dataclass(frozen=True, slots=True)
class StillBatch:
    """Stills that are to become one film, in its order."""

    ids: tuple[str, ...]
    pictures: tuple[Picture, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """What became of a roll."""

    ids: tuple[str, ...]
    """Of the frames in the film, in its order."""
    film: bytes = field(repr=False)
    """Empty when no still could be decoded."""
    broken: tuple[str, ...] = ()
    """Of stills that cannot be decoded: they are kept as they are."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """A step that made room, or with `film` one that is still to be done: code it faintly and give it back."""

    size: int
    """Bytes that the thinned part took."""
    segment: str = ""
    film: bytes = field(default=b"", repr=False)


BgrImage = NDArray[np.uint8]
"""(height, width, 3) uint8, blue green red."""
