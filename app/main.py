"""Command line: options, exit codes, dispatch.

Exit codes: 0 done, 1 the request failed with a message, 2 usage, 3 locked. Messages and progress go to stderr.
Heavy modules are imported by the command that needs them, so that `afterglow --help` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from app.commands.context import Context, iso_time, span_of
from app.commands.output import err
from app.home import Home, default_home
from app.logs import start_logging
from app.version import VERSION
from base.errors import AfterglowError, Cancelled, KeyStoreUnavailable, Locked

OK, FAILED, USAGE, LOCKED = 0, 1, 2, 3
INTERRUPTED = 130
KINDS = ("core", "episodic", "semantic", "procedural", "resource", "vault")
"""`memory.memories.memory.Kind`, which takes a while to import."""

COMMANDS = {
    "": "app.commands.desktop:desktop",
    "record": "app.commands.record_import:record",
    "import": "app.commands.record_import:import_",
    "demo": "app.commands.demo:demo",
    "search": "app.commands.search:search",
    "ask": "app.commands.search:ask",
    "memories": "app.commands.memories:memories",
    "chats": "app.commands.search:chats",
    "reveal": "app.commands.memories:reveal",
    "reflect": "app.commands.reflect:reflect",
    "models": "app.commands.models:models",
    "models allow": "app.commands.models:allow",
    "models forget": "app.commands.models:forget",
    "models ledger": "app.commands.models:ledger",
    "timeline": "app.commands.search:timeline",
    "stats": "app.commands.search:stats",
    "pin": "app.commands.search:pin",
    "forget": "app.commands.forget:forget",
    "export": "app.commands.export_restore:export",
    "restore": "app.commands.export_restore:restore",
    "lock": "app.commands.lock_unlock:lock",
    "unlock": "app.commands.lock_unlock:unlock",
    "status": "app.commands.status:status",
    "doctor": "app.commands.status:doctor",
    "reindex": "app.commands.search:reindex",
    "verify": "app.commands.verify:verify",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `afterglow`. Returns the exit code."""
    options = parser().parse_args(argv)
    home = Home(options.home.expanduser().absolute()) if options.home else default_home()
    if options.command != "demo" and home.exists:
        start_logging(home.logs, verbose=options.verbose)
    context = Context(home=home, passphrase_file=options.passphrase_file, json=options.json, verbose=options.verbose)
    module, _, function = COMMANDS[options.command].partition(":")
    try:
        return int(getattr(importlib.import_module(module), function)(context, options) or OK)
    except (Locked, KeyStoreUnavailable) as error:
        err.print(str(error), markup=False)
        return LOCKED
    except Cancelled as error:
        err.print(str(error), markup=False)
        return INTERRUPTED
    except AfterglowError as error:
        err.print(str(error), markup=False)
        return FAILED
    except KeyboardInterrupt:
        err.print("Stopped. Nothing was lost; run it again to go on.")
        return INTERRUPTED
    except BrokenPipeError:
        return OK


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="afterglow", parents=[_common()], description="A private memory of everything your screen has shown you."
    )
    top.add_argument("--version", action="version", version=f"afterglow {VERSION}")
    top.add_argument("--background", action="store_true", help="the tray alone at first, where there is one")
    top.set_defaults(home=None, passphrase_file=None, json=False, verbose=False, command="")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    top.set_defaults(command="")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[_common()])

    _capture_commands(command)
    _recall_commands(command)
    _snapshot_commands(command)
    _care_commands(command)
    _model_commands(command)
    return top


