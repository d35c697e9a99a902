"""From a captured frame to a moment."""

from __future__ import annotations

import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from perceive_drawing import AT, browser, frame, screen

from base.errors import BrokenPicture, WeightsMissing
from base.records.moment import Moment
from capture.frames import CapturedFrame, Window
from memory.perception.perceiver import DroppedFrame, Perceiver, default_perceiver
from memory.perception.private_browsing import PrivateBrowsingDetector
from memory.pictures import decoding

LETTER = screen((40, 40, "Dear Ottilie, the parcel has arrived"), (40, 90, "Thank you for the marmalade and the books"))
TOP = Path(__file__).parent / "data"


def moment(perceiver: Perceiver, shot: CapturedFrame) -> Moment:
    found = perceiver.perceive(shot)
    assert isinstance(found, Moment)
    return found


def test_a_frame_becomes_a_moment_with_all_its_parts(perceiver: Perceiver) -> None:
    shot = frame(LETTER, title="letter.txt")

    found = moment(perceiver, shot)

    assert (found.id, found.at, found.monitor, found.app, found.title) == ("f1", AT, 1, "Editor", "letter.txt")
    assert "marmalade" in found.text
    assert found.text_vectors is not None
    assert found.text_vectors.shape == (1, 384)
    assert found.image_vector is None
    assert found.language == "en"
    assert found.summary
    assert found.thumbnail[8:12] == b"WEBP"
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (800, 480)
    assert len(found.encoders.split(";")) == 2
    assert "minilm" in found.encoders


def test_the_summary_of_the_next_moment_is_its_news(perceiver: Perceiver) -> None:
    moment(perceiver, frame(LETTER, name="f1"))
    grown = LETTER.copy()
    grown[140:170] = screen((40, 4, "Please visit us before the snow comes"), shape=(30, 800))

    assert moment(perceiver, frame(grown, name="f2")).summary == "Please visit us before the snow comes"


def test_a_private_window_becomes_no_moment(perceiver: Perceiver) -> None:
    image = np.full((700, 1600, 3), 255, np.uint8)
    image[:84] = decoding.load(TOP / "chromium-private-uk.png")

    assert perceiver.perceive(frame(image, windows=(browser(0, 0, 1600, 700),))) == DroppedFrame("private browsing")


def test_a_window_that_the_platform_calls_private_becomes_no_moment(perceiver: Perceiver) -> None:
    hidden = replace(browser(0, 0, 800, 480), private=True)

    assert perceiver.perceive(frame(LETTER, windows=(hidden, Window(app="Editor")))) == DroppedFrame("private browsing")


@pytest.mark.parametrize("shape", [(0, 0, 4), (5, 5, 4), (100, 100, 3), (100, 400)])
def test_pixels_that_are_no_picture_are_told(perceiver: Perceiver, shape: tuple[int, ...]) -> None:
    with pytest.raises(BrokenPicture):
        perceiver.perceive(replace(frame(LETTER), pixels=np.zeros(shape, np.uint8)))


def test_without_weights_a_frame_is_still_kept_as_a_picture() -> None:
    bare = Perceiver(
        reader=None, text_encoder=None, private_gate=PrivateBrowsingDetector(), missing=[WeightsMissing("model")]
    )

    found = moment(bare, frame(LETTER, title="letter.txt"))

    assert (found.lines, found.text_vectors, found.encoders) == ((), None, "")
    assert found.summary == "letter.txt"
    assert found.picture is not None
    assert bare.missing[0].advice


def test_what_the_screen_shows_is_in_no_log_and_no_repr(perceiver: Perceiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    found = moment(perceiver, frame(LETTER, title="marmalade.txt"))

    assert "marmalade" not in caplog.text + repr(found) + repr(found.lines) + repr(perceiver)


def test_forgetting_leaves_nothing_to_compare_with(perceiver: Perceiver) -> None:
    first = moment(perceiver, frame(LETTER))
    perceiver.forget_cache()

    assert moment(perceiver, frame(LETTER)).summary == first.summary


def _perceive_in_child(image: np.ndarray) -> str:
    perceiver = default_perceiver(threads=1)
    found = perceiver.perceive(frame(image))
    perceiver.close()
    assert isinstance(found, Moment)
    return found.text


def test_it_works_in_a_spawned_process() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert "marmalade" in pool.submit(_perceive_in_child, LETTER).result(timeout=120)
