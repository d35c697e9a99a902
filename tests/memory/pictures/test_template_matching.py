"""Drawings are found wherever they are, in any brightness, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from memory.pictures.template_matching import TemplateMatcher

Grey = NDArray[np.uint8]
RNG = np.random.default_rng(5)
CROSS, RING = np.full((16, 17), 40, np.uint8), np.full((32, 34), 40, np.uint8)
CROSS[7:9] = CROSS[:, 8:10] = 200
RING[4:28, 4:30] = 200
RING[8:24, 8:26] = 40


def likeness(place: Grey, drawing: Grey) -> float:
    return float(np.corrcoef(place.ravel(), drawing.ravel())[0, 1])


def test_each_place_is_as_alike_as_the_correlation_says() -> None:
    grey = RNG.integers(0, 255, (40, 60), np.uint8)
    expected = {
        (y, x)
        for y in range(40 - 16 + 1)
        for x in range(60 - 17 + 1)
        if likeness(grey[y : y + 16, x : x + 17], CROSS) > 0.1
    }

    assert {(y, x) for _, y, x in TemplateMatcher([CROSS]).find(grey, 0.1)} == expected


@pytest.mark.parametrize("place", [(0, 0), (250, 505), (221, 470), (300 - 16, 900 - 17), (120, 883)])
def test_a_drawing_is_found_in_the_corners_and_across_the_blocks(place: tuple[int, int]) -> None:
    grey = np.full((300, 900), 90, np.uint8)
    y, x = place
    grey[y : y + 16, x : x + 17] = 60 + CROSS // 4  # fainter than drawn

    assert (0, y, x) in set(TemplateMatcher([CROSS, RING]).find(grey, 0.95))


def test_two_drawings_are_told_apart() -> None:
    grey = np.full((200, 300), 30, np.uint8)
    grey[20:36, 30:47], grey[100:132, 200:234] = CROSS, RING

    assert set(TemplateMatcher([CROSS, RING]).find(grey, 0.95)) == {(0, 20, 30), (1, 100, 200)}


def test_paper_and_pictures_smaller_than_the_drawing_are_like_nothing() -> None:
    matcher = TemplateMatcher([CROSS])

    assert not list(matcher.find(np.full((300, 400), 17, np.uint8), 0.1))
    assert not list(matcher.find(CROSS[:10], 0.1))
