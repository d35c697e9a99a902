"""reflect: finds what is there twice, out of date or seen once long ago in the memories, and tidies it when told to."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.commands.context import Context
from app.commands.options import Subparsers, add_command, whole_number
from app.commands.output import content, err, out, print_json, waiting
from app.commands.words import count_words, kind_name
from base.clock import utc_now
from base.ids import new_id

if TYPE_CHECKING:
    from memory.memories.memory import Memory
    from memory.memories.reflection import Step

NO_LIMIT = 1_000_000


def register(commands: Subparsers) -> None:
    text = (
        "Tidy your memories. It shows what is there twice, out of date, or was seen only once long ago. Nothing "
        "changes without --apply, and --undo takes it back."
    )
    examples = ("reflect", "reflect --apply", "reflect --forget-after 90")
    parser = add_command(commands, "reflect", text, run, examples=examples)
    actions = parser.add_mutually_exclusive_group()
    actions.add_argument("--apply", action="store_true", help="make the changes that are shown without it")
    actions.add_argument("--undo", metavar="ID", help="undo an earlier run; --apply says its ID")
    parser.add_argument(
        "--forget-after",
        "--fade-after",
        dest="fade_after",
        type=whole_number,
        metavar="DAYS",
        help="also remove what was seen only once, and not again for this many days; 0: never (default: as in the "
        "settings)",
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
                err.print(f"Undone: {count_words(count, 'change')}.")
            return
        days = options.fade_after if options.fade_after is not None else session.settings.memories.fade_after_days
        with waiting("Comparing your memories"):
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
        merged = f"  [dim]→[/] {content(step.kept.summary)}" if step.kept else ""
        for memory in step.gone:
            kind = kind_name(memory.kind.value)
            out.print(f"[cyan]{kind}[/]  {content(memory.summary)}{merged}  [dim]{step.why.value}[/]")
    if not steps:
        err.print("There is nothing to tidy up.")
    elif batch:
        err.print(f"Done: {count_words(len(steps), 'change')}. To undo: `afterglow reflect --undo {batch}`.")
    else:
        err.print(f"{count_words(len(steps), 'change')} proposed. To make them: `afterglow reflect --apply`.")


def _step_json(step: Step) -> dict[str, Any]:
    def memory_json(memory: Memory) -> dict[str, str]:
        return {"kind": memory.kind.value, "id": memory.id, "summary": memory.summary}

    return {
        "why": step.why.value,
        "kept": memory_json(step.kept) if step.kept else None,
        "gone": [memory_json(memory) for memory in step.gone],
    }
