"""From the spool into the store: the perception worker's loop.

A frame leaves the spool only after the store has it, and the store knows its id, so a crash anywhere means that
it is read again, never that it is lost or doubled. One process drains a spool at a time (`ingest.lock`).
Runs in one named thread of the app, or in the caller's thread for the command line.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from filelock import FileLock, Timeout

from capture.errors import AfterglowError, BrokenPicture, Damaged, Locked, StoreError, WeightsMissing
from memory.api import ArchiveApi
from memory.perceive.worker import LeftOut, ReaderLostError
from memory.records import Coverage, Moment
from memory.spool import Spool

log = logging.getLogger(__name__)

BATCH = 8
"""Moments for one write: a write costs some 10 ms, reading a frame some hundreds, so small batches keep news fresh."""


class SpoolReading(Protocol):
    """`memory.perceive.worker.SpoolReader`, here or in its own process."""

    def perceive(self, entry: str) -> Moment | Coverage | LeftOut: ...


@dataclass(slots=True)
class Drained:
    """What one drain did; also its running count."""

    stored: int = 0
    coverage: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    set_aside: int = 0


class Ingest:
    """`drain()` once, or `start()` the thread and `poke()` it when something was spooled."""

    def __init__(
        self,
        *,
        spool: Spool,
        reading: Callable[[], SpoolReading],
        archive: ArchiveApi,
        lock: FileLock,
        on_error: Callable[[AfterglowError | None], None] = lambda _: None,
        poll_seconds: float = 2.0,
    ) -> None:
        self._spool = spool
        self._reading = reading
        """Called when there is something to read, so that an idle program needs no reader."""
        self._archive = archive
        self._lock = lock
        self._on_error = on_error
        self._poll = poll_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.total = Drained()

    def drain(self, progress: Callable[[int], None] = lambda _: None) -> Drained:
        """Everything that waits now. Returns early when asked to stop, or when another process is draining."""
        done = Drained()
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return done
        try:
            while not self._stop.is_set() and (entries := self._spool.pending()):
                for start in range(0, len(entries), BATCH):
                    if self._stop.is_set():
                        break
                    self._batch(entries[start : start + BATCH], done)
                    progress(done.stored + sum(done.dropped.values()) + done.set_aside)
        finally:
            self._lock.release()
        return done

    def _batch(self, entries: list[str], done: Drained) -> None:
        moments: list[Moment] = []
        coverage: list[Coverage] = []
        finished: list[str] = []
        failure: AfterglowError | None = None
        for entry in entries:
            try:
                item = self._reading().perceive(entry)
            except (Damaged, BrokenPicture):
                self._set_aside(entry, done)
                continue
            except (WeightsMissing, ReaderLostError, StoreError, Locked) as error:
                failure = error  # not this frame's fault: it waits in the spool
                break
            finished.append(entry)
            if isinstance(item, Moment):
                moments.append(item)
            elif isinstance(item, Coverage):
                coverage.append(item)
            else:
                done.dropped[item.coverage.reason] += 1
                coverage.append(item.coverage)
        if moments or coverage:
            self._archive.add(moments, coverage)
        for entry in finished:
            self._spool.discard(entry)
        done.stored += len(moments)
        done.coverage += len(coverage)
        if failure is not None:
            raise failure

    def _set_aside(self, entry: str, done: Drained) -> None:
        log.warning("spool entry %s cannot be read and is set aside", entry)
        self._spool.set_aside(entry)
        done.set_aside += 1

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)
        self._thread.start()

    def poke(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Finish the batch at hand and join."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                done = self.drain()
                self.total.stored += done.stored
                self.total.dropped.update(done.dropped)
                self.total.set_aside += done.set_aside
                self._on_error(None)
            except AfterglowError as error:
                log.warning("reading stopped: %s", type(error).__name__)
                self._on_error(error)
            self._wake.wait(self._poll)
            self._wake.clear()
