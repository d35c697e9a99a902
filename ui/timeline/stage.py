"""Stage of the timeline page: the picture at the cursor, or the heat map of the days, with a caption.

The page creates it. UI thread. The thumbnail is shown at once; the full picture is loaded on the jobs pool as soon as
the cursor has rested for `SETTLE_MS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo

from PySide6.QtCore import QSizeF, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from base.records.moment import MomentHead
from base.records.timeline import DayHeat
from memory.archive.api import ArchiveApi
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.picture_view import PictureView
from ui.kit.theme import Look, M, S
from ui.kit.thumbnails import Thumbnails, decode_picture
from ui.kit.widgets import label, plain_tip
from ui.timeline.heat_map import HeatMap, describe_day, make_scroll_area

SETTLE_MS = 120


class Stage(QWidget):
    failed = Signal(object)
    """An AfterglowError."""

    def __init__(
        self, *, look: Look, jobs: Jobs, thumbnails: Thumbnails, zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zone, self._thumbnails = zone, thumbnails
        self._archive: ArchiveApi | None = None
        self._lane = jobs.lane()
        self._head: MomentHead | None = None
        self._awaited = ""
        self._days: Mapping[date, DayHeat] = {}
        self._today = date.min
        self._resting = True
        self._time_label, self._title_label = label("", "strong"), label("", "muted")
        self.picture_view = PictureView(look, interactive=False)
        self.heat_map = HeatMap(look)
        self._heat_area = make_scroll_area(self.heat_map)
        self._stack = QStackedLayout()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._load)
        self.heat_map.hovered.connect(self._show_hovered_day)
        thumbnails.arrived.connect(self._show_awaited_thumbnail)
        line = QHBoxLayout()
        line.setContentsMargins(S, 0, S, 0)
        line.setSpacing(M)
        line.addWidget(self._time_label)
        self._title_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self._title_label, 1)
        self._stack.addWidget(self.picture_view)
        self._stack.addWidget(self._heat_area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(line)
        column.addLayout(self._stack, 1)

    # The moment at the cursor

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self.show_message("")

    def show_head(self, head: MomentHead) -> None:
        self._head = head
        self._show_caption()
        self._lane.cancel()
        self.show_thumbnail(head.id)
        self._settle.start()

    def show_thumbnail(self, frame: str) -> None:
        """At once if it is cached, else when it arrives; until then the old picture stays."""
        self._awaited = frame
        pixmap = self._thumbnails.get(frame)
        if pixmap is not None and not pixmap.isNull():
            self._awaited = ""
            self.picture_view.show_pixmap(pixmap, QSizeF(pixmap.size()))

    def show_message(self, text: str) -> None:
        """Text in place of a picture."""
        self._head, self._awaited = None, ""
        self._lane.cancel()
        self._settle.stop()
        self._time_label.setText("")
        self._title_label.setText("")
        self._title_label.setToolTip("")
        self.picture_view.show_message(text)

    def set_resting(self, *, resting: bool) -> None:
        """Not resting (the day is being played): thumbnails only, no full pictures."""
        self._resting = resting
        if resting and self._head is not None:
            self._settle.start()

    def _show_caption(self) -> None:
        head = self._head
        self._time_label.setText(
            f"{formatting.format_time(head.at, self._zone, seconds=True)}   {head.app}" if head else ""
        )
        self._title_label.setText(head.title if head else "")
        self._title_label.setToolTip(plain_tip(head.title) if head else "")

    def _show_awaited_thumbnail(self) -> None:
        if self._awaited:
            self.show_thumbnail(self._awaited)

    def _load(self) -> None:
        archive, head = self._archive, self._head
        if archive is None or head is None or not self._resting:
            return
        frame = head.id
        self._lane.run(lambda: decode_picture(archive.picture(frame)), self._show_picture, self.failed.emit)

    def _show_picture(self, image: QImage) -> None:
        self._awaited = ""
        if image.isNull():
            self.picture_view.show_message(tr("No picture was saved for this moment."))
        else:
            self.picture_view.show_image(image)

    # The heat map

    def show_days(self, days: Mapping[date, DayHeat], today: date) -> None:
        self._days, self._today = days, today
        self.heat_map.show_days(days, today)

    def show_heat_map(self, *, visible: bool) -> None:
        if visible != (self._stack.currentWidget() is self._heat_area):
            self._stack.setCurrentWidget(self._heat_area if visible else self.picture_view)
            self._show_caption()

    def _show_hovered_day(self, day: date | None) -> None:
        if day is None:
            self._show_caption()
        else:
            self._time_label.setText("")
            self._title_label.setText(describe_day(day, self._days.get(day), self._today))
