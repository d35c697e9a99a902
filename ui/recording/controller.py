"""Recording state to pill, tray, banner; orders back.

UI thread; orders run on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.kit import formatting
from ui.kit.banner import Banner
from ui.kit.confirm import Confirm
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import Recording, RecordingControl, UiStatus
from ui.recording.status_pill import FORGET_MINUTES, StatusPill
from ui.recording.tray import Tray

_REFRESH_MS = 3000
"""New moments show at most this often."""


class RecordingController(QObject):
    kept = Signal()
    """Something new was kept a moment ago."""
    forgotten = Signal(object)
    """Forgotten."""
    failed = Signal(object)
    """An AfterglowError."""
    asking = Signal()
    """A question is about to be put: the window must be seen."""

    def __init__(
        self,
        recording: RecordingControl,
        *,
        jobs: Jobs,
        pill: StatusPill,
        banner: Banner,
        clock: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._recording, self._pill, self._banner, self._window = recording, pill, banner, window
        self._control_lane, self._forget_lane = jobs.lane(), jobs.lane()
        self._clock, self._locked = clock, True
        self.tray = Tray(clock)
        for menu in (pill, self.tray):
            menu.pause.connect(self.pause)
            menu.resume.connect(self.resume)
            menu.forget.connect(self.confirm_forget)
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self.kept)
        self._minute = QTimer(self, interval=15_000)
        self._minute.timeout.connect(lambda: self._show(self._pill.status))
        self._unsubscribe = recording.subscribe(
            lambda status: jobs.bridge.post(lambda: self._changed(status)),
        )
        self._show(recording.status())

    def close(self) -> None:
        """Twice does no harm."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.tray.close()

    def drop(self, *, locked: bool) -> None:
        """The memory was swapped or locked: what is under way belongs to the one before."""
        self._forget_lane.cancel()
        self._locked = locked
        self._show(self._pill.status)
        self._tell_fault(self._pill.status)

    # Telling

    def _changed(self, status: UiStatus) -> None:
        before = self._pill.status
        self._show(status)
        if status.message != before.message:
            self._tell_fault(status)
        if before.state is Recording.FAULT and status.state is not Recording.FAULT:
            self._banner.hide()
        if status.last_kept != before.last_kept and not self._refresh.isActive():
            self._refresh.start()

    def _tell_fault(self, status: UiStatus) -> None:
        if status.state is Recording.FAULT and status.message:
            self._banner.say(tr("Your screen is not being remembered"), status.message)

    def _show(self, status: UiStatus) -> None:
        self._pill.show_status(status)
        self.tray.show_status(status, locked=self._locked)
        said = "" if self.tray.present else f"{formatting.status_words(status, self._clock())} · "
        self._window.setWindowTitle(f"{said}Afterglow")
        counting = status.state is Recording.PAUSED and status.until is not None
        if counting != self._minute.isActive():
            self._minute.start() if counting else self._minute.stop()

    # Ordering

    def pause(self, minutes: int | None) -> None:
        self._control_lane.run(lambda: self._recording.pause(minutes), self._controlled, self.failed.emit)

    def resume(self) -> None:
        self._control_lane.run(self._recording.resume, self._controlled, self.failed.emit)

    def toggle_pause(self) -> None:
        """Until the person goes on."""
        if self._pill.status.state is Recording.PAUSED:
            self.resume()
        else:
            self.pause(None)

    def _controlled(self, _none: None) -> None:
        self._changed(self._recording.status())

    def confirm_forget(self, minutes: int = FORGET_MINUTES) -> None:
        """Asked over the window, which may be hidden when the order comes from the tray."""
        self.asking.emit()
        dialog = Confirm(
            title=tr("Forget the last {minutes} minutes?", minutes=minutes),
            words=tr(
                "Everything kept in that time is removed for good: pictures, text and traces in the index. "
                "This cannot be undone."
            ),
            action=tr("Forget"),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._forget(minutes))
        dialog.open()

    def _forget(self, minutes: int) -> None:
        self._forget_lane.run(lambda: self._recording.forget_last(minutes), self.forgotten.emit, self.failed.emit)
