"""Header of the timeline page: scale, date and playback controls. The page creates it. UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from base.records.timeline import DayHeat
from ui.kit import formatting
from ui.kit.i18n import join_with_and, mark, tr
from ui.kit.icons import icon
from ui.kit.theme import XS, Look, S
from ui.kit.time_span import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR
from ui.kit.widgets import card, label, set_tinted_icon, tool_button
from ui.timeline.calendar import CalendarPopover

SCALES = (
    (mark("Year"), mark("Show a year"), YEAR, "Y"),
    (mark("Month"), mark("Show a month"), MONTH, "M"),
    (mark("Week"), mark("Show a week"), WEEK, "W"),
    (mark("Day"), mark("Show a day"), DAY, "D"),
    (mark("Hour"), mark("Show an hour"), HOUR, "H"),
    (mark("Minute"), mark("Show a minute"), MINUTE, "S"),
)
"""Name, tooltip, seconds, key."""


class ScaleBar(QWidget):
    """Six buttons for the visible length of time; the one nearest to the current length is checked."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = card("segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[float, QToolButton] = {}
        for name, tip, seconds, key in SCALES:
            choice = tool_button(f"{tr(tip)} ({key})", partial(self.chosen.emit, seconds))
            choice.setText(tr(name))
            choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            choice.setCheckable(True)
            self._group.addButton(choice)
            self._buttons[seconds] = choice
            row.addWidget(choice)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_length(self, seconds: float) -> None:
        nearest = min(self._buttons, key=lambda length: max(length / seconds, seconds / length))
        self._buttons[nearest].setChecked(True)

    def button(self, seconds: float) -> QToolButton:
        return self._buttons[seconds]


class DayHeader(QWidget):
    chosen = Signal(object)
    """A date."""
    play_clicked = Signal()
    speed_clicked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._days: Mapping[date, DayHeat] = {}
        self._day: date | None = None
        self._title, self._numbers = label("", "title"), label("", "muted")
        self._numbers.setSizePolicy(
            self._numbers.sizePolicy().Policy.Ignored, self._numbers.sizePolicy().Policy.Preferred
        )
        self._before = set_tinted_icon(
            tool_button(tr("Previous day with memories (Page Up)"), lambda: self.step(-1)), look, "back"
        )
        self._after = set_tinted_icon(
            tool_button(tr("Next day with memories (Page Down)"), lambda: self.step(1)), look, "forward"
        )
        self._pick = set_tinted_icon(tool_button(tr("Choose a day (G)"), self.open_calendar), look, "calendar")
        self._play = tool_button(tr("Play (Space)"), self.play_clicked.emit)
        self._speed = tool_button(tr("Playing speed ([ and ])"), self.speed_clicked.emit)
        self._speed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.scale = ScaleBar()
        self.popover = CalendarPopover(look, self)
        self.popover.chosen.connect(self.chosen)
        self._playing = False
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
        row.addWidget(self._play)
        row.addWidget(self._speed)
        row.addSpacing(S)
        row.addWidget(self.scale)
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._play.setIcon(icon("pause" if self._playing else "play", self._look.tokens))

    def show_playing(self, playing: bool, speed: int) -> None:
        self._playing = playing
        self._play.setToolTip(tr("Pause (Space)") if playing else tr("Play (Space)"))
        self._speed.setText(f"{speed}×")
        self._speed.setAccessibleName(tr("Playing speed {speed} times", speed=speed))
        self._tint()

    def show_days(self, days: Mapping[date, DayHeat]) -> None:
        self._days = days
        self.popover.calendar.show_days(days)
        self._enable()

    def show_range(self, since: date, until: date, day: date, today: date) -> None:
        """`since` to `until` are visible; Page Up and Page Down start from `day`."""
        self._day = day
        self._title.setText(formatting.format_range(since, until, today))
        visible = [heat for heat_day, heat in self._days.items() if since <= heat_day <= until]
        apps = [app for app, _ in visible[0].apps[:2] if app] if len(visible) == 1 else []
        mostly = f"  ·  {tr('mostly {names}', names=join_with_and(apps))}" if apps else ""
        count = sum(heat.moments for heat in visible)
        self._numbers.setText(f"{formatting.format_count(count, 'moment')}{mostly}" if count else "")
        self.popover.show_day(day)
        self._enable()

    def _enable(self) -> None:
        self._before.setEnabled(self._neighbour_day(-1) is not None)
        self._after.setEnabled(self._neighbour_day(1) is not None)

    def _neighbour_day(self, step: int) -> date | None:
        """The next day with moments, or for a negative `step` the one before."""
        if self._day is None:
            return None
        shown = self._day
        with_moments = (day for day, heat in self._days.items() if heat.moments)
        days = [day for day in with_moments if (day - shown).days * step > 0]
        return min(days, key=lambda day: abs(day - shown), default=None)

    def step(self, step: int) -> None:
        neighbour = self._neighbour_day(step)
        if neighbour is not None:
            self.chosen.emit(neighbour)

    def open_calendar(self) -> None:
        self.popover.open_under(self._pick)
