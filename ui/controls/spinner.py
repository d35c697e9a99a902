"""Spinner: a turning arc for work whose length is unknown. Pages create it. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import Look

_TURN_MS, _FRAME_MS = 1000, 40


class Spinner(QWidget):
    """Turns while it is visible; a hidden one costs nothing. The words beside it say what is going on."""

    def __init__(self, look: Look, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._size, self._angle = look, size, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.timer = QTimer(self, interval=_FRAME_MS)
        self.timer.timeout.connect(self._turn)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._angle = 0
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + 360 * _FRAME_MS // _TURN_MS) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, width = self._look.tokens, max(2.0, self._size / 9)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(tokens.color("border"), width))
        painter.drawEllipse(box)
        painter.setPen(QPen(tokens.color("accent"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, (90 - self._angle) * 16, -100 * 16)
        painter.end()
