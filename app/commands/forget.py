"""forget: removes a range for good."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.commands.context import Context, scope_of
from app.commands.output import err, forgotten_json, out, print_json, size, span
from app.composition import OpenMemory
from base.errors import BadInput
from base.records.moment import Moment
from base.records.scope import Scope
from base.records.statistics import ForgetResult
from base.time_zone import local_zone


def forget(context: Context, options: argparse.Namespace) -> int | None:
    scope: Scope | None = _scope(options)
    with context.session(existing=True) as session:
        memories = [one for one in options.id if session.archive.memory(one) is not None]
        if memories:
            return _forget_memories(context, options, session, memories)
        if options.query is not None:
            session.drain()
            scope = _with_words(session, _scope(options), options.query)
        would = _nothing() if scope is None else session.archive.forget(scope, dry_run=True)
        if scope is None or options.dry_run or not _confirmed(context, options, would):
            _answer(context, would, dry_run=True)
            return None
        gone = session.forget(scope)
    _answer(context, gone, dry_run=False)
    return None


def _forget_memories(
    context: Context, options: argparse.Namespace, session: OpenMemory, memories: Sequence[str]
) -> int | None:
    """The moments that they came from stay."""
    if len(memories) < len(options.id) or options.last or options.since or options.until or options.query:
        raise BadInput(
            "memories and moments are forgotten one after the other", advice="Give the ids of memories alone."
        )
    would = replace(_nothing(), memories=len(memories))
    if options.dry_run or not _confirmed(context, options, would):
        _answer(context, would, dry_run=True)
        return None
    _answer(context, replace(would, memories=session.forget_memories(memories)), dry_run=False)
    return None


def _scope(options: argparse.Namespace) -> Scope:
    if options.last and (options.since or options.until):
        raise BadInput("--last and --since/--until exclude each other")
    scope = scope_of(options, sites=tuple(options.site), ids=tuple(options.id))
    if options.last:
        scope = Scope(since=datetime.now(UTC) - options.last, apps=scope.apps, sites=scope.sites, ids=scope.ids)
    if scope.everything and not options.query:
        raise BadInput(
            "nothing says what to forget",
            advice="Give --last, --since/--until, --app, --site, --query or --id; --since 1970-01-01 means everything.",
        )
    return scope


def _with_words(session: OpenMemory, scope: Scope, words: str) -> Scope | None:
    """The moments in whose text, title or address exactly these words stand. Never guesses by likeness."""
    wanted = " ".join(words.casefold().split())
    if not wanted:
        raise BadInput("the query is empty")
    found = tuple(moment.id for moment in session.archive.select(scope) if wanted in _everything_said(moment))
    return Scope(ids=found) if found else None


def _everything_said(moment: Moment) -> str:
    return " ".join(f"{moment.app} {moment.title} {moment.url} {moment.text}".casefold().split())


def _confirmed(context: Context, options: argparse.Namespace, would: ForgetResult) -> bool:
    if options.yes or context.ask is None:
        return True
    _answer(context, would, dry_run=True)
    err.print("This cannot be undone. Type [bold]forget[/] to go on: ", end="")
    return input().strip().lower() == "forget"


def _answer(context: Context, forgotten: ForgetResult, *, dry_run: bool) -> None:
    if context.json:
        print_json(forgotten_json(forgotten, dry_run=dry_run))
        return
    verb = "would go" if dry_run else "are gone for good"
    counts = [(forgotten.moments, "moments"), (forgotten.memories, "memories")]
    said = " and ".join(f"[bold]{count}[/] {name}" for count, name in counts if count) or "[bold]0[/] moments"
    out.print(f"{said} {verb}.")
    if forgotten.first and forgotten.last:
        out.print(f"  {span(forgotten.first, forgotten.last, local_zone())}")
    for app, count in forgotten.apps:
        out.print(f"  {count:>6}  {app}", markup=False)
    if not dry_run and forgotten.bytes_freed:
        out.print(f"  {size(forgotten.bytes_freed)} freed")


def _nothing() -> ForgetResult:
    return ForgetResult(moments=0)
