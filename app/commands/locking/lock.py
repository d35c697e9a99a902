"""lock: the memory cannot be read until it is unlocked; recording goes on, sealed."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json
from base.errors import BadInput


def register(commands: Subparsers) -> None:
    text = "Lock your memory. Nothing in it can be read until you unlock it. Recording continues, encrypted."
    add_command(commands, "lock", text, run, examples=("lock",))


def run(context: Context, options: argparse.Namespace) -> None:
    if not context.home.exists:
        raise BadInput("there is no memory here yet", advice="Nothing needs to be locked.")
    context.home.set_locked(True)
    if context.json:
        print_json({"locked": True})
    else:
        err.print("Locked. Nothing can be read until you run `afterglow unlock`. Recording continues, encrypted.")
