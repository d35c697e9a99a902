"""Offers pictures to the rules and the change gate, and reads the spool in between. Runs in the caller's thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from app.background.screenshot_import import ImportItem
from app.composition import OpenMemory, build_import
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
    def __init__(self, session: OpenMemory, *, described: bool) -> None:
        """`described`: the pictures come with metadata, so that rules about windows can judge them."""
        self._session = session
        self._described = described

    def run(self, items: list[ImportItem], advance: Callable[[], None] = lambda: None) -> ImportReport:
        """`advance` is called after each picture."""
        report = ImportReport(frames=len(items))
        self._drain(report)
        known = self._session.archive.known([item.id for item in items])
        pipeline = build_import(self._session.settings, self._session.spool, known=known, described=self._described)
        try:
            for item in items:
                self._offer(pipeline, item, report)
                if len(self._session.spool.pending()) >= MAX_WAITING:
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
        """A frame counts as saved when the gate lets it through; the reader may still skip it, by a rule."""
        done = self._session.drain()
        for rule, count in done.dropped.items():
            report.outcomes["saved"] -= min(count, report.outcomes["saved"])
            report.outcomes[f"skipped: {rule}"] += count
