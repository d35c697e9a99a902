"""reveal: the value of a secret, by the id of its entry. The only way to a value on the command line."""

from __future__ import annotations

import argparse

from rich.markup import escape

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json, span
from base.time_zone import local_zone


def register(commands: Subparsers) -> None:
    text = "Show the value of a secret in the vault. This is noted in the access log."
    parser = add_command(commands, "reveal", text, run)
    parser.add_argument("id", help="the secret's id, from `afterglow memories --kind vault`")


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        values = session.archive.reveal(options.id)
    if context.json:
        rows = [{"value": value.value, "frame": value.frame, "ts": value.at.isoformat()} for value in values]
        print_json({"id": options.id, "values": rows})
        return
    zone = local_zone()
    for value in values:
        out.print(escape(value.value), soft_wrap=True)
        err.print(f"    [dim]as read from the screen, {span(value.at, value.at, zone)}; a letter may be off[/]")
    if not values:
        err.print("No value was saved for this secret; its moments show where it was.")
