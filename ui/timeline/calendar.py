"""Calendar popover that marks the days with memories (QCalendarWidget). The timeline's header creates it. UI thread."""

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
    """Days with memories carry a dot; the others are muted."""

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
        muted = QTextCharFormat()
        muted.setForeground(self._look.tokens.color("muted"))
        self.setHeaderTextFormat(muted)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, muted)
        for arrow, name in self._arrows:
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icon(name, self._look.tokens))

    def show_days(self, days: Mapping[date, DayHeat]) -> None:
        self._days = days
        self.updateCells()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        tokens = self._look.tokens
        cell = day if isinstance(day, date) else date(day.year(), day.month(), day.day())
        chosen = cell == date(*self.selectedDate().getDate())
        has_memories = cell in self._days and self._days[cell].moments > 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, tokens.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(tokens.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), 8, 8)
        painter.setFont(font(TEXT))
        painter.setPen(tokens.color("ink" if has_memories else "muted"))
        painter.drawText(rect.adjusted(0, 0, 0, -6), Qt.AlignmentFlag.AlignCenter, str(cell.day))
        if has_memories:
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
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(S, S, S, S)
        inside.addWidget(self.calendar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style sheet paints no background for a translucent window, so it is painted here."""
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

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
