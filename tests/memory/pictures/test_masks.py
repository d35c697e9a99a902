"""Masks: growing, runs and connected parts, against the plain way of counting them."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from memory.pictures.masks import close_gaps, components, dilate, long_runs

Mask = NDArray[np.bool_]


def drawn(*rows: str) -> Mask:
    return np.array([[sign == "#" for sign in row] for row in rows])


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    height, width = draw(st.integers(1, 24)), draw(st.integers(1, 24))
    seed, share = draw(st.integers(0, 1 << 30)), draw(st.floats(0, 1))
    return np.random.default_rng(seed).random((height, width)) < share


def flooded(mask: Mask) -> list[set[tuple[int, int]]]:
    """The connected parts, by walking from pixel to pixel."""
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    parts = []
    for start in sorted(left):
        if start in left:
            left.discard(start)
            part, todo = {start}, deque([start])
            while todo:
                y, x = todo.popleft()
                near = {(y + b, x + a) for a in (-1, 0, 1) for b in (-1, 0, 1)} & left
                left -= near
                part |= near
                todo.extend(near)
            parts.append(part)
    return parts


@given(masks())
def test_parts_are_those_that_one_can_walk_through(mask: Mask) -> None:
    values = np.arange(mask.size, dtype=np.float32).reshape(mask.shape)

    found = components(mask)

    expected = flooded(mask)
    boxes = []
    for part in expected:
        ys, xs = zip(*part, strict=True)
        boxes.append([min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1])
    assert found.boxes.tolist() == boxes
    assert found.areas.tolist() == [len(part) for part in expected]
    assert found.sums(values).tolist() == pytest.approx([sum(float(values[at]) for at in part) for part in expected])


@given(masks(), st.integers(1, 7), st.integers(1, 7))
def test_growing_fills_the_window_around_every_set_pixel(mask: Mask, rows: int, columns: int) -> None:
    grown = np.zeros_like(mask)
    for y, x in np.argwhere(mask):
        grown[
            max(0, y - (rows - 1) // 2) : y + rows // 2 + 1, max(0, x - (columns - 1) // 2) : x + columns // 2 + 1
        ] = 1

    assert (dilate(mask, rows, columns) == grown).all()


def test_holes_narrower_than_the_window_are_filled_and_wider_ones_stay() -> None:
    mask = drawn("#####....#", "#...#....#", "#...#....#", "#...#....#", "#####....#")

    assert (close_gaps(mask, 5, 5)[:, 9] == mask[:, 9]).all()
    assert close_gaps(mask, 5, 5)[1:4, 1:4].all()
    assert not close_gaps(mask, 3, 3)[1:4, 1:4].any()


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("..######..", "..######.."),  # as long as asked for
        ("..#####...", ".........."),  # too short
        ("##..####..", "########.."),  # a gap of two does not end it
        ("###...####", ".........."),  # one of three does
        ("#.#.#.....", ".........."),
        ("#.#.#.#...", "#######..."),
        ("....######", "....######"),  # at the edge
    ],
)
def test_long_runs(line: str, kept: str, axis: int) -> None:
    mask, expected = (np.repeat(drawn(text), 8, axis=0) for text in (line, kept))
    bits, expected_bits = np.packbits(mask, axis=0), np.packbits(expected, axis=0)
    if axis == 0:
        bits, expected_bits = bits.T, expected_bits.T

    assert (long_runs(bits, 6, axis) == expected_bits).all()


def test_a_picture_smaller_than_the_run_holds_none() -> None:
    assert not long_runs(np.full((3, 4), 255, np.uint8), 5, 1).any()
