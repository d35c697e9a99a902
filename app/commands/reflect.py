"""reflect: tidies the six memories."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from rich.markup import escape

from app.commands.context import Context
from app.commands.output import err, out, print_json
from base.clock import utc_now
from base.ids import new_id
from memory.memories.memory import Memory
from memory.memories.reflection import ACTOR, Step, plan

ALL = 1_000_000


def reflect(context: Context, options: argparse.Namespace) -> None:
    """Without an option only the plan is shown."""
    with context.session(existing=True) as session:
        if options.undo:
            count = session.archive.undo(options.undo)
            _tell(context, {"undone": count}, f"Taken back: {count} changes.")
            return
        days = options.fade_after if options.fade_after is not None else session.settings.memories.fade_after_days
        open_ones = session.archive.memories(limit=ALL).memories
        steps = plan(open_ones, utc_now(), fade_after=timedelta(days=days) if days else None)
        batch = ""
        if options.apply and steps:
            batch = f"reflection-{new_id(utc_now())}"
            session.archive.apply_operations([step.operation for step in steps], actor=ACTOR, batch=batch)
    if context.json:
        print_json({"steps": [_json(step) for step in steps], "applied": bool(batch), "batch": batch or None})
        return
    for step in steps:
        kept = f"  [dim]→[/] {escape(step.kept.summary)}" if step.kept else ""
        for memory in step.gone:
            out.print(f"[cyan]{memory.kind.value}[/]  {escape(memory.summary)}{kept}  [dim]{step.why.value}[/]")
    if not steps:
        err.print("There is nothing to tidy.")
    elif batch:
        err.print(f"Done, {len(steps)} changes. `afterglow reflect --undo {batch}` takes them back.")
    else:
        err.print(f"{len(steps)} changes are proposed. `afterglow reflect --apply` makes them.")


def _json(step: Step) -> dict[str, Any]:
    return {
        "why": step.why.value,
        "kept": _named(step.kept) if step.kept else None,
        "gone": [_named(memory) for memory in step.gone],
    }


def _named(memory: Memory) -> dict[str, str]:
    return {"kind": memory.kind.value, "id": memory.id, "summary": memory.summary}


def _tell(context: Context, data: dict[str, Any], sentence: str) -> None:
    if context.json:
        print_json(data)
    else:
        err.print(sentence)
