"""chats: questions and answers that were kept, newest first."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command, whole_number
from app.commands.output import content, err, out, print_json, span
from base.errors import BadInput
from base.time_zone import local_zone

NO_ANSWER = "Nothing you had seen answered this."


def register(commands: Subparsers) -> None:
    text = "List what you asked, with the answers. From here and from the window; those of `ask --batch` are not saved."
    parser = add_command(commands, "chats", text, run, examples=("chats", "chats parcel", "chats --clear"))
    parser.add_argument(
        "words", nargs="?", default="", metavar="WORDS", help="only questions and answers with all of these words"
    )
    parser.add_argument("--limit", type=whole_number, default=20, metavar="N", help="show at most N (default: 20)")
    parser.add_argument("--clear", action="store_true", help="forget all questions and answers, for good")
    parser.add_argument("--yes", action="store_true", help="with --clear: do not ask first")


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.ask import conversation

    if options.limit < 1:
        raise BadInput(f"--limit {options.limit} is below 1", advice="Choose 1 or more.")
    with context.session(existing=True) as session:
        if options.clear:
            if not options.yes and context.ask is not None:
                err.print("This forgets all questions and answers, for good. Type [bold]clear[/] to continue: ", end="")
                if input().strip().lower() != "clear":
                    return
            conversation.delete_exchanges(session.archive)
            if context.json:
                print_json({"cleared": True})
            else:
                err.print("All questions and answers are forgotten.")
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
        out.print(f"[dim]{span(exchange.at, exchange.at, local_zone())}[/]  [bold]{content(exchange.question)}[/]")
        out.print(f"    {content(exchange.answer or NO_ANSWER)}")
    if not exchanges:
        err.print("No question or answer has these words." if options.words else "You have not asked anything yet.")
