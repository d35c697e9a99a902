"""Picture widget that zooms and pans, with boxes over the picture (QPainter).

The stage of the timeline and the moment page create it. UI thread; pictures arrive decoded. Boxes are in the picture's
own pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from base.records.line import Box
from ui.kit.theme import RADIUS, TEXT, Look, font

_MAX_SCALE = 8.0


class PictureView(QWidget):
    opened = Signal()
    """Double click."""
    zoomed = Signal(float)
    """Screen pixels for each picture pixel."""

    def __init__(
        self, look: Look, *, interactive: bool = True, top: bool = False, parent: QWidget | None = None
    ) -> None:
        """`top`: a fitted picture is aligned to the upper edge instead of the middle."""
        super().__init__(parent)
        self._look, self._interactive, self._top = look, interactive, top
        self._pixmap = QPixmap()
        self._fitted = QPixmap()
        self._size = QSizeF()
        self._boxes: tuple[Box, ...] = ()
        self._scale = 0.0
        """0: fitted."""
        self._center = QPointF()
        self._drag_from: QPointF | None = None
        self._message = ""
        self.setMinimumSize(QSize(160, 100))
        look.changed.connect(self.update)

    # What is shown

    def show_image(self, image: QImage, boxes: Sequence[Box] = (), *, keep_zoom: bool = False) -> None:
        self.show_pixmap(QPixmap.fromImage(image), QSizeF(image.size()), boxes, keep_zoom=keep_zoom)

    def show_pixmap(self, pixmap: QPixmap, size: QSizeF, boxes: Sequence[Box] = (), *, keep_zoom: bool = False) -> None:
        """`size` is that of the full picture, for which `pixmap` may be a thumbnail."""
        self._pixmap, self._fitted, self._boxes, self._message = pixmap, QPixmap(), tuple(boxes), ""
        if not keep_zoom or size != self._size:
            self._size = size
            self.fit()
        self.update()

    def show_message(self, words: str) -> None:
        """Text in place of a picture."""
        self._pixmap, self._fitted, self._boxes, self._message = QPixmap(), QPixmap(), (), words
        self._size = QSizeF()
        self.update()

    @property
    def boxes(self) -> tuple[Box, ...]:
        return self._boxes

    @property
    def is_empty(self) -> bool:
        return self._pixmap.isNull()

    def fit(self) -> None:
        self._scale = 0.0
        middle = self.height() / 2 / self._fit_scale() if self._top else self._size.height() / 2
        self._center = QPointF(self._size.width() / 2, middle)
        self.zoomed.emit(self.scale)
        self.update()

    @property
    def scale(self) -> float:
        return self._scale or self._fit_scale()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Around a point of the widget, by default its middle."""
        if self._size.isEmpty():
            return
        place = about or QPointF(self.rect().center())
        before = self.picture_point(place)
        wanted = min(max(self.scale * factor, self._fit_scale()), _MAX_SCALE)
        if wanted <= self._fit_scale() * 1.001:
            self.fit()
            return
        self._scale = wanted
        self._center += before - self.picture_point(place)
        self._clamp_center()
        self.zoomed.emit(self.scale)
        self.update()

    def _fit_scale(self) -> float:
        if self._size.isEmpty():
            return 1.0
        return min(self.width() / self._size.width(), self.height() / self._size.height())

    def picture_point(self, place: QPointF) -> QPointF:
        """The picture's pixel at a point of the widget."""
        offset = place - QPointF(self.rect().center())
        return self._center + offset * (1.0 / self.scale)

    def _clamp_center(self) -> None:
        """Never pan past the picture's edges."""
        for side, reach in (("x", self.width()), ("y", self.height())):
            length = self._size.width() if side == "x" else self._size.height()
            half = reach / self.scale / 2
            center = self._center.x() if side == "x" else self._center.y()
            clamped = min(max(center, half), length - half) if length > 2 * half else length / 2
            (self._center.setX if side == "x" else self._center.setY)(clamped)

    def picture_rect(self) -> QRectF:
        scale = self.scale
        middle = QPointF(self.rect().center())
        return QRectF(middle - self._center * scale, self._size * scale)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pixmap.isNull():
            self._paint_message(painter)
        else:
            self._paint_picture(painter)
        painter.end()

    def _paint_message(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setPen(tokens.color("muted"))
        painter.setFont(font(TEXT))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _paint_picture(self, painter: QPainter) -> None:
        tokens, place = self._look.tokens, self.picture_rect()
        frame = place.intersected(QRectF(self.rect()))
        path = QPainterPath()
        path.addRoundedRect(frame, 10, 10)
        painter.setClipPath(path)
        if self._scale == 0.0:
            painter.drawPixmap(place.toRect(), self._fitted_pixmap(place))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 3)
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        self.paint_marks(painter, place)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.drawPath(path)

    def _fitted_pixmap(self, place: QRectF) -> QPixmap:
        """Scaled smoothly, once for each size: scaling while painting loses thin strokes of text."""
        wanted = place.size().toSize() * self.devicePixelRatioF()
        if self._fitted.size() != wanted:
            self._fitted = self._pixmap.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._fitted

    def paint_marks(self, painter: QPainter, place: QRectF) -> None:
        """Over the picture, which lies at `place`."""
        edge = QColor(self._look.tokens.glow[1])
        inside = QColor(self._look.tokens.glow[0])
        inside.setAlphaF(0.28)
        for x, y, width, height in self._boxes:
            box = QRectF(
                place.x() + x * self.scale, place.y() + y * self.scale, width * self.scale, height * self.scale
            )
            painter.setPen(QPen(edge, 2))
            painter.setBrush(inside)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 5, 5)

    # Pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._interactive:
            event.ignore()
            return
        self.zoom(1.25 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._interactive and event.button() == Qt.MouseButton.LeftButton and self._scale:
            self._drag_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None:
            self._center -= (event.position() - self._drag_from) * (1.0 / self.scale)
            self._drag_from = event.position()
            self._clamp_center()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._size.isEmpty():
            return
        if self._scale:
            self._clamp_center()
            self.zoomed.emit(self.scale)
        else:
            self.fit()
