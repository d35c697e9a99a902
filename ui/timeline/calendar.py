"""Calendar of days with memories. UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from base.records.timeline import DayHeat
from ui.kit.i18n import tr
from ui.kit.icons import icon
from ui.kit.theme import RADIUS, TEXT, Look, S, font
from ui.kit.widgets import round_corners


class Calendar(QCalendarWidget):
    """Days with memories carry a warm dot; the others are quiet."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: Mapping[date, DayHeat] = {}
        self.setGridVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setMinimumSize(320, 260)
        self.setAccessibleName(tr("Choose a day"))
        self._arrows = (
            (self.findChild(QToolButton, "qt_calendar_prevmonth"), "back"),
            (self.findChild(QToolButton, "qt_calendar_nextmonth"), "forward"),
        )
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        quiet = QTextCharFormat()
        quiet.setForeground(self._look.tokens.color("muted"))
        self.setHeaderTextFormat(quiet)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, quiet)
        for arrow, name in self._arrows:
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icon(name, self._look.tokens))

    def show_days(self, days: Mapping[date, DayHeat]) -> None:
        self._days = days
        self.updateCells()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        tokens = self._look.tokens
        here = day if isinstance(day, date) else date(day.year(), day.month(), day.day())
        chosen = here == date(*self.selectedDate().getDate())
        known = here in self._days and self._days[here].moments > 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, tokens.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(tokens.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), 8, 8)
        painter.setFont(font(TEXT))
        painter.setPen(tokens.color("ink" if known else "muted"))
        painter.drawText(rect.adjusted(0, 0, 0, -6), Qt.AlignmentFlag.AlignCenter, str(here.day))
        if known:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent"))
            painter.drawEllipse(rect.center().x() - 2, rect.bottom() - 10, 5, 5)
        painter.restore()


class CalendarPopover(QWidget):
    """A popup window: Escape and a click elsewhere close it."""

    chosen = Signal(object)
    """A date."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        round_corners(self)
        self.calendar = Calendar(look)
        self.calendar.clicked.connect(self._chosen)
        self.calendar.activated.connect(self._chosen)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(S, S, S, S)
        inside.addWidget(self.calendar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """By hand: the style sheet paints no ground for a translucent window."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()

    def show_day(self, day: date) -> None:
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def open_under(self, anchor: QWidget) -> None:
        self.adjustSize()
        self.move(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        self.show()
        self.calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
