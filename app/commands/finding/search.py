"""search: moments that answer a query, best first."""

from __future__ import annotations

import argparse
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from app.commands.context import Context, log_access
from app.commands.finding.hits import gap_json, hit_json, query_time, read_query_image
from app.commands.options import Subparsers, add_command, add_scope_options, iso_time, scope_of
from app.commands.output import err, out, print_json, span
from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from base.records.search import SearchResult

MAX_HITS = 1000
USAGE = 2
"""The exit code of a command line that makes no sense."""


def register(commands: Subparsers) -> None:
    parser = add_command(commands, "search", "Find any past moment.", run)
    parser.add_argument("query", nargs="?", default="", help="words, and filters such as app:terminal or on:yesterday")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="find moments that look like this picture or contain its text"
    )
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="show at most N hits (default: 10)")
    parser.add_argument("--now", type=iso_time, metavar="ISO", help="the time that `today` refers to (default: now)")
    add_scope_options(parser)


def run(context: Context, options: argparse.Namespace) -> int | None:
    from base.records.search import Query

    if not 1 <= options.limit <= MAX_HITS:
        raise BadInput(f"--limit {options.limit} is not between 1 and {MAX_HITS}")
    if not options.query and options.picture is None:
        err.print("Give something to search for: words, or --picture FILE.")
        return USAGE
    with context.session(existing=True) as session:
        query = Query(
            options.query,
            now=query_time(options.now),
            limit=options.limit,
            scope=scope_of(options),
            image=read_query_image(session, options.picture),
        )
        result = session.archive.search(query)
        log_access(session.archive, "search", len(result.hits))
    if context.json:
        print_json(search_json(options.query, result))
    else:
        _show_hits(result, local_zone())
    return None


def search_json(query: str, result: SearchResult) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
    return {
        "query": query,
        "took_ms": round(result.took_ms, 1),
        "hits": [hit_json(hit) for hit in result.hits],
        "gaps": [gap_json(gap) for gap in result.gaps],
    }


def _show_hits(result: SearchResult, zone: tzinfo | None) -> None:
    if not result.hits:
        out.print("[dim]Nothing found.[/]")
    for number, hit in enumerate(result.hits, 1):
        when = span(hit.at, hit.until, zone)
        out.print(f"[bold]{number:>2}[/]  {when}  [cyan]{escape(hit.app or '?')}[/]  {escape(hit.title)}")
        out.print(f"    {escape(' '.join(hit.snippet.split()))[:300]}")
        if hit.url:
            out.print(f"    [dim]{escape(hit.url)}[/]")
    for gap in result.gaps:
        why = f" ({escape(gap.reason)})" if gap.reason else ""
        out.print(f"[yellow]{span(gap.since, gap.until, zone)} was not recorded: {gap.state.value}{why}[/]")
    out.print(f"[dim]{len(result.hits)} hits in {result.took_ms:.0f} ms[/]")
