"""Picture of the moment in which text can be selected with the mouse.

The moment page creates it. UI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from base.records.line import Line
from ui.kit.i18n import tr
from ui.kit.picture_view import PictureView
from ui.kit.theme import Look
from ui.moment.text_selection import (
    TextPosition,
    TextRange,
    boxes_of,
    line_at,
    position_at,
    select_words,
    text_of,
    whole_text,
)


class SelectablePicture(PictureView):
    selected = Signal()
    """The selection changed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, top=True)
        self._lines: tuple[Line, ...] = ()
        self._range: TextRange | None = None
        self._anchor: TextPosition | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Picture of the moment"))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """In reading order; boxes in the picture's pixels."""
        self._lines = tuple(lines)
        self._anchor = None
        self._select(None)

    @property
    def selection(self) -> str:
        return text_of(self._lines, self._range) if self._range is not None else ""

    def select_all(self) -> None:
        self._select(whole_text(self._lines) if not self.is_empty else None)

    def _select(self, text_range: TextRange | None) -> None:
        if text_range != self._range:
            self._range = text_range
            self.setAccessibleDescription(
                tr("Selected: {selection}", selection=self.selection) if text_range is not None else ""
            )
            self.selected.emit()
            self.update()

    def paint_marks(self, painter: QPainter, place: QRectF) -> None:
        super().paint_marks(painter, place)
        if self._range is None:
            return
        fill = self._look.tokens.color("accent_fill")
        fill.setAlphaF(0.38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for x, y, width, height in boxes_of(self._lines, self._range):
            scale = self.scale
            painter.drawRect(QRectF(place.x() + x * scale, place.y() + y * scale, width * scale, height * scale))

    def _is_over_text(self, at: QPointF) -> bool:
        point = self.picture_point(at)
        return not self.is_empty and line_at(self._lines, point.x(), point.y()) is not None

    def _position_at(self, at: QPointF) -> TextPosition | None:
        point = self.picture_point(at)
        return position_at(self._lines, point.x(), point.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._select(None)
            if self._is_over_text(event.position()):
                self._anchor = self._position_at(event.position())
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            super().mouseMoveEvent(event)
            if not event.buttons():
                over_text = self._is_over_text(event.position())
                self.setCursor(Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor)
            return
        position = self._position_at(event.position())
        if position is not None and position != self._anchor:
            self._select(select_words(self._lines, self._anchor, position))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            super().mouseReleaseEvent(event)
        self._anchor = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects the word under the mouse; beside the text, zooms in."""
        position = self._position_at(event.position()) if self._is_over_text(event.position()) else None
        if position is not None:
            self._select(select_words(self._lines, position, position))
        else:
            super().mouseDoubleClickEvent(event)
