"""Controller of the recording: shows its state in pill, tray and banner, and passes orders to the recorder.

The main window creates it. UI thread; orders run on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.kit import formatting
from ui.kit.banner import Banner
from ui.kit.confirm import ConfirmDialog
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import RecordingControl, RecordingState, UiStatus
from ui.recording.status_pill import FORGET_MINUTES, StatusPill
from ui.recording.tray import Tray

_REFRESH_MS = 3000
"""The timeline is refreshed at most this often."""
_FAULTS = (RecordingState.FAULT, RecordingState.FULL, RecordingState.UNREAD)
"""States with a banner."""


class RecordingController(QObject):
    new_moments = Signal()
    """New moments were saved."""
    forgotten = Signal(object)
    """A ForgetResult."""
    failed = Signal(object)
    """An AfterglowError."""
    status_shown = Signal(object)
    """A UiStatus."""
    confirming = Signal()
    """A confirmation is about to be shown: the window must be visible."""

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
        self._clock, self._locked, self._first_run = clock, True, False
        self.tray = Tray(clock)
        for menu in (pill, self.tray):
            menu.pause.connect(self.pause)
            menu.resume.connect(self.resume)
            menu.forget.connect(self.confirm_forget)
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh_timer.timeout.connect(self.new_moments)
        self._countdown_timer = QTimer(self, interval=15_000)
        self._countdown_timer.timeout.connect(lambda: self._show(self._pill.status))
        self._unsubscribe = recording.subscribe(
            lambda status: jobs.bridge.post(lambda: self._apply_status(status)),
        )
        self._show(recording.status())

    def close(self) -> None:
        """May be called twice."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.tray.close()

    def reset(self, *, locked: bool) -> None:
        """The memory was replaced or locked: results for the old one are dropped."""
        self._forget_lane.cancel()
        self._locked = locked
        self._show(self._pill.status)
        self._show_fault(self._pill.status)

    def set_first_run(self, first_run: bool) -> None:
        """While the first run is open there is nothing to pause and nothing to forget."""
        self._first_run = first_run
        self._show(self._pill.status)

    # Showing the state

    def _apply_status(self, status: UiStatus) -> None:
        before = self._pill.status
        self._show(status)
        if status.message != before.message:
            self._show_fault(status)
        if before.state in _FAULTS and status.state not in _FAULTS:
            self._banner.hide()
        if status.last_saved != before.last_saved and not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _show_fault(self, status: UiStatus) -> None:
        title = {
            RecordingState.FAULT: tr("Your screen is not being recorded"),
            RecordingState.FULL: tr("Your screen is not being recorded"),
            RecordingState.UNREAD: tr("What is recorded cannot be read or searched now"),
        }.get(status.state)
        if title and status.message:
            self._banner.show_message(title, status.message)

    def _show(self, status: UiStatus) -> None:
        self._pill.show_status(status, locked=self._locked)
        self.status_shown.emit(status)
        self.tray.show_status(status, locked=self._locked, first_run=self._first_run)
        shown = formatting.format_status(status, self._clock(), locked=self._locked)
        self._window.setWindowTitle("Afterglow" if self.tray.is_available else f"{shown} · Afterglow")
        counting = status.waiting_since is not None or (
            status.state is RecordingState.PAUSED and status.until is not None
        )
        if counting != self._countdown_timer.isActive():
            self._countdown_timer.start() if counting else self._countdown_timer.stop()

    # Orders

    def pause(self, minutes: int | None) -> None:
        self._control_lane.run(lambda: self._recording.pause(minutes), self._apply_current_status, self.failed.emit)

    def resume(self) -> None:
        self._control_lane.run(self._recording.resume, self._apply_current_status, self.failed.emit)

    def toggle_pause(self) -> None:
        """Pauses until the person resumes, or resumes."""
        if self._first_run:
            return
        if self._pill.status.state is RecordingState.PAUSED:
            self.resume()
        else:
            self.pause(None)

    def _apply_current_status(self, _none: None) -> None:
        self._apply_status(self._recording.status())

    def confirm_forget(self, minutes: int = FORGET_MINUTES) -> None:
        """Asks for confirmation over the window, which may be hidden if the order came from the tray."""
        if self._first_run:
            return
        self.confirming.emit()
        dialog = ConfirmDialog(
            title=tr("Forget the last {minutes} minutes?", minutes=minutes),
            words=tr(
                "Everything saved in that time is removed for good: pictures, text and index entries. "
                "This cannot be undone."
            ),
            action=tr("Forget"),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._forget_lane.run(
                lambda: self._recording.forget_last(minutes), self.forgotten.emit, self.failed.emit
            )
        )
        dialog.open()
