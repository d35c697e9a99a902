"""What is made of the lines: their order, passages for embedding, one line of summary, the language."""

from __future__ import annotations

import pytest

from base.records.line import Line
from memory.ocr.reading_order import in_reading_order
from memory.perception.passages import MAX_PASSAGES, cut_passages
from memory.perception.summary import MAX_LENGTH, summarise
from memory.text.language import detect_language


def line(x: int, y: int, text: str, *, height: int = 20, redacted: bool = False) -> Line:
    return Line(text, (x, y, 9 * len(text), height), redacted=redacted)


PROSE = "the keeper of the light writes down what the weather does to the sea"
ARTICLE = [line(40, 40 + 26 * n, f"{PROSE} on day {n}") for n in range(30)]


def test_two_columns_of_equal_pitch_are_read_one_after_the_other() -> None:
    left = [line(20, 100 + 26 * n, f"left column of prose that is wide enough, line {n}") for n in range(5)]
    right = [line(700, 100 + 26 * n, f"right column of prose that is wide enough, line {n}") for n in range(5)]
    mixed = [one for pair in zip(right, left, strict=True) for one in pair]

    assert list(in_reading_order(mixed)) == left + right


def test_cells_of_a_table_are_read_by_row() -> None:
    cells = [[line(40 + 300 * c, 40 + 30 * r, f"cell {r}{c}") for c in range(4)] for r in range(6)]
    shuffled = [cells[r][c] for c in range(4) for r in range(6)]

    assert list(in_reading_order(shuffled)) == [cell for row in cells for cell in row]


def test_order_loses_and_invents_no_line() -> None:
    scattered = [line((n * 397) % 1700, (n * 211) % 1000, f"line {n}") for n in range(120)]

    assert sorted(in_reading_order(scattered), key=str) == sorted(scattered, key=str)


def test_a_long_page_becomes_few_passages_that_hold_every_word() -> None:
    found = cut_passages(ARTICLE)

    assert 2 <= len(found) <= MAX_PASSAGES
    assert " ".join(found).split() == " ".join(one.text for one in ARTICLE).split()
    assert all(20 <= len(passage.split()) <= 140 for passage in found)


NOUNS = [
    "gull",
    "buoy",
    "rope",
    "lamp",
    "sail",
    "keel",
    "mast",
    "reef",
    "tide",
    "storm",
    "anchor",
    "barrel",
    "lantern",
    "signal",
    "harbour",
    "pilot",
]
LOG = [
    line(
        40, 40 + 26 * n, f"the {NOUNS[n % 16]} and the {NOUNS[n * 7 % 13]} were seen from the {NOUNS[n * 5 % 11]} again"
    )
    for n in range(40)
]


def test_a_line_more_changes_the_passage_around_it_and_no_other() -> None:
    added = line(40, 40 + 26 * 39 + 13, "a sail towards evening, hull down in the west")

    before, after = cut_passages(LOG), cut_passages([*LOG, added])

    assert len(before) > 3
    assert len(set(before) - set(after)) == 1


def test_scrolling_by_some_lines_leaves_half_of_the_passages_as_they_are() -> None:
    before, after = cut_passages(LOG[:36]), cut_passages(LOG[3:39])

    assert len(set(before) & set(after)) >= len(before) // 2


def test_a_screen_with_very_much_text_loses_no_word() -> None:
    dense = [line(40 + 300 * (n % 6), 40 + 26 * (n // 6), f"{PROSE} on day {n}") for n in range(240)]

    found = cut_passages(dense)

    assert len(found) == MAX_PASSAGES
    assert sum(len(passage.split()) for passage in found) == sum(len(one.text.split()) for one in dense)


def test_each_passage_begins_with_the_title() -> None:
    assert all(passage.startswith("Log book\n") for passage in cut_passages(ARTICLE, title="Log book"))


def test_secrets_are_in_no_passage_and_no_summary() -> None:
    lines = [line(40, 40, "hunter2 swordfish mellon sesame", height=60, redacted=True), *ARTICLE[:3]]

    assert "hunter2" not in "".join(cut_passages(lines))
    assert "hunter2" not in summarise(lines, before={one.text for one in ARTICLE[:3]}, title="Log")


def test_an_empty_screen_has_no_passage_and_its_title_as_summary() -> None:
    assert cut_passages([], title="Log") == ()
    assert summarise([], title="Log") == "Log"


def test_the_summary_is_what_is_new() -> None:
    news = line(40, 900, "Relief ship sighted from the western rock")

    assert summarise([*ARTICLE, news], before={one.text for one in ARTICLE}) == news.text


def test_the_summary_of_another_screen_is_its_heading() -> None:
    heading = line(40, 5, "Storms of the year", height=44)

    assert summarise([heading, *ARTICLE], before={"something else"}, title="t") == heading.text


def test_without_heading_and_news_the_summary_is_the_title() -> None:
    assert summarise(ARTICLE, before={one.text for one in ARTICLE}, title="Log book") == "Log book"


def test_a_summary_is_one_short_line() -> None:
    long = line(40, 900, "A sentence that does not come to an end " * 12)

    said = summarise([*ARTICLE, long], before={one.text for one in ARTICLE})

    assert len(said) <= MAX_LENGTH
    assert said.endswith("…")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ship is not in the harbour and the crew of the boat was with us", "en"),
        ("Das Schiff ist nicht im Hafen und die Leute sind mit dem Boot auf See", "de"),
        ("Le navire est dans le port et les marins sont avec nous pour une nuit", "fr"),
        ("El barco está en el puerto con los marineros y las redes para una noche", "es"),
        ("本公司仓库将于十月停产检修，请您提前下单", "zh"),
        ("会議は木曜日の午後にあります。よろしくお願いします", "ja"),
        ("회의는 목요일 오후에 있습니다", "ko"),
        ("Встреча будет в четверг после обеда", "ru"),
        ("Зустріч відбудеться в четвер після обіду, її перенесли", "uk"),
        ("x = 1; y = 2", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_where_it_shows(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_bar_close_above_two_panes_does_not_mix_them() -> None:
    bar = [Line("Kestrel Mail, spring concert", (20, 10, 400, 20)), Line("ilse", (900, 10, 60, 20))]
    side = [Line(f"folder {n}", (20, 40 + 26 * n, 80, 20)) for n in range(5)]
    page = [Line(f"sentence {n} of the letter that somebody wrote", (250, 53 + 30 * n, 700, 20)) for n in range(4)]

    ordered = in_reading_order([*page, *side, *bar])

    assert [line.text for line in ordered] == [line.text for line in (*bar, *side, *page)]
