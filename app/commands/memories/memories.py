"""memories: what was concluded from the moments, with the evidence."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.commands.context import Context
from app.commands.options import Subparsers, add_command, whole_number
from app.commands.output import content, err, out, print_json, span, waiting
from app.commands.words import KIND_CHOICES, KINDS, basis_words, count_words, kind_name, read_kind
from base.errors import BadInput
from base.time_zone import local_zone

if TYPE_CHECKING:
    from memory.memories.memory import Memory

NO_LIMIT = 1_000_000
MAX_SHOWN = 5
"""Lines of details, and times of evidence, that the terminal shows; `--json` has all."""


def register(commands: Subparsers) -> None:
    text = "List what was learned from your moments, with sources."
    examples = ("memories --kind activities", "memories --kind people --query Petra", "memories --history --limit 20")
    parser = add_command(commands, "memories", text, run, examples=examples)
    scripts = ", ".join(f"{shown} is {name}" for name, shown in KINDS.items())
    parser.add_argument(
        "--kind",
        type=read_kind,
        metavar="KIND",
        help=f"only this kind: {KIND_CHOICES} (in scripts and JSON: {scripts})",
    )
    parser.add_argument("--query", default="", metavar="WORDS", help="the memories that match these words best")
    parser.add_argument("--history", action="store_true", help="also what newer memories replaced")
    parser.add_argument("--limit", type=whole_number, default=0, metavar="N", help="show at most N (default: all)")
    parser.add_argument("--offset", type=whole_number, default=0, metavar="N", help="leave out the first N")


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.memories.memory import Kind

    kind = Kind(options.kind) if options.kind else None
    if min(options.limit, options.offset) < 0:
        raise BadInput("--limit and --offset cannot be below 0")
    with context.session(existing=True) as session, waiting("Looking through your memories"):
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
    if page.memories:
        out.print(f"[dim]{len(page.memories):,} of {count_words(page.total, 'memory', 'memories')}[/]")
    else:
        err.print("No memory matches that." if options.kind or options.query else "There are no memories yet.")


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
    head = " › ".join((kind_name(memory.kind.value), *memory.tree_path))
    closed = f"  [yellow]until {memory.valid_to.astimezone(zone):%d %b %Y %H:%M}[/]" if memory.valid_to else ""
    out.print(f"[bold]{content(memory.summary)}[/]{closed}")
    out.print(f"    [cyan]{content(head)}[/]")
    fields = memory.fields
    if isinstance(fields, ProceduralFields) and fields.steps:
        lines = [f"{number}. {step}" for number, step in enumerate(fields.steps, 1)]
    else:
        lines = [line for line in memory.details.splitlines() if line.strip()][:MAX_SHOWN]
    for line in lines:
        out.print(f"    {content(line)}")
    seen = sorted(times[frame] for frame in memory.evidence if frame in times)
    moments = list(dict.fromkeys(span(at, at, zone) for at in seen))
    more = f" and {len(moments) - MAX_SHOWN} more" if len(moments) > MAX_SHOWN else ""
    when = f": {'; '.join(moments[:MAX_SHOWN])}{more}" if moments else ""
    out.print(f"    [dim]{basis_words(memory.basis.value).capitalize()}{when}. ID {memory.id}[/]")
