"""Terminal and JSON output. The JSON shapes are contracts: programs outside read them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from base.coverage import Coverage
from base.records.moment import MomentHead
from base.records.search import Gap, Hit, SearchResult
from base.records.statistics import ForgetResult, Stats
from memory.memories.changes import MemoryCounts

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def progress_bar() -> Progress:
    """On stderr, so that stdout stays what the command answers; silent where stderr is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "frame": hit.frame,
        "ts": hit.at.isoformat(),
        "until": hit.until.isoformat(),
        "app": hit.app,
        "title": hit.title,
        "url": hit.url,
        "monitor": hit.monitor,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "text": hit.text,
        "boxes": [list(box) for box in hit.boxes],
        "kind": hit.kind,
    }


def gap_json(gap: Gap) -> dict[str, Any]:
    return {
        "since": gap.since.isoformat(),
        "until": gap.until.isoformat(),
        "state": gap.state.value,
        "reason": gap.reason,
    }


def search_json(query: str, result: SearchResult) -> dict[str, Any]:
    return {
        "query": query,
        "took_ms": round(result.took_ms, 1),
        "hits": [hit_json(hit) for hit in result.hits],
        "gaps": [gap_json(gap) for gap in result.gaps],
    }


def head_json(head: MomentHead) -> dict[str, Any]:
    return {
        "frame": head.id,
        "ts": head.at.isoformat(),
        "monitor": head.monitor,
        "app": head.app,
        "title": head.title,
        "url": head.url,
        "summary": head.summary,
    }


def coverage_json(stretch: Coverage) -> dict[str, Any]:
    return {
        "since": stretch.start.isoformat(),
        "until": stretch.end.isoformat(),
        "monitor": stretch.monitor,
        "state": stretch.state.value,
        "reason": stretch.reason,
        "count": stretch.count,
    }


def stats_json(stats: Stats) -> dict[str, Any]:
    return {
        "moments": stats.moments,
        "first": stats.first.isoformat() if stats.first else None,
        "last": stats.last.isoformat() if stats.last else None,
        "bytes_on_disk": stats.bytes_on_disk,
        "objects": stats.objects,
        "passages": stats.passages,
        "picture_bytes": stats.picture_bytes,
        "bytes_a_day": round(stats.bytes_a_day),
        "coverage_seconds": {state: round(seconds, 1) for state, seconds in stats.coverage_seconds.items()},
        "skipped": stats.skipped,
    }


def memory_counts_json(counts: MemoryCounts) -> dict[str, Any]:
    return {
        "memories": {str(kind): count for kind, count in counts.open.items()},
        "memories_closed": counts.closed,
        "memories_waiting": counts.waiting,
        "memories_owed": counts.owed,
    }


def forgotten_json(forgotten: ForgetResult, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "moments": forgotten.moments,
        "first": forgotten.first.isoformat() if forgotten.first else None,
        "last": forgotten.last.isoformat() if forgotten.last else None,
        "apps": dict(forgotten.apps),
        "bytes_freed": forgotten.bytes_freed,
        "memories": forgotten.memories,
    }


def show_hits(result: SearchResult, zone: tzinfo | None) -> None:
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


def span(start: datetime, end: datetime, zone: tzinfo | None) -> str:
    a, b = start.astimezone(zone), end.astimezone(zone)
    if (b - a).total_seconds() < 60:
        return f"{a:%a %d %b %Y %H:%M:%S}"
    return f"{a:%a %d %b %Y %H:%M}–{b:%H:%M}" if a.date() == b.date() else f"{a:%a %d %b %Y %H:%M} – {b:%a %d %b %H:%M}"


def size(count: float) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"


def show_pairs(title: str, pairs: Iterable[tuple[str, object]]) -> None:
    table = Table(
        show_header=False, box=None, title=title, title_justify="left", title_style="bold", padding=(0, 2, 0, 0)
    )
    for name, value in pairs:
        table.add_row(f"[dim]{escape(name)}[/]", escape(str(value)))
    out.print(table)
