"""Terminal and JSON output (rich).

Answers go to stdout, everything else to stderr, so that `afterglow search … --json | jq` reads answers only. Where
stderr is a terminal, what takes longer than a moment says what it is doing; on a pipe it is silent.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
UNKNOWN_APP = "unknown app"
_HIDDEN = ("Cc", "Cf")
"""Unicode categories of characters that steer a terminal or turn the direction of writing."""


def content(text: str) -> str:
    """Text from the screen, safe to print: nothing in it is markup for rich or a command to the terminal."""
    if text.isprintable():
        return escape(text)
    return escape("".join(c if c == "\n" or unicodedata.category(c) not in _HIDDEN else " " for c in text))


@contextmanager
def waiting(text: str) -> Iterator[Status]:
    """Says on the terminal what takes so long, while the block runs. `stop` and `start` of the status make room for a
    question to the person."""
    status = err.status(f"{text}…")
    if err.is_terminal:
        status.start()
    try:
        yield status
    finally:
        status.stop()


def progress_bar() -> Progress:
    """On stderr; silent where stderr is no terminal."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, Task, TextColumn, TimeRemainingColumn

    class Count(TextColumn):
        """Nothing while the total is unknown."""

        def __init__(self) -> None:
            super().__init__("{task.completed:.0f} of {task.total}")

        def render(self, task: Task) -> Any:
            return super().render(task) if task.total is not None else ""

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        Count(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def show_pairs(title: str, pairs: Iterable[tuple[str, object]]) -> None:
    rows = [(content(name), content(str(value))) for name, value in pairs]
    width = max((len(name) for name, _ in rows), default=0)
    out.print(f"[bold]{title}[/]")
    for name, value in rows:
        out.print(f"  [dim]{name:<{width}}[/]  {value}")


def span(start: datetime, end: datetime, zone: tzinfo | None) -> str:
    a, b = start.astimezone(zone), end.astimezone(zone)
    if (b - a).total_seconds() < 60:
        return f"{a:%a %d %b %Y %H:%M}"
    return f"{a:%a %d %b %Y %H:%M}–{b:%H:%M}" if a.date() == b.date() else f"{a:%a %d %b %Y %H:%M} – {b:%a %d %b %H:%M}"


def size(count: float) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"
