"""Pixels to Pillow and back, resized and padded."""

from __future__ import annotations

import numpy as np

from memory.pictures.pixels import from_pillow, pad_to_multiple, resize_area, resize_linear, to_pillow

IMAGE = np.random.default_rng(2).integers(0, 255, (30, 41, 3), np.uint8)


def test_blue_stays_blue_on_the_way_to_pillow_and_back() -> None:
    image = IMAGE[:, ::2]  # not in one piece

    picture = to_pillow(image)

    assert picture.getpixel((3, 2)) == tuple(image[2, 3, ::-1])
    assert (from_pillow(picture) == image).all()


def test_a_smaller_picture_has_the_mean_of_what_each_pixel_covers() -> None:
    small = resize_area(IMAGE[:, :40], 20, 15)

    means = IMAGE[:, :40].reshape(15, 2, 20, 2, 3).mean((1, 3))
    assert np.abs(small - means).max() <= 1


def test_a_wider_picture_has_straight_lines_between_its_pixels() -> None:
    ramp = np.repeat(np.arange(0, 200, 20, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(4, axis=0)

    wide = resize_linear(ramp, 20, 4)[0, :, 0].astype(int)

    assert np.abs(np.diff(wide[1:-1]) - 10).max() <= 1


def test_a_padded_picture_goes_on_with_its_last_row_and_column() -> None:
    padded = pad_to_multiple(IMAGE, 32)

    assert padded.shape == (32, 64, 3)
    assert (padded[:30, :41] == IMAGE).all()
    assert (padded[31, 63] == IMAGE[29, 40]).all()
    assert (padded[5, 41:] == IMAGE[5, 40]).all()
    assert pad_to_multiple(padded, 32) is padded
