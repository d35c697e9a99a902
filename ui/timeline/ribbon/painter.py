"""Painting of the ribbon: lanes, coverage strip and cursor (QPainter). The ribbon widget calls it. UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPen

from base.coverage import State
from base.records.timeline import CoverageRun, TimelineRun
from ui.kit.i18n import tr
from ui.kit.theme import TEXT_SMALL, Tokens, app_color, app_dot, coverage_color, font
from ui.kit.time_span import Span, Tick, make_ticks
from ui.timeline.ribbon.ribbon_model import RibbonModel

HOURS_HEIGHT, LANE_GAP, STRIP_HEIGHT, FOOT = 26, 4, 12, 2
_LANE_HEIGHTS = {1: 46, 2: 34}
_MIN_SHARE = 0.22
"""Lowest bar, as a part of the lane's height: an app that was used for a moment stays visible."""
_MIN_WIDTH = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Positions of the lanes, the strip and the times."""

    span: Span
    width: float
    monitors: tuple[int, ...]

    @property
    def lane_height(self) -> int:
        return _LANE_HEIGHTS.get(len(self.monitors), 26)

    def lane_top(self, monitor: int) -> int:
        return HOURS_HEIGHT + self.monitors.index(monitor) * (self.lane_height + LANE_GAP)

    @property
    def strip_top(self) -> int:
        return HOURS_HEIGHT + len(self.monitors) * (self.lane_height + LANE_GAP)

    @property
    def height(self) -> int:
        return self.strip_top + STRIP_HEIGHT + FOOT

    def monitor_at(self, y: float) -> int | None:
        """None outside the lanes, and where there is one lane only: the monitor makes no difference there."""
        place = int((y - HOURS_HEIGHT) // (self.lane_height + LANE_GAP))
        inside = len(self.monitors) > 1 and y >= HOURS_HEIGHT and place < len(self.monitors)
        return self.monitors[place] if inside else None

    def box(self, start: float, end: float, top: float, height: float) -> QRectF:
        left = max(self.span.x(start, self.width), -9.0)
        right = min(self.span.x(end, self.width), self.width + 9.0)
        return QRectF(left, top, max(right - left, _MIN_WIDTH), height)

    def shows(self, part: TimelineRun | CoverageRun) -> bool:
        return part.end >= self.span.start and part.start <= self.span.end


def paint_background(painter: QPainter, plan: Plan, tokens: Tokens, zone: tzinfo) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("sunken"))
    for monitor in plan.monitors:
        painter.drawRoundedRect(_lane_box(plan, monitor), 8, 8)
    painter.drawRoundedRect(QRectF(0, plan.strip_top, plan.width, STRIP_HEIGHT), 5, 5)
    for tick in make_ticks(plan.span, plan.width, zone):
        _paint_tick(painter, plan, tokens, tick)
    if len(plan.monitors) > 1:
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        for monitor in plan.monitors:
            place = _lane_box(plan, monitor).adjusted(0, 0, -8, 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, tr("Screen {number}", number=plan.monitors.index(monitor) + 1))


def _lane_box(plan: Plan, monitor: int) -> QRectF:
    return QRectF(0, plan.lane_top(monitor), plan.width, plan.lane_height)


def _paint_tick(painter: QPainter, plan: Plan, tokens: Tokens, tick: Tick) -> None:
    x = round(plan.span.x(tick.at, plan.width)) + 0.5
    painter.setPen(QPen(tokens.color("border"), 1))
    painter.drawLine(QPointF(x, HOURS_HEIGHT - 6), QPointF(x, plan.height - FOOT))
    painter.setFont(font(TEXT_SMALL, QFont.Weight.DemiBold if tick.strong else QFont.Weight.Normal))
    painter.setPen(tokens.color("ink" if tick.strong else "muted"))
    half = painter.fontMetrics().horizontalAdvance(tick.text) / 2
    if half <= x <= plan.width - half:
        painter.drawText(QRectF(x - 40, 0, 80, HOURS_HEIGHT - 8), Qt.AlignmentFlag.AlignCenter, tick.text)


def paint_model(painter: QPainter, plan: Plan, tokens: Tokens, model: RibbonModel) -> None:
    painter.save()
    painter.setClipRect(QRectF(0, 0, plan.width, plan.height))
    for run in model.runs:
        if plan.shows(run) and run.monitor in plan.monitors:
            _paint_run(painter, plan, tokens, run, summed=model.summed)
    paint_strip(painter, plan, tokens, model)
    painter.restore()


def _paint_run(painter: QPainter, plan: Plan, tokens: Tokens, run: TimelineRun, *, summed: bool) -> None:
    top = plan.lane_top(run.monitor)
    if summed:
        height = plan.lane_height * (_MIN_SHARE + (1 - _MIN_SHARE) * run.share)
        box = plan.box(run.start, run.end, top + plan.lane_height - height, height)
        painter.fillRect(box.adjusted(0, 0, -0.5 if box.width() > 3 else 0, 0), app_dot(tokens, run.app))
        return
    box = plan.box(run.start, run.end, top, plan.lane_height)
    if box.width() > 5:
        box.setWidth(box.width() - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(app_color(tokens, run.app))
    radius = min(7.0, box.width() / 2)
    painter.drawRoundedRect(box, radius, radius)
    if box.width() <= 6:
        painter.setBrush(app_dot(tokens, run.app))
        painter.drawRoundedRect(box, radius, radius)
        return
    painter.fillRect(QRectF(box.left() + 2, box.bottom() - 3, box.width() - 4, 3), app_dot(tokens, run.app))
    _paint_name(painter, plan, tokens, run, box)


def _paint_name(painter: QPainter, plan: Plan, tokens: Tokens, run: TimelineRun, box: QRectF) -> None:
    """In the visible part of the run, so that the name of a long run stays in view while the ribbon is moved."""
    inner = box.intersected(QRectF(0, 0, plan.width, plan.height)).adjusted(9, 0, -7, -3)
    if inner.width() < 26:
        return
    painter.setFont(font(TEXT_SMALL))
    text = painter.fontMetrics().elidedText(run.app or tr("Unknown"), Qt.TextElideMode.ElideRight, int(inner.width()))
    if len(text) > 2:
        painter.setPen(tokens.color("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def paint_strip(painter: QPainter, plan: Plan, tokens: Tokens, model: RibbonModel) -> None:
    """In buckets, the states are stacked from below in the order of `STATE_ORDER`: the worst state is on top."""
    filled: dict[float, float] = {}
    for coverage_run in model.coverage:
        if not plan.shows(coverage_run):
            continue
        base = filled.get(coverage_run.start, 0.0) if coverage_run.share < 1 else 0.0
        height = max(coverage_run.share * STRIP_HEIGHT, 3.0 if coverage_run.state is State.FAILED else 1.5)
        top = max(plan.strip_top + STRIP_HEIGHT - base - height, plan.strip_top)
        if coverage_run.share < 1:
            filled[coverage_run.start] = base + coverage_run.share * STRIP_HEIGHT
        paint_state(painter, plan.box(coverage_run.start, coverage_run.end, top, height), tokens, coverage_run.state)


def paint_state(painter: QPainter, box: QRectF, tokens: Tokens, state: State) -> None:
    """Skipped time is hatched: not everybody can tell states apart by colour."""
    color = coverage_color(tokens, state)
    if state is State.SKIPPED:
        painter.fillRect(box, tokens.color("surface"))
        painter.fillRect(box, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(color, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    radius = min(3.0, box.width() / 2, box.height() / 2)
    painter.drawRoundedRect(box, radius, radius)


def paint_pointer(painter: QPainter, plan: Plan, tokens: Tokens, at: float) -> None:
    x = round(plan.span.x(at, plan.width)) + 0.5
    painter.setPen(QPen(tokens.color("muted"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, HOURS_HEIGHT - 4), QPointF(x, plan.height - FOOT))


def paint_cursor(painter: QPainter, plan: Plan, tokens: Tokens, at: float) -> None:
    if not plan.span.contains(at):
        return
    bottom = plan.height - FOOT
    x = min(max(plan.span.x(at, plan.width), 1.5), plan.width - 1.5)
    glow = QLinearGradient(0, HOURS_HEIGHT - 8, 0, bottom)
    for place, color in zip((0.0, 0.6, 1.0), tokens.glow, strict=True):
        glow.setColorAt(place, QColor(color))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawRoundedRect(QRectF(x - 1.5, HOURS_HEIGHT - 8, 3, bottom - HOURS_HEIGHT + 8), 1.5, 1.5)
    painter.setPen(QPen(tokens.color("ground"), 2))
    painter.setBrush(QColor(tokens.glow[1]))
    painter.drawEllipse(QPointF(min(max(x, 7.0), plan.width - 7.0), HOURS_HEIGHT - 6), 6, 6)
