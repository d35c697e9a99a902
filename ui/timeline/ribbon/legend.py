"""Legend of the ribbon's colours. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from base.coverage import State
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import TEXT_SMALL, Look, app_dot, font
from ui.kit.time_span import Span
from ui.timeline.ribbon.painter import paint_state
from ui.timeline.ribbon.ribbon_model import RibbonModel

_HEIGHT, _CHIP, _APART, _APPS = 18, 14, 16, 6


class Legend(QWidget):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._apps: tuple[str, ...] = ()
        self._states: tuple[tuple[State, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Legend"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def show_span(self, drawn: RibbonModel | None, span: Span) -> None:
        self._apps = tuple(app for app in drawn.apps_in(span) if app)[:_APPS] if drawn is not None else ()
        self._states = tuple(drawn.states_in(span)) if drawn is not None else ()
        self.setAccessibleDescription(", ".join([*self._apps, *self.state_texts]))
        self.update()

    @property
    def state_texts(self) -> tuple[str, ...]:
        """What became of the visible time, in words."""
        return tuple(formatting.format_state(state, reason) for state, reason in self._states)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT_SMALL))
        room = self._paint_states(painter)
        self._paint_apps(painter, room - _APART)
        painter.end()

    def _paint_states(self, painter: QPainter) -> float:
        """From the right, the worst last; where its left edge is."""
        right = float(self.width())
        for (state, _), text in reversed(list(zip(self._states, self.state_texts, strict=True))):
            wide = painter.fontMetrics().horizontalAdvance(text)
            left = right - wide - _CHIP - 6
            if left < 0:
                break
            paint_state(painter, QRectF(left, 5, _CHIP, 8), self._look.tokens, state)
            self._paint_text(painter, left + _CHIP + 6, wide, text)
            right = left - _APART
        return right

    def _paint_apps(self, painter: QPainter, room: float) -> None:
        left = 0.0
        for app in self._apps:
            wide = painter.fontMetrics().horizontalAdvance(app)
            if left + 14 + wide > room:
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(app_dot(self._look.tokens, app))
            painter.drawEllipse(QRectF(left + 1, 5, 8, 8))
            self._paint_text(painter, left + 14, wide, app)
            left += 14 + wide + _APART

    def _paint_text(self, painter: QPainter, x: float, wide: float, text: str) -> None:
        painter.setPen(self._look.tokens.color("muted"))
        painter.drawText(QRectF(x, 0, wide + 4, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
