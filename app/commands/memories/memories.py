"""memories: what was concluded from the moments, with the evidence."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import out, print_json, span
from base.time_zone import local_zone

if TYPE_CHECKING:
    from memory.memories.memory import Memory

KINDS = ("core", "episodic", "semantic", "procedural", "resource", "vault")
"""`memory.memories.memory.Kind`, which takes a while to import."""
NO_LIMIT = 1_000_000
MAX_SHOWN = 5
"""Moments of evidence that are named on the terminal; `--json` names all."""


def register(commands: Subparsers) -> None:
    text = "List the memories made from your moments, with their sources."
    parser = add_command(commands, "memories", text, run)
    parser.add_argument(
        "--kind",
        choices=KINDS,
        help="only this kind; in the window: About you, Episodes, Knowledge, How-to, Library, Vault",
    )
    parser.add_argument("--query", default="", metavar="WORDS", help="the memories that match these words best")
    parser.add_argument("--history", action="store_true", help="also those that newer ones replaced")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="show at most N (default: all)")
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="skip the first N")


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.memories.memory import Kind

    kind = Kind(options.kind) if options.kind else None
    with context.session(existing=True) as session:
        page = session.archive.memories(
            kind, options.query, limit=options.limit or NO_LIMIT, offset=options.offset, history=options.history
        )
        frames = sorted({frame for memory in page.memories for frame in memory.evidence})
        times = session.archive.times_of(frames)
    if context.json:
        print_json({"memories": [memory_json(memory, times) for memory in page.memories], "total": page.total})
        return
    for memory in page.memories:
        _show(memory, times)
    out.print(f"[dim]{len(page.memories)} of {page.total} memories[/]")


def memory_json(memory: Memory, times: Mapping[str, datetime]) -> dict[str, Any]:
    """`times`: when each moment of the evidence was; None in the JSON for evidence that is no moment.

    The shape is a contract: programs outside read it."""
    from memory.memories.serialization import as_json

    names = ("kind", "id", "summary", "details", "tree_path", "fields", "basis", "confidence", "evidence")
    dates = ("created_at", "updated_at", "valid_from", "valid_to")
    data = as_json(memory)
    evidence_times = [times[frame].isoformat() if frame in times else None for frame in memory.evidence]
    return {
        **{name: data[name] for name in names},
        "evidence_times": evidence_times,
        **{name: data[name] for name in dates},
        "superseded_by": data["superseded_by"] or None,
    }


def _show(memory: Memory, times: Mapping[str, datetime]) -> None:
    from memory.memories.fields import ProceduralFields

    zone = local_zone()
    head = " › ".join((memory.kind.value, *memory.tree_path))
    closed = f"  [yellow]until {memory.valid_to.astimezone(zone):%d %b %Y %H:%M}[/]" if memory.valid_to else ""
    out.print(f"[bold cyan]{escape(head)}[/]  {escape(memory.summary)}{closed}")
    fields = memory.fields
    if isinstance(fields, ProceduralFields) and fields.steps:
        lines = [f"{number}. {step}" for number, step in enumerate(fields.steps, 1)]
    else:
        lines = [line for line in memory.details.splitlines() if line.strip()][:MAX_SHOWN]
    for line in lines:
        out.print(f"    {escape(line)}")
    frames = [frame for frame in memory.evidence if frame in times]
    moments = [f"{span(times[frame], times[frame], zone)} [dim]{frame}[/]" for frame in frames[:MAX_SHOWN]]
    more = f" and {len(memory.evidence) - MAX_SHOWN} more" if len(memory.evidence) > MAX_SHOWN else ""
    out.print(f"    [dim]{memory.basis.value}, {memory.confidence:.0%}; {memory.id}; seen[/] ", end="")
    out.print("; ".join(moments) + more)
