"""Offers imported pictures to the rules and the change gate, and reads the spool in between.

Built by `app.composition.build_importer`; runs in the caller's thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from app.background.open_memory import OpenMemory
from app.background.screenshot_import import ImportItem
from base.errors import BrokenPicture, DiskFull
from capture.pipeline import CapturePipeline

MAX_WAITING = 24
"""Frames that may wait in the spool before it is read, so that the spool stays small and a kill costs little."""


@dataclass(slots=True)
class ImportReport:
    frames: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    """Names of files that cannot be decoded."""


class Importer:
    def __init__(self, memory: OpenMemory, *, build_pipeline: Callable[[Container[str]], CapturePipeline]) -> None:
        """`build_pipeline` gets the ids that the memory has already, so that none is stored twice."""
        self._memory = memory
        self._build_pipeline = build_pipeline

    def run(self, items: list[ImportItem], advance: Callable[[], None] = lambda: None) -> ImportReport:
        """`advance` is called after each picture."""
        report = ImportReport(frames=len(items))
        self._drain(report)
        pipeline = self._build_pipeline(self._memory.archive.known([item.id for item in items]))
        try:
            for item in items:
                self._offer(pipeline, item, report)
                if len(self._memory.spool.pending()) >= MAX_WAITING:
                    self._drain(report)
                advance()
        finally:
            pipeline.close()
        self._drain(report)
        return report

    def _offer(self, pipeline: CapturePipeline, item: ImportItem, report: ImportReport) -> None:
        try:
            shot = item.shot()
        except BrokenPicture as error:
            report.broken.append(error.detail)
            return
        outcome = pipeline.process(shot)
        if outcome.reason == "no space":
            self._drain(report)
            outcome = pipeline.process(shot)
            if outcome.reason == "no space":
                raise DiskFull
        report.outcomes[outcome.state.value if not outcome.reason else f"{outcome.state.value}: {outcome.reason}"] += 1

    def _drain(self, report: ImportReport) -> None:
        """A frame counts as saved when the gate lets it through; the reader may still drop it, by a rule."""
        drained = self._memory.drain()
        for rule, count in drained.dropped.items():
            report.outcomes["saved"] -= min(count, report.outcomes["saved"])
            report.outcomes[f"skipped: {rule}"] += count
