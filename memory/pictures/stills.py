"""Encodes and decodes stills and thumbnails (WebP).

The reader's thread encodes, any thread decodes. Pure functions. A still is lossless if that is small, which it is for
most screens. Per 1920×1080 screen (benchmarks/stills.py): lossless method 1
34 KB in 29 CPU ms (method 0: 416 KB in 30; method 2: 25 KB in 59), lossy q85 method 2 39 KB in 37 with 98.4 % of the
words still read.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image as Pillow

from base.errors import BrokenPicture
from base.records.picture import BgrImage, Picture
from memory.pictures.pixels import from_pillow, resize_area, to_pillow

THUMBNAIL_WIDTH = 320
MIME = "image/webp"
_MAX_LOSSLESS_BYTES_PER_PIXEL = 0.12
"""A larger still (a photograph, a video) is encoded with loss: at 1920×1080 the limit is 250 kB."""


def encode_thumbnail(image: BgrImage) -> bytes:
    """WebP, 320 pixels wide."""
    height, width = image.shape[:2]
    size = (THUMBNAIL_WIDTH, max(1, round(height * THUMBNAIL_WIDTH / width)))
    return _encode_webp(resize_area(image, *size), quality=60, method=2)


def encode_still(image: BgrImage) -> Picture:
    """The whole picture, lossless if that is small."""
    height, width = image.shape[:2]
    data = _encode_webp(image, lossless=True, quality=20, method=1)
    if len(data) > _MAX_LOSSLESS_BYTES_PER_PIXEL * height * width:
        data = _encode_webp(image, quality=85, method=2)
    return Picture(MIME, width, height, data)


def encode_jpeg(image: BgrImage, width: int) -> bytes:
    """At most `width` pixels wide, for programs that cannot open WebP."""
    picture = to_pillow(image)
    picture.thumbnail((width, width))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def shrink(image: BgrImage, width: int) -> BgrImage:
    """At most `width` pixels wide."""
    height, whole = image.shape[:2]
    if whole <= width:
        return image
    size = (width, max(1, round(height * width / whole)))
    return np.asarray(Pillow.fromarray(image).resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0), np.uint8)


def decode(picture: Picture) -> BgrImage:
    """(height, width, 3) uint8, blue green red. Raises BrokenPicture."""
    return decode_bytes(picture.data)


def decode_bytes(data: bytes) -> BgrImage:
    """The same of an encoded picture alone."""
    try:
        with Pillow.open(io.BytesIO(data)) as opened:
            return from_pillow(opened)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError) as error:
        raise BrokenPicture from error


def _encode_webp(image: BgrImage, *, quality: int, method: int, lossless: bool = False) -> bytes:
    buffer = io.BytesIO()
    to_pillow(image).save(buffer, "WEBP", quality=quality, method=method, lossless=lossless)
    return buffer.getvalue()
