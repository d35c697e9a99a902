"""Thread pool for background jobs, and the bridge that brings results to the UI thread (queued Qt signal).

The main window creates and closes it on the UI thread. A `LatestOnly` lane belongs to one widget: a newer job replaces
the older one, whose result is dropped if it still arrives. Cancelled is never delivered; every other error arrives as
an AfterglowError.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, PriorityQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from base.errors import AfterglowError, Cancelled

T = TypeVar("T")
ErrorCallback = Callable[[AfterglowError], None]
log = logging.getLogger(__name__)

INTERACTIVE, BACKGROUND = 0, 1
_STOP_PRIORITY = 9


class Bridge(QObject):
    """Runs callables on the UI thread, in the order in which they were posted from any thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        if self._open:
            self._posted.emit(call)

    @property
    def is_open(self) -> bool:
        return self._open

    def close(self) -> None:
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()


class Job:
    """One piece of work. `cancelled` and `finished` may be read from any thread."""

    def __init__(self, work: Callable[[], Any], done: Callable[[Any], None], failed: ErrorCallback) -> None:
        self._work, self._done, self._failed = work, done, failed
        self.cancelled = False
        self.finished = False
        self.asked_at = time.monotonic()

    def cancel(self) -> None:
        self.cancelled = True

    def run(self, bridge: Bridge) -> None:
        """On a pool thread, once."""
        if self.cancelled:
            self._let_go()
            return
        try:
            result = self._work()
        except Cancelled:
            return
        except AfterglowError as error:
            self._deliver(bridge, self._failed, error)
        except Exception as error:  # noqa: BLE001  the top of a thread: a bug must reach the person, not kill the pool
            log.error("job failed with %s", type(error).__name__)
            self._deliver(bridge, self._failed, AfterglowError())
        else:
            self._deliver(bridge, self._done, result)
        finally:
            self.finished = True
            self._let_go()

    def _let_go(self) -> None:
        """Its lane keeps the job until the next one, but not what it was asked with, which may be a passphrase."""
        self._work, self._done, self._failed = _nothing, _ignore, _ignore

    def _deliver(self, bridge: Bridge, receive: Callable[[Any], None], value: object) -> None:
        def arrive() -> None:
            if not self.cancelled:
                receive(value)

        bridge.post(arrive)


def _nothing() -> None:
    return None


def _ignore(_value: object) -> None:
    return None


class LatestOnly:
    """A lane in which only the newest job's result counts."""

    def __init__(self, jobs: Jobs, priority: int) -> None:
        self._jobs, self._priority = jobs, priority
        self._job: Job | None = None

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: ErrorCallback) -> Job:
        self.cancel()
        self._job = job = Job(work, done, failed)
        self._jobs.put(job, self._priority)
        return job

    @property
    def busy(self) -> bool:
        """Its job still waits or runs."""
        return self._job is not None and not self._job.finished

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


class Jobs:
    """A few named threads. Interactive work overtakes background work (thumbnails)."""

    def __init__(self, *, threads: int = 4) -> None:
        self.bridge = Bridge()
        self._order = itertools.count()
        self._unfinished = 0
        self._waited_for: list[Job] = []
        """Interactive jobs that somebody may be waiting for."""
        self.on_put: Callable[[], None] = lambda: None
        """Called on the UI thread when one of these begins."""
        self._queue: PriorityQueue[tuple[int, int, Job | None]] = PriorityQueue()
        self._threads = [
            # Daemon threads, so that a store that hangs does not keep a closed program alive.
            threading.Thread(target=self._loop, name=f"afterglow-ui-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def threads(self) -> tuple[threading.Thread, ...]:
        return tuple(self._threads)

    def lane(self, *, priority: int = INTERACTIVE) -> LatestOnly:
        return LatestOnly(self, priority)

    @property
    def idle(self) -> bool:
        """UI thread. No job waits or runs, and every result is delivered."""
        return self._unfinished == 0

    def put(self, job: Job, priority: int) -> None:
        """UI thread."""
        self._unfinished += 1
        self._queue.put((priority, next(self._order), job))
        if priority == INTERACTIVE:
            self._waited_for.append(job)
            self.on_put()

    def longest_wait(self) -> float | None:
        """UI thread. Seconds since the oldest interactive job was asked for that still waits or runs; None without."""
        self._waited_for = [job for job in self._waited_for if not job.finished and not job.cancelled]
        return time.monotonic() - self._waited_for[0].asked_at if self._waited_for else None

    def close(self, *, wait: float = 5.0) -> None:
        """Drop the jobs that wait, and give each thread at most `wait` seconds to finish its job."""
        self.bridge.close()
        with suppress(Empty):
            while True:
                self._queue.get_nowait()
        for _ in self._threads:
            self._queue.put((_STOP_PRIORITY, next(self._order), None))
        for thread in self._threads:
            thread.join(wait)

    def _loop(self) -> None:
        while True:
            job = self._queue.get()[2]
            if job is None:
                return
            job.run(self.bridge)
            self.bridge.post(self._count_down)  # after the result, so that idle means delivered

    def _count_down(self) -> None:
        self._unfinished -= 1
