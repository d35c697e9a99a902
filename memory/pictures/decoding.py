"""Decodes stored pictures and picture files to pixels, with size limits.

Archive, importers and thumbnails call it. Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import PIL.Image

from base.errors import BrokenPicture
from base.records.moment import Moment
from base.records.picture import BgrImage, FilmFrame, Picture, StillBatch
from memory.pictures import films, stills
from memory.pictures.pixels import from_pillow

MAX_PIXELS = 64_000_000
"""Two 8K screens side by side; a larger picture is a mistake or a decompression bomb."""


def decode(picture: Picture) -> BgrImage:
    """(height, width, 3) uint8, blue green red. Raises BrokenPicture."""
    if picture.codec == films.MIME:
        return films.decode(picture.data, picture.position)
    return stills.decode(picture)


def load(path: Path) -> BgrImage:
    """(height, width, 3) uint8, blue green red, of any file that Pillow opens. Raises BrokenPicture with the file's
    name."""
    try:
        with PIL.Image.open(path) as picture:
            check_size(path.name, picture.width, picture.height)
            return from_pillow(picture)
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        raise BrokenPicture(path.name) from None


def check_size(name: str, width: int, height: int) -> None:
    """Raises BrokenPicture if the picture is too large, or too small to show anything."""
    if width * height > MAX_PIXELS or min(width, height) < 8:
        raise BrokenPicture(f"{name} is {width} x {height} pixels")


def as_still(moment: Moment) -> Moment:
    """The moment with a still, which other programs can open, instead of a film."""
    if moment.picture is None or moment.picture.codec != films.MIME:
        return moment
    return replace(moment, picture=stills.encode_still(decode(moment.picture)))


def encode_film(batch: StillBatch) -> FilmFrame:
    """A film of the stills; broken ones are left out and named in the result."""
    images: dict[str, BgrImage] = {}
    broken = []
    for frame, picture in zip(batch.ids, batch.pictures, strict=True):
        try:
            image = decode(picture)
        except BrokenPicture:
            broken.append(frame)
            continue
        if image.shape[:2] == (picture.height, picture.width):
            images[frame] = image
        else:
            broken.append(frame)
    return FilmFrame(tuple(images), films.encode(images.values()) if images else b"", tuple(broken))
