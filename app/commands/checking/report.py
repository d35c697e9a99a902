"""report: a text to attach to a bug report, with nothing in it of what the screen showed."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json, waiting
from base.errors import BadInput, file_fault

PREFACE = (
    "All of the report is below. Nothing was sent: attach it to a bug report yourself.",
    "It holds versions, counts and states; nothing that was on your screen, no names, no paths.",
)


def register(commands: Subparsers) -> None:
    text = (
        "Write a text to attach to a bug report. Versions, settings that differ, counts, the health of each part, "
        "and errors by kind. You see all of it; it holds nothing that was on your screen, and is sent nowhere."
    )
    parser = add_command(commands, "report", text, run, examples=("report", "report --out report.txt"))
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it to FILE instead of the terminal")


def run(context: Context, options: argparse.Namespace) -> None:
    from app.commands.checking.report_sections import collect

    with waiting("Looking at every part"):
        sections = collect(context)
    if context.json:
        print_json(sections)
        return
    lines = list(PREFACE)
    for title, rows in sections.items():
        width = max(map(len, rows), default=0)
        lines += ["", title, *(f"  {name:<{width}}  {_in_words(value)}" for name, value in rows.items())]
    text = "\n".join(lines) + "\n"
    if options.out is None:
        print(text, end="")  # noqa: T201 as it is: nothing in it is markup
        return
    try:
        options.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"{options.out.name} cannot be written: {file_fault(error)}", advice="Choose another file with --out."
        ) from None
    err.print(f"Written to {options.out.name}. Read it before you attach it; nothing was sent.", markup=False)


def _in_words(value: str | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
