"""Terminal and JSON output (rich).

Answers go to stdout, everything else to stderr, so that `afterglow search … --json | jq` reads answers only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from rich.progress import Progress

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def progress_bar() -> Progress:
    """On stderr; silent where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def show_pairs(title: str, pairs: Iterable[tuple[str, object]]) -> None:
    from rich.table import Table

    table = Table(
        show_header=False, box=None, title=title, title_justify="left", title_style="bold", padding=(0, 2, 0, 0)
    )
    for name, value in pairs:
        table.add_row(f"[dim]{escape(name)}[/]", escape(str(value)))
    out.print(table)


def span(start: datetime, end: datetime, zone: tzinfo | None) -> str:
    a, b = start.astimezone(zone), end.astimezone(zone)
    if (b - a).total_seconds() < 60:
        return f"{a:%a %d %b %Y %H:%M:%S}"
    return f"{a:%a %d %b %Y %H:%M}–{b:%H:%M}" if a.date() == b.date() else f"{a:%a %d %b %Y %H:%M} – {b:%a %d %b %H:%M}"


def size(count: float) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"
