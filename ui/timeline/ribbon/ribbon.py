"""Ribbon widget: the visible time as lanes of runs, one for each monitor, over a strip of coverage.

The panel creates it. UI thread. Wheel and pinch zoom about the pointer, a drag pans, a click or a drag along the labels
moves the cursor. The data comes from the loader; until it arrives, the old data is stretched to the new span.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from base.records.timeline import CoverageRun, Sample
from ui.kit import formatting
from ui.kit.gestures import read_pinch
from ui.kit.i18n import tr
from ui.kit.theme import Look
from ui.kit.time_span import Span, to_local
from ui.kit.widgets import plain_tip
from ui.timeline.ribbon.painter import HOURS_HEIGHT, Plan, paint_background, paint_cursor, paint_model, paint_pointer
from ui.timeline.ribbon.ribbon_model import RibbonModel

_DRAG_PIXELS = 4


class Ribbon(QWidget):
    picked = Signal(object)
    """The Sample that the person points at."""
    opened = Signal(object)
    hovered = Signal(object, QPoint)
    """The Sample nearest to the pointer and the global place to show its preview at; None when there is none."""
    moved = Signal()
    """Another span is visible."""

    def __init__(self, look: Look, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._zone = look, zone
        self._model: RibbonModel | None = None
        self._limits, self._span = Span(0.0, 1.0), Span(0.0, 1.0)
        self._cursor: float | None = None
        self._pointer: float | None = None
        self._pressed: QPointF | None = None
        self._span_at_press = self._span
        self._dragging = self._scrubbing = False
        self._background = QPixmap()
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Timeline"))
        look.changed.connect(self._redraw)

    # What is shown

    def clear(self) -> None:
        self._model, self._cursor, self._pointer = None, None, None
        self._redraw()

    def show_model(self, model: RibbonModel) -> None:
        other_height = self._model is None or len(self._model.monitors) != len(model.monitors)
        self._model = model
        if other_height:
            self.updateGeometry()
        self._redraw()

    def set_limits(self, limits: Span) -> None:
        self._limits = limits
        self.show_span(self._span)

    def show_span(self, span: Span) -> None:
        span = span.clamp(self._limits)
        if span != self._span:
            self._span = span
            self._redraw()
            self.moved.emit()

    def set_cursor(self, at: float | None) -> None:
        """Show the time of the current moment, and scroll it into view unless the person is dragging the ribbon."""
        self._cursor = at
        if at is not None and not self._dragging and not self._span.contains(at):
            self.show_span(self._span.shift(at - self._span.middle, self._limits))
        self.update()

    def zoom(self, factor: float) -> None:
        """About the cursor when it is visible, else about the middle."""
        about = self._cursor if self._cursor is not None and self._span.contains(self._cursor) else self._span.middle
        self.show_span(self._span.zoom(about, factor, self._limits))

    @property
    def span(self) -> Span:
        return self._span

    @property
    def limits(self) -> Span:
        return self._limits

    @property
    def model(self) -> RibbonModel | None:
        return self._model

    @property
    def plan(self) -> Plan:
        return Plan(self._span, self.width(), self._model.monitors if self._model is not None else (1,))

    def sizeHint(self) -> QSize:
        return QSize(640, self.plan.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.plan.height)

    def _redraw(self) -> None:
        self._background = QPixmap()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()
        self.moved.emit()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._background.isNull():
            self._draw_background()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._background)
        plan, tokens = self.plan, self._look.tokens
        if self._pointer is not None and not self._dragging:
            paint_pointer(painter, plan, tokens, self._pointer)
        if self._cursor is not None:
            paint_cursor(painter, plan, tokens, self._cursor)
        painter.end()

    def _draw_background(self) -> None:
        """All but the pointer and the cursor, once for each span."""
        scale = self.devicePixelRatioF()
        self._background = QPixmap(self.size() * scale)
        self._background.setDevicePixelRatio(scale)
        self._background.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._background)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, self.plan, self._look.tokens, self._zone)
        if self._model is not None:
            paint_model(painter, self.plan, self._look.tokens, self._model)
        painter.end()

    # Pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn, side = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(side) > abs(turn):
            self.show_span(self._span.shift(-(side or turn) / 1200 * self._span.length, self._limits))
        else:
            self._zoom_at(event.position(), 0.8 ** (turn / 120))
        event.accept()

    def _zoom_at(self, place: QPointF, factor: float) -> None:
        self.show_span(self._span.zoom(self._span.at(place.x(), self.width()), factor, self._limits))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._span_at_press = event.position(), self._span
        self._scrubbing = event.position().y() < HOURS_HEIGHT
        if self._scrubbing:
            self._pick(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._scrubbing:
            self._pick(place)
        elif self._pressed is not None:
            self._pan_by(place.x() - self._pressed.x())
        self._pointer = self._span.at(place.x(), self.width())
        sample = None if self._dragging else self._sample(place)
        self.hovered.emit(sample, self.mapToGlobal(QPoint(int(place.x()), 0)))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragging and not self._scrubbing:
            self._pick(event.position())
        self._pressed, self._dragging, self._scrubbing = None, False, False
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (sample := self._sample(event.position())) is not None:
            self.opened.emit(sample)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.hovered.emit(None, QPoint())
        self.update()
        super().leaveEvent(event)

    def _pan_by(self, pixels: float) -> None:
        if not self._dragging and abs(pixels) < _DRAG_PIXELS:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.show_span(self._span_at_press.shift(-pixels / max(self.width(), 1) * self._span.length, self._limits))

    def _sample(self, place: QPointF) -> Sample | None:
        if self._model is None:
            return None
        return self._model.nearest(self._span.at(place.x(), self.width()), self.plan.monitor_at(place.y()))

    def _pick(self, place: QPointF) -> None:
        if (sample := self._sample(place)) is not None:
            self.picked.emit(sample)

    # Pinch and tooltip

    def event(self, event: QEvent) -> bool:
        if (pinch := read_pinch(event, self)) is not None:
            self._zoom_at(pinch[1], 1 / pinch[0])
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.describe(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(text), self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def describe(self, pos: QPoint) -> str:
        """The coverage at `pos`, in words; empty above the coverage strip."""
        if self._model is None or pos.y() < self.plan.strip_top:
            return ""
        at = self._span.at(pos.x(), self.width())
        lines = dict.fromkeys(self._describe_run(run) for run in self._model.coverage_at(at))
        return "\n".join(lines) or tr("Afterglow was not running")

    def _describe_run(self, run: CoverageRun) -> str:
        text = formatting.format_state(run.state, run.reason)
        if run.share < 1:
            return f"{text}: {formatting.format_duration(run.share * (run.end - run.start))}"
        start, end = (datetime.fromtimestamp(at, UTC) for at in (run.start, run.end))
        return f"{formatting.format_time_span(start, end, self._zone)}  {text}"

    def day_in_view(self) -> datetime:
        """Local time of the cursor when it is visible, else of the middle of the span."""
        visible = self._cursor is not None and self._span.contains(self._cursor)
        return to_local(self._cursor if visible and self._cursor is not None else self._span.middle, self._zone)
