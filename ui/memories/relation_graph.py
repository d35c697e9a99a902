"""Graph of related things."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.kit.i18n import tr
from ui.kit.theme import TEXT_SMALL, Look, Tokens, app_color, font

MAX_RELATIONS = 8
_HEIGHT, _NODE, _HOW = 260, QSize(126, 26), 20


class RelationGraph(QWidget):
    """The arrow keys go around, Enter and a click choose."""

    chosen = Signal(str)
    """The other's name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._centre = ""
        self._others: tuple[tuple[str, str], ...] = ()
        self._at = 0
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_relations(self, centre: str, others: tuple[tuple[str, str], ...]) -> None:
        self._centre, self._others, self._at = centre, others[:MAX_RELATIONS], 0
        said = "; ".join(f"{how} {name}".strip() for name, how in self._others)
        self.setAccessibleName(tr("Relations of {centre}: {said}", centre=centre, said=said))
        self.update()

    def places(self) -> list[QRectF]:
        """Where the others stand: on an ellipse, from the top, clockwise."""
        middle = QPointF(self.width() / 2, (_HEIGHT - _HOW) / 2)
        across, down = (self.width() - _NODE.width()) / 2 - 2, (_HEIGHT - _NODE.height() - _HOW) / 2 - 2
        found = []
        for number in range(len(self._others)):
            angle = 2 * math.pi * number / len(self._others) - math.pi / 2
            box = QRectF(0, 0, _NODE.width(), _NODE.height())
            box.moveCenter(middle + QPointF(across * math.cos(angle), down * math.sin(angle)))
            found.append(box)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, places = self._look.tokens, self.places()
        middle = QPointF(self.width() / 2, (_HEIGHT - _HOW) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1.5))
        for box in places:
            painter.drawLine(middle, box.center())
        for number, (box, (name, how)) in enumerate(zip(places, self._others, strict=True)):
            self._paint_how(painter, box, how, tokens)
            self._paint_node(painter, box, name, tokens, marked=number == self._at and self.hasFocus())
        centre = QRectF(0, 0, _NODE.width() + 24, _NODE.height() + 6)
        centre.moveCenter(middle)
        self._paint_node(painter, centre, self._centre, tokens, middle=True)
        painter.end()

    def _paint_how(self, painter: QPainter, node: QRectF, how: str, tokens: Tokens) -> None:
        """Below the other's name, where no line of the graph can run through it."""
        painter.save()
        painter.setFont(font(TEXT_SMALL))
        width = min(node.width(), painter.fontMetrics().horizontalAdvance(how) + 8.0)
        box = QRectF(node.center().x() - width / 2, node.bottom() + 1, width, 18)
        if how:
            painter.fillRect(box, tokens.color("surface"))
        painter.setPen(tokens.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _elided(painter, how, width))
        painter.restore()

    def _paint_node(
        self, painter: QPainter, box: QRectF, name: str, tokens: Tokens, *, middle: bool = False, marked: bool = False
    ) -> None:
        painter.save()
        painter.setPen(QPen(tokens.color("accent"), 1.5) if middle or marked else QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("accent_soft") if middle else app_color(tokens, name))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(font(TEXT_SMALL, QFont.Weight.DemiBold if middle else QFont.Weight.Medium))
        painter.setPen(tokens.color("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _elided(painter, name, box.width() - 16))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, (name, _) in zip(self.places(), self._others, strict=True):
            if box.contains(event.position()):
                self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if Qt.Key(event.key()) in step and self._others:
            self._at = (self._at + step[Qt.Key(event.key())]) % len(self._others)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._others:
            self.chosen.emit(self._others[self._at][0])
        else:
            super().keyPressEvent(event)


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
