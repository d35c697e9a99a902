"""Pictures of the moments that a memory rests on. A click opens the moment.

The detail panel creates the strip. UI thread; pictures come from the cache of thumbnails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import RADIUS_SMALL, TEXT_SMALL, Look, S, font
from ui.kit.thumbnails import Thumbnails, paint_thumbnail

MAX_PICTURES, COLUMNS = 6, 3
PICTURE = QSize(116, 65)


class EvidenceThumbnail(QAbstractButton):
    """Picture and time of one moment."""

    def __init__(self, look: Look, thumbnails: Thumbnails, frame: str, when: str) -> None:
        super().__init__()
        self._look, self._thumbnails, self._frame, self._when = look, thumbnails, frame, when
        self.setAccessibleName(tr("Open the moment of {when}", when=when))
        self.setToolTip(tr("Open the moment of {when}", when=when))
        self.setFixedSize(PICTURE.width(), PICTURE.height() + 20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        thumbnails.arrived.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 1, self.width() - 2, PICTURE.height() - 2)
        paint_thumbnail(painter, box, self._thumbnails.get(self._frame), tokens, RADIUS_SMALL)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(tokens.color("accent"), 1.5))
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        painter.drawText(QRectF(0, PICTURE.height(), self.width(), 20), Qt.AlignmentFlag.AlignVCenter, f" {self._when}")
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)


class EvidenceStrip(QWidget):
    opened = Signal(str)
    """Id of a frame."""

    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(S)
        self._grid.setColumnStretch(COLUMNS, 1)

    def show_frames(self, frames: Sequence[str], times: Mapping[str, datetime]) -> int:
        """Shows the last frames, newest first. Returns how many of the frames exist."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        existing = [frame for frame in frames if frame in times]
        today = self._clock().astimezone(self._zone).date()
        for index, frame in enumerate(existing[::-1][:MAX_PICTURES]):
            day, time = times[frame].astimezone(self._zone).date(), formatting.format_time(times[frame], self._zone)
            when = time if day == today else f"{formatting.format_day(day, today)}, {time}"
            thumbnail = EvidenceThumbnail(self._look, self._thumbnails, frame, when)
            thumbnail.clicked.connect(partial(self.opened.emit, frame))
            self._grid.addWidget(thumbnail, index // COLUMNS, index % COLUMNS)
        return len(existing)
