"""forget: removes moments or memories for good."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.commands.context import Context, read_what_waits
from app.commands.options import Subparsers, add_command, add_scope_options, scope_of, span_of
from app.commands.output import UNKNOWN_APP, content, err, out, print_json, size, span, waiting
from app.commands.words import count_words
from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.background.open_memory import OpenMemory
    from base.records.scope import Scope
    from base.records.statistics import ForgetResult


def register(commands: Subparsers) -> None:
    text = (
        "Forget moments or memories for good. Their pictures, and all that was learned from them alone, go with "
        "them. It shows what would go and asks first."
    )
    examples = (
        "forget --last 10m",
        "forget --site bank.example",
        "forget --app Signal --since 2026-03-01 --dry-run",
        "forget --query 'birthday present'",
    )
    parser = add_command(commands, "forget", text, run, examples=examples)
    parser.add_argument("--last", type=span_of, metavar="SPAN", help="what was recorded in the last 30s, 10m, 2h or 1d")
    add_scope_options(parser)
    parser.add_argument(
        "--site", action="append", default=[], metavar="SITE", help="only from this site; may be given several times"
    )
    parser.add_argument(
        "--query", metavar="WORDS", help="every moment with exactly these words in its text, title or address"
    )
    parser.add_argument(
        "--id",
        action="append",
        default=[],
        metavar="ID",
        help="this moment or memory, by its ID; may be given several times",
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be forgotten")
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(context: Context, options: argparse.Namespace) -> None:
    from base.records.statistics import ForgetResult

    given = _read_scope(options)
    with context.session(existing=True) as session:
        memories = [name for name in options.id if session.archive.memory(name) is not None]
        if memories:
            _forget_memories(context, options, session, memories)
            return
        scope: Scope | None = given
        if options.query is not None:
            read_what_waits(session)
            scope = _with_words(session, given, options.query)
        with waiting("Looking for what would be forgotten"):
            would = ForgetResult(moments=0) if scope is None else session.archive.forget(scope, dry_run=True)
        if scope is None or options.dry_run or not _is_confirmed(context, options, would):
            _print(context, would, dry_run=True)
            return
        with waiting("Forgetting"):
            gone = session.forget(scope)
    _print(context, gone, dry_run=False)


def _forget_memories(
    context: Context, options: argparse.Namespace, session: OpenMemory, memories: Sequence[str]
) -> None:
    """The moments that they came from stay."""
    from base.records.statistics import ForgetResult

    if len(memories) < len(options.id) or options.last or options.since or options.until or options.query:
        raise BadInput(
            "memories and moments cannot be forgotten in one go",
            advice="Give only IDs of memories; forget the moments with a second command.",
        )
    would = ForgetResult(moments=0, memories=len(memories))
    if options.dry_run or not _is_confirmed(context, options, would):
        _print(context, would, dry_run=True)
    else:
        _print(context, ForgetResult(moments=0, memories=session.forget_memories(memories)), dry_run=False)


def _read_scope(options: argparse.Namespace) -> Scope:
    if options.last and (options.since or options.until):
        raise BadInput("--last cannot be used together with --since or --until", advice="Give one of them.")
    scope = scope_of(options, sites=tuple(options.site), ids=tuple(options.id))
    if options.last:
        scope = replace(scope, since=datetime.now(UTC) - options.last)
    if scope.everything and not options.query:
        raise BadInput(
            "it is not clear what to forget",
            advice="Give --last, --since/--until, --app, --site, --query or --id; --since 1970-01-01 means everything.",
        )
    return scope


def _with_words(session: OpenMemory, scope: Scope, words: str) -> Scope | None:
    """The moments in whose text, title or address exactly these words stand. Never guesses by likeness."""
    from base.records.scope import Scope

    wanted = " ".join(words.casefold().split())
    if not wanted:
        raise BadInput("there are no words after --query", advice="Give the words to look for.")
    ids = []
    for moment in session.archive.select(scope):
        text = f"{moment.app} {moment.title} {moment.url} {moment.text}"
        if wanted in " ".join(text.casefold().split()):
            ids.append(moment.id)
    return Scope(ids=tuple(ids)) if ids else None


def _is_confirmed(context: Context, options: argparse.Namespace, would: ForgetResult) -> bool:
    if options.yes or context.ask is None:
        return True
    _print(context, would, dry_run=True)
    err.print("This cannot be undone. Type [bold]forget[/] to continue: ", end="")
    return input().strip().lower() == "forget"


def _print(context: Context, result: ForgetResult, *, dry_run: bool) -> None:
    if context.json:
        print_json(forget_json(result, dry_run=dry_run))
        return
    named = [(result.moments, "moment", "moments"), (result.memories, "memory", "memories")]
    what = " and ".join(count_words(count, one, many) for count, one, many in named if count)
    if not what:
        out.print("Nothing matches that; nothing was forgotten.")
        return
    out.print(f"[bold]{what}[/] would be forgotten." if dry_run else f"[bold]{what}[/] forgotten for good.")
    if result.first and result.last:
        out.print(f"  {span(result.first, result.last, local_zone())}")
    for app, count in result.apps:
        out.print(f"  {count:>6}  {content(app or UNKNOWN_APP)}")
    if not dry_run and result.bytes_freed:
        out.print(f"  {size(result.bytes_freed)} of disk space freed")


def forget_json(result: ForgetResult, *, dry_run: bool) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
    return {
        "dry_run": dry_run,
        "moments": result.moments,
        "first": result.first.isoformat() if result.first else None,
        "last": result.last.isoformat() if result.last else None,
        "apps": dict(result.apps),
        "bytes_freed": result.bytes_freed,
        "memories": result.memories,
    }
