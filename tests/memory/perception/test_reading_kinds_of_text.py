"""Small, pale, dark, pictured and Chinese text is read by its news as well as from the whole frame."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from perceive_drawing import ROOT
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from base.records.line import Line
from base.records.picture import BgrImage
from memory.encoders import weights
from memory.ocr.detection import TextDetector
from memory.ocr.reader import PPOcrReader, ordered_lines
from memory.ocr.recognition import CascadeRecognizer, CtcRecognizer
from memory.ocr.screen_cache import PlacedLine
from memory.pictures import decoding

DAY = ROOT / "assets" / "day"
SIZE = (1000, 640)
TEXTS = (
    "The harbour master counts forty barrels on the northern quay",
    "Berta orders new chain from the foundry before the storms",
    "Minutes of the meeting are kept in the blue room upstairs",
    "A second tug is asked for when the pilot comes on board",
    "Every crane was oiled and painted during the quiet weeks",
    "The ferry leaves at noon and returns with the evening tide",
)
Paper = Callable[[], Pillow.Image]


def plain(colour: str) -> Paper:
    return lambda: Pillow.new("RGB", SIZE, colour)


def photograph() -> Pillow.Image:
    """Soft hills of light without any edge, like a picture behind a caption."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    waves = np.stack([60 + 40 * np.sin(x / (90 + 20 * n) + y / 70 + n) for n in range(3)], 2)
    grain = np.random.default_rng(5).normal(0, 4, waves.shape)
    return Pillow.fromarray(np.clip(waves + grain, 0, 255).astype(np.uint8))


def font(size: int) -> ImageFont.FreeTypeFont:
    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no font of a desktop is installed")


KINDS = {
    "11 px": (plain("white"), "black", 11),
    "pale": (plain("white"), "#8a8a8a", 14),
    "dark theme": (plain("#1e1e1e"), "#c8c8c8", 14),
    "over a picture": (photograph, "white", 20),
}


def session(kind: str) -> list[BgrImage]:
    """A page, typing below it, a scrolled page, a page with a line less, the first page again."""
    paper, ink, size = KINDS[kind]
    letters = font(size)
    pitch, typed = 2 * size + 5, "Somebody adds a word of thanks"

    def page(*lines: tuple[int, str]) -> BgrImage:
        canvas = paper()
        pen = ImageDraw.Draw(canvas)
        for top, text in lines:
            pen.text((61, top), text, fill=ink, font=letters)
        return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])

    rows = [(40 + pitch * n, text) for n, text in enumerate(TEXTS)]
    below = 60 + pitch * len(TEXTS)
    return [
        page(*rows),
        *(page(*rows, (below, typed[:length])) for length in (len(typed) // 2, len(typed))),
        page(*((top + 31, text) for top, text in rows)),
        page(*rows[:2], *rows[3:]),
        page(*rows),
    ]


class Both:
    """The same networks for both ways of reading."""

    def __init__(self) -> None:
        tiny = weights.load_fast_reading()
        careful = CtcRecognizer(weights.load(weights.RECOGNITION_CAREFUL), threads=2)
        self._detector = TextDetector(tiny.detection, threads=2)
        self._recognizer = CascadeRecognizer(CtcRecognizer(tiny.recognition, tiny.alphabet, threads=2), careful)
        self.news = PPOcrReader(detector=self._detector, recognizer=self._recognizer, name="news")

    def whole(self, image: BgrImage) -> tuple[Line, ...]:
        spans = self._detector.detect(image)
        texts = self._recognizer.recognize([image[top:bottom, left:right] for left, top, right, bottom in spans])
        return ordered_lines(map(PlacedLine, spans, texts))


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


@pytest.mark.parametrize("kind", KINDS)
def test_news_is_read_as_well_as_the_whole_frame(both: Both, kind: str) -> None:
    true, of_news, of_whole = words(TEXTS), 0, 0

    for image in session(kind):
        of_news += (true & words(line.text for line in both.news.read(image))).total()
        of_whole += (true & words(line.text for line in both.whole(image))).total()

    # A box a pixel taller can cost a double letter (ferry, fery) of one line, which then stays on all six screens.
    assert of_whole > 300
    assert of_news >= 0.96 * of_whole


def test_chinese_is_read_by_its_news(both: Both) -> None:
    both.news.forget_cache()
    scenes = [json.loads(line) for line in (DAY / "truth.jsonl").read_text().splitlines()]
    first = next(place for place, scene in enumerate(scenes) if scene["scene"] == "chinese")
    of_news, of_whole = [], []

    for scene in scenes[first - 2 : first + 2]:
        image = decoding.load(DAY / scene["file"])
        of_news.append(characters(both.news.read(image)))
        of_whole.append(characters(both.whole(image)))

    assert of_whole[-1].total() > 40
    assert (of_news[-1] & of_whole[-1]).total() >= 0.985 * of_whole[-1].total()


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(texts).lower()))


def characters(lines: Iterable[Line]) -> Counter[str]:
    """Chinese characters of lines that hold several: icons are read as single ones."""
    return Counter(sign for line in lines for run in re.findall("[\u4e00-\u9fff]{3,}", line.text) for sign in run)
