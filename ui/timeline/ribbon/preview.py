"""Preview of the moment under the pointer, above the ribbon. The panel creates it. UI thread."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from base.records.timeline import Sample
from ui.kit import formatting
from ui.kit.theme import TEXT_SMALL, Look, font
from ui.kit.thumbnails import Thumbnails, paint_thumbnail

_SIZE, _EDGE, _FOOT = QSize(256, 180), 8, 28


class Preview(QWidget):
    """A child widget of the page, not a window: it takes no focus and is gone when the page is locked."""

    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._thumbnails, self._zone = look, thumbnails, zone
        self._page = parent
        self._sample: Sample | None = None
        self._app = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(_SIZE)
        self.hide()
        thumbnails.arrived.connect(self.update)

    def show_at(self, sample: Sample, app: str, place: QPoint) -> None:
        """Above `place`, in the parent's coordinates, kept inside the parent."""
        self._sample, self._app = sample, app
        room = self._page.width() - self.width()
        left = min(max(place.x() - self.width() // 2, 8), max(room - 8, 8))
        self.move(left, max(place.y() - self.height() - 6, 8))
        self.show()
        self.raise_()
        self.update()

    def hideEvent(self, event: object) -> None:
        self._sample, self._app = None, ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._sample is None:
            return
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        box = QRectF(_EDGE, _EDGE, self.width() - 2 * _EDGE, self.height() - _EDGE - _FOOT)
        paint_thumbnail(painter, box, self._thumbnails.get(self._sample.frame), tokens, 8)
        painter.setPen(tokens.color("ink"))
        painter.setFont(font(TEXT_SMALL))
        at = datetime.fromtimestamp(self._sample.at, UTC)
        text = f"{formatting.format_time(at, self._zone, seconds=True)}  {self._app}"
        foot = QRectF(_EDGE + 4, self.height() - _FOOT, self.width() - 2 * _EDGE - 8, _FOOT - 2)
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(foot.width()))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, line)
        painter.end()
