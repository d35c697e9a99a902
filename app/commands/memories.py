"""memories and reveal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.markup import escape

from app.commands.context import Context
from app.commands.output import err, out, print_json, span
from base.time_zone import local_zone
from memory.archive.api import ArchiveApi
from memory.memories.memory import Kind, Memory
from memory.memories.serialization import as_json

ALL = 1_000_000
SHOWN = 5
"""Moments of evidence that are named on the terminal; `--json` names all."""


def memories(context: Context, options: argparse.Namespace) -> None:
    kind = Kind(options.kind) if options.kind else None
    with context.session(existing=True) as session:
        page = session.archive.memories(
            kind, options.query, limit=options.limit or ALL, offset=options.offset, history=options.history
        )
        times = evidence_times(session.archive, page.memories)
    if context.json:
        print_json({"memories": [memory_json(memory, times) for memory in page.memories], "total": page.total})
        return
    for memory in page.memories:
        _show(memory, times)
    out.print(f"[dim]{len(page.memories)} of {page.total} memories[/]")


def reveal(context: Context, options: argparse.Namespace) -> None:
    """The one way to a value on the command line: by the id of its entry."""
    with context.session(existing=True) as session:
        values = session.archive.reveal(options.id)
    if context.json:
        found = [{"value": value.value, "frame": value.frame, "ts": value.at.isoformat()} for value in values]
        print_json({"id": options.id, "values": found})
        return
    zone = local_zone()
    for value in values:
        out.print(escape(value.value), soft_wrap=True)
        err.print(f"    [dim]as read from the screen, {span(value.at, value.at, zone)}; a letter may be off[/]")
    if not values:
        err.print("No value is kept for this entry; its moments say where the secret was.")


def evidence_times(archive: ArchiveApi, memories: Iterable[Memory]) -> Mapping[str, datetime]:
    """When each moment was that any of the memories rests on; what was said by the person is not among them."""
    return archive.times_of(sorted({frame for memory in memories for frame in memory.evidence}))


def memory_json(memory: Memory, times: Mapping[str, datetime]) -> dict[str, Any]:
    names = ("kind", "id", "summary", "details", "tree_path", "fields", "basis", "confidence", "evidence")
    dates = ("created_at", "updated_at", "valid_from", "valid_to")
    data = as_json(memory)
    seen = [times[frame].isoformat() if frame in times else None for frame in memory.evidence]
    return {
        **{name: data[name] for name in names},
        "evidence_times": seen,
        **{name: data[name] for name in dates},
        "superseded_by": data["superseded_by"] or None,
    }


def _show(memory: Memory, times: Mapping[str, datetime]) -> None:
    zone = local_zone()
    head = " › ".join((memory.kind.value, *memory.tree_path))
    closed = f"  [yellow]until {memory.valid_to.astimezone(zone):%d %b %Y %H:%M}[/]" if memory.valid_to else ""
    out.print(f"[bold cyan]{escape(head)}[/]  {escape(memory.summary)}{closed}")
    for line in _lines(memory):
        out.print(f"    {escape(line)}")
    seen = [f"{span(times[one], times[one], zone)} [dim]{one}[/]" for one in memory.evidence if one in times]
    more = f" and {len(memory.evidence) - SHOWN} more" if len(memory.evidence) > SHOWN else ""
    out.print(f"    [dim]{memory.basis.value}, {memory.confidence:.0%}; {memory.id}; seen[/] ", end="")
    out.print("; ".join(seen[:SHOWN]) + more)


def _lines(memory: Memory) -> list[str]:
    """What a person wants to read of it: the steps of a workflow, numbered, and the first lines of the details."""
    steps = memory.fields.get("steps")
    numbered = [f"{n}. {step}" for n, step in enumerate(steps, 1)] if isinstance(steps, list) else []
    return numbered or [line for line in memory.details.splitlines() if line.strip()][:SHOWN]
