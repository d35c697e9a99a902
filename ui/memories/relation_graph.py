"""Graph of a thing and the things related to it (QPainter, nodes on an ellipse).

The detail panel creates it. UI thread.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.kit.i18n import tr
from ui.kit.theme import TEXT_SMALL, Look, Tokens, app_color, font

MAX_RELATIONS = 8
_HEIGHT, _NODE_SIZE, _RELATION_HEIGHT = 260, QSize(126, 26), 20


class RelationGraph(QWidget):
    """The arrow keys move around the nodes; Enter or a click chooses one."""

    chosen = Signal(str)
    """Name of the related thing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._centre = ""
        self._relations: tuple[tuple[str, str], ...] = ()
        self._marked = 0
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_relations(self, centre: str, relations: tuple[tuple[str, str], ...]) -> None:
        """`relations`: name of the related thing, and how it is related."""
        self._centre, self._relations, self._marked = centre, relations[:MAX_RELATIONS], 0
        sentence = "; ".join(f"{relation} {name}".strip() for name, relation in self._relations)
        self.setAccessibleName(tr("Relations of {centre}: {said}", centre=centre, said=sentence))
        self.update()

    def node_boxes(self) -> list[QRectF]:
        """Boxes of the related things, on an ellipse, clockwise from the top."""
        middle = QPointF(self.width() / 2, (_HEIGHT - _RELATION_HEIGHT) / 2)
        across, down = (
            (self.width() - _NODE_SIZE.width()) / 2 - 2,
            (_HEIGHT - _NODE_SIZE.height() - _RELATION_HEIGHT) / 2 - 2,
        )
        boxes = []
        for number in range(len(self._relations)):
            angle = 2 * math.pi * number / len(self._relations) - math.pi / 2
            box = QRectF(0, 0, _NODE_SIZE.width(), _NODE_SIZE.height())
            box.moveCenter(middle + QPointF(across * math.cos(angle), down * math.sin(angle)))
            boxes.append(box)
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, boxes = self._look.tokens, self.node_boxes()
        middle = QPointF(self.width() / 2, (_HEIGHT - _RELATION_HEIGHT) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1.5))
        for box in boxes:
            painter.drawLine(middle, box.center())
        for number, (box, (name, relation)) in enumerate(zip(boxes, self._relations, strict=True)):
            self._paint_relation(painter, box, relation, tokens)
            self._paint_node(painter, box, name, tokens, marked=number == self._marked and self.hasFocus())
        centre = QRectF(0, 0, _NODE_SIZE.width() + 24, _NODE_SIZE.height() + 6)
        centre.moveCenter(middle)
        self._paint_node(painter, centre, self._centre, tokens, middle=True)
        painter.end()

    def _paint_relation(self, painter: QPainter, node: QRectF, relation: str, tokens: Tokens) -> None:
        """Below the node, where no line of the graph crosses it."""
        painter.save()
        painter.setFont(font(TEXT_SMALL))
        width = min(node.width(), painter.fontMetrics().horizontalAdvance(relation) + 8.0)
        box = QRectF(node.center().x() - width / 2, node.bottom() + 1, width, 18)
        if relation:
            painter.fillRect(box, tokens.color("surface"))
        painter.setPen(tokens.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _elided(painter, relation, width))
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
        for box, (name, _) in zip(self.node_boxes(), self._relations, strict=True):
            if box.contains(event.position()):
                self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if Qt.Key(event.key()) in step and self._relations:
            self._marked = (self._marked + step[Qt.Key(event.key())]) % len(self._relations)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._relations:
            self.chosen.emit(self._relations[self._marked][0])
        else:
            super().keyPressEvent(event)


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
