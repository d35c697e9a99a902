"""Films: what goes in comes out, one frame alone, and what is taken out is gone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import BrokenPicture
from memory.pictures import films
from memory.pictures.films import TILE, Image

SECRET = (3, 141, 59)
"""A colour that nothing else on these screens has."""


def screen(seed: int, *, height: int = 200, width: int = 300) -> Image:
    """A drawing of few colours."""
    dice = np.random.default_rng(seed)
    colours = dice.integers(0, 256, (12, 3), np.uint8)
    blocks = dice.integers(0, 12, (height // 4, width // 4))
    return np.ascontiguousarray(colours[np.kron(blocks, np.ones((4, 4), np.int64))])


def changed(image: Image, left: int, top: int, colour: tuple[int, int, int]) -> Image:
    other = image.copy()
    other[top : top + 10, left : left + 10] = colour
    return other


def photograph(seed: int) -> Image:
    smooth = np.add.outer(np.arange(200), np.arange(300))[..., None] // 2 + np.array([0, 40, 90])
    noise = np.random.default_rng(seed).integers(-9, 10, (200, 300, 3))
    return np.clip(smooth + noise, 0, 255).astype(np.uint8)


def test_drawn_frames_come_back_to_the_pixel() -> None:
    desk = screen(1)
    frames = [desk, changed(desk, 40, 60, (1, 2, 3)), screen(2), desk]

    film = films.encode(frames)

    for position, frame in enumerate(frames):
        assert np.array_equal(films.decode(film, position), frame)
    assert all(
        np.array_equal(a, b) for a, b in zip(films.decode_all(film, [3, 0, 1]), [desk, desk, frames[1]], strict=True)
    )


def test_a_frame_costs_what_is_new_on_it() -> None:
    desk = screen(1, height=640, width=960)
    one = len(films.encode([desk]))

    same_again = len(films.encode([desk, desk, desk]))
    a_little_news = len(films.encode([desk, changed(desk, 40, 60, (1, 2, 3))]))

    assert same_again < 1.1 * one
    assert a_little_news < 1.2 * one


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 280), st.integers(0, 180)), min_size=1, max_size=8))
def test_any_run_of_drawings_comes_back(edits: list[tuple[int, int, int]]) -> None:
    frames = [changed(screen(seed), left, top, (9, left % 256, top)) for seed, left, top in edits]

    film = films.encode(frames)

    assert films.frame_positions(film) == tuple(range(len(frames)))
    assert all(np.array_equal(films.decode(film, n), frame) for n, frame in enumerate(frames))


def test_many_colours_are_reduced_and_hardly_seen() -> None:
    dice = np.random.default_rng(5)
    shaded = np.clip(screen(3).astype(int) + dice.integers(0, 4, (200, 300, 1)), 0, 255).astype(np.uint8)

    back = films.decode(films.encode([shaded]), 0)

    assert np.abs(back.astype(int) - shaded).max() <= 24
    assert np.abs(back.astype(int) - shaded).mean() < 3


def test_a_photograph_on_a_page_is_coded_as_one_and_the_page_stays_sharp() -> None:
    page = screen(4)
    page[:, 160:] = photograph(1)[:, 160:]

    back = films.decode(films.encode([page]), 0)

    assert np.array_equal(back[:, :128], page[:, :128])
    assert np.abs(back[:, 160:].astype(int) - page[:, 160:]).mean() < 6


def test_one_frame_can_be_taken_out_of_the_film_alone() -> None:
    frames = [screen(1), screen(2), screen(3)]

    lone = films.extract_frame(films.encode(frames), 1)

    assert np.array_equal(films.decode(lone, 1), frames[1])
    assert films.frame_positions(lone) == (1,)
    with pytest.raises(BrokenPicture):
        films.decode(lone, 0)


def colours_of(film: bytes) -> set[tuple[int, ...]]:
    """Every colour in every sheet of a film: what somebody who has its bytes could see."""
    sheets = [films._decode_sheet(sheet) for sheet in films._unpack(film).sheets if sheet.data]
    return {tuple(pixel) for sheet in sheets for pixel in np.unique(sheet.reshape(-1, 3), axis=0).tolist()}


def test_what_only_a_forgotten_frame_showed_is_in_no_sheet_any_more() -> None:
    desk = screen(1)
    film = films.encode([desk, changed(desk, 40, 60, SECRET), changed(desk, 100, 60, (1, 2, 3))])
    assert SECRET in colours_of(film)

    kept = films.remove_frames(film, [1])

    assert kept is not None
    assert SECRET not in colours_of(kept)
    assert films.frame_positions(kept) == (0, 2)
    assert np.array_equal(films.decode(kept, 0), desk)
    assert np.array_equal(films.decode(kept, 2), changed(desk, 100, 60, (1, 2, 3)))


def test_what_another_frame_still_shows_stays() -> None:
    secret = changed(screen(1), 40, 60, SECRET)

    kept = films.remove_frames(films.encode([secret, secret, screen(2)]), [0])

    assert kept is not None
    assert np.array_equal(films.decode(kept, 1), secret)


def test_a_film_without_frames_is_none() -> None:
    assert films.remove_frames(films.encode([screen(1), screen(2)]), [0, 1]) is None


def test_a_thinned_film_is_smaller_and_shows_the_same() -> None:
    frames = [screen(seed, height=640, width=960) for seed in range(3)]
    film = films.encode(frames)

    thin = films.downscale_film(film)

    assert len(thin) < 0.8 * len(film)
    back = films.decode(thin, 2)
    assert back.shape == frames[2].shape
    blurred = np.abs(back.astype(int) - frames[2]).mean()
    assert blurred < np.abs(frames[1].astype(int) - frames[2]).mean() / 2
    assert len(films.downscale_film(thin)) <= len(thin)


@pytest.mark.parametrize("size", [(TILE, TILE), (8, 8), (33, 65), (200, 31)])
def test_any_size_comes_back(size: tuple[int, int]) -> None:
    image = np.full((*size, 3), (10, 20, 30), np.uint8)

    assert np.array_equal(films.decode(films.encode([image]), 0), image)


def test_a_film_refuses_other_sizes_too_many_frames_and_none() -> None:
    with pytest.raises(ValueError, match="one size"):
        films.encode([screen(1), screen(1, height=100)])
    with pytest.raises(ValueError, match="at most"):
        films.encode([screen(1)] * (films.MAX_FRAMES + 1))
    with pytest.raises(ValueError, match="at least"):
        films.encode([])


def test_damage_is_told_and_never_a_wrong_picture_or_a_crash() -> None:
    desk = screen(1)
    film = films.encode([desk, changed(desk, 40, 60, (1, 2, 3))])
    dice = np.random.default_rng(2)

    for _ in range(200):
        broken = bytearray(film)
        cut = int(dice.integers(len(film)))
        if dice.random() < 0.5:
            broken = broken[:cut]
        else:
            broken[cut] ^= 1 << int(dice.integers(8))
        try:
            image = films.decode(bytes(broken), 1)
        except BrokenPicture:
            continue
        assert image.shape == desk.shape
