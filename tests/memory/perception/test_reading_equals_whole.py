"""Whatever happens on a screen, reading its news says what reading all of it says.

The networks are played by deterministic stand-ins: a line is ink that hangs together, its text is a digest of its
very pixels, so that a line that is cut, stale, lost or said twice is seen. Screens are made at random.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import numpy as np
import xxhash
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.records.picture import BgrImage
from memory.ocr.detection import Span, split_at_rules
from memory.ocr.reader import PPOcrReader
from memory.ocr.recognition import RecognizedText
from memory.pictures.masks import components, dilate

HEIGHT, WIDTH, PITCH = 480, 640, 26
PAPERS = ((255, 255, 255), (30, 30, 30), (70, 55, 40))
JOINS = 9
ROOM = 3


class InkFinder:
    """Finds ink that hangs together, as wide as letters of one line are apart. Its dark and its light ink are alike."""

    def __init__(self) -> None:
        self.pixels = 0

    def detect(self, image: BgrImage) -> list[Span]:
        self.pixels += image.shape[0] * image.shape[1]
        ink = np.isin(image[:, :, 2], (7, 9, 201, 203))
        spans = []
        for x, y, width, height in components(dilate(ink, 1, 2 * JOINS + 1)).boxes.tolist():
            columns = np.flatnonzero(ink[y : y + height, x : x + width].any(0))
            left, right = x + int(columns[0]), x + int(columns[-1]) + 1
            top, bottom = max(0, y - ROOM), min(image.shape[0], y + height + ROOM)
            spans.append((max(0, left - ROOM), top, min(image.shape[1], right + ROOM), bottom))
        return spans


class PixelSpeller:
    """Says a digest of a line's ink."""

    def recognize(self, crops: Sequence[BgrImage]) -> list[RecognizedText]:
        return [RecognizedText(f"line {_digest(crop)}", 1.0) for crop in crops]


def _digest(crop: BgrImage) -> str:
    ink = np.isin(crop[:, :, 2], (7, 9, 201, 203))
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    own = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else crop
    return xxhash.xxh3_64_hexdigest(np.ascontiguousarray(own).tobytes() + repr(own.shape).encode())


def word(seed: int, letters: int, paper: tuple[int, int, int]) -> BgrImage:
    """Letters of 6×11 pixels, three apart, with ink in every corner, so that none falls into parts."""
    random = np.random.default_rng(seed)
    ink = (7, 9) if sum(paper) > 300 else (201, 203)
    image = np.full((11, letters * 9 - 3, 3), paper, np.uint8)
    for n in range(letters):
        letter = image[:, 9 * n : 9 * n + 6]
        letter[::5], letter[:, 0], letter[:, -1] = ink[0], ink[0], ink[0]
        letter[random.integers(0, 2, (11, 6)) == 1] = ink[1]
    return image


class Desk:
    """A screen with a strip above, and a page of lines in a pane that scrolls."""

    def __init__(self, paper: int, page: int) -> None:
        self.paper, self.page, self.top = PAPERS[paper], page, 0
        self.changed: dict[int, int] = {}
        self.gone: set[int] = set()
        self.dialog: tuple[int, int] | None = None

    def picture(self) -> BgrImage:
        image = np.full((HEIGHT, WIDTH, 3), self.paper, np.uint8)
        for line in range(40):
            self._put(image, line, 60 + line * PITCH - self.top)
        image[:50] = 235, 225, 215
        image[50] = 90
        for n in range(4):
            image[20:31, 30 + 130 * n : 63 + 130 * n] = word(1000 + n, 4, (235, 225, 215))
        if self.dialog is not None:
            self._put_dialog(image, *self.dialog)
        return image

    def _put(self, image: BgrImage, line: int, top: int) -> None:
        if line in self.gone or not 51 - 11 < top < HEIGHT:
            return
        left = 25 + (line * 37 + self.page * 13) % 90
        for n in range(1 + (line + self.page) % 4):
            part = word(
                self.page * 7919 + line * 31 + n + 50_000 * self.changed.get(line, 0), 4 + (line + n) % 4, self.paper
            )
            part = part[max(0, 51 - top) : HEIGHT - top]
            start = max(51, top)
            image[start : start + len(part), left : left + part.shape[1]] = part
            left += part.shape[1] + (8, 40, 90)[(line + n) % 3]

    def _put_dialog(self, image: BgrImage, left: int, top: int) -> None:
        image[top : top + 100, left : left + 200] = 180, 190, 200
        image[top : top + 100, left] = image[top : top + 100, left + 199] = 60
        image[top, left : left + 200] = image[top + 99, left : left + 200] = 60
        for n in range(3):
            part = word(2000 + n, 9, (180, 190, 200))
            image[top + 20 + 25 * n : top + 31 + 25 * n, left + 20 : left + 20 + part.shape[1]] = part


