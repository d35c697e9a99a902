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
    """Of the frame in its film."""


@dataclass(frozen=True, slots=True)
class StillBatch:
    """Stills that are to become one film, in its order."""

    ids: tuple[str, ...]
    pictures: tuple[Picture, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """The film that was made of a StillBatch."""

    ids: tuple[str, ...]
    """Of the frames in the film, in its order."""
    film: bytes = field(repr=False)
    """Empty when no still could be decoded."""
    broken: tuple[str, ...] = ()
    """Of stills that cannot be decoded: they stay as they are."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """A step that freed space. With a `film` it is still to be done: encode the film at lower quality, hand it back."""

    size: int
    """Bytes that the thinned part took before."""
    segment: str = ""
    film: bytes = field(default=b"", repr=False)


BgrImage = NDArray[np.uint8]
"""(height, width, 3) uint8, blue green red."""
