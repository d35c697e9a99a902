"""Reading a screen: what it says, in which order, and only once."""

from __future__ import annotations

import json
import re
from collections import Counter

import numpy as np
import pytest
from perceive_drawing import CORPUS, Put, screen

from base.records.picture import BgrImage
from memory.encoders import weights
from memory.ocr.detection import TextDetector, split_at_rules
from memory.ocr.reader import PPOcrReader
from memory.ocr.recognition import CtcRecognizer
from memory.pictures import decoding

NOTES: tuple[Put, ...] = (
    (40, 30, "Minutes of the harbour meeting"),
    (40, 80, "The crane will be repaired before the autumn storms arrive"),
    (40, 120, "Berta orders forty metres of chain from the foundry"),
    (40, 160, "Next meeting on Thursday in the blue room"),
)


@pytest.fixture
def counted() -> tuple[PPOcrReader, TextDetector, CtcRecognizer]:
    tiny = weights.load_fast_reading()
    detector = TextDetector(tiny.detection, threads=2)
    recognizer = CtcRecognizer(tiny.recognition, tiny.alphabet, threads=2)
    return PPOcrReader(detector=detector, recognizer=recognizer, name="counted"), detector, recognizer


def texts(reader: PPOcrReader, image: BgrImage) -> list[str]:
    return [line.text for line in reader.read(image)]


def page(top: int, lines: int = 40) -> tuple[Put, ...]:
    return tuple(
        (60, 30 * n - top, f"Paragraph {n} tells of {n * 37} barrels and {n * 91} sacks") for n in range(lines)
    )


@pytest.mark.parametrize(("paper", "ink"), [("white", "black"), ("#1e1e1e", "#d4d4d4"), ("#002b36", "#839496")])
def test_words_keep_their_spaces_on_light_and_dark_themes(reader: PPOcrReader, paper: str, ink: str) -> None:
    said = texts(reader, screen(*NOTES, paper=paper, ink=ink))

    assert said == [text for _, _, text in NOTES]


def test_small_text_is_read(reader: PPOcrReader) -> None:
    said = texts(reader, screen(*NOTES, size=11))

    assert " ".join(said).split() == " ".join(text for _, _, text in NOTES).split()


def test_boxes_lie_around_the_text(reader: PPOcrReader) -> None:
    line = reader.read(screen((300, 200, "Lighthouse keeper")))[0]

    x, y, width, height = line.box
    assert 285 <= x <= 302
    assert 190 <= y <= 206
    assert 120 <= width <= 220
    assert 14 <= height <= 40
    assert 0.8 < line.confidence <= 1


def test_an_empty_screen_says_nothing(reader: PPOcrReader) -> None:
    assert reader.read(screen()) == ()


def test_pictures_of_any_size_are_read_in_turn(reader: PPOcrReader) -> None:
    for shape in ((480, 800), (333, 517), (1080, 1920), (480, 800), (40, 300)):
        assert texts(reader, screen((8, 8, "Odd sizes are fine"), shape=shape)) == ["Odd sizes are fine"]


def test_two_panes_are_read_one_after_the_other(reader: PPOcrReader) -> None:
    left = [(20, 60 + 31 * n, f"The left pane has sentence {n} to tell") for n in range(6)]
    right = [(430, 52 + 27 * n, f"The right pane says number {n} slowly") for n in range(7)]

    said = texts(reader, screen((20, 8, "One heading above both of the panes"), *left, *right, size=15))

    assert "heading" in said[0]
    assert ["left" in text for text in said[1:]] == [True] * 6 + [False] * 7


