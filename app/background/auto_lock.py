"""Automatic lock: says when the memory must be locked, after idle time or with the computer's session.

Called by the runtime's watcher thread, once a second while the memory is open. It uses what the recorder has just seen,
and asks the desktop only while the recorder does not look (paused, off, faulty). It asks for the state of the session's
lock rather than waiting for a signal, since a signal that came before anybody listened would be missed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Protocol

from app.settings import LockSettings
from base.errors import CaptureError
from capture.desktop import open_desktop
from capture.recorder_status import RecorderStatus
from ui.kit.ports import LockedBy


class Presence(Protocol):
    """The part of `capture.desktop.Desktop` that knows whether somebody is there."""

    def idle_seconds(self) -> float: ...

    def screen_locked(self) -> bool | None: ...

    def close(self) -> None: ...


class AutoLock:
    def __init__(
        self,
        *,
        recorder: Callable[[], RecorderStatus | None],
        desktop: Callable[[], Presence] = open_desktop,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._recorder, self._open_desktop, self._monotonic = recorder, desktop, monotonic
        self._desktop: Presence | None = None
        self._opened_at = -math.inf

    def opened(self) -> None:
        """The memory was opened just now, so somebody is there, even if no key was pressed for it. Any thread."""
        self._opened_at = self._monotonic()

    def due(self, rules: LockSettings) -> LockedBy | None:
        """Why the memory must be locked now; None while it may stay open."""
        idle, session_locked = self._ask_desktop()
        if rules.with_session and session_locked:
            return LockedBy.SESSION
        idle = min(idle, self._monotonic() - self._opened_at)
        return LockedBy.IDLE if rules.after_minutes and idle >= rules.after_minutes * 60 else None

    def rest(self) -> None:
        """Disconnect from the desktop: nothing is open that could be locked, or nobody will ask again."""
        if self._desktop is not None:
            self._desktop.close()
            self._desktop = None

    def _ask_desktop(self) -> tuple[float, bool]:
        """Seconds without input, and whether the session is locked."""
        status = self._recorder()
        if status is not None and status.state in ("recording", "skipping"):
            self.rest()
            return status.idle_seconds, False
        try:
            if self._desktop is None:
                self._desktop = self._open_desktop()
            locked = self._desktop.screen_locked()
            return self._desktop.idle_seconds(), bool(locked)
        except CaptureError:
            self.rest()
            return 0.0, status is not None and status.state == "locked"
