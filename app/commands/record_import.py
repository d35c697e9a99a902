"""record and import."""

from __future__ import annotations

import argparse
import signal
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from filelock import FileLock, Timeout
from rich.progress import Progress, TaskID

from app.background.reading_loop import ReadingLoop
from app.background.screenshot_import import ImportItem, plan_import
from app.commands.context import Context
from app.commands.output import err, out, print_json, progress_bar
from app.composition import NotifyingSink, OpenMemory, build_import, build_recorder, open_spool, person_idle
from base.errors import BadInput, BrokenPicture, DiskFull
from capture.pipeline import CapturePipeline

MOST_WAITING = 24
"""Frames an import lets wait in the spool before it reads on, so that the spool stays small and a kill costs little."""

LAST_WORDS = 20.0
"""Seconds that making memories may take when a recording ends; the rest is taken up by whoever opens this home next."""


def record(context: Context, options: argparse.Namespace) -> None:
    """Needs no key: while the memory is locked frames are sealed into the spool and read after the next unlock."""
    if options.seconds is not None and options.seconds <= 0:
        raise BadInput("--seconds must be more than 0")
    if not context.home.exists:
        context.home.create()
        context.keys()
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    try:
        with FileLock(context.home.recorder_lock, timeout=0, mode=0o600):
            counts = _record(context, stopping, options.seconds)
    except Timeout:
        raise BadInput("another Afterglow is recording this home already", advice="Stop it first.") from None
    if context.json:
        print_json(counts)
    else:
        out.print(
            f"{counts['kept']} frames kept, {counts['unchanged']} unchanged, {counts['skipped']} left out by a rule."
        )


def _record(context: Context, stopping: threading.Event, seconds: float | None) -> dict[str, int]:
    settings = context.settings()
    session = None if context.home.locked else context.session()
    spool = session.spool if session else open_spool(context.home, settings)
    loop: ReadingLoop | None = None
    recorder = build_recorder(settings, NotifyingSink(spool, lambda: loop.poke() if loop else None))
    loop = session.reading_loop(idle=lambda: person_idle(recorder.status())) if session else None
    recorder.start()
    if loop:
        loop.start()
    err.print("Recording. Ctrl-C stops." if seconds is None else f"Recording for {seconds:g} s.")
    stopping.wait(seconds)
    recorder.stop()
    status = recorder.status()
    if loop and session:
        loop.stop()
        with progress_bar() as bar:
            task = bar.add_task("Reading what waits", total=len(spool.pending()))
            session.drain(lambda done: bar.update(task, completed=done))
            consolidate(session, bar, within=LAST_WORDS)
        session.close()
    elif spool.pending():
        err.print(f"The memory is locked: {len(spool.pending())} sealed pieces wait to be read after unlock.")
    if status.message:
        err.print(status.message, markup=False)
    return {"kept": status.kept, "unchanged": status.unchanged, "skipped": sum(status.skipped.values())}


@dataclass(slots=True)
class Imported:
    frames: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def import_(context: Context, options: argparse.Namespace) -> int | None:
    items = plan_import(options.path, options.metadata)
    with context.session() as session, progress_bar() as bar:
        task = bar.add_task("Importing", total=len(items))
        report = Importer(session, described=options.metadata is not None).run(items, _advance(bar, task))
        consolidate(session, bar)
        session.archive.maintain()
        while session.film_stills():
            pass
    _say_imported(context, report)
    return 1 if report.broken and not report.outcomes else None


def consolidate(session: OpenMemory, bar: Progress, *, within: float | None = None) -> None:
    task = bar.add_task("Remembering", total=None)
    session.consolidate(lambda done, total: bar.update(task, completed=done, total=total), within=within)


def _advance(bar: Progress, task: TaskID) -> Callable[[], None]:
    return lambda: bar.advance(task)


class Importer:
    """Offers each picture to rules and gate and reads the spool as it goes. Runs in the caller's thread."""

    def __init__(self, session: OpenMemory, *, described: bool) -> None:
        self._session = session
        self._described = described

    def run(self, items: list[ImportItem], advance: Callable[[], None] = lambda: None) -> Imported:
        report = Imported(frames=len(items))
        self._drain(report)
        known = self._session.archive.known([item.id for item in items])
        intake = build_import(self._session.settings, self._session.spool, known=known, described=self._described)
        try:
            for item in items:
                self._offer(intake, item, report)
                if len(self._session.spool.pending()) >= MOST_WAITING:
                    self._drain(report)
                advance()
        finally:
            intake.close()
        self._drain(report)
        return report

    def _offer(self, intake: CapturePipeline, item: ImportItem, report: Imported) -> None:
        try:
            shot = item.shot()
        except BrokenPicture as error:
            report.broken.append(error.detail)
            return
        outcome = intake.process(shot)
        if outcome.reason == "no space":
            self._drain(report)
            outcome = intake.process(shot)
            if outcome.reason == "no space":
                raise DiskFull
        report.outcomes[outcome.state.value if not outcome.reason else f"{outcome.state.value}: {outcome.reason}"] += 1

    def _drain(self, report: Imported) -> None:
        done = self._session.drain()
        for rule, count in done.dropped.items():
            report.outcomes["saved"] -= min(count, report.outcomes["saved"])
            report.outcomes[f"skipped: {rule}"] += count


def _say_imported(context: Context, report: Imported) -> None:
    if context.json:
        print_json({"frames": report.frames, "outcomes": dict(report.outcomes), "broken": report.broken})
        return
    out.print(f"{report.frames} pictures looked at:")
    for name, count in report.outcomes.most_common():
        if count:
            out.print(f"  {count:>6}  {name}", markup=False)
    for name in report.broken:
        err.print(f"A picture cannot be decoded: {name}. It was left out; the others were kept.", markup=False)