def _common() -> argparse.ArgumentParser:
    """Options that may stand before or after the command; a new object each time, since defaults are kept in it."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", type=Path, metavar="DIR", help="keep everything of this memory under DIR")
    common.add_argument("--passphrase-file", type=Path, metavar="FILE", help="the passphrase is FILE's first line")
    common.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    common.add_argument("--verbose", action="store_true", help="more about what goes on, on stderr")
    return common


def _capture_commands(command) -> None:  # type: ignore[no-untyped-def]
    record = command("record", "Record the screen without a window, until Ctrl-C.")
    record.add_argument("--seconds", type=float, metavar="N", help="stop after N seconds")
    imports = command("import", "Import screenshots from a folder, or one picture.")
    imports.add_argument("path", type=Path)
    imports.add_argument("--metadata", type=Path, metavar="FILE.jsonl", help="what a recorder knew of each picture")
    demo = command("demo", "Replay the sample day through everything, in a throw-away home.")
    demo.add_argument("--keep", type=Path, metavar="DIR", help="keep the demo's export in DIR")


def _scope_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--app", action="append", default=[], metavar="A", help="only this app (may be repeated)")
    parser.add_argument("--since", type=iso_time, metavar="ISO", help="not before this time")
    parser.add_argument("--until", type=iso_time, metavar="ISO", help="before this time")


def _recall_commands(command) -> None:  # type: ignore[no-untyped-def]
    search = command("search", "Find any past moment.")
    search.add_argument("query", nargs="?", default="")
    search.add_argument("--picture", type=Path, metavar="FILE", help="moments that look or read like this picture")
    search.add_argument("--limit", type=int, default=10, metavar="N")
    search.add_argument("--now", type=iso_time, metavar="ISO", help="what `today` means (default: now)")
    _scope_options(search)
    ask = command("ask", "Ask a question; the answer quotes the moments and memories that carry it.")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--now", type=iso_time, metavar="ISO")
    ask.add_argument("--screen", action="store_true", help="what was on the screen just now belongs to the question")
    ask.add_argument("--picture", type=Path, metavar="FILE", help="so do moments that are like this picture")
    ask.add_argument("--forget", action="store_true", help="do not keep the question and its answer")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl")
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl")
    chats = command("chats", "What was asked and answered, here and in the window; `--batch` is not kept.")
    chats.add_argument("words", nargs="?", default="", help="only where all of these stand")
    chats.add_argument("--limit", type=int, default=20, metavar="N")
    chats.add_argument("--clear", action="store_true", help="remove all of it for good")
    chats.add_argument("--yes", action="store_true", help="do not ask")
    memories = command("memories", "What was concluded from the moments, with the moments that show it.")
    memories.add_argument("--kind", choices=KINDS, help="only this of the six memories")
    memories.add_argument("--query", default="", metavar="WORDS", help="what answers these best")
    memories.add_argument("--history", action="store_true", help="also values that newer ones replaced")
    memories.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many")
    memories.add_argument("--offset", type=int, default=0, metavar="N", help="leave out the first N")
    reveal = command("reveal", "Show the value of a secret that the vault keeps; the access log says so.")
    reveal.add_argument("id", help="as `afterglow memories --kind vault` shows it")
    reflect = command("reflect", "Tidy the memories: show what is double, outdated or faded; nothing changes yet.")
    acts = reflect.add_mutually_exclusive_group()
    acts.add_argument("--apply", action="store_true", help="do what the plan says, as one batch")
    acts.add_argument("--undo", metavar="BATCH", help="take such a batch back")
    reflect.add_argument(
        "--fade-after", type=int, metavar="DAYS", help="let go what was seen once and not again for so long; 0: never"
    )
    timeline = command("timeline", "What a day held.")
    timeline.add_argument(
        "--day", metavar="D", help="YYYY-MM-DD, today, yesterday (default: the last day with memories)"
    )
    command("stats", "How much is remembered, and what was left out by which rule.")
    pin = command("pin", "Keep a moment's picture whatever room is needed.")
    pin.add_argument("frame", help="its id, as search and timeline show it")
    pin.add_argument("--remove", action="store_true", help="no longer")
    reindex = command("reindex", "Embed anew what an older model embedded, bring every index up to date, compact.")
    reindex.add_argument("--all", action="store_true", help="embed everything anew")
    forget = command("forget", "Remove moments for good.")
    forget.add_argument("--last", type=span_of, metavar="10m", help="the last 30s, 10m, 2h, 1d")
    _scope_options(forget)
    forget.add_argument("--site", action="append", default=[], metavar="HOST")
    forget.add_argument("--query", metavar="WORDS", help="every moment in which exactly these words appear")
    forget.add_argument("--id", action="append", default=[], metavar="ID", help="a moment or a memory")
    forget.add_argument("--dry-run", action="store_true", help="only show what would go")
    forget.add_argument("--yes", action="store_true", help="do not ask")


def _snapshot_commands(command) -> None:  # type: ignore[no-untyped-def]
    export = command("export", "Export memories: encrypted archive, folder, Markdown or XLSX.")
    export.add_argument("path", type=Path)
    _scope_options(export)
    export.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="K",
        help="frame, and any of the six memories (default: all but the vault)",
    )
    export.add_argument("--format", choices=["archive", "folder", "markdown", "xlsx"], default="archive")
    export.add_argument("--plain", action="count", default=0, help="not encrypted; give it twice to confirm")
    export.add_argument("--archive-passphrase-file", type=Path, metavar="FILE")
    export.add_argument("--force", action="store_true", help="replace what is at PATH")
    restore = command("restore", "Restore an archive or folder into this memory.")
    restore.add_argument("path", type=Path)
    restore.add_argument("--archive-passphrase-file", type=Path, metavar="FILE")


def _care_commands(command) -> None:  # type: ignore[no-untyped-def]
    command("lock", "Lock the memory: recording goes on sealed, nothing can be read until unlock.")
    unlock = command("unlock", "Unlock the memory, or change how it is unlocked.")
    unlock.add_argument("--recovery", action="store_true", help="with the recovery key")
    unlock.add_argument("--recovery-file", type=Path, metavar="FILE", help="the recovery key is FILE's first line")
    unlock.add_argument("--accept-backup", action="store_true", help="an older copy was put back on purpose")
    unlock.add_argument("--change-passphrase", action="store_true")
    unlock.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    unlock.add_argument("--new-recovery-key", action="store_true", help="make and show a new recovery key")
    command("status", "Recording, locked or not, what waits to be read.")
    command("doctor", "Check that everything Afterglow needs works here.")
    command("verify", "Prove the privacy: plant markers and look for them in every byte.")


def _model_commands(command) -> None:  # type: ignore[no-untyped-def]
    models = command("models", "Which language models may be told what, and what they were told.")
    verbs = models.add_subparsers(metavar="VERB")

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text, parents=[_common()])
        made.set_defaults(command=f"models {name}")
        return made

    allow = verb("allow", "Allow an endpoint to be told what it is asked about; nothing is sent without that.")
    allow.add_argument("url", help="the base of its API, such as http://localhost:11434/v1")
    allow.add_argument("--model", required=True, metavar="NAME", help="as the endpoint calls it")
    allow.add_argument(
        "--for", dest="use", action="append", choices=("memories", "ask"), default=[], help="only this (default: both)"
    )
    allow.add_argument("--pictures", action="store_true", help="answers may be made from pictures too")
    allow.add_argument("--key-file", type=Path, metavar="FILE", help="its API key is FILE's first line")
    allow.add_argument("--price-in", type=float, metavar="X", help="of a million tokens that are sent")
    allow.add_argument("--price-out", type=float, metavar="X", help="of a million tokens that are answered")
    allow.add_argument("--yes", action="store_true", help="do not ask")
    forget = verb("forget", "Take it back.")
    forget.add_argument("url")
    verb("list", "Which are allowed.").set_defaults(command="models")
    ledger = verb("ledger", "What was sent: when, where, for what, how much, and what came of it.")
    ledger.add_argument("--limit", type=int, default=50, metavar="N")


if __name__ == "__main__":
    sys.exit(main())
