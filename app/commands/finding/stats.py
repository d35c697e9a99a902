"""stats: how much is remembered, on which disk space, and what was left out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import print_json, show_pairs, size, span
from base.time_zone import local_zone

if TYPE_CHECKING:
    from base.records.statistics import Stats


def register(commands: Subparsers) -> None:
    add_command(commands, "stats", "Show how much is stored, and how much each rule left out.", run)


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        stats = session.archive.stats()
        memories = session.archive.memory_counts()
        waiting = len(session.spool.pending())
        budget = round(session.settings.storage.budget_gb * 1e9)
        pinned = len(session.archive.pins())
    if context.json:
        print_json(
            {
                **_stats_json(stats),
                "waiting": waiting,
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
            ("moments", stats.moments),
            ("from", span(stats.first, stats.first, zone) if stats.first else "–"),
            ("to", span(stats.last, stats.last, zone) if stats.last else "–"),
            ("text passages", stats.passages),
            ("on disk (encrypted)", f"{size(stats.bytes_on_disk)} in {stats.objects} files"),
            ("pictures", size(stats.picture_bytes)),
            ("budget", _forecast(stats, budget)),
            ("pinned", pinned),
            ("waiting to be read", waiting),
            *((f"{kind} memories", count) for kind, count in memories.open.items()),
            ("replaced by newer memories", memories.closed),
            ("moments not yet processed into memories", memories.waiting),
            *((f"left out: {rule}", f"{count} times") for rule, count in stats.skipped.items()),
        ],
    )


def _forecast(stats: Stats, budget: int) -> str:
    """The budget in words, and for how many more days it lasts."""
    if not budget:
        return "none"
    if stats.bytes_on_disk >= budget:
        return f"{size(budget)}: full; the oldest pictures are reduced"
    days = (budget - stats.bytes_on_disk) / stats.bytes_a_day if stats.bytes_a_day else 0
    return f"{size(budget)}; {round(days)} more days at the current rate" if days else size(budget)


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
