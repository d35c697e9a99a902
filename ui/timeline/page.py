"""Timeline page: the picture at the cursor, the ribbon of the visible time, and the day's filmstrip.

The main window creates it. UI thread; days, pictures and the ribbon's data are loaded on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from base.errors import AfterglowError
from base.records.moment import Moment, MomentHead
from base.records.timeline import DayHeat, Sample
from memory.archive.api import ArchiveApi
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import RecordingState, UiStatus
from ui.kit.theme import XL, L, Look, M
from ui.kit.thumbnails import Thumbnails
from ui.kit.time_span import DAY, Span, calendar_span, day_bounds, span_of_years, to_local
from ui.kit.widgets import EmptyPage
from ui.timeline.day import DayView, load_day
from ui.timeline.filmstrip import Filmstrip
from ui.timeline.header import DayHeader
from ui.timeline.keys import make_key_actions
from ui.timeline.player import Player
from ui.timeline.ribbon.panel import RibbonPanel
from ui.timeline.stage import Stage

HEAT_MAP_FROM = 60 * DAY
"""From this visible length on, the heat map of the days replaces the picture."""
_PREFETCH_AHEAD, _PREFETCH_BEHIND = 24, 8
"""Thumbnails fetched in advance, after and before the cursor."""


class TimelinePage(QWidget):
    opened = Signal(str)
    """A frame to open on the moment page."""
    content_shown = Signal(str)
    """Text of the moments that are about to be shown."""
    failed = Signal(object)
    """An AfterglowError."""

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        thumbnails: Thumbnails,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._zone, self._clock, self._thumbnails = zone, clock, thumbnails
        self._archive: ArchiveApi | None = None
        self._days: dict[date, DayHeat] = {}
        self._view: DayView | None = None
        self._index = -1
        self._status = UiStatus(RecordingState.OFF)
        self._is_bare = False
        """The memory is known to hold nothing yet."""
        self._days_lane, self._day_lane = jobs.lane(), jobs.lane()
        self.header = DayHeader(look)
        self._stage = Stage(look=look, jobs=jobs, thumbnails=thumbnails, zone=zone)
        self.ribbon_panel = RibbonPanel(look=look, jobs=jobs, thumbnails=thumbnails, zone=zone, page=self)
        self.filmstrip = Filmstrip(look, thumbnails, zone)
        self.picture_view, self.heat_map, self.ribbon = (
            self._stage.picture_view,
            self._stage.heat_map,
            self.ribbon_panel.ribbon,
        )
        self.player = Player(self)
        self._empty = EmptyPage()
        self._keys = make_key_actions(
            header=self.header,
            ribbon=self.ribbon,
            player=self.player,
            select=self.select,
            step=self.step,
            change_monitor=self.change_monitor,
            open_current=self.open_current,
            toggle_play=self.toggle_play,
            show_scale=self.show_scale,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(XL, L, XL, M)
        column.setSpacing(M)
        column.addWidget(self.header)
        column.addWidget(self._stage, 1)
        column.addWidget(self.ribbon_panel)
        column.addWidget(self.filmstrip)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)

    def _connect(self) -> None:
        self.header.chosen.connect(self.go_to)
        self.header.scale.chosen.connect(self.show_scale)
        self.header.play_clicked.connect(self.toggle_play)
        self.header.speed_clicked.connect(self.player.next_speed)
        self.ribbon_panel.moved.connect(self._span_moved)
        self.ribbon.picked.connect(self._go_to_sample)
        self.ribbon.opened.connect(lambda sample: self.opened.emit(sample.frame))
        self.heat_map.chosen.connect(self.go_to)
        self.heat_map.zoomed.connect(self._zoom_day)
        self.filmstrip.picked.connect(self.select)
        self.filmstrip.opened.connect(self.open_current)
        self.picture_view.opened.connect(self.open_current)
        self.player.reached.connect(self.select)
        self.player.changed.connect(self._show_playing)
        for part in (self._stage, self.ribbon_panel):
            part.failed.connect(self.failed)
        self._show_playing()

    # Loading

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._days_lane.cancel()
        self._day_lane.cancel()
        self._clear()
        for part in (self._stage, self.ribbon_panel):
            part.set_archive(archive)
        if archive is not None:
            self._empty.show_words(tr("One moment"), tr("Loading your memories…"))
            self._load_days(archive)

    def _load_days(self, archive: ArchiveApi) -> None:
        self._days_lane.run(lambda: archive.heat(self._zone.key), self._show_days, self._fail)

    def refresh(self) -> None:
        """Something new was saved: reload, if today is shown or there was nothing to show."""
        archive = self._archive
        other_day = self._view is not None and self._view.day != self._today()
        if archive is None or other_day or self.player.playing:
            return
        self.ribbon_panel.refresh()
        self._load_days(archive)

    def go_to(self, day: date, *, frame: str = "", keep_span: bool = False) -> None:
        """Show a day, at `frame` if one is given; with `keep_span` only the cursor goes there."""
        archive = self._archive
        if archive is None:
            return
        self.player.stop()
        self._day_lane.run(
            lambda: load_day(archive, day, self._zone),
            lambda view: self._show_day(view, frame, keep_span),
            self._fail,
        )

    def show_moment(self, moment: Moment) -> None:
        self.go_to(moment.at.astimezone(self._zone).date(), frame=moment.id)

    def _show_days(self, days: tuple[DayHeat, ...]) -> None:
        self._days = {date.fromisoformat(day.day): day for day in days}
        self.header.show_days(self._days)
        self._stage.show_days(self._days, self._today())
        if not any(day.moments for day in days):
            self._clear()
            self._is_bare = True
            self._empty.show_words(*describe_bare(self._status, self._clock()))
            return
        self.ribbon_panel.set_limits(
            span_of_years(min(self._days).year, max(*self._days, self._today()).year, self._zone)
        )
        if self._view is not None:
            self.go_to(self._view.day, keep_span=True)
        else:
            self.go_to(max(day for day, heat in self._days.items() if heat.moments))

    def _show_day(self, view: DayView, frame: str, keep_span: bool) -> None:
        index = view.index_of.get(frame, 0) if frame else view.cursor_after(self._view, self._index)
        self._view, self._index = view, -1
        self.content_shown.emit(" ".join(head.title for head in view.moments))
        self.filmstrip.show_moments(view.moments)
        self._stack.setCurrentWidget(self._content)
        self.heat_map.set_cursor(view.day)
        if not keep_span:
            self.ribbon.set_cursor(None)
            self.ribbon.show_span(view.fit())
        if view.moments:
            self.select(index)
        else:
            self._stage.show_message(tr("Nothing was saved on this day.\nThe strip below shows why."))
        self._span_moved()

    def _fail(self, error: AfterglowError) -> None:
        if self._view is None:
            self._empty.show_words(tr("Your memories could not be read"), formatting.translate_error(error)[1])
        self.failed.emit(error)

    def _clear(self) -> None:
        self.player.stop()
        self._view, self._index, self._days, self._is_bare = None, -1, {}, False
        self.header.show_days({})
        self._stage.show_days({}, self._today())
        self._stage.show_message("")
        self.ribbon_panel.clear()
        self.filmstrip.show_moments(())
        self._stack.setCurrentWidget(self._empty)
        self._empty.show_words("", "")

    def show_status(self, status: UiStatus) -> None:
        """Where there are no moments yet, the page says why: what the recorder does now."""
        self._status = status
        if self._is_bare:
            self._empty.show_words(*describe_bare(status, self._clock()))

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    # The visible span

    @property
    def shows_heat_map(self) -> bool:
        return self.ribbon.span.length >= HEAT_MAP_FROM

    def _span_moved(self) -> None:
        if self._view is None:
            return
        span = self.ribbon.span
        self.header.scale.show_length(span.length)
        since, until = to_local(span.start, self._zone).date(), to_local(span.end - 1, self._zone).date()
        self.header.show_range(since, until, self.ribbon.day_in_view().date(), self._today())
        self._stage.show_heat_map(visible=self.shows_heat_map)
        self.filmstrip.setVisible(not self.shows_heat_map)
        if self.shows_heat_map and self.hasFocus():
            self.heat_map.setFocus()
        elif not self.shows_heat_map and self.heat_map.hasFocus():
            self.setFocus()

    def show_scale(self, seconds: float) -> None:
        """Show the day, week, month or year that holds the cursor, or for shorter lengths the time around it."""
        if self._view is None:
            return
        head = self.current
        at = head.at.timestamp() if head is not None else self.ribbon.span.middle
        whole_day = self._view.whole.contains(at) and DAY <= seconds < 2 * DAY
        self.ribbon.show_span(self._view.fit() if whole_day else calendar_span(seconds, at, self._zone))

    def _zoom_day(self, day: date | None, factor: float) -> None:
        span = self.ribbon.span
        about = span.middle if day is None else Span(*(at.timestamp() for at in day_bounds(day, self._zone))).middle
        self.ribbon.show_span(span.zoom(about, factor, self.ribbon.limits))

    # The cursor

    @property
    def current(self) -> MomentHead | None:
        return self._view.moments[self._index] if self._view is not None and self._index >= 0 else None

    @property
    def view(self) -> DayView | None:
        return self._view

    def select(self, index: int) -> None:
        if self._view is None or not 0 <= index < len(self._view.moments) or index == self._index:
            return
        self._index = index
        self.ribbon.set_cursor(self._view.times[index])
        self.filmstrip.select(index)
        self._stage.show_head(self._view.moments[index])
        near = self._view.moments[max(0, index - _PREFETCH_BEHIND) : index + _PREFETCH_AHEAD]
        self._thumbnails.prefetch([head.id for head in near])

    def _go_to_sample(self, sample: Sample) -> None:
        """To what was picked on the ribbon. Of another day the thumbnail is shown at once, then the day is loaded."""
        self.player.stop()
        if self._view is not None and sample.frame in self._view.index_of:
            self.select(self._view.index_of[sample.frame])
            return
        self.ribbon.set_cursor(sample.at)
        self._stage.show_thumbnail(sample.frame)
        self.go_to(to_local(sample.at, self._zone).date(), frame=sample.frame, keep_span=True)

    def step(self, by: int) -> None:
        """To the next moment, and from a day's last one into the next day that has moments."""
        if self._view is None or not self._view.moments:
            return
        index = self._index + by
        if abs(by) == 1 and not 0 <= index < len(self._view.moments):
            self.header.step(by)
        else:
            self.select(min(max(index, 0), len(self._view.moments) - 1))

    def change_monitor(self, by: int) -> None:
        """To the moment of the next monitor at this time."""
        if self._view is not None and self._index >= 0:
            self.select(self._view.nearest_on_monitor(self._index, by))

    def open_current(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.id)

    # Playing and keys

    @property
    def playing(self) -> bool:
        return self.player.playing

    def toggle_play(self) -> None:
        if self.player.playing:
            self.player.stop()
        elif self._view is not None:
            self.player.start(self._view.times, self._index)

    def _show_playing(self) -> None:
        self._stage.set_resting(resting=not self.player.playing)
        self.header.show_playing(self.player.playing, self.player.speed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._keys.get(Qt.Key(event.key()))
        if action is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            action()
        else:
            super().keyPressEvent(event)


_GOES_ON = (RecordingState.RECORDING, RecordingState.SKIPPING, RecordingState.UNREAD, RecordingState.RESTARTING)


def describe_bare(status: UiStatus, now: datetime) -> tuple[str, str]:
    """Title and words of a memory without moments."""
    if status.state in _GOES_ON:
        return tr("Recording"), tr("Just keep working. The first moments appear here in a few seconds.")
    if status.state is RecordingState.PAUSED:
        return formatting.format_status(status, now), tr("Nothing was recorded yet. Resume with the button above.")
    return formatting.format_status(status, now), status.message or tr("Nothing was recorded yet.")
