"""Left half of the first run: a painted sky after sunset with an example of the step in front. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit.theme import CONTRAST, XL, Look

HORIZON = 0.74
"""Share of the height."""
_SKY = ((0.0, "#3b2a5c"), (0.46, "#8a4a86"), (0.78, "#e4677a"), (1.0, "#f6b26b"))
_SEA, _SUN, _BAR = "#2a1c3d", ("#fff0c9", "#ffc27a"), "#f6b26b"
_BARS = (210, 150, 84)
_NIGHT = QColor(10, 4, 20, 80)
"""Over sky and sea in the dark theme, so that they do not glare."""
MAX_WIDTH = 470


class Sky(QWidget):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.addStretch(3)
        self._column.addStretch(5)
        self._examples: list[QWidget] = []
        look.changed.connect(self.update)

    def add_example(self, example: QWidget) -> None:
        """Examples are pictures: the mouse and the keyboard pass them by."""
        example.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        example.hide()
        self._examples.append(example)
        self._column.insertWidget(len(self._examples), example)

    def show_example(self, example: QWidget) -> None:
        for one in self._examples:
            one.setVisible(one is example)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(XL, (self.width() - MAX_WIDTH) // 2)
        self._column.setContentsMargins(side, XL, side, XL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look.tokens is CONTRAST:
            self._paint_outlines(painter)
        else:
            self._paint_evening(painter)
        painter.end()

    def _paint_evening(self, painter: QPainter) -> None:
        horizon = round(self.height() * HORIZON)
        sky = QLinearGradient(QPointF(0, 0), QPointF(0, horizon))
        for place, color in _SKY:
            sky.setColorAt(place, QColor(color))
        painter.fillRect(0, 0, self.width(), horizon, sky)
        painter.fillRect(0, horizon, self.width(), self.height() - horizon, QColor(_SEA))
        if self._look.tokens.dark:
            painter.fillRect(self.rect(), _NIGHT)
        radius = min(92.0, self.width() * 0.2)
        sun = QLinearGradient(QPointF(0, horizon - radius), QPointF(0, horizon))
        sun.setColorAt(0, QColor(_SUN[0]))
        sun.setColorAt(1, QColor(_SUN[1]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sun)
        painter.drawPie(self._disc(horizon, radius), 0, 180 * 16)
        bar = QColor(_BAR)
        bar.setAlphaF(0.75)
        painter.setBrush(bar)
        for box in self._bars(horizon):
            painter.drawRoundedRect(box, 3.5, 3.5)

    def _paint_outlines(self, painter: QPainter) -> None:
        tokens, horizon = self._look.tokens, round(self.height() * HORIZON)
        painter.fillRect(self.rect(), tokens.color("ground"))
        painter.setPen(QPen(tokens.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(self._disc(horizon, min(92.0, self.width() * 0.2)), 0, 180 * 16)
        painter.drawLine(0, horizon, self.width(), horizon)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(tokens.color("accent")))
        for box in self._bars(horizon):
            painter.drawRoundedRect(box, 3.5, 3.5)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _disc(self, horizon: int, radius: float) -> QRectF:
        return QRectF(self.width() / 2 - radius, horizon - radius, 2 * radius, 2 * radius)

    def _bars(self, horizon: int) -> list[QRectF]:
        middle, sea = self.width() / 2, self.height() - horizon
        gap = min(29.0, sea / 6)
        return [QRectF(middle - width / 2, horizon + gap * (row + 1.1), width, 7) for row, width in enumerate(_BARS)]
