"""Loader of the ribbon's data: asks the archive for the buckets of the visible span and its neighbourhood.

The ribbon panel creates it. UI thread; the archive answers on the jobs pool. Only one request runs at a time, and the
next one is for what is visible then, so that turning the wheel builds no queue.
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
"""Width of a bucket."""
_MARGIN = 0.75
"""How much is loaded on either side of the visible span, in lengths of that span."""
_MAX_COARSENESS = 1.6
"""Buckets that are longer than wanted by this factor are still good enough."""


class RibbonLoader(QObject):
    arrived = Signal(object)
    """A RibbonModel."""
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
        """`span` is visible now, over `width` pixels: load it unless what was loaded is enough."""
        self._wanted = (span, max(width, 1))
        if not self._busy and not self._is_enough():
            self._load()

    def refresh(self) -> None:
        """Something new was saved."""
        self._stale = True
        if not self._busy and self._wanted is not None:
            self._load()

    def _is_enough(self) -> bool:
        if self._wanted is None:
            return True
        (span, width), model = self._wanted, self._model
        if model is None or self._stale:
            return False
        fine = model.step <= _MAX_COARSENESS * span.length / width * BUCKET_PIXELS
        return fine and model.span.start <= span.start and span.end <= model.span.end

    def _load(self) -> None:
        archive, wanted = self._archive, self._wanted
        if archive is None or wanted is None:
            return
        self._busy, self._stale = True, False
        span, width = wanted
        margin = _MARGIN * span.length
        since, until = (datetime.fromtimestamp(at, UTC) for at in (span.start - margin, span.end + margin))
        count = max(1, round(width / BUCKET_PIXELS * (1 + 2 * _MARGIN)))
        self._lane.run(lambda: build_model(archive.buckets(since, until, count)), self._arrive, self._fail)

    def _arrive(self, model: RibbonModel) -> None:
        self._busy, self._model = False, model
        self.arrived.emit(model)
        if not self._is_enough():
            self._load()

    def _fail(self, error: AfterglowError) -> None:
        self._busy = False
        self.failed.emit(error)
