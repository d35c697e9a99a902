"""models ledger: every request that was sent to a language model, and what it cost."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from app.commands.context import Context
from app.commands.options import Subparsers, add_command, whole_number
from app.commands.output import content, out, print_json
from app.commands.words import count_words
from base.errors import ModelError
from base.records.consent import LedgerEntry, Purpose, RequestOutcome, Usage, add_up_usage
from base.time_zone import local_zone

if TYPE_CHECKING:
    from rich.table import Table

NO_LIMIT = 1_000_000
_ENDINGS = {
    RequestOutcome.BEGUN: "no answer: Afterglow ended",
    RequestOutcome.ANSWERED: "answered",
    RequestOutcome.FAILED: "failed",
    RequestOutcome.STOPPED: "you stopped it",
}


def register(verbs: Subparsers) -> None:
    text = "List what was sent to language models: when, where, for what, how much and with what result."
    parser = add_command(verbs, "ledger", text, run, examples=("models ledger --limit 10",))
    parser.add_argument(
        "--limit", type=whole_number, default=50, metavar="N", help="show the last N requests (default: 50)"
    )


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.store.consent_rows import sent_json

    with context.session(existing=True) as session:
        lines = session.archive.sent(NO_LIMIT)
        hours = session.archive.stats().coverage_seconds.get("saved", 0.0) / 3600
    total = add_up_usage(lines)
    hourly = add_up_usage(line for line in lines if line.purpose == Purpose.MEMORIES).per(hours)
    newest = lines[: options.limit]
    if context.json:
        sums = {
            "total": _usage_json(total),
            "memories_per_recorded_hour": _usage_json(hourly),
            "recorded_hours": hours,
        }
        print_json({"requests": [sent_json(line) for line in newest], **sums})
        return
    if not lines:
        out.print("Nothing was ever sent to a language model.")
        return
    out.print(_table(newest, local_zone()))
    out.print(f"In total: {_in_words(total)}.", highlight=False)
    if hours and hourly.requests:
        out.print(f"For memories, per recorded hour: {_in_words(hourly)}.", highlight=False)


def _usage_json(usage: Usage) -> dict[str, Any]:
    names = ("requests", "failed", "tokens_in", "tokens_out", "seconds", "cost", "unpriced")
    return {name: getattr(usage, name) for name in names}


def _in_words(usage: Usage) -> str:
    cost = f", cost {usage.cost:.4f}" if usage.unpriced < usage.requests else ""
    tokens = f"{usage.tokens_in:,} tokens sent, {usage.tokens_out:,} received"
    return f"{count_words(usage.requests, 'request')} ({usage.failed:,} failed), {tokens}, {usage.seconds:.0f} s{cost}"


def _table(lines: Sequence[LedgerEntry], zone: tzinfo | None) -> Table:
    from rich.table import Table

    table = Table(
        "when",
        "where",
        "for",
        "moments",
        "characters",
        "pictures",
        "tokens sent + received",
        "seconds",
        "cost",
        "result",
    )
    for line in lines:
        table.add_row(
            f"{line.at.astimezone(zone):%d %b %H:%M:%S}",
            content(line.url),
            line.purpose,
            str(line.moments),
            str(line.characters),
            str(line.pictures),
            f"{line.tokens_in:,} + {line.tokens_out:,}",
            f"{line.seconds:.1f}",
            "" if line.cost is None else f"{line.cost:.4f}",
            _result(line),
        )
    return table


def _result(line: LedgerEntry) -> str:
    """How it ended; for a failure, what happened."""
    kinds = {error.code or error.__name__: error for error in ModelError.__subclasses__()}
    return kinds[line.failure].title if line.failure in kinds else _ENDINGS[line.ending]
