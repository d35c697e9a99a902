"""The second gate: private windows are recognised from the picture, ordinary ones are not.

`data/` holds the tops of real browser windows (Chromium 156, Firefox ESR 153) photographed for these tests.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from perceive_drawing import AT, CORPUS, browser, frame, screen

from base.records.picture import BgrImage
from capture.frames import CapturedFrame, Rect, Window
from memory.ocr.reader import PPOcrReader
from memory.perception.private_browsing import PrivateBrowsingDetector, is_badge
from memory.pictures import decoding

DATA = Path(__file__).parent / "data"
PRIVATE = sorted(path.stem for path in DATA.glob("*-private*.png"))
NORMAL = sorted(path.stem for path in DATA.glob("*-normal*.png"))


def toolbar(name: str) -> BgrImage:
    return decoding.load(DATA / f"{name}.png")


def desktop(*placed: tuple[str, int, int], shape: tuple[int, int] = (1440, 2560), ground: int = 90) -> BgrImage:
    """A grey desktop with windows: their photographed tops over a white page."""
    image = np.full((*shape, 3), ground, np.uint8)
    for name, x, y in placed:
        top = toolbar(name)
        width = min(top.shape[1], shape[1] - x)
        image[y : y + 600, x : x + width] = 255
        image[y : y + top.shape[0], x : x + width] = top[:, :width]
    return image


def seen(image: BgrImage, *windows: Window) -> bool:
    return PrivateBrowsingDetector().shows_badge(frame(image, windows=windows), image)


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_window_is_seen_in_any_language_and_scale(name: str) -> None:
    image = desktop((name, 0, 0))

    assert seen(image, browser(0, 0, toolbar(name).shape[1], 700))


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_window_is_seen_where_no_window_is_known(name: str) -> None:
    assert seen(desktop((name, 0, 300)))


@pytest.mark.parametrize("name", NORMAL)
def test_an_ordinary_window_is_not_private(name: str) -> None:
    image = desktop((name, 0, 0))

    assert not seen(image, browser(0, 0, 1600, 700))
    assert not seen(image)


def test_a_private_window_that_is_not_the_active_one_is_seen() -> None:
    image = desktop(("chromium-private-en", 100, 20), ("chromium-normal-light", 300, 500))

    assert seen(image, browser(100, 20, 1600, 600), browser(300, 500, 1600, 600))


def test_windows_of_another_monitor_are_found_by_its_origin() -> None:
    image = desktop(("chromium-private-en", 100, 20))
    shot = frame(image, windows=(browser(2020, 20, 1600, 600),))
    moved = CapturedFrame(
        id="f", at=AT, monitor=2, pixels=shot.pixels, window=shot.window, windows=shot.windows, origin=(1920, 0)
    )

    assert PrivateBrowsingDetector().shows_badge(moved, image)


def test_a_picture_of_the_badge_inside_a_page_is_not_a_private_window() -> None:
    image = desktop(("chromium-normal-light", 0, 0))
    image[300:384, 200:1800] = toolbar("chromium-private-en")

    assert not seen(image, browser(0, 0, 1600, 700))


@pytest.mark.parametrize(
    "name", ["chromium-private-en", "firefox-private", "chromium-private-scale150", "chromium-private-scale200"]
)
def test_the_words_of_a_badge_are_read(reader: PPOcrReader, name: str) -> None:
    image = desktop((name, 0, 0))
    shot = frame(image, windows=(browser(0, 0, toolbar(name).shape[1], 700),))

    assert PrivateBrowsingDetector().reads_badge(shot, image, reader.read(image))


@pytest.mark.parametrize("word", ["InPrivate", "Private browsing", "Navegación privada", "Приватный просмотр"])
def test_words_of_other_browsers_are_badges(word: str) -> None:
    assert is_badge(word)
    assert is_badge(f"∞ {word}")
    assert not is_badge(f"{word} explained")
    assert not is_badge(f"About {word}")


def test_the_word_in_a_page_is_only_a_word(reader: PPOcrReader) -> None:
    image = screen(
        (40, 40, "Incognito"), (40, 200, "Private browsing"), (600, 300, "InPrivate"), paper="#222222", ink="white"
    )
    page = np.full((1000, 1600, 3), 255, np.uint8)
    page[:84] = toolbar("chromium-normal-dark")
    page[200:680, 100:900] = image
    shot = frame(page, windows=(browser(0, 0, 1600, 1000),))
    lines = reader.read(page)

    assert "Incognito" in [line.text for line in lines]
    assert not PrivateBrowsingDetector().reads_badge(shot, page, lines)
    assert not PrivateBrowsingDetector().shows_badge(shot, page)


def test_the_word_in_the_title_bar_of_another_program_is_only_a_word(reader: PPOcrReader) -> None:
    image = screen((1100, 40, "Private"), (40, 300, "general"), paper="#222222", ink="white", shape=(700, 1280))
    chat = Window(app="Slack", wm_class="slack", title="general", geometry=Rect(0, 0, 1280, 700))
    lines = reader.read(image)

    assert not PrivateBrowsingDetector().reads_badge(frame(image, windows=(chat,)), image, lines)


@pytest.mark.corpus
def test_a_working_day_of_screens_loses_only_its_private_ones() -> None:
    if not CORPUS.exists():
        pytest.skip("../shared/corpus is absent")
    records = [json.loads(line) for line in (CORPUS / "frames.jsonl").read_text().splitlines()]
    forbidden = [record for record in records if record["forbidden"]]
    for record in forbidden[::2] + records[::60]:
        image = decoding.load(CORPUS / record["file"])
        windows = tuple(Window(app="Chromium", geometry=Rect(*window["geometry"])) for window in record["windows"])

        assert seen(image, *windows) == record["forbidden"]
        assert seen(image) == record["forbidden"]
