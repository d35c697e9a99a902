"""pin: keeps a moment's picture, however little space is left."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json
from app.commands.words import count_words


def register(commands: Subparsers) -> None:
    text = "Keep a moment's picture for good. It stays as it is when the oldest pictures make room for new ones."
    examples = ("pin 064ccf536a98a082c552720e", "pin 064ccf536a98a082c552720e --remove")
    parser = add_command(commands, "pin", text, run, examples=examples)
    parser.add_argument("frame", metavar="ID", help="the moment's ID, from `afterglow search`")
    parser.add_argument("--remove", action="store_true", help="do not keep it any longer")


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        session.archive.pin(options.frame, pinned=not options.remove)
        count = len(session.archive.pins())
    if context.json:
        print_json({"frame": options.frame, "pinned": not options.remove, "count": count})
    else:
        done = "No longer kept" if options.remove else "Kept"
        err.print(f"{done}. {count_words(count, 'moment is', 'moments are')} kept for good.")
