"""reveal: the value of a secret, by the id of its entry. The only way to a value on the command line."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import content, err, out, print_json, span
from base.time_zone import local_zone


def register(commands: Subparsers) -> None:
    text = (
        "Show the value of a secret, such as a password. Only of secrets that were on your screen; the access log "
        "notes it."
    )
    examples = ("reveal 064ccf536a98a0049955956d",)
    parser = add_command(commands, "reveal", text, run, examples=examples)
    parser.add_argument("id", metavar="ID", help="the secret's ID, from `afterglow memories --kind secrets`")


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        values = session.archive.reveal(options.id)
    if context.json:
        rows = [{"value": value.value, "frame": value.frame, "ts": value.at.isoformat()} for value in values]
        print_json({"id": options.id, "values": rows})
        return
    zone = local_zone()
    for value in values:
        out.print(content(value.value), soft_wrap=True)
        err.print(f"    [dim]Read from the screen, {span(value.at, value.at, zone)}; a letter may be wrong.[/]")
    if not values:
        err.print("The value of this secret was not saved. Its moments show where it was.")
