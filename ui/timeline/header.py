"""Which day is shown: its name, its numbers, the days beside it, and a calendar that knows which days have memories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from memory.records import Day
from ui import words
from ui.icons import icon
from ui.shell.pill import rounded
from ui.theme import TEXT, XS, Look, S, font
from ui.widgets import label, tool


class Calendar(QCalendarWidget):
    """Days with memories carry a warm dot; the others are quiet."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: Mapping[date, Day] = {}
        self.setGridVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setMinimumSize(320, 260)
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

    def show_days(self, days: Mapping[date, Day]) -> None:
        self._days = days
        self.updateCells()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        tokens = self._look.tokens
        here = day if isinstance(day, date) else date(day.year(), day.month(), day.day())
        chosen = here == date(*self.selectedDate().getDate())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, tokens.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(tokens.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), 8, 8)
        painter.setFont(font(TEXT))
        painter.setPen(tokens.color("ink" if here in self._days else "muted"))
        painter.drawText(rect.adjusted(0, 0, 0, -6), Qt.AlignmentFlag.AlignCenter, str(here.day))
        if here in self._days:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent"))
            painter.drawEllipse(rect.center().x() - 2, rect.bottom() - 10, 5, 5)
        painter.restore()


class DayHeader(QWidget):
    chosen = Signal(object)
    """A date."""
    zoom = Signal(float)
    fit = Signal()
    play = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._days: dict[date, Day] = {}
        self._day: date | None = None
        self._title, self._numbers = label("", "title"), label("", "muted")
        self._before = tool("Previous day with memories (Page Up)", lambda: self.step(-1))
        self._after = tool("Next day with memories (Page Down)", lambda: self.step(1))
        self._pick = tool("Choose a day (Ctrl+G)", self.open_calendar)
        self._play = tool("Play the day (Space)", self.play.emit)
        self._out = tool("Zoom out (-)", lambda: self.zoom.emit(1 / 0.7))
        self._in = tool("Zoom in (+)", lambda: self.zoom.emit(0.7))
        self._fit = tool("Show the whole day (0)", self.fit.emit)
        self._calendar = self._make_calendar()
        self._lay_out()
        look.changed.connect(self._tint)
        self._playing = False
        self._tint()

    def _make_calendar(self) -> Calendar:
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setProperty("role", "card")
        rounded(self._popup)
        calendar = Calendar(self._look)
        calendar.clicked.connect(self._clicked)
        calendar.activated.connect(self._clicked)
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(S, S, S, S)
        inside.addWidget(calendar)
        return calendar

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        for widget in (self._before, self._after):
            row.addWidget(widget)
        row.addSpacing(S)
        row.addWidget(self._title)
        row.addWidget(self._pick)
        row.addSpacing(S)
        row.addWidget(self._numbers, 1)
        for widget in (self._play, self._out, self._in, self._fit):
            row.addWidget(widget)

    def _tint(self) -> None:
        tokens = self._look.tokens
        names: list[tuple[QToolButton, str]] = [
            (self._before, "back"),
            (self._after, "forward"),
            (self._pick, "calendar"),
            (self._play, "pause" if self._playing else "play"),
            (self._out, "zoom-out"),
            (self._in, "zoom-in"),
            (self._fit, "fit"),
        ]
        for button, name in names:
            button.setIcon(icon(name, tokens))

    def set_playing(self, playing: bool) -> None:
        self._playing = playing
        self._tint()

    def show_days(self, days: dict[date, Day]) -> None:
        self._days = days
        self._calendar.show_days(days)
        self._enable()

    def show_day(self, day: date, today: date, moments: int) -> None:
        self._day = day
        self._title.setText(words.day_words(day, today, long=True))
        known = self._days.get(day)
        apps = (
            "" if known is None or not known.apps else "  ·  mostly " + " and ".join(a for a, _ in known.apps[:2] if a)
        )
        self._numbers.setText(f"{words.count_words(moments, 'moment')}{apps}" if moments else "")
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._enable()

    def _enable(self) -> None:
        self._before.setEnabled(self._beside(-1) is not None)
        self._after.setEnabled(self._beside(1) is not None)

    def _beside(self, step: int) -> date | None:
        if self._day is None:
            return None
        here = self._day
        others = sorted((day for day in self._days if (day - here).days * step > 0), reverse=step < 0)
        return others[0] if others else None

    def step(self, step: int) -> None:
        beside = self._beside(step)
        if beside is not None:
            self.chosen.emit(beside)

    def open_calendar(self) -> None:
        self._popup.adjustSize()
        self._popup.move(self._pick.mapToGlobal(self._pick.rect().bottomLeft()))
        self._popup.show()
        self._calendar.setFocus()

    def _clicked(self, day: QDate) -> None:
        self._popup.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
