"""demo: the sample day in a temporary home."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.markup import escape

import assets
from app.background.screenshot_import import ImportItem, plan_import
from app.commands.context import Context
from app.commands.output import err, out, print_json, progress_bar, size
from app.commands.record_import import Importer, consolidate
from app.composition import OpenMemory
from app.home import Home
from app.settings import Settings
from app.unlocking import create
from base.records.scope import Scope
from base.records.search import Query, SearchResult
from memory.memories.memory import Kind
from memory.snapshots import export as write_snapshot

DAY = Path(assets.__file__).parent / "day"
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of this process and its children, and seconds on the clock."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.cpu:.1f} CPU s, {self.wall:.1f} s"


def demo(context: Context, options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="afterglow-demo-") as folder:
        keep = options.keep.absolute() if options.keep else Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        report = Demo(say=err if context.json else out).run(Home(Path(folder) / "home"), keep)
    if context.json:
        print_json(report)


class Demo:
    """Import, search, export; each step says what it did and what it cost."""

    def __init__(self, *, say: Console) -> None:
        self._say = say

    def run(self, home: Home, target: Path) -> dict[str, Any]:
        """Returns what was said, as data."""
        items = plan_import(DAY / "frames", DAY / "metadata.jsonl")
        err.print(f"A sample day of {len(items)} pictures, in a throw-away home. Nothing leaves this machine.")
        keys = create(home, passphrase=secrets.token_urlsafe(16))
        with OpenMemory(home, keys=keys, settings=Settings()) as session:
            report = self._capture(session, items) | self._remember(session) | self._store(session)
            report |= self._find(session, items)
            return report | self._export(session, target / "demo.afterglow")

    def _capture(self, session: OpenMemory, items: list[ImportItem]) -> dict[str, Any]:
        with _measured() as costs, progress_bar() as bar:
            task = bar.add_task("Reading the day", total=len(items))
            imported = Importer(session, described=True).run(items, lambda: bar.advance(task))
            session.archive.maintain()
        self._say.print(f"[bold]Captured[/]  {len(items)} pictures offered ({costs[0]})")
        for name, count in imported.outcomes.most_common():
            if count:
                self._say.print(f"    {count:>4}  {name}", markup=False)
        return {"pictures": len(items), "outcomes": dict(imported.outcomes), "capture_cpu_seconds": costs[0].cpu}

    def _remember(self, session: OpenMemory) -> dict[str, Any]:
        with _measured() as costs, progress_bar() as bar:
            consolidate(session, bar)
        counts = session.archive.memory_counts().open
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"
        self._say.print(f"[bold]Remembered[/] {said} ({costs[0]})")
        for kind in Kind:
            for memory in session.archive.memories(kind, limit=1).memories:
                self._say.print(f"    {kind}: {memory.summary}", markup=False)
        return {"memories": {str(kind): count for kind, count in counts.items()}, "memory_cpu_seconds": costs[0].cpu}

    def _store(self, session: OpenMemory) -> dict[str, Any]:
        stats = session.archive.stats()
        disk, pictures = size(stats.bytes_on_disk), size(stats.picture_bytes)
        self._say.print(f"[bold]Stored[/]    {stats.moments} moments; {disk} sealed on disk, {pictures} of it pictures")
        return {"moments": stats.moments, "bytes": stats.bytes_on_disk}

    def _find(self, session: OpenMemory, items: list[ImportItem]) -> dict[str, Any]:
        with _measured() as costs:
            answers = [(question, _ask(session, question)) for question in _questions()]
        times = {item.name: item.at for item in items}
        good = sum(_carries(question, result, times) for question, result in answers)
        asked = sum(bool(question["evidence"]) for question, _ in answers)
        self._say.print(
            f"[bold]Found[/]     the right moment among five hits for {good} of {asked} questions ({costs[0]})"
        )
        for question, result in answers[:SHOWN]:
            self._say.print(f"    [cyan]{escape(question['question'])}[/]")
            for hit in result.hits[:1]:
                line = " ".join(hit.snippet.split())[:100]
                self._say.print(f"      {hit.at:%H:%M:%S}  {hit.app}: {line}", markup=False)
        return {"questions": asked, "found": good, "search_cpu_seconds": costs[0].cpu}

    def _export(self, session: OpenMemory, archive: Path) -> dict[str, Any]:
        passphrase = secrets.token_urlsafe(16)
        with _measured() as costs:
            report = write_snapshot(
                session.archive, archive, format="archive", scope=Scope(), passphrase=passphrase, force=True
            )
        said = f"{report.frames} moments, {size(report.bytes)}, encrypted with age ({costs[0]})"
        self._say.print(f"[bold]Exported[/]  {said}")
        return {"exported": report.frames, "exported_bytes": report.bytes, "export_cpu_seconds": costs[0].cpu}


def _questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DAY / "questions.jsonl").read_text(encoding="utf-8").splitlines() if line]


def _ask(session: OpenMemory, question: dict[str, Any]) -> SearchResult:
    now = datetime.fromisoformat(question["time_reference"]).astimezone(UTC)
    return session.archive.search(Query(question["question"], now=now, limit=5))


def _carries(question: dict[str, Any], result: SearchResult, times: dict[str, datetime]) -> bool:
    evidence = {times[Path(name).name] for name in question["evidence"]}
    return any(hit.at in evidence for hit in result.hits)


@contextmanager
def _measured() -> Iterator[list[Cost]]:
    """The cost stands in the list when the block ends."""
    costs: list[Cost] = []
    cpu, wall = _cpu(), time.perf_counter()
    yield costs
    costs.append(Cost(_cpu() - cpu, time.perf_counter() - wall))


def _cpu() -> float:
    me = psutil.Process(os.getpid())
    total = 0.0
    for process in [me, *me.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total
