"""verify: proves privacy on this machine; `privacy_checks` says how."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import content, out, print_json, waiting

CHECKS = {
    "every seal": "Stored files are whole and ours",
    "planted markers at home": "Made-up words, looked for in the memory's folder",
    "planted markers in temporary folders": "Made-up words, looked for in temporary folders",
    "words of your own memories at home": "Your own words, looked for in the memory's folder",
    "picture headers at home": "Pictures, looked for in the memory's folder",
    "open sockets": "Connections",
    "file modes": "Who may open the files",
    "forgetting the planted moment": "Forgetting what was made up",
    "planted markers after forgetting": "Made-up words, looked for after forgetting",
}
"""The names of `privacy_checks`, as the terminal shows them."""


def register(commands: Subparsers) -> None:
    add_command(
        commands,
        "verify",
        "Prove that nothing readable lies on the disk. Made-up words are stored, then looked for in every byte, and so "
        "are your own; connections and who may open the files are checked too.",
        run,
        examples=("verify",),
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Exit code 1 when one of the checks fails."""
    from app.commands.checking.privacy_checks import run_checks

    with context.session(existing=True) as session, waiting("Looking at every byte"):
        results = list(run_checks(session))
    ok = all(result.ok for result in results)
    if context.json:
        rows = [{"check": result.check, "ok": result.ok, "detail": result.detail} for result in results]
        print_json({"ok": ok, "findings": rows})
    else:
        for result in results:
            mark = "[green]✓[/]" if result.ok else "[red]✗[/]"
            out.print(f"{mark} [bold]{CHECKS[result.check]}[/]: {content(result.detail)}")
        out.print("Everything is as it should be." if ok else "Something is wrong: see ✗ above.")
    return 0 if ok else 1
