"""demo: replays the sample day through everything, in a throw-away home."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json
from app.home import Home


def register(commands: Subparsers) -> None:
    text = (
        "Try Afterglow on a sample day. It reads, remembers, searches and exports in a temporary folder, and "
        "touches nothing of yours."
    )
    parser = add_command(commands, "demo", text, run, examples=("demo",))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the archive that the demo exports in DIR")


def run(context: Context, options: argparse.Namespace) -> None:
    from app.commands.recording.sample_day import SampleDay

    with tempfile.TemporaryDirectory(prefix="afterglow-demo-") as folder:
        target = options.keep.absolute() if options.keep else Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        report = SampleDay(console=err if context.json else out).run(Home(Path(folder) / "home"), target)
    if context.json:
        print_json(report)
