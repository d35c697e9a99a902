"""The window's update check: once a day, where the person switched it on, and a line when there is a newer version.

`start_window` makes it, on the UI thread; the question itself is asked on the window's jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.home import Home
from app.settings import load_settings
from app.updates.source import UpdateCheck, check_updates, is_due, last_check, update_source
from base.clock import Clock, utc_now
from base.errors import AfterglowError
from ui.kit.formatting import format_new_version
from ui.kit.jobs import Jobs

HOUR_MS = 3_600_000


class UpdateNotice(QObject):
    """`show` gets the line. `look` asks where that is due; it runs by itself every hour."""

    def __init__(
        self, parent: QObject, *, home: Home, jobs: Jobs, show: Callable[[str], None], clock: Clock = utc_now
    ) -> None:
        super().__init__(parent)
        self._home, self._show, self._clock = home, show, clock
        self._lane = jobs.lane()
        self._asked: datetime | None = None
        """The last attempt: one that failed is not repeated before the next day either."""
        self._told = ""
        timer = QTimer(self, interval=HOUR_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        self._lane.run(self._check, self._tell, lambda _error: None)

    def _check(self) -> UpdateCheck | None:
        """On the jobs pool: the answer of today or of the last time; None while it is off."""
        settings = load_settings(self._home.settings).updates
        if not settings.check or not settings.address:
            return None
        now, last = self._clock(), last_check(self._home.updates)
        if not is_due(last.at if last else None, now) or not is_due(self._asked, now):
            return last
        self._asked = now
        try:
            return check_updates(update_source(settings), self._home, clock=self._clock)
        except AfterglowError:  # offline, most likely; `afterglow updates` says what it is
            return last

    def _tell(self, check: UpdateCheck | None) -> None:
        if check is not None and check.newer and check.release.version != self._told:
            self._told = check.release.version
            self._show(format_new_version(check.release.version, check.release.page))
