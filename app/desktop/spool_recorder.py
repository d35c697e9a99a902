"""The recorder of the desktop program: from the screen into the spool, whether the memory is locked or open.

One process records a memory at a time: the one that holds the lock file of the recorder. Any thread may call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from filelock import FileLock, Timeout

from app.background.reading_loop import Progress
from app.capture_settings import longest_gap, rules_from, sampling_rate_from
from app.home import Home
from app.settings import Settings
from capture.frames import FrameSink
from capture.recorder import Recorder
from capture.recorder_status import RecorderStatus
from memory.perception.spool import Spool


class BuildRecorder(Protocol):
    def __call__(
        self,
        settings: Settings,
        sink: FrameSink,
        *,
        on_frame: Callable[[], None],
        on_status: Callable[[RecorderStatus], None],
    ) -> Recorder: ...


class SpoolRecorder:
    def __init__(
        self,
        home: Home,
        settings: Settings,
        *,
        open_spool: Callable[[Home, Settings], Spool],
        build_recorder: BuildRecorder,
        may_record: Callable[[], bool],
        changed: Callable[[], None],
    ) -> None:
        """`may_record`: asked at each start, the one gate through which the window's program comes to a recorder.
        `changed`: called with each new status, in the recorder's thread."""
        self._home = home
        self._settings = settings
        self._may_record = may_record
        self._open_spool = open_spool
        self._build_recorder = build_recorder
        self._changed = changed
        self._spool: Spool | None = None
        self._recorder: Recorder | None = None
        self._lock_file = FileLock(home.recorder_lock, timeout=0, thread_local=False, mode=0o600)
        self._changing = threading.RLock()
        self.records_elsewhere = False
        """Another process records this memory."""

    def start(self, on_frame: Callable[[], None]) -> None:
        """Does nothing while it records, nor before the person has consented. `on_frame`: called after each frame that
        is in the spool."""
        with self._changing:
            if self._recorder is not None or not self._may_record():
                return
            self._spool = self._open_spool(self._home, self._settings)
            try:
                self._lock_file.acquire()
            except Timeout:
                self.records_elsewhere = True
                return
            self.records_elsewhere = False
            self._recorder = self._build_recorder(
                self._settings, self._spool, on_frame=on_frame, on_status=lambda _: self._changed()
            )
            self._recorder.start()

    def stop(self) -> None:
        """Keeps the lock file until `release`."""
        with self._changing:
            if self._recorder is not None:
                self._recorder.stop()
                self._recorder = None

    def release(self) -> None:
        self._lock_file.release()

    def status(self) -> RecorderStatus | None:
        """None while nothing is recorded by this process."""
        recorder = self._recorder
        return recorder.status() if recorder is not None else None

    def person_idle(self) -> float:
        """Seconds since the person's last input, as far as the recorder knows."""
        status = self.status()
        return status.person_idle if status is not None else 0.0

    def waiting(self) -> Progress:
        """Frames in the spool. Listing a long backlog takes milliseconds."""
        spool = self._spool
        frames = spool.frames() if spool is not None else {}
        return Progress(len(frames), since=spool.arrived(next(iter(frames))) if spool is not None and frames else None)

    def pause(self, minutes: int | None) -> None:
        if self._recorder is not None:
            self._recorder.pause(None if minutes is None else timedelta(minutes=minutes))

    def resume(self) -> None:
        if self._recorder is not None:
            self._recorder.resume()

    def apply_settings(self, settings: Settings) -> None:
        with self._changing:
            self._settings = settings
            if self._recorder is not None:
                self._recorder.set_rules(rules_from(settings), sampling_rate_from(settings), longest_gap(settings))
