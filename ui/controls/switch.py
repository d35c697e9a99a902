"""Switch: a check box drawn as a switch, for what works at once. Pages create it. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.kit.theme import Look

TRACK = QSize(40, 24)
_RING = 4
"""Room around the track for the focus ring: 2 px away, 2 px wide."""


class Switch(QCheckBox):
    """On and off differ in the knob's place as well as in colour. The name is for screen readers."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return TRACK + QSize(2 * _RING, 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, on = self._look.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_RING, _RING, TRACK.width(), TRACK.height())
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(tokens.color("edge"), 1.5))
        painter.setBrush(tokens.color("accent_fill" if on else "surface"))
        inner = track if on else track.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        size = 18 if on else 14
        middle = track.right() - 12 if on else track.left() + 12
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("on_accent" if on else "edge"))
        painter.drawEllipse(QRectF(middle - size / 2, track.center().y() - size / 2, size, size))
        painter.end()
