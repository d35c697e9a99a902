"""reflect: finds what is double, outdated or faded in the memories, and tidies it when told to."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json
from base.clock import utc_now
from base.ids import new_id

if TYPE_CHECKING:
    from memory.memories.memory import Memory
    from memory.memories.reflection import Step

NO_LIMIT = 1_000_000


def register(commands: Subparsers) -> None:
    text = "Tidy the memories: show what is duplicate, outdated or faded. Nothing changes without --apply."
    parser = add_command(commands, "reflect", text, run)
    actions = parser.add_mutually_exclusive_group()
    actions.add_argument("--apply", action="store_true", help="make the proposed changes")
    actions.add_argument("--undo", metavar="BATCH", help="undo these changes")
    parser.add_argument(
        "--fade-after",
        type=int,
        metavar="DAYS",
        help="remove what was seen only once, and not again for this many days; 0: never",
    )


def run(context: Context, options: argparse.Namespace) -> None:
    """Without an option only the plan is shown."""
    from memory.memories.reflection import ACTOR, plan

    with context.session(existing=True) as session:
        if options.undo:
            count = session.archive.undo(options.undo)
            if context.json:
                print_json({"undone": count})
            else:
                err.print(f"Undone: {count} changes.")
            return
        days = options.fade_after if options.fade_after is not None else session.settings.memories.fade_after_days
        memories = session.archive.memories(limit=NO_LIMIT).memories
        steps = plan(memories, utc_now(), fade_after=timedelta(days=days) if days else None)
        batch = ""
        if options.apply and steps:
            batch = f"reflection-{new_id(utc_now())}"
            session.archive.apply_operations([step.operation for step in steps], actor=ACTOR, batch=batch)
    if context.json:
        print_json({"steps": [_step_json(step) for step in steps], "applied": bool(batch), "batch": batch or None})
        return
    for step in steps:
        merged = f"  [dim]→[/] {escape(step.kept.summary)}" if step.kept else ""
        for memory in step.gone:
            out.print(f"[cyan]{memory.kind.value}[/]  {escape(memory.summary)}{merged}  [dim]{step.why.value}[/]")
    if not steps:
        err.print("There is nothing to tidy up.")
    elif batch:
        err.print(f"Done, {len(steps)} changes. `afterglow reflect --undo {batch}` undoes them.")
    else:
        err.print(f"{len(steps)} changes proposed. `afterglow reflect --apply` makes them.")


def _step_json(step: Step) -> dict[str, Any]:
    def memory_json(memory: Memory) -> dict[str, str]:
        return {"kind": memory.kind.value, "id": memory.id, "summary": memory.summary}

    return {
        "why": step.why.value,
        "kept": memory_json(step.kept) if step.kept else None,
        "gone": [memory_json(memory) for memory in step.gone],
    }
