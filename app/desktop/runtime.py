"""The program behind the window: recorder, lock and a watcher thread.

Recording needs only the public key, so the recorder runs from start to end; the memory is open only while it is
unlocked. The window's `RecordingControl` and `ExportControl`. Public methods may be called from any thread.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from app.background.reading_loop import Progress
from app.desktop.memory_lock import MemoryLock
from app.desktop.spool_recorder import SpoolRecorder
from app.desktop.subscribers import Subscribers
from app.settings import Settings
from base.errors import AfterglowError
from base.records.scope import Scope
from base.records.statistics import AccessEntry, ForgetResult
from capture.recorder_status import RecorderStatus
from capture.rules import OWN_WINDOW_RULE
from memory.encoders.weights import find_fault
from memory.snapshots import export
from ui.kit.ports import ExportRequest, RecordingState, UiStatus, Unsubscribe

WATCH_SECONDS = 1.0
COUNT_EVERY = 10
"""Looks of the watcher between two counts of what waits while the memory is locked, and between two attempts to record
while another process does."""
_STATES = {
    "stopped": RecordingState.OFF,
    "recording": RecordingState.RECORDING,
    "paused": RecordingState.PAUSED,
    "skipping": RecordingState.SKIPPING,
    "fault": RecordingState.FAULT,
    "full": RecordingState.FULL,
    "locked": RecordingState.LOCKED,
}


class DesktopProgram:
    """Build it, `start()`, show the window, `close()`."""

    def __init__(self, *, recorder: SpoolRecorder, lock: MemoryLock, status_changed: Subscribers) -> None:
        """`status_changed`: notified by the recorder and the lock."""
        self._recorder = recorder
        self._lock = lock
        self._status_changed = status_changed
        self._unread = Progress()
        """What waits while nothing is read."""
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        self._lock.start_recording()
        self._watcher.start()

    def close(self) -> None:
        """The recorder's lock file is released last, so that no other process records while this one still writes."""
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join()
        self._recorder.stop()
        self._lock.close()
        self._recorder.stop()  # an unlock that was under way may have started it again
        self._recorder.release()

    def _watch(self) -> None:
        """Notices what another process did (`afterglow lock`, or that it no longer records), that nobody is there, and
        frames that wait for an unlock."""
        looks = 0
        while not self._stopping.wait(WATCH_SECONDS):
            self._lock.lock_if_due()
            if self._recorder.records_elsewhere and looks % COUNT_EVERY == 0:
                with contextlib.suppress(AfterglowError, OSError):  # another reason now; the next start tells it
                    self._lock.start_recording()
            if self._lock.progress() is None and looks % COUNT_EVERY == 0:
                unread = self._recorder.waiting()
                if unread != self._unread:
                    self._unread = unread
                    self._status_changed.notify()
            looks += 1
        self._lock.rest()

    def apply_settings(self, settings: Settings) -> None:
        """What can be changed while running, is; the rest counts from the next start."""
        self._recorder.apply_settings(settings)
        self._lock.apply_settings(settings)

    # -- RecordingControl
    def status(self) -> UiStatus:
        status, progress = self._recorder.status(), self._lock.progress() or self._unread
        if status is None:
            message = "Another Afterglow is recording this memory." if self._recorder.records_elsewhere else ""
            state = RecordingState.RESTARTING if self._lock.restarting else RecordingState.OFF
            return UiStatus(state=state, message=message, pending=progress.waiting, waits_for=progress.waits_for)
        fault = self._lock.fault or find_fault()
        state = self._state(status, fault)
        return UiStatus(
            state=state,
            until=status.paused_until,
            rule=status.rule,
            message=str(fault) if state is RecordingState.UNREAD else status.message,
            saved=status.kept,
            skipped=sum(status.skipped.values()),
            pending=progress.waiting,
            waits_for=progress.waits_for,
            waiting_since=progress.since,
            last_saved=status.last_kept,
        )

    def _state(self, status: RecorderStatus, fault: AfterglowError | None) -> RecordingState:
        """What is worst for the person, and true. That Afterglow's own window is cut out is a detail: it records."""
        state = _STATES[status.state]
        if state is RecordingState.SKIPPING and status.rule == OWN_WINDOW_RULE:
            state = RecordingState.RECORDING
        if state not in (RecordingState.RECORDING, RecordingState.SKIPPING):
            return state
        if self._lock.restarting:
            return RecordingState.RESTARTING
        return RecordingState.UNREAD if fault else state

    def subscribe(self, changed: Callable[[UiStatus], None]) -> Unsubscribe:
        return self._status_changed.add(lambda: changed(self.status()))

    def pause(self, minutes: int | None) -> None:
        self._recorder.pause(minutes)
        self._lock.do_chores_soon()
        self._status_changed.notify()

    def resume(self) -> None:
        self._recorder.resume()
        self._status_changed.notify()

    def forget_last(self, minutes: int) -> ForgetResult:
        """Raises Locked, StoreBusy."""
        memory = self._lock.memory()
        return memory.forget(Scope(since=datetime.now(UTC) - timedelta(minutes=minutes)))

    def forget_memories(self, names: Sequence[str]) -> int:
        """Raises Locked."""
        return self._lock.memory().forget_memories(names)

    # -- ExportControl
    def export(
        self, order: ExportRequest, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> int:
        """Raises Locked, and Cancelled when `cancelled` says so."""
        archive = self._lock.memory().archive
        report = export(
            archive,
            order.target,
            format=order.format.value,
            scope=order.scope,
            passphrase=order.passphrase,
            plain=order.passphrase is None,
            progress=lambda done, total: progress(done, total or 0),
            cancelled=cancelled,
        )
        archive.note_access(AccessEntry(at=datetime.now(UTC), actor="app", action="export", count=report.frames))
        return report.frames
