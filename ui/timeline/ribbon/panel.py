"""Panel of the ribbon with its legend and its preview.

The timeline page creates it. UI thread; the ribbon's data comes from the loader.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from base.records.timeline import Sample
from memory.archive.api import ArchiveApi
from ui.kit.jobs import Jobs
from ui.kit.theme import XS, Look
from ui.kit.thumbnails import Thumbnails
from ui.kit.time_span import Span
from ui.timeline.ribbon.legend import Legend
from ui.timeline.ribbon.loader import RibbonLoader
from ui.timeline.ribbon.preview import Preview
from ui.timeline.ribbon.ribbon import Ribbon
from ui.timeline.ribbon.ribbon_model import RibbonModel

_PREFETCH = 8
"""Thumbnails that are fetched in advance on either side of the pointer."""


class RibbonPanel(QWidget):
    moved = Signal()
    """Another span is visible."""
    failed = Signal(object)
    """An AfterglowError."""

    def __init__(self, *, look: Look, jobs: Jobs, thumbnails: Thumbnails, zone: tzinfo, page: QWidget) -> None:
        """The preview is shown over the whole `page`."""
        super().__init__(page)
        self._page, self._thumbnails = page, thumbnails
        self.ribbon = Ribbon(look, zone)
        self.legend = Legend(look)
        self.preview = Preview(look, thumbnails, zone, page)
        self._loader = RibbonLoader(jobs, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.ribbon)
        column.addWidget(self.legend)
        self.ribbon.moved.connect(self._load_visible)
        self.ribbon.hovered.connect(self._show_preview)
        self._loader.arrived.connect(self._show_model)
        self._loader.failed.connect(self.failed)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        """Nothing is loaded before `set_limits`."""
        self._loader.set_archive(archive)
        self.clear()

    def clear(self) -> None:
        self.ribbon.clear()
        self.ribbon.set_limits(Span(0.0, 1.0))
        self.legend.show_span(None, Span(0.0, 1.0))
        self.preview.hide()

    def set_limits(self, limits: Span) -> None:
        """The whole time that can be shown."""
        self.ribbon.set_limits(limits)

    def refresh(self) -> None:
        """Something new was saved."""
        self._loader.refresh()

    def _load_visible(self) -> None:
        span = self.ribbon.span
        if span.length > 1.0:
            self._loader.show(span, self.ribbon.width())
            self.legend.show_span(self.ribbon.model, span)
            self.moved.emit()

    def _show_model(self, model: RibbonModel) -> None:
        self.ribbon.show_model(model)
        self.legend.show_span(model, self.ribbon.span)

    def _show_preview(self, sample: Sample | None, place: QPoint) -> None:
        model = self.ribbon.model
        if sample is None or model is None:
            self.preview.hide()
            return
        self._thumbnails.prefetch(model.frames_around(sample, _PREFETCH))
        run = model.run_at(sample.at, sample.monitor)
        self.preview.show_at(sample, run.app if run is not None else "", self._page.mapFromGlobal(place))
