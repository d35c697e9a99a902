"""The sample day of `afterglow demo`: import, memories, search and export, each with what it did and what it cost."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

import assets
from app.background.open_memory import OpenMemory
from app.background.screenshot_import import ImportItem, plan_import
from app.commands.output import content, err, progress_bar, size
from app.commands.words import kind_name, outcome_words
from app.composition import build_importer, open_memory
from app.home import Home
from app.settings import Settings
from app.unlocking import create
from base.records.scope import Scope
from base.records.search import Query
from memory.memories.memory import Kind
from memory.snapshots import export

FOLDER = Path(assets.__file__).parent / "day"
MAX_SHOWN = 6
"""Questions of which the first hit is printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of this process and its children, and seconds on the clock."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s, {self.cpu:.1f} s of processor time"


class SampleDay:
    def __init__(self, *, console: Console) -> None:
        """`console`: where each step says what it did."""
        self._console = console

    def run(self, home: Home, target: Path) -> dict[str, Any]:
        """Returns what was printed, as data. The export goes to the folder `target`."""
        items = plan_import(FOLDER / "frames", FOLDER / "metadata.jsonl")
        err.print(f"A sample day of {len(items)} pictures, in a temporary folder. Nothing leaves this computer.")
        keys = create(home, passphrase=secrets.token_urlsafe(16))
        with open_memory(home, keys=keys, settings=Settings()) as session:
            report = self._capture(session, items) | self._remember(session) | self._store(session)
            report |= self._search(session, items)
            return report | self._export(session, target / "demo.afterglow")

    def _capture(self, session: OpenMemory, items: list[ImportItem]) -> dict[str, Any]:
        with _measure() as costs, progress_bar() as bar:
            task = bar.add_task("Reading the day", total=len(items))
            imported = build_importer(session, described=True).run(items, lambda: bar.advance(task))
            session.archive.maintain()
        self._console.print(f"[bold]Read[/]        {len(items)} pictures ({costs[0]})")
        for name, count in imported.outcomes.most_common():
            if count:
                self._console.print(f"    {count:>4}  {outcome_words(name)}", markup=False)
        return {"pictures": len(items), "outcomes": dict(imported.outcomes), "capture_cpu_seconds": costs[0].cpu}

    def _remember(self, session: OpenMemory) -> dict[str, Any]:
        with _measure() as costs, progress_bar() as bar:
            task = bar.add_task("Making memories", total=None)
            session.consolidate(lambda done, total: bar.update(task, completed=done, total=total))
        counts = session.archive.memory_counts().open
        named = [f"{count} {kind_name(kind)}" for kind, count in counts.items() if count]
        summary = ", ".join(named) or "nothing"
        self._console.print(f"[bold]Remembered[/]  {summary} ({costs[0]})")
        for kind in Kind:
            for memory in session.archive.memories(kind, limit=1).memories:
                self._console.print(f"    {kind_name(kind)}: {content(memory.summary)}")
        return {"memories": {str(kind): count for kind, count in counts.items()}, "memory_cpu_seconds": costs[0].cpu}

    def _store(self, session: OpenMemory) -> dict[str, Any]:
        stats = session.archive.stats()
        disk, pictures = size(stats.bytes_on_disk), size(stats.picture_bytes)
        self._console.print(
            f"[bold]Stored[/]      {stats.moments} moments; {disk} on disk (encrypted), {pictures} of it pictures"
        )
        return {"moments": stats.moments, "bytes": stats.bytes_on_disk}

    def _search(self, session: OpenMemory, items: list[ImportItem]) -> dict[str, Any]:
        lines = (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        questions = [json.loads(line) for line in lines if line]
        results = []
        with _measure() as costs:
            for question in questions:
                now = datetime.fromisoformat(question["time_reference"]).astimezone(UTC)
                results.append(session.archive.search(Query(question["question"], now=now, limit=5)))
        times = {item.name: item.at for item in items}
        right = 0
        for question, result in zip(questions, results, strict=True):
            evidence = {times[Path(name).name] for name in question["evidence"]}
            right += any(hit.at in evidence for hit in result.hits)
        answerable = sum(bool(question["evidence"]) for question in questions)
        self._console.print(
            f"[bold]Found[/]       the right moment in the first five hits for {right} of {answerable} "
            f"questions ({costs[0]})"
        )
        for question, result in zip(questions[:MAX_SHOWN], results, strict=False):
            self._console.print(f"    [cyan]{content(question['question'])}[/]")
            for hit in result.hits[:1]:
                line = " ".join(hit.snippet.split())[:100]
                self._console.print(f"      {hit.at:%H:%M}  {content(f'{hit.app}: {line}')}")
        return {"questions": answerable, "found": right, "search_cpu_seconds": costs[0].cpu}

    def _export(self, session: OpenMemory, archive: Path) -> dict[str, Any]:
        passphrase = secrets.token_urlsafe(16)
        with _measure() as costs:
            report = export(
                session.archive, archive, format="archive", scope=Scope(), passphrase=passphrase, force=True
            )
        self._console.print(
            f"[bold]Exported[/]    {report.frames} moments, {size(report.bytes)}, encrypted ({costs[0]})"
        )
        return {"exported": report.frames, "exported_bytes": report.bytes, "export_cpu_seconds": costs[0].cpu}


@contextmanager
def _measure() -> Iterator[list[Cost]]:
    """The cost of the block is in the list when the block ends."""
    costs: list[Cost] = []
    cpu, wall = _cpu_seconds(), time.perf_counter()
    yield costs
    costs.append(Cost(_cpu_seconds() - cpu, time.perf_counter() - wall))


def _cpu_seconds() -> float:
    current = psutil.Process()
    total = 0.0
    for process in [current, *current.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total
