"""Ingest: takes entries from the spool, has them read, and stores the result, exactly once.

A frame leaves the spool only after the store has it, and the store knows its id, so a crash anywhere means that
it is read again, never that it is lost or doubled. One process takes from a spool at a time (`ingest.lock`).
Called by the reading loop's thread (app/background/reading_loop.py), or by the thread of a command that waits for it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from filelock import FileLock, Timeout

from base.coverage import Coverage
from base.errors import AfterglowError, BrokenPicture, Damaged, Locked, StoreError, WeightsMissing
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.perception.reader_process import ReaderLostError, SkippedFrame
from memory.perception.spool import Spool

log = logging.getLogger(__name__)

BATCH_SIZE = 8
"""Moments in one write: a write costs some 10 ms, reading a frame some hundreds, so small batches are found sooner."""


class SpoolReading(Protocol):
    """Reads one spool entry: `memory.perception.reader_process.ReaderService`, here or in its own process."""

    def perceive(self, entry: str) -> Moment | Coverage | SkippedFrame: ...


@dataclass(slots=True)
class DrainReport:
    """What was taken out of the spool."""

    stored: int = 0
    coverage: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    """Frames for each rule that the reader recognised in them."""
    set_aside: int = 0
    """Frames that cannot be read."""

    @property
    def frames(self) -> int:
        return self.stored + self.dropped.total() + self.set_aside


@dataclass(slots=True)
class _Batch:
    moments: list[Moment] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, entry: str, item: Moment | Coverage | SkippedFrame) -> None:
        self.finished.append(entry)
        if isinstance(item, Moment):
            self.moments.append(item)
        elif isinstance(item, Coverage):
            self.coverage.append(item)
        else:
            self.dropped[item.coverage.reason] += 1
            self.coverage.append(item.coverage)


class Ingest:
    """`take` some entries, or `drain` everything.

    reading: called when there is a frame to read, so that an idle program needs no reader.
    stretch: the coverage that an entry holds, None for a frame (`Spool.stretch`): coverage needs no reader.
    patience: seconds to wait for another process that is taking from the same spool.
    """

    def __init__(
        self,
        *,
        spool: Spool,
        reading: Callable[[], SpoolReading],
        stretch: Callable[[str], Coverage | None],
        archive: ArchiveApi,
        lock: FileLock,
        patience: float = 0.0,
    ) -> None:
        self.spool = spool
        self._reading = reading
        self._stretch = stretch
        self._archive = archive
        self._lock = lock
        self._patience = patience

    @contextmanager
    def acquire_spool(self) -> Iterator[bool]:
        """False when another process is taking from the spool."""
        try:
            self._lock.acquire(timeout=self._patience)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()

    def drain(self, progress: Callable[[int], None] = lambda _: None) -> DrainReport:
        """Take everything that waits now, oldest first; nothing when another process is taking from the spool."""
        report = DrainReport()
        with self.acquire_spool() as acquired:
            while acquired and (entries := self.spool.pending()):
                for start in range(0, len(entries), BATCH_SIZE):
                    self.take(entries[start : start + BATCH_SIZE], report)
                    progress(report.frames)
        return report

    def take(self, entries: Sequence[str], report: DrainReport, go_on: Callable[[], bool] = lambda: True) -> int:
        """Read and store entries, the first one and then more while `go_on()` is true. Adds to `report`; returns how
        many were taken. Raises what is not an entry's fault: WeightsMissing, ReaderLostError, StoreError, Locked."""
        batch = _Batch()
        failure: AfterglowError | None = None
        taken = 0
        for entry in entries:
            if taken and not go_on():
                break
            try:
                batch.add(entry, self._stretch(entry) or self._reading().perceive(entry))
            except (Damaged, BrokenPicture):
                if self.spool.holds(entry):  # otherwise it was forgotten while it waited
                    log.warning("spool entry %s cannot be read and is set aside", entry)
                    self.spool.set_aside(entry)
                    report.set_aside += 1
            except (WeightsMissing, ReaderLostError, StoreError, Locked) as error:
                failure = error  # not this entry's fault: it waits in the spool
                break
            taken += 1
        self._store(batch, report)
        if failure is not None:
            raise failure
        return taken

    def _store(self, batch: _Batch, report: DrainReport) -> None:
        if batch.moments or batch.coverage:
            self._archive.add(batch.moments, batch.coverage)
        for entry in batch.finished:
            self.spool.discard(entry)
        report.stored += len(batch.moments)
        report.coverage += len(batch.coverage)
        report.dropped.update(batch.dropped)
