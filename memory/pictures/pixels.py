"""Arrays of pixels to Pillow's pictures and back, resizing and padding.

Reading, stills, films and the picture encoder use them. Pure functions, any thread.
"""

from __future__ import annotations

import numpy as np
from PIL import Image as Pillow

from base.records.picture import BgrImage


def to_pillow(image: BgrImage) -> Pillow.Image:
    """An RGB picture. Pillow turns the channels round as it copies: a third of the time of NumPy's way."""
    height, width = image.shape[:2]
    return Pillow.frombuffer("RGB", (width, height), np.ascontiguousarray(image), "raw", "BGR", 0, 1)


def from_pillow(picture: Pillow.Image) -> BgrImage:
    """(height, width, 3) uint8, blue green red, read-only."""
    data = picture.convert("RGB").tobytes("raw", "BGR")
    return np.frombuffer(data, np.uint8).reshape(picture.height, picture.width, 3)


def resize_area(image: BgrImage, width: int, height: int) -> BgrImage:
    """Each new pixel is the mean of those that it covers."""
    return _resize(image, width, height, Pillow.Resampling.BOX)


def resize_linear(image: BgrImage, width: int, height: int) -> BgrImage:
    """Between pixels a straight line; where it gets smaller, of all that a new pixel covers."""
    return _resize(image, width, height, Pillow.Resampling.BILINEAR)


def _resize(image: BgrImage, width: int, height: int, how: Pillow.Resampling) -> BgrImage:
    return np.asarray(Pillow.fromarray(np.ascontiguousarray(image)).resize((width, height), how), np.uint8)


def pad_to_multiple(image: BgrImage, size: int) -> BgrImage:
    """The picture with its last row and column repeated until both sides are multiples of `size`."""
    height, width = image.shape[:2]
    if height % size == 0 and width % size == 0:
        return image
    padded = np.empty((height + -height % size, width + -width % size, 3), np.uint8)
    padded[:height, :width] = image
    padded[:height, width:] = image[:, -1:]
    padded[height:] = padded[height - 1]
    return padded