def test_a_table_is_read_row_by_row(reader: PPOcrReader) -> None:
    rows = [("Harbour", "Ships", "Tons"), ("Alba", "12", "340"), ("Bruma", "47", "910"), ("Corva", "88", "275")]
    cells = [(60 + 200 * c, 60 + 40 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]

    assert texts(reader, screen(*cells)) == [cell for row in rows for cell in row]


def test_what_has_gone_from_the_screen_is_not_read_again(reader: PPOcrReader) -> None:
    texts(reader, screen(*NOTES))

    said = texts(reader, screen(*NOTES[:2], (40, 120, "Wilma cancels everything")))

    assert said == [NOTES[0][2], NOTES[1][2], "Wilma cancels everything"]


def test_a_changed_word_inside_a_line_replaces_the_old_one(reader: PPOcrReader) -> None:
    texts(reader, screen((40, 80, "The price is 4100 crowns today")))

    assert texts(reader, screen((40, 80, "The price is 4900 crowns today"))) == ["The price is 4900 crowns today"]


def test_reading_the_news_gives_the_same_as_reading_all(reader: PPOcrReader) -> None:
    typed = "The pilot asks for a second tug before noon"
    dialog = screen(*NOTES)
    dialog[150:300, 200:600] = screen((20, 40, "Save the changes?"), paper="#dddddd", shape=(150, 400))
    session = [
        screen(*NOTES),
        *(screen(*NOTES, (40, 240, typed[:length])) for length in (9, 20, 33, len(typed))),
        dialog,
        screen(*NOTES, (40, 240, typed)),
        *(screen(*page(top)) for top in (0, 90, 210, 180, 30, 420)),
        screen(*NOTES, paper="#202020", ink="white"),
        screen(*page(420)),
    ]

    news = [sorted(texts(reader, image)) for image in session]

    for image, said in zip(session, news, strict=True):
        reader.forget_cache()
        assert said == sorted(texts(reader, image))


def test_an_unchanged_screen_costs_nothing(counted: tuple[PPOcrReader, TextDetector, CtcRecognizer]) -> None:
    reader, detector, recognizer = counted
    first = reader.read(screen(*NOTES))
    spent = detector.pixels, recognizer.lines

    again = reader.read(screen(*NOTES))

    assert again == first
    assert (detector.pixels, recognizer.lines) == spent


def test_one_typed_line_costs_one_line(counted: tuple[PPOcrReader, TextDetector, CtcRecognizer]) -> None:
    reader, detector, recognizer = counted
    reader.read(screen(*NOTES))
    pixels, lines = detector.pixels, recognizer.lines

    reader.read(screen(*NOTES, (40, 260, "And a word of thanks")))

    assert recognizer.lines - lines == 1
    assert detector.pixels - pixels < 0.2 * pixels


def test_scrolling_reads_only_what_comes_into_sight(counted: tuple[PPOcrReader, TextDetector, CtcRecognizer]) -> None:
    reader, detector, recognizer = counted
    reader.read(screen(*page(0), shape=(960, 800)))
    pixels, lines = detector.pixels, recognizer.lines

    reader.read(screen(*page(90), shape=(960, 800)))

    assert recognizer.lines - lines <= 5
    assert detector.pixels - pixels < 0.5 * pixels


def test_going_back_to_an_earlier_window_costs_nothing(
    counted: tuple[PPOcrReader, TextDetector, CtcRecognizer],
) -> None:
    reader, detector, _ = counted
    reader.read(screen(*NOTES))
    reader.read(screen(*page(0), paper="#eeeeee"))
    pixels = detector.pixels

    reader.read(screen(*NOTES))

    assert detector.pixels == pixels


def test_forgetting_the_cache_reads_anew(counted: tuple[PPOcrReader, TextDetector, CtcRecognizer]) -> None:
    reader, detector, recognizer = counted
    first = reader.read(screen(*NOTES))
    spent = detector.pixels, recognizer.lines

    reader.forget_cache()

    assert reader.read(screen(*NOTES)) == first
    assert (detector.pixels, recognizer.lines) == (2 * spent[0], 2 * spent[1])


@pytest.mark.corpus
def test_real_screens_are_read_with_few_misses_full_and_by_their_news(reader: PPOcrReader) -> None:
    if not CORPUS.exists():
        pytest.skip("../shared/corpus is absent")
    truth = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text().splitlines()]
    found = total = 0
    for record in truth[150:158]:
        image = decoding.load(CORPUS / record["file"])
        expected = Counter(re.findall(r"\w+", " ".join(record["text"]).lower()))
        said = Counter(re.findall(r"\w+", " ".join(texts(reader, image)).lower()))
        found, total = found + sum((expected & said).values()), total + sum(expected.values())

    assert found / total >= 0.93


@pytest.mark.corpus
def test_chinese_is_read(reader: PPOcrReader) -> None:
    path = CORPUS / "frames" / "2026-09-16T11-05-34.512.png"
    if not path.exists():
        pytest.skip("../shared/corpus is absent")

    said = texts(reader, decoding.load(path))

    assert "本公司仓库将于10月5日停产检修，请您提前下单。" in said


def test_cells_on_both_sides_of_a_rule_are_two_lines(reader: PPOcrReader) -> None:
    image = screen((200, 100, "412"), (238, 100, "K-93"), (200, 130, "343"), (238, 130, "M-51"))
    image[60:300, 235] = 190

    assert texts(reader, image) == ["412", "K-93", "343", "M-51"]


def test_a_caret_splits_no_word(reader: PPOcrReader) -> None:
    image = screen((200, 100, "harbourmaster"))
    image[99:123, 262:264] = 0

    assert len(reader.read(image)) == 1


def test_a_line_half_on_another_ground_is_not_split_between_its_letters() -> None:
    image = np.full((60, 240, 3), 30, np.uint8)
    image[:, :140] = 190
    for left in range(20, 220, 9):
        image[20:31, left : left + 6 : 5] = 250

    assert len(split_at_rules(image, (17, 17, 221, 34))) <= 2
