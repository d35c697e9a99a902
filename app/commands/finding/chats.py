"""chats: questions and answers that were kept, newest first."""

from __future__ import annotations

import argparse

from rich.markup import escape

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json, span
from base.errors import BadInput
from base.time_zone import local_zone


def register(commands: Subparsers) -> None:
    text = "List earlier questions and answers, from here and from the window (those of `ask --batch` are not saved)."
    parser = add_command(commands, "chats", text, run)
    parser.add_argument(
        "words", nargs="?", default="", help="only questions and answers that contain all of these words"
    )
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="show at most N (default: 20)")
    parser.add_argument("--clear", action="store_true", help="delete all questions and answers permanently")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.ask import conversation

    if options.limit < 1:
        raise BadInput(f"--limit {options.limit} is below 1")
    with context.session(existing=True) as session:
        if options.clear:
            if not options.yes and context.ask is not None:
                err.print(
                    "This deletes all questions and answers permanently. Type [bold]clear[/] to continue: ", end=""
                )
                if input().strip().lower() != "clear":
                    return
            conversation.delete_exchanges(session.archive)
            if context.json:
                print_json({"cleared": True})
            else:
                err.print("All questions and answers were deleted.")
            return
        exchanges, _ = conversation.load_exchanges(session.archive, options.limit, options.words)
    if context.json:
        rows = [
            {
                "ts": exchange.at.isoformat(),
                "question": exchange.question,
                "answer": exchange.answer or None,
                "frames": list(exchange.cites),
            }
            for exchange in exchanges
        ]
        print_json({"exchanges": rows})
        return
    for exchange in exchanges:
        out.print(f"[dim]{span(exchange.at, exchange.at, local_zone())}[/]  [bold]{escape(exchange.question)}[/]")
        out.print(f"    {escape(exchange.answer or 'No answer was found.')}")
    if not exchanges:
        err.print("No question or answer matches." if options.words else "No questions yet.")
