"""Heat map of the days: a calendar grid whose colours show how many moments each day has.

The stage of the timeline creates it. UI thread. A click or Enter goes to the day, the arrow keys move from day to day,
the wheel and a pinch zoom about the day under the pointer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from base.coverage import State
from base.records.timeline import DayHeat
from ui.kit import formatting
from ui.kit.gestures import read_pinch
from ui.kit.i18n import format_date, join_with_and, tr
from ui.kit.theme import TEXT_SMALL, Look, Tokens, font

_LEFT, _TOP, _BETWEEN, _FOOT = 40, 26, 14, 26
_WEEKS = 54
_SMALLEST, _LARGEST, _SPACE = 9, 22, 3
_COLOR_STEPS = 6
_MIN_FAULT_S = 60.0
"""Seconds; a shorter failure puts no mark on the day."""


def heat_color(tokens: Tokens, part: float) -> QColor:
    """The colour for a part of 1: from the background to the colours after sunset, the strongest contrast at 1."""
    glow = reversed(tokens.glow) if tokens.dark else tokens.glow
    stops = [QColor(tokens.sunken), *(QColor(color) for color in glow)]
    place = min(max(part, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    low, high, share = stops[index], stops[index + 1], place - index
    return QColor.fromRgbF(
        low.redF() + (high.redF() - low.redF()) * share,
        low.greenF() + (high.greenF() - low.greenF()) * share,
        low.blueF() + (high.blueF() - low.blueF()) * share,
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """Position of each day. The newest year is at the top; weeks begin on Monday."""

    years: tuple[int, ...]
    width: float

    @property
    def cell(self) -> float:
        return min(max((self.width - _LEFT) / _WEEKS, _SMALLEST), _LARGEST)

    @property
    def year_height(self) -> float:
        return _TOP + 7 * self.cell + _BETWEEN

    @property
    def height(self) -> float:
        return len(self.years) * self.year_height + _FOOT

    def box(self, day: date) -> QRectF:
        first = date(day.year, 1, 1)
        column = (day.timetuple().tm_yday - 1 + first.weekday()) // 7
        top = self.years.index(day.year) * self.year_height + _TOP
        return QRectF(
            _LEFT + column * self.cell, top + day.weekday() * self.cell, self.cell - _SPACE, self.cell - _SPACE
        )

    def day_at(self, place: QPointF) -> date | None:
        row = int(place.y() // self.year_height)
        down, across = place.y() - row * self.year_height - _TOP, place.x() - _LEFT
        if not 0 <= row < len(self.years) or not 0 <= down < 7 * self.cell or across < 0:
            return None
        first = date(self.years[row], 1, 1)
        number = int(across // self.cell) * 7 + int(down // self.cell) - first.weekday()
        day = first + timedelta(days=number)
        return day if day.year == first.year and number >= 0 else None


class HeatMap(QWidget):
    chosen = Signal(object)
    """A date."""
    hovered = Signal(object)
    """A date, or None."""
    zoomed = Signal(object, float)
    """The date that stays where it is, or None, and the zoom factor."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._days: Mapping[date, DayHeat] = {}
        self._max_moments = 1
        self._grid = Grid((), 0)
        self._today = self._cursor = date.min
        self._pointed: date | None = None
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Days"))
        self._cached: QPixmap | None = None
        look.changed.connect(self._redraw)

    def show_days(self, days: Mapping[date, DayHeat], today: date) -> None:
        self._days, self._today = days, today
        self._max_moments = max((day.moments for day in days.values()), default=1) or 1
        self._lay_out()

    def set_cursor(self, day: date) -> None:
        self._cursor = day
        self.setAccessibleDescription(describe_day(day, self._days.get(day), self._today))
        self.update()

    @property
    def grid(self) -> Grid:
        return self._grid

    def _lay_out(self) -> None:
        years = sorted({day.year for day in self._days}, reverse=True)
        self._grid = Grid(tuple(range(years[0], years[-1] - 1, -1)) if years else (), self.width())
        self.setMinimumHeight(int(self._grid.height))
        self._redraw()

    def _redraw(self) -> None:
        self._cached = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, int(self._grid.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._look.tokens
        if self._cached is None or self._cached.size() != self.size() * self.devicePixelRatioF():
            self._cached = self._paint_days(tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._cached)
        for day in (self._cursor, self._pointed):
            if day is not None and day.year in self._grid.years:
                painter.setPen(QPen(tokens.color("accent" if day == self._cursor else "ink"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self._grid.box(day).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
        painter.end()

    def _paint_days(self, tokens: Tokens) -> QPixmap:
        """All that does not depend on the pointer, cached: a year takes 10 ms to paint, and the pointer moves often."""
        pixmap = QPixmap(self.size() * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(tokens.color("ground"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = [heat_color(tokens, step / (_COLOR_STEPS - 1)) for step in range(_COLOR_STEPS)]
        for year in self._grid.years:
            self._paint_labels(painter, tokens, year)
            self._paint_year(painter, tokens, colors, year)
        if self._grid.years:
            self._paint_scale(painter, tokens, colors)
        painter.end()
        return pixmap

    def _paint_year(self, painter: QPainter, tokens: Tokens, colors: Sequence[QColor], year: int) -> None:
        day, last = date(year, 1, 1), max(self._today, max(self._days))
        painter.setPen(Qt.PenStyle.NoPen)
        while day.year == year and day <= last:
            box, heat = self._grid.box(day), self._days.get(day)
            part = sqrt(heat.moments / self._max_moments) if heat is not None else 0.0
            painter.setBrush(colors[1 + round(part * (_COLOR_STEPS - 2)) if part else 0])
            painter.drawRoundedRect(box, 3, 3)
            if heat is not None and failed_seconds(heat) >= _MIN_FAULT_S:  # with a rim, to stand out on a strong colour
                painter.setBrush(tokens.color("ground"))
                painter.drawEllipse(QRectF(box.right() - 6, box.top() - 4, 10, 10))
                painter.setBrush(tokens.color("bad"))
                painter.drawEllipse(QRectF(box.right() - 4.5, box.top() - 2.5, 7, 7))
            day += timedelta(days=1)

    def _paint_labels(self, painter: QPainter, tokens: Tokens, year: int) -> None:
        top = self._grid.box(date(year, 1, 1)).top() - date(year, 1, 1).weekday() * self._grid.cell
        painter.setFont(font(TEXT_SMALL, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("ink"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top - 22, _LEFT, 18), left, str(year))
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        for month in range(1, 13):
            x = self._grid.box(date(year, month, 7)).left()
            painter.drawText(
                QRectF(x, top - 22, 60, 18), left, format_date(date(year, month, 1), formatting.SHORT_MONTH)
            )
        for row in (0, 2, 4):
            name = QLocale().dayName(row + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(QRectF(0, top + row * self._grid.cell, _LEFT - 8, self._grid.cell - _SPACE), left, name)

    def _paint_scale(self, painter: QPainter, tokens: Tokens, colors: Sequence[QColor]) -> None:
        top, size = self._grid.height - _FOOT + 4, 12
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = _LEFT + max(36, painter.fontMetrics().horizontalAdvance(tr("Less")) + 8)
        painter.drawText(QRectF(_LEFT, top, left, size), middle, tr("Less"))
        painter.setPen(Qt.PenStyle.NoPen)
        for step, color in enumerate(colors):
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(left + step * (size + 3), top, size, size), 3, 3)
        painter.setPen(tokens.color("muted"))
        painter.drawText(QRectF(left + 6 + _COLOR_STEPS * (size + 3), top, 60, size), middle, tr("More"))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._grid.day_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def _point(self, day: date | None) -> None:
        if day != self._pointed:
            self._pointed = day
            self.hovered.emit(day)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._grid.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoomed.emit(self._grid.day_at(event.position()), 0.8 ** (event.angleDelta().y() / 120))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if (pinch := read_pinch(event, self)) is not None:
            self.zoomed.emit(self._grid.day_at(pinch[1]), 1 / pinch[0])
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._grid.years:
            day = self._cursor + timedelta(days=step)
            if day.year in self._grid.years:
                self.set_cursor(day)
                self.hovered.emit(day)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)


def failed_seconds(day: DayHeat) -> float:
    return sum(lasted for state, _, lasted in day.seconds if state is State.FAILED)


def describe_day(day: date, heat: DayHeat | None, today: date) -> str:
    """`Tuesday 3 March · 412 moments · mostly Browser and Editor · Paused 20 min`"""
    parts = [formatting.format_day(day, today, long=True)]
    if heat is None:
        return f"{parts[0]}  ·  {tr('nothing was recorded on this day')}"
    parts.append(formatting.format_count(heat.moments, "moment"))
    if apps := [app for app, _ in heat.apps[:2] if app]:
        parts.append(tr("mostly {names}", names=join_with_and(apps)))
    quiet = (State.SAVED, State.UNCHANGED, State.LOCKED)
    parts += [
        f"{formatting.format_state(state, reason)} {formatting.format_duration(lasted)}"
        for state, reason, lasted in heat.seconds
        if state not in quiet and lasted >= _MIN_FAULT_S
    ]
    return "  ·  ".join(parts)


def make_scroll_area(heat_map: HeatMap) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(heat_map)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    heat_map.setAutoFillBackground(False)
    return area
