"""Pictures as they are kept."""

from __future__ import annotations

import io

import numpy as np
import pytest
from perceive_drawing import screen
from PIL import Image as Pillow

from base.errors import BrokenPicture
from base.records.picture import Picture
from memory.pictures import stills


def test_a_thumbnail_is_a_webp_of_320_pixels() -> None:
    with Pillow.open(io.BytesIO(stills.encode_thumbnail(screen(shape=(1080, 1920))))) as opened:
        assert (opened.format, opened.size) == ("WEBP", (320, 180))


def test_a_screen_is_kept_without_loss() -> None:
    image = screen((40, 40, "Every pixel counts"), paper="#fdf6e3", ink="#073642")

    picture = stills.encode_still(image)

    assert (picture.codec, picture.width, picture.height) == ("image/webp", 800, 480)
    assert np.array_equal(stills.decode(picture), image)


def test_a_photograph_is_kept_small() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (480, 800, 3), np.uint8)

    picture = stills.encode_still(noise)

    assert len(picture.data) < 0.8 * noise.size
    assert stills.decode(picture).shape == noise.shape


@pytest.mark.parametrize("data", [b"", b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"not a picture"])
def test_bytes_that_are_no_picture_are_told(data: bytes) -> None:
    with pytest.raises(BrokenPicture):
        stills.decode(Picture("image/webp", 10, 10, data))
