"""From a kept picture to pixels, whatever it was kept as. Pure functions, called from any thread."""

from __future__ import annotations

from dataclasses import replace

from capture.errors import BrokenPicture
from memory import films
from memory.perceive import stills
from memory.perceive.encoders import Image
from memory.records import Filmed, Moment, Picture, Roll


def decode(picture: Picture) -> Image:
    """(height, width, 3) uint8, blue green red. Raises BrokenPicture."""
    if picture.codec == films.MIME:
        return films.decode(picture.data, picture.position)
    return stills.decode(picture)


def as_still(moment: Moment) -> Moment:
    """The moment with a picture that other programs can open."""
    if moment.picture is None or moment.picture.codec != films.MIME:
        return moment
    return replace(moment, picture=stills.still(decode(moment.picture)))


def filmed(roll: Roll) -> Filmed:
    """The film of a roll's stills. One that cannot be decoded does not hold the others up."""
    images: dict[str, Image] = {}
    broken = []
    for frame, picture in zip(roll.ids, roll.pictures, strict=True):
        try:
            image = decode(picture)
        except BrokenPicture:
            broken.append(frame)
            continue
        if image.shape[:2] == (picture.height, picture.width):
            images[frame] = image
        else:
            broken.append(frame)
    return Filmed(tuple(images), films.encode(images.values()) if images else b"", tuple(broken))
