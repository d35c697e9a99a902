"""Markdown and XLSX: complete, legible, and inert whatever the screen showed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from markdown_it import MarkdownIt
from snapshot_samples import RamArchive, a_moment, filled

from base.records.line import Line
from base.records.moment import Moment
from memory.snapshots import export
from memory.snapshots.xlsx import CUT, MAX_CELL

BERLIN = ZoneInfo("Europe/Berlin")


def saying(number: int, *texts: str, **changes: object) -> Moment:
    return a_moment(number, lines=tuple(Line(text, (0, 0, 1, 1)) for text in texts), **changes)


def as_markdown(folder: Path, *moments: Moment) -> dict[str, str]:
    memory = RamArchive()
    memory.add(moments)
    export(memory, folder / "md", format="markdown", plain=True, zone=BERLIN)
    return {path.name: path.read_text() for path in (folder / "md").glob("*.md")}


def as_sheets(folder: Path, memory: RamArchive) -> dict[str, list[tuple[object, ...]]]:
    export(memory, folder / "x.xlsx", format="xlsx", plain=True, zone=BERLIN)
    book = openpyxl.load_workbook(folder / "x.xlsx")
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


# -- markdown ----------------------------------------------------------------------------------------------------------


def test_one_file_a_local_day(tmp_path: Path) -> None:
    late = datetime(2025, 3, 4, 23, 30, tzinfo=ZoneInfo("UTC"))  # half past midnight in Berlin

    files = as_markdown(tmp_path, saying(0, "morning words"), saying(1, "night words", at=late))

    assert sorted(files) == ["2025-03-04.md", "2025-03-05.md"]
    assert "morning words" in files["2025-03-04.md"]
    assert "night words" in files["2025-03-05.md"]


def test_headings_stand_where_the_application_changes(tmp_path: Path) -> None:
    (text,) = as_markdown(
        tmp_path, *(saying(n, f"line {n}", app="Editor" if n < 3 else "Mail") for n in range(5))
    ).values()

    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## 10:00 Editor", "## 10:04 Mail"]


def test_text_that_did_not_change_is_not_repeated(tmp_path: Path) -> None:
    (text,) = as_markdown(tmp_path, saying(0, "same words"), saying(1, "same words"), saying(2, "new words")).values()

    assert text.count("same words") == 1
    assert "new words" in text


def test_every_picture_is_linked_and_there(tmp_path: Path) -> None:
    (text,) = as_markdown(tmp_path, saying(0, "a"), saying(3, "b")).values()

    pictures = list((tmp_path / "md" / "pictures").iterdir())
    assert [path.read_bytes() for path in pictures] == [a_moment(0).picture.data]  # type: ignore[union-attr]
    assert text.count(f"](pictures/{pictures[0].name})") == 1


HOSTILE = "![x](https://evil.example/beacon.png) <img src=https://evil.example/b> [y](javascript:alert(1)) # h `a` ```"


def test_what_a_page_said_cannot_become_a_link_a_picture_or_html(tmp_path: Path) -> None:
    moment = saying(0, HOSTILE, "````", "# not a heading", title=HOSTILE, app=HOSTILE, url=f"https://x/`{HOSTILE}\n# z")

    (text,) = as_markdown(tmp_path, moment).values()

    page = MarkdownIt("js-default").render(text)
    assert page.count("<h1>") == 1
    assert page.count("<img") == 0
    assert re.findall(r'<a href="([^"]*)"', page) == [f"pictures/{moment.id}.webp"]
    assert page.count("beacon.png") == 4  # shown as text: heading, title, address, line


# -- spreadsheet -------------------------------------------------------------------------------------------------------


def test_every_moment_is_a_row_and_coverage_a_sheet(tmp_path: Path) -> None:
    memory = filled(25)

    sheets = as_sheets(tmp_path, memory)

    head, *rows = sheets["frames"]
    first = dict(zip(head, rows[0], strict=True))
    wanted = a_moment(0)
    assert len(rows) == 25
    assert first["time"] == datetime(2025, 3, 4, 10, 0)
    assert first["utc"] == "2025-03-04T09:00:00+00:00"
    assert (first["title"], first["text"], first["id"]) == (wanted.title, wanted.text, wanted.id)
    assert len(sheets["coverage"]) == 1 + 8


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    memory = RamArchive()
    memory.add([a_moment(0, title=text)])
    as_sheets(tmp_path, memory)

    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["frames"]["E2"]

    assert cell.data_type != "f"
    assert cell.quotePrefix
    assert str(cell.value).replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", ["a<b>&\"c' ]]>", "two\nlines\tand a tab", "  spaces  ", "山羊 😀", "e\u0301"])
def test_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    memory = RamArchive()
    memory.add([a_moment(0, title=text)])

    assert as_sheets(tmp_path, memory)["frames"][1][4] == text


def test_characters_that_a_spreadsheet_cannot_hold_do_not_break_it(tmp_path: Path) -> None:
    memory = RamArchive()
    memory.add([a_moment(0, title="bell \x07 nul \x00 half \ud800 not _x0041_ escaped \uffff")])

    title = as_sheets(tmp_path, memory)["frames"][1][4]

    assert title.startswith("bell")  # type: ignore[attr-defined]
    assert "A escaped" not in title  # type: ignore[operator]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    memory = RamArchive()
    memory.add([saying(0, "😀" * 20_000), saying(1, "x" * MAX_CELL)])

    _, long, fits = (str(row[7]) for row in as_sheets(tmp_path, memory)["frames"])

    assert long.endswith(CUT)
    assert len(long.encode("utf-16-le")) <= 2 * MAX_CELL
    assert fits == "x" * MAX_CELL


def test_an_empty_memory_makes_a_readable_sheet(tmp_path: Path) -> None:
    sheets = as_sheets(tmp_path, RamArchive())

    assert list(sheets) == ["frames"]
    assert len(sheets["frames"]) == 1
