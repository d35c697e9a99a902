"""pin: keeps a moment's picture, however little space is left."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json


def register(commands: Subparsers) -> None:
    parser = add_command(commands, "pin", "Keep a moment's picture even when disk space runs low.", run)
    parser.add_argument("frame", help="the moment's id (from `search --json` or `timeline --json`)")
    parser.add_argument("--remove", action="store_true", help="unpin it")


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        session.archive.pin(options.frame, pinned=not options.remove)
        count = len(session.archive.pins())
    if context.json:
        print_json({"frame": options.frame, "pinned": not options.remove, "count": count})
    else:
        err.print(f"{'No longer pinned' if options.remove else 'Pinned'}. {count} moments are pinned.")
