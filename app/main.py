"""The command line's entry point: builds the parser, calls the command, turns errors into exit codes.

Exit codes: 0 done, 1 the request failed with a message, 2 usage, 3 locked. Messages and progress go to stderr.
Commands import what is heavy when they run, so that `afterglow --help` answers at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from app.commands import desktop
from app.commands.checking import doctor, report, status, updates, verify
from app.commands.context import Context
from app.commands.finding import ask, chats, search, stats, timeline
from app.commands.keeping import export, forget, pin, reindex, restore
from app.commands.locking import lock, unlock
from app.commands.memories import memories, reflect, reveal
from app.commands.models import models
from app.commands.options import shared_options
from app.commands.output import err
from app.commands.parser import Parser, list_commands
from app.commands.recording import demo, import_pictures, record
from app.home import Home, default_home
from app.logs import start_logging
from app.version import VERSION
from base.core_files import forbid_core_files
from base.errors import AfterglowError, Cancelled, KeyStoreUnavailable, Locked
from base.files import refusal

OK, FAILED, USAGE, LOCKED = 0, 1, 2, 3
INTERRUPTED = 130

COMMANDS = {
    "Find again": (search, ask, timeline, memories, chats),
    "Record": (record, import_pictures, demo),
    "Keep and move": (pin, export, restore),
    "Privacy": (forget, lock, unlock, reveal, models, verify),
    "Care": (status, stats, doctor, report, reflect, reindex, updates),
}
"""In groups, as `afterglow --help` lists them."""
EXAMPLES = (
    "afterglow                                   open the window",
    "afterglow demo                              try it on a sample day, in a temporary folder",
    "afterglow search 'invoice on:yesterday'     find a moment by words and filters",
    "afterglow ask 'when does my train leave?'   get an answer with its sources",
    "afterglow search --help                     explain a command, with examples",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `afterglow`. Returns the exit code."""
    options = parser().parse_args(argv)
    forbid_core_files()
    try:
        return _run(options)
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
        err.print("Stopped. Nothing was lost; run it again to continue.")
        return INTERRUPTED
    except BrokenPipeError:
        return OK
    except OSError as error:
        err.print(str(refusal(error)), markup=False)
        return FAILED


def _run(options: argparse.Namespace) -> int:
    home = Home(options.home.expanduser().absolute()) if options.home else default_home()
    if options.command != "demo" and home.exists:
        start_logging(home.logs, verbose=options.verbose)
    context = Context(home=home, passphrase_file=options.passphrase_file, json=options.json, verbose=options.verbose)
    return int(options.run(context, options) or OK)


def parser() -> Parser:
    top = Parser(prog="afterglow", parents=[shared_options()], usage="%(prog)s [command] [options]", examples=EXAMPLES)
    top.add_argument("--version", action="version", version=f"afterglow {VERSION}", help="show the version")
    desktop.register(top)
    top.set_defaults(home=None, passphrase_file=None, json=False, verbose=False, command="")
    commands = top.add_subparsers(dest="command", prog="afterglow", metavar="COMMAND", help=argparse.SUPPRESS)
    groups = {}
    for title, modules in COMMANDS.items():
        known = set(commands.choices)
        for module in modules:
            module.register(commands)
        groups[title] = [name for name in commands.choices if name not in known]
    about = {name: command.description or "" for name, command in commands.choices.items()}
    top.description = (
        "Afterglow finds again what your screen has shown you. It stays on this computer, encrypted.\n"
        f"Without a command it opens its window.\n{list_commands(groups, about)}"
    )
    return top


if __name__ == "__main__":
    sys.exit(main())
