"""Legend of the ribbon: the apps and the coverage states of the visible span. The panel creates it. UI thread."""

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

_HEIGHT, _CHIP, _SPACING, _MAX_APPS = 18, 14, 16, 6


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

    def show_span(self, model: RibbonModel | None, span: Span) -> None:
        self._apps = tuple(app for app in model.apps_in(span) if app)[:_MAX_APPS] if model is not None else ()
        self._states = tuple(model.states_in(span)) if model is not None else ()
        self.setAccessibleDescription(", ".join([*self._apps, *self.state_texts]))
        self.update()

    @property
    def state_texts(self) -> tuple[str, ...]:
        """The coverage states of the visible span, in words."""
        return tuple(formatting.format_state(state, reason) for state, reason in self._states)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT_SMALL))
        right = self._paint_states(painter)
        self._paint_apps(painter, right - _SPACING)
        painter.end()

    def _paint_states(self, painter: QPainter) -> float:
        """From the right edge, the worst state outermost. Returns the left edge of what was painted."""
        right = float(self.width())
        for (state, _), text in reversed(list(zip(self._states, self.state_texts, strict=True))):
            width = painter.fontMetrics().horizontalAdvance(text)
            left = right - width - _CHIP - 6
            if left < 0:
                break
            paint_state(painter, QRectF(left, 5, _CHIP, 8), self._look.tokens, state)
            self._paint_text(painter, left + _CHIP + 6, width, text)
            right = left - _SPACING
        return right

    def _paint_apps(self, painter: QPainter, right: float) -> None:
        left = 0.0
        for app in self._apps:
            width = painter.fontMetrics().horizontalAdvance(app)
            if left + 14 + width > right:
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(app_dot(self._look.tokens, app))
            painter.drawEllipse(QRectF(left + 1, 5, 8, 8))
            self._paint_text(painter, left + 14, width, app)
            left += 14 + width + _SPACING

    def _paint_text(self, painter: QPainter, x: float, width: float, text: str) -> None:
        painter.setPen(self._look.tokens.color("muted"))
        painter.drawText(QRectF(x, 0, width + 4, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
