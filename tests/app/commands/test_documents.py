"""What README.md and docs/ tell people to type: commands that there are, with options that they have."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from app.commands.words import KINDS
from app.main import parser
from memory.search.query import OPERATORS

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FORMATS = ROOT / "docs" / "formats.md"
"""Its backticks hold names of formats."""


NAMES = {verb for action in parser()._actions for verb in action.choices or ()}


def command_lines(page: Path) -> list[str]:
    """In blocks of code and between backticks. What stands for something else (`…`, `COMMAND`) is none."""
    text = page.read_text("utf-8")
    blocks = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    inline = re.findall(r"`(afterglow [^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines = [line for line in (*blocks, *inline) if line.startswith("afterglow ")]
    return [line for line in lines if "…" not in line and "[" not in line and "COMMAND" not in line]


@pytest.mark.parametrize("page", [page for page in PAGES if page != FORMATS], ids=lambda page: page.name)
def test_every_command_line_can_be_typed(page: Path) -> None:
    for line in command_lines(page):
        words = shlex.split(line, comments=True)[1:]
        if "--help" in words or "--version" in words:
            continue
        if len(words) == 1:  # the name of a command in a sentence
            assert words[0] in NAMES, (page.name, line)
            continue
        try:
            parser().parse_args(words)
        except SystemExit:
            pytest.fail(f"{page.name}: {line}")


def test_the_guide_names_every_operator_and_every_kind() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")

    assert [name for name in OPERATORS if f"`{name}:" not in guide and f" {name}:" not in guide] == []
    assert [title for title in KINDS.values() if f"| {title} |" not in guide] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]*)?\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)
        anchors = {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-")
                   for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}  # fmt: skip
        for anchor in re.findall(r"\]\(#([\w-]+)\)", text):
            assert anchor in anchors, (page.name, anchor)
