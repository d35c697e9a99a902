"""The timeline: which day, what the screen showed at the cursor, the ribbon, the film.

UI thread; days and pictures are loaded on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from memory.api import AfterglowError, ArchiveApi
from memory.records import Day, Moment, MomentHead
from ui import words
from ui.jobs import Jobs
from ui.moment.canvas import Canvas
from ui.pictures import Thumbnails, decode_picture
from ui.theme import XL, L, Look, M, S
from ui.timeline.day import DayView, load_day
from ui.timeline.filmstrip import Filmstrip
from ui.timeline.header import DayHeader
from ui.timeline.preview import Preview
from ui.timeline.ribbon import Ribbon
from ui.widgets import Empty, label

SETTLE_MS = 120
"""A full picture is fetched only when the cursor rests; until then its thumbnail stands in."""
PLAY_MS = 400


class TimelinePage(QWidget):
    opened = Signal(str)
    """A frame to look at closely."""
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone, self._clock, self._thumbnails = zone, clock, thumbnails
        self._archive: ArchiveApi | None = None
        self._view: DayView | None = None
        self._index = -1
        self._days_lane, self._day_lane, self._picture_lane = jobs.lane(), jobs.lane(), jobs.lane()
        self.header = DayHeader(look)
        self._where, self._title = label("", "strong"), label("", "muted")
        self.stage = Canvas(look, interactive=False)
        self.ribbon = Ribbon(look, zone)
        self.filmstrip = Filmstrip(look, thumbnails, zone)
        self._preview = Preview(look, thumbnails, zone, self)
        self._empty = Empty()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._load_picture)
        self._player = QTimer(self, interval=PLAY_MS)
        self._player.timeout.connect(self._play_on)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(XL, L, XL, M)
        column.setSpacing(M)
        column.addWidget(self.header)
        column.addWidget(self._caption())
        column.addWidget(self.stage, 1)
        column.addWidget(self.ribbon)
        column.addWidget(self.filmstrip)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)

    def _caption(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(S, 0, S, 0)
        row.setSpacing(M)
        row.addWidget(self._where)
        self._title.setSizePolicy(self._title.sizePolicy().Policy.Ignored, self._title.sizePolicy().Policy.Preferred)
        row.addWidget(self._title, 1)
        return line

    def _connect(self) -> None:
        self.header.chosen.connect(self.go_to)
        self.header.zoom.connect(self.ribbon.zoom)
        self.header.fit.connect(self.ribbon.fit)
        self.header.play.connect(self.toggle_play)
        self.ribbon.picked.connect(self.select)
        self.ribbon.opened.connect(self._open)
        self.ribbon.hovered.connect(self._hover)
        self.filmstrip.picked.connect(self.select)
        self.filmstrip.opened.connect(self._open)
        self.stage.opened.connect(self.open_current)
        self._thumbnails.arrived.connect(self._thumbnail_arrived)

    # Loading

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        for lane in (self._days_lane, self._day_lane, self._picture_lane):
            lane.cancel()
        self.stop()
        self._clear()
        if archive is not None:
            self._empty.say("One moment", "Looking for your memories…")
            self._days_lane.run(lambda: archive.days(self._zone.key), self._days_arrived, self._failed)

    def refresh(self) -> None:
        """Something new was kept: reload what is shown if it is today, or was nothing."""
        archive = self._archive
        elsewhere = self._view is not None and self._view.day != self._today()
        if archive is None or elsewhere or self._player.isActive():
            return
        self._days_lane.run(lambda: archive.days(self._zone.key), self._days_arrived, self._failed)

    def go_to(self, day: date, *, frame: str = "") -> None:
        archive = self._archive
        if archive is None:
            return
        self.stop()
        self._day_lane.run(
            lambda: load_day(archive, day, self._zone), lambda view: self._day_arrived(view, frame), self._failed
        )

    def show_moment(self, moment: Moment) -> None:
        self.go_to(moment.at.astimezone(self._zone).date(), frame=moment.id)

    def _days_arrived(self, days: tuple[Day, ...]) -> None:
        known = {date.fromisoformat(day.day): day for day in days}
        self.header.show_days(known)
        if not known:
            self._show_empty()
        else:
            self.go_to(self._view.day if self._view is not None else max(known))

    def _day_arrived(self, view: DayView, frame: str) -> None:
        again = self._view is not None and self._view.day == view.day
        following = not again or (self._view is not None and self._index == len(self._view.moments) - 1)
        here = frame or (self._view.moments[self._index].id if again and self._view and self._index >= 0 else "")
        self._view = view
        self.header.show_day(view.day, self._today(), len(view.moments))
        self.ribbon.show_day(view, keep_span=again and bool(view.moments))
        self.filmstrip.show_moments(view.moments)
        self._stack.setCurrentWidget(self._full)
        self._index = -1
        if view.moments:
            self.select(len(view.moments) - 1 if following and not frame else max(view.index_of(here), 0))
        else:
            self._where.setText("")
            self._title.setText("")
            self.stage.show_words("Nothing was kept on this day.\nThe strip below says why.")

    def _failed(self, error: AfterglowError) -> None:
        if self._view is None:
            self._empty.say("Your memories could not be read", error.advice)
        self.failed.emit(error)

    def _clear(self) -> None:
        self._view, self._index = None, -1
        self.header.show_days({})
        self.ribbon.show_day(None)
        self.filmstrip.show_moments(())
        self.stage.show_words("")
        self._where.setText("")
        self._title.setText("")
        self._preview.hide()
        self._settle.stop()
        self._stack.setCurrentWidget(self._empty)
        self._empty.say("", "")

    def _show_empty(self) -> None:
        self._clear()
        self._empty.say(
            "No memories yet",
            "Afterglow keeps what your screen shows, sealed on this computer. "
            "Go on with your day; the first moments appear here within seconds.",
        )

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

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
        head = self._view.moments[index]
        self.ribbon.set_cursor(index)
        self.filmstrip.select(index)
        self._where.setText(f"{words.clock_time(head.at, self._zone, seconds=True)}   {head.app}")
        self._title.setText(head.title)
        self._title.setToolTip(head.title)
        self._picture_lane.cancel()
        self._show_thumbnail(head)
        self._settle.start()

    def step(self, by: int) -> None:
        if self._view is not None and self._view.moments:
            self.select(min(max(self._index + by, 0), len(self._view.moments) - 1))

    def open_current(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.id)

    def _open(self, index: int) -> None:
        self.select(index)
        self.open_current()

    def _show_thumbnail(self, head: MomentHead) -> None:
        pixmap = self._thumbnails.get(head.id)
        if pixmap is not None and not pixmap.isNull():
            self.stage.show_pixmap(pixmap, QSizeF(pixmap.size()))

    def _thumbnail_arrived(self) -> None:
        if self.current is not None and self._settle.isActive():
            self._show_thumbnail(self.current)

    def _load_picture(self) -> None:
        archive, head = self._archive, self.current
        if archive is None or head is None:
            return
        frame = head.id
        self._picture_lane.run(lambda: decode_picture(archive.picture(frame)), self._picture_arrived, self._failed)

    def _picture_arrived(self, image: QImage) -> None:
        if image.isNull():
            self.stage.show_words("No picture was kept of this moment.")
        else:
            self.stage.show_image(image)

    def _hover(self, index: int, place: QPoint) -> None:
        if self._view is None or index < 0:
            self._preview.hide()
        else:
            self._preview.show_at(self._view.moments[index], self.mapFromGlobal(place))

    # Playing and keys

    @property
    def playing(self) -> bool:
        return self._player.isActive()

    def toggle_play(self) -> None:
        if self._player.isActive():
            self.stop()
        elif self._view is not None and self._index < len(self._view.moments) - 1:
            self._player.start()
            self.header.set_playing(True)

    def stop(self) -> None:
        self._player.stop()
        self.header.set_playing(False)

    def _play_on(self) -> None:
        self.step(1)
        if self._view is None or self._index >= len(self._view.moments) - 1:
            self.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_Home: lambda: self.select(0),
            Qt.Key.Key_End: lambda: self.step(1_000_000_000),
            Qt.Key.Key_PageUp: lambda: self.header.step(-1),
            Qt.Key.Key_PageDown: lambda: self.header.step(1),
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_Space: self.toggle_play,
            Qt.Key.Key_0: self.ribbon.fit,
            Qt.Key.Key_Plus: lambda: self.ribbon.zoom(0.7),
            Qt.Key.Key_Equal: lambda: self.ribbon.zoom(0.7),
            Qt.Key.Key_Minus: lambda: self.ribbon.zoom(1 / 0.7),
        }
        if key in actions:
            actions[key]()
        else:
            super().keyPressEvent(event)