LINES = st.integers(0, 15)
EVENTS = st.one_of(
    st.tuples(st.just("change"), LINES, st.integers(1, 5)),
    st.tuples(st.just("remove"), LINES, st.just(0)),
    st.tuples(st.just("return"), LINES, st.just(0)),
    st.tuples(st.just("scroll"), st.integers(0, 500), st.just(0)),
    st.tuples(st.just("switch"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("dialog"), st.integers(5, 400), st.integers(55, 360)),
    st.tuples(st.just("close"), st.just(0), st.just(0)),
)
Event = tuple[str, int, int]


def happen(desks: list[Desk], front: int, event: Event) -> int:
    """The desk in front after an event."""
    desk, (what, first, second) = desks[front], event
    if what == "change":
        desk.changed[first] = second
    elif what == "remove":
        desk.gone.add(first)
    elif what == "return":
        desk.gone.discard(first)
    elif what == "scroll":
        desk.top = first
    elif what == "dialog":
        desk.dialog = first, second
    elif what == "close":
        desk.dialog = None
    return first if what == "switch" else front


def stand_in() -> tuple[PPOcrReader, InkFinder]:
    detector = InkFinder()
    return PPOcrReader(detector=detector, recognizer=PixelSpeller(), name="stand-in"), detector


def said(reader: PPOcrReader, image: BgrImage) -> list[str]:
    return sorted(line.text for line in reader.read(image))


def whole(image: BgrImage) -> list[str]:
    spans = [part for span in InkFinder().detect(image) for part in split_at_rules(image, span)]
    return sorted(PixelSpeller().recognize([image[y0:y1, x0:x1]])[0].text for x0, y0, x1, y1 in spans)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, min_size=3, max_size=14))
def test_whatever_happens_the_news_says_what_the_whole_says(events: list[Event]) -> None:
    reader, _ = stand_in()
    desks, front = [Desk(0, 1), Desk(1, 2), Desk(2, 3)], 0

    for event in [("close", 0, 0), *events]:
        front = happen(desks, front, event)
        image = desks[front].picture()

        assert said(reader, image) == whole(image)


def spent(*pictures: BgrImage) -> int:
    """Pixels looked at for the last picture."""
    reader, detector = stand_in()
    for image in pictures[:-1]:
        reader.read(image)
    before = detector.pixels
    reader.read(pictures[-1])
    return detector.pixels - before


def test_what_was_wiped_off_costs_nothing() -> None:
    desk = Desk(0, 1)
    full = desk.picture()
    desk.gone.update(range(3, 9))

    assert spent(full, desk.picture()) == 0


def test_a_dragged_dialog_costs_nothing() -> None:
    desk = Desk(0, 1)
    desk.gone.update(range(40))
    bare = desk.picture()
    desk.dialog = 50, 120
    before = desk.picture()
    desk.dialog = 261, 227

    assert spent(bare, desk.picture()) > 0
    assert spent(bare, before, desk.picture()) == 0


def test_a_screen_put_together_from_two_remembered_ones_costs_nothing() -> None:
    left, right = Desk(0, 1), Desk(0, 2)
    first, second = left.picture(), right.picture()
    middle = 16 * 16
    first[:, middle - 24 : middle + 24] = second[:, middle - 24 : middle + 24] = PAPERS[0]
    both = first.copy()
    both[:, middle:] = second[:, middle:]

    assert spent(first, second, both) == 0


def test_remembered_pictures_stay_within_bounds() -> None:
    reader, _ = stand_in()
    big = np.full((2160, 3840, 3), 255, np.uint8)
    reader.read(big)

    tracemalloc.start()
    for n in range(8):
        image = big.copy()
        image[300 * n % 2000 :: 7] = 40 + n
        reader.read(image)
        del image
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert held < 110_000_000
