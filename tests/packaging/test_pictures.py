"""Pictures of the documents: each is one that packaging/pictures.py makes, and it makes none that nobody shows."""

from __future__ import annotations

import re
from pathlib import Path

import pictures

ROOT = Path(__file__).resolve().parents[2]
MADE = {*pictures.FIRST_RUN, *(page.name for page in pictures.PAGES)}


def test_the_documents_show_what_the_script_makes_and_nothing_else() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]

    shown = {name for page in pages for name in re.findall(r"\(\S*?images/([\w-]+)\.png\)", page.read_text("utf-8"))}

    assert shown == MADE
    assert {path.stem for path in pictures.FOLDER.iterdir()} == MADE


def test_no_picture_weighs_on_a_page() -> None:
    for path in pictures.FOLDER.iterdir():
        assert path.stat().st_size < 300_000, path.name
