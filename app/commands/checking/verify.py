"""verify: proves privacy on this machine; `privacy_checks` says how."""

from __future__ import annotations

import argparse

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import out, print_json


def register(commands: Subparsers) -> None:
    add_command(
        commands,
        "verify",
        "Check that nothing is stored unencrypted: plant markers and search every byte for them.",
        run,
    )


def run(context: Context, options: argparse.Namespace) -> int:
    """Exit code 1 when one of the checks fails."""
    from app.commands.checking.privacy_checks import run_checks

    with context.session(existing=True) as session:
        results = list(run_checks(session))
    ok = all(result.ok for result in results)
    if context.json:
        rows = [{"check": result.check, "ok": result.ok, "detail": result.detail} for result in results]
        print_json({"ok": ok, "findings": rows})
    else:
        for result in results:
            mark = "[green]✓[/]" if result.ok else "[red]✗[/]"
            out.print(f"{mark} [bold]{result.check}[/]  ", end="")
            out.print(result.detail, markup=False)
    return 0 if ok else 1
