"""The day drawn as a ribbon: hours, one row of episodes for each monitor, what was covered and what was not.

Wheel zooms around the pointer, drag pans, a click or a drag along the hours moves the cursor. Paints only what shows.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from memory.records import Coverage, State
from ui import words
from ui.theme import TEXT_SMALL, Look, app_color, app_dot, coverage_color, font
from ui.timeline.day import DayView, Span, Stretch, fitted, tick_step

HOURS, ROW, GAP, STRIP, FOOT = 26, 44, 6, 10, 6
_DRAG = 4


class Ribbon(QWidget):
    picked = Signal(int)
    """Index of the moment under the cursor."""
    opened = Signal(int)
    hovered = Signal(int, QPoint)
    """Index of the nearest moment and the global place to show its preview at; -1 when the pointer left."""

    def __init__(self, look: Look, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._zone = look, zone
        self._view: DayView | None = None
        self._span = Span(0.0, 1.0)
        self._cursor = -1
        self._pointer: float | None = None
        self._pressed: QPointF | None = None
        self._grabbed = self._span
        self._dragging = self._scrubbing = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline of the day")
        look.changed.connect(self.update)

    # What is shown

    def show_day(self, view: DayView | None, *, keep_span: bool = False) -> None:
        self._view = view
        self._cursor, self._pointer = -1, None
        if view is not None and not keep_span:
            self._span = fitted(view)
        self.updateGeometry()
        self.update()

    def set_cursor(self, index: int) -> None:
        """Show moment `index` as the current one, scrolling it into view."""
        self._cursor = index
        if self._view is not None and 0 <= index < len(self._view.times) and not self._dragging:
            at = self._view.times[index]
            if not self._span.start <= at <= self._span.end:
                self._span = self._span.moved(at - (self._span.start + self._span.end) / 2, self._limits())
        self.update()

    def fit(self) -> None:
        if self._view is not None:
            self._span = fitted(self._view)
            self.update()

    def zoom(self, factor: float) -> None:
        """About the cursor when it is in view, else about the middle."""
        about = (self._span.start + self._span.end) / 2
        if self._view is not None and self._cursor >= 0:
            at = self._view.times[self._cursor]
            about = at if self._span.start <= at <= self._span.end else about
        self._span = self._span.zoomed(about, factor, self._limits())
        self.update()

    @property
    def span(self) -> Span:
        return self._span

    def sizeHint(self) -> QSize:
        rows = len(self._view.monitors) if self._view else 1
        return QSize(640, HOURS + rows * (ROW + GAP) + STRIP + FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _limits(self) -> Span:
        return Span(self._view.start, self._view.end) if self._view else Span(0.0, 1.0)

    def _row_top(self, monitor: int) -> int:
        assert self._view is not None
        return HOURS + self._view.monitors.index(monitor) * (ROW + GAP)

    def _strip_top(self) -> int:
        assert self._view is not None
        return HOURS + len(self._view.monitors) * (ROW + GAP)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        self._paint_grounds(painter)
        for stretch in self._view.stretches:
            if stretch.end >= self._span.start and stretch.start <= self._span.end:
                self._paint_stretch(painter, stretch)
        for coverage in self._view.coverage:
            self._paint_coverage(painter, coverage)
        self._paint_cursor(painter)
        painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        tokens, width = self._look.tokens, self.width()
        step = tick_step(self._span, width)
        offset = self._local(self._span.start).utcoffset()
        shift = offset.total_seconds() if offset else 0.0
        tick = ((self._span.start + shift) // step + 1) * step - shift
        painter.setFont(font(TEXT_SMALL))
        while tick < self._span.end:
            x = self._span.x(tick, width)
            painter.setPen(QPen(tokens.color("border"), 1))
            painter.drawLine(QPointF(x, HOURS - 6), QPointF(x, self.height() - FOOT))
            text = words.clock_time(self._local(tick), self._zone, seconds=step < 60)
            painter.setPen(tokens.color("muted"))
            half = painter.fontMetrics().horizontalAdvance(text) / 2
            if half <= x <= width - half:
                painter.drawText(QRectF(x - 40, 0, 80, HOURS - 8), Qt.AlignmentFlag.AlignCenter, text)
            tick += step

    def _paint_grounds(self, painter: QPainter) -> None:
        assert self._view is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.tokens.color("sunken"))
        for monitor in self._view.monitors:
            painter.drawRoundedRect(QRectF(0, self._row_top(monitor), self.width(), ROW), 10, 10)
        painter.drawRoundedRect(QRectF(0, self._strip_top(), self.width(), STRIP), 5, 5)

    def _paint_stretch(self, painter: QPainter, stretch: Stretch) -> None:
        tokens, width = self._look.tokens, self.width()
        left = max(self._span.x(stretch.start, width), 0.0)
        right = min(self._span.x(stretch.end, width), float(width))
        box = QRectF(left, self._row_top(stretch.monitor), max(right - left - 1.0, 2.0), ROW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(app_color(tokens, stretch.app))
        radius = min(8.0, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)
        if box.width() > 6:
            painter.setBrush(app_dot(tokens, stretch.app))
            painter.drawRoundedRect(QRectF(box.left(), box.bottom() - 3, box.width(), 3), 1.5, 1.5)
        if box.width() > 44:
            painter.setPen(tokens.color("ink"))
            painter.setFont(font(TEXT_SMALL))
            inner = box.adjusted(10, 0, -6, -2)
            text = painter.fontMetrics().elidedText(
                stretch.app or "Unknown", Qt.TextElideMode.ElideRight, int(inner.width())
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_coverage(self, painter: QPainter, coverage: Coverage) -> None:
        start, end = coverage.start.timestamp(), coverage.end.timestamp()
        if end < self._span.start or start > self._span.end:
            return
        left = max(self._span.x(start, self.width()), 0.0)
        right = min(self._span.x(end, self.width()), float(self.width()))
        box = QRectF(left, self._strip_top(), max(right - left, 2.0), STRIP)
        color = coverage_color(self._look.tokens, coverage.state)
        painter.setPen(Qt.PenStyle.NoPen)
        if coverage.state is State.SKIPPED:
            self._paint_hatched(painter, box, color)
            return
        painter.setBrush(color)
        radius = min(3.0, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)

    def _paint_hatched(self, painter: QPainter, box: QRectF, color: QColor) -> None:
        painter.fillRect(box, self._look.tokens.color("surface"))
        painter.fillRect(box, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(color, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_cursor(self, painter: QPainter) -> None:
        assert self._view is not None
        tokens, width, bottom = self._look.tokens, self.width(), self.height() - FOOT
        if self._pointer is not None:
            x = self._span.x(self._pointer, width)
            painter.setPen(QPen(tokens.color("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, HOURS - 4), QPointF(x, bottom))
        if not 0 <= self._cursor < len(self._view.times):
            return
        x = min(max(self._span.x(self._view.times[self._cursor], width), 1.5), width - 1.5)
        glow = QLinearGradient(0, HOURS - 8, 0, bottom)
        for place, color in zip((0.0, 0.6, 1.0), tokens.glow, strict=True):
            glow.setColorAt(place, QColor(color))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawRoundedRect(QRectF(x - 1.5, HOURS - 8, 3, bottom - HOURS + 8), 1.5, 1.5)
        painter.setPen(QPen(tokens.color("ground"), 2))
        painter.setBrush(QColor(tokens.glow[1]))
        painter.drawEllipse(QPointF(min(max(x, 7.0), width - 7.0), HOURS - 6), 6, 6)

    def _local(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, UTC).astimezone(self._zone)

    # Pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._view is None:
            return
        turn, side = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(side) > abs(turn):
            self._span = self._span.moved(-(side or turn) / 1200 * self._span.length, self._limits())
        else:
            about = self._span.at(event.position().x(), self.width())
            self._span = self._span.zoomed(about, 0.8 ** (turn / 120), self._limits())
        event.accept()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._view is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._grabbed = event.position(), self._span
        self._scrubbing = event.position().y() < HOURS
        if self._scrubbing:
            self._pick(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._view is None:
            return
        x = event.position().x()
        if self._scrubbing:
            self._pick(x)
        elif self._pressed is not None:
            self._pan(x - self._pressed.x())
        self._pointer = self._span.at(x, self.width())
        place = self.mapToGlobal(QPoint(int(x), 0))
        self.hovered.emit(-1 if self._dragging else self._view.nearest(self._pointer), place)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragging and not self._scrubbing:
            self._pick(event.position().x())
        self._pressed, self._dragging, self._scrubbing = None, False, False
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (
            self._view is not None
            and (index := self._view.nearest(self._span.at(event.position().x(), self.width()))) >= 0
        ):
            self.opened.emit(index)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.hovered.emit(-1, QPoint())
        self.update()
        super().leaveEvent(event)

    def _pan(self, moved: float) -> None:
        if not self._dragging and abs(moved) < _DRAG:
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._span = self._grabbed.moved(-moved / max(self.width(), 1) * self._span.length, self._limits())

    def _pick(self, x: float) -> None:
        assert self._view is not None
        index = self._view.nearest(self._span.at(x, self.width()))
        if index >= 0:
            self.set_cursor(index)
            self.picked.emit(index)

    # Keyboard and tooltip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factors = {Qt.Key.Key_Plus: 0.7, Qt.Key.Key_Equal: 0.7, Qt.Key.Key_Minus: 1 / 0.7}
        factor = factors.get(Qt.Key(event.key()))
        if factor is not None:
            self.zoom(factor)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._view is not None:
            text = self.describe(event.pos())
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def describe(self, pos: QPoint) -> str:
        """What is under the pointer, in words."""
        assert self._view is not None
        at = self._span.at(pos.x(), self.width())
        if pos.y() < self._strip_top():
            return ""
        found = self._view.coverage_at(at)
        if not found:
            return "Afterglow was not running"
        return "\n".join(dict.fromkeys(self._coverage_words(c) for c in reversed(found)))

    def _coverage_words(self, coverage: Coverage) -> str:
        text = f"{words.span_words(coverage.start, coverage.end, self._zone)}  {words.STATE_WORDS[coverage.state]}"
        return f"{text}: {words.rule_words(coverage.reason)}" if coverage.reason else text
