"""Loads the visible span and its neighbours.

UI thread; the archive answers on the jobs pool. One question is under way at a time, and the next one is always about
what is visible then: a turning wheel leaves no queue behind it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from base.errors import AfterglowError
from memory.archive.api import ArchiveApi
from ui.kit.jobs import Jobs
from ui.kit.time_span import Span
from ui.timeline.ribbon.ribbon_model import RibbonModel, build_model

BUCKET_PIXELS = 4
"""Pixels of one bucket."""
_MARGIN = 0.75
"""Lengths of the visible span that are asked for on either side of it."""
_MAX_COARSENESS = 1.6
"""Buckets this much longer than wanted are still good to look at."""


class RibbonLoader(QObject):
    arrived = Signal(object)
    """Drawn."""
    failed = Signal(object)
    """An AfterglowError."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = jobs.lane()
        self._archive: ArchiveApi | None = None
        self._wanted: tuple[Span, int] | None = None
        self._busy = self._stale = False
        self._model: RibbonModel | None = None

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._lane.cancel()
        self._archive, self._wanted, self._model = archive, None, None
        self._busy = self._stale = False

    def show(self, span: Span, width: int) -> None:
        """This is visible now, over so many pixels."""
        self._wanted = (span, max(width, 1))
        if not self._busy and not self._is_enough():
            self._ask()

    def refresh(self) -> None:
        """Something new was kept."""
        self._stale = True
        if not self._busy and self._wanted is not None:
            self._ask()

    def _is_enough(self) -> bool:
        if self._wanted is None:
            return True
        (span, width), drawn = self._wanted, self._model
        if drawn is None or self._stale:
            return False
        fine = drawn.step <= _MAX_COARSENESS * span.length / width * BUCKET_PIXELS
        return fine and drawn.span.start <= span.start and span.end <= drawn.span.end

    def _ask(self) -> None:
        archive, wanted = self._archive, self._wanted
        if archive is None or wanted is None:
            return
        self._busy, self._stale = True, False
        span, width = wanted
        around = _MARGIN * span.length
        since, until = (datetime.fromtimestamp(at, UTC) for at in (span.start - around, span.end + around))
        count = max(1, round(width / BUCKET_PIXELS * (1 + 2 * _MARGIN)))
        self._lane.run(lambda: build_model(archive.buckets(since, until, count)), self._arrive, self._fail)

    def _arrive(self, drawn: RibbonModel) -> None:
        self._busy, self._model = False, drawn
        self.arrived.emit(drawn)
        if not self._is_enough():
            self._ask()

    def _fail(self, error: AfterglowError) -> None:
        self._busy = False
        self.failed.emit(error)
