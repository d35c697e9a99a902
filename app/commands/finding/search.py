"""search: moments that answer a query, best first."""

from __future__ import annotations

import argparse
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.context import Context, log_access
from app.commands.finding.hits import gap_json, gap_sentence, hit_json, query_time, read_query_image
from app.commands.options import Subparsers, add_command, add_scope_options, iso_time, scope_of, whole_number
from app.commands.output import UNKNOWN_APP, content, err, out, print_json, span, waiting
from app.commands.parser import USAGE
from app.commands.words import count_words
from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from base.records.search import SearchResult

MAX_HITS = 1000


def register(commands: Subparsers) -> None:
    text = (
        'Find a moment by words, app, site or time. In the query, "…" stands for exactly these words, -word for none '
        "of that word, and app: site: title: on: before: after: narrow it down; times in words work too."
    )
    examples = (
        "search 'invoice 4471'",
        "search 'printer \"label roll\" app:chromium -order'",
        "search 'what did Petra write yesterday morning'",
        "search 'ferry after:2026-03-01' --limit 30",
        "search --picture photo.png",
    )
    parser = add_command(commands, "search", text, run, examples=examples)
    parser.add_argument("query", nargs="?", default="", metavar="QUERY", help="what to look for, in quotes")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="find moments that look like this picture or contain its text"
    )
    parser.add_argument(
        "--limit",
        type=whole_number,
        default=10,
        metavar="N",
        help=f"show at most N moments, up to {MAX_HITS} (default: 10)",
    )
    parser.add_argument(
        "--now", type=iso_time, metavar="TIME", help="search as if it were this time, for words such as `today`"
    )
    add_scope_options(parser)


def run(context: Context, options: argparse.Namespace) -> int | None:
    from base.records.search import Query

    if not 1 <= options.limit <= MAX_HITS:
        raise BadInput(f"--limit {options.limit} is not between 1 and {MAX_HITS}", advice="Choose a number in between.")
    if not options.query and options.picture is None:
        err.print("Give something to search for: words in quotes, or --picture FILE.")
        return USAGE
    with context.session(existing=True) as session:
        query = Query(
            options.query,
            now=query_time(options.now),
            limit=options.limit,
            scope=scope_of(options),
            image=read_query_image(session, options.picture),
        )
        with waiting("Searching"):
            result = session.archive.search(query)
        log_access(session.archive, "search", len(result.hits))
    if context.json:
        print_json(search_json(options.query, result))
    else:
        _show_hits(options.query, result, local_zone())
    return None


def search_json(query: str, result: SearchResult) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
    return {
        "query": query,
        "took_ms": round(result.took_ms, 1),
        "hits": [hit_json(hit) for hit in result.hits],
        "gaps": [gap_json(gap) for gap in result.gaps],
    }


def _show_hits(query: str, result: SearchResult, zone: tzinfo | None) -> None:
    if not result.hits:
        out.print(
            f"Nothing you've seen matches “{content(query)}”." if query else "Nothing you've seen is like that picture."
        )
    for number, hit in enumerate(result.hits, 1):
        when = span(hit.at, hit.until, zone)
        out.print(f"[bold]{number:>2}[/]  {when}  [cyan]{content(hit.app or UNKNOWN_APP)}[/]  {content(hit.title)}")
        out.print(f"    {content(' '.join(hit.snippet.split())[:300])}")
        out.print(f"    [dim]{content(hit.url)}{'  ' if hit.url else ''}ID {hit.frame}[/]")
    for gap in result.gaps:
        out.print(f"[yellow]{gap_sentence(gap, zone)}[/]")
    if result.hits:
        out.print(f"[dim]{count_words(len(result.hits), 'moment')} found in {result.took_ms / 1000:.1f} s[/]")
