"""stats: how much is remembered, on how much disk space, and what was left out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import print_json, show_pairs, size, span, waiting
from app.commands.words import count_words, kind_name, reason_words
from base.time_zone import local_zone

if TYPE_CHECKING:
    from base.records.statistics import Stats


def register(commands: Subparsers) -> None:
    add_command(commands, "stats", "Show how much is recorded and how much room it takes.", run, examples=("stats",))


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session, waiting("Counting"):
        stats = session.archive.stats()
        memories = session.archive.memory_counts()
        unread = len(session.spool.pending())
        budget = round(session.settings.storage.budget_gb * 1e9)
        pinned = len(session.archive.pins())
    if context.json:
        print_json(
            {
                **_stats_json(stats),
                "waiting": unread,
                "budget_bytes": budget or None,
                "pinned": pinned,
                "memories": {str(kind): count for kind, count in memories.open.items()},
                "memories_closed": memories.closed,
                "memories_waiting": memories.waiting,
                "memories_owed": memories.owed,
            }
        )
        return
    zone = local_zone()
    show_pairs(
        "Your memory",
        [
            ("Moments", f"{stats.moments:,}"),
            ("First", span(stats.first, stats.first, zone) if stats.first else "–"),
            ("Last", span(stats.last, stats.last, zone) if stats.last else "–"),
            ("On the disk, encrypted", size(stats.bytes_on_disk)),
            ("Of it pictures", size(stats.picture_bytes)),
            ("May take at most", _forecast(stats, budget)),
            ("Kept for good", count_words(pinned, "moment")),
            ("Not read yet", count_words(unread, "file")),
            ("Not yet looked at for memories", count_words(memories.waiting, "moment")),
            *((kind_name(kind), f"{count:,}") for kind, count in memories.open.items()),
            ("Replaced by newer memories", f"{memories.closed:,}"),
            *((f"Left out: {reason_words(rule)}", count_words(count, "time")) for rule, count in stats.skipped.items()),
        ],
    )


def _forecast(stats: Stats, budget: int) -> str:
    """The limit in words, and for how long it lasts."""
    if not budget:
        return "no limit"
    if stats.bytes_on_disk >= budget:
        return f"{size(budget)}: that is full, so the oldest pictures get smaller; their text stays"
    days = (budget - stats.bytes_on_disk) / stats.bytes_a_day if stats.bytes_a_day else 0
    return f"{size(budget)}, enough for {_long_time(days)} more at this pace" if days else size(budget)


def _long_time(days: float) -> str:
    if days < 60:
        return count_words(round(days), "day")
    return count_words(round(days / 30.4), "month") if days < 730 else count_words(round(days / 365.25), "year")


def _stats_json(stats: Stats) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
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
