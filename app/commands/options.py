"""Options of the command line: those that every command has, scopes, times and spans.

Imported by every start of the program, so it imports nothing heavy.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from app.commands.context import Context
    from base.records.scope import Scope

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def shared_options() -> argparse.ArgumentParser:
    """Options that may stand before or after the command; a new object each time, since defaults are kept in it."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--home", type=Path, metavar="DIR", help="the folder of the memory (default: the user's data folder)"
    )
    shared.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from the first line of FILE"
    )
    shared.add_argument("--json", action="store_true", help="print the result as JSON")
    shared.add_argument("--verbose", action="store_true", help="print more details while it runs")
    return shared


def add_command(
    commands: Subparsers, name: str, text: str, run: Callable[[Context, argparse.Namespace], int | None]
) -> argparse.ArgumentParser:
    """A command's parser. `run` returns the exit code, None for 0; `app.main` calls it."""
    parser = commands.add_parser(name, help=text, description=text, parents=[shared_options()])
    parser.set_defaults(run=run)
    return parser


def add_scope_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--app", action="append", default=[], metavar="A", help="only this app; may be given several times"
    )
    parser.add_argument(
        "--since", type=iso_time, metavar="ISO", help="from this time on, such as 2026-09-15 or 2026-09-15T14:30"
    )
    parser.add_argument("--until", type=iso_time, metavar="ISO", help="up to this time")


def scope_of(options: argparse.Namespace, **more: object) -> Scope:
    from base.records.scope import Scope

    since, until = options.since, options.until
    if since and until and since >= until:
        raise BadInput("--since is not before --until", advice="Swap the two times.")
    return Scope(
        since=since.astimezone(UTC) if since else None,
        until=until.astimezone(UTC) if until else None,
        apps=tuple(options.app),
        **more,  # type: ignore[arg-type]
    )


def iso_time(text: str) -> datetime:
    """An ISO-8601 time; without a zone it is local."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-09-15T14:30 or 2026-09-15") from None
    return time if time.tzinfo else time.replace(tzinfo=local_zone()) if local_zone() else time.astimezone()


def span_of(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", text.strip().lower())
    if not match or float(match[1]) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a span such as 30s, 10m, 2h or 1d")
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])
