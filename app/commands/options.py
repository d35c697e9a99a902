"""Options of the command line: those that every command has, scopes, times and spans.

Imported by every start of the program, so it imports nothing heavy.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from app.commands.parser import Parser
from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from app.commands.context import Context
    from base.records.scope import Scope

Subparsers: TypeAlias = "argparse._SubParsersAction[Parser]"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def shared_options() -> Parser:
    """Options that may stand before or after the command; a new object each time, since defaults are kept in it."""
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("Options of every command")
    group.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="use the memory in this folder (default: the one in your own data folder)",
    )
    group.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="take the passphrase from the first line of FILE instead of asking for it",
    )
    group.add_argument("--json", action="store_true", help="print the result as JSON, for scripts")
    group.add_argument("--verbose", action="store_true", help="also say on the terminal what happens inside")
    return shared


def add_command(
    commands: Subparsers,
    name: str,
    text: str,
    run: Callable[[Context, argparse.Namespace], int | None],
    *,
    examples: Sequence[str] = (),
) -> Parser:
    """A command's parser. `run` returns the exit code, None for 0; `app.main` calls it. `examples`: what follows
    `afterglow` in command lines that people type."""
    lines = [f"afterglow {example}".rstrip() for example in examples]
    parser = commands.add_parser(name, help=text, description=text, parents=[shared_options()], examples=lines)
    parser.set_defaults(run=run)
    return parser


def add_scope_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--app", action="append", default=[], metavar="NAME", help="only from this app; may be given several times"
    )
    parser.add_argument(
        "--since", type=iso_time, metavar="TIME", help="only from this time on, such as 2026-09-15 or 2026-09-15T14:30"
    )
    parser.add_argument("--until", type=iso_time, metavar="TIME", help="only up to this time")


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
        raise argparse.ArgumentTypeError(f"`{text}` is not a time such as 2026-09-15T14:30 or 2026-09-15") from None
    return time if time.tzinfo else time.replace(tzinfo=local_zone()) if local_zone() else time.astimezone()


def span_of(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", text.strip().lower())
    if not match or float(match[1]) <= 0:
        raise argparse.ArgumentTypeError(f"`{text}` is not a length of time such as 30s, 10m, 2h or 1d")
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


def whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a whole number") from None


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number") from None
