"""Composition root: builds an unlocked memory, closes it.

Three processes at most: this one, the store's (LanceDB, endpoint, keys, recall) and the reader's (OCR, embedding).
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from app.background.governor import threads_for
from app.background.ingest import Drained, Ingest
from app.background.reading_loop import Chore, ReadingLoop
from app.background.sensors import Sensors, cpu_seconds
from app.home import Home
from app.settings import Settings
from base.coverage import Coverage
from base.errors import AfterglowError, StoreBusy
from base.records.consent import Purpose, consent_for
from base.records.scope import Scope
from base.records.statistics import ForgetResult
from base.time_zone import zone_name
from capture.desktop import open_desktop
from capture.frames import CapturedFrame, FrameSink
from capture.pace import RecorderStatus, SamplingRate
from capture.pipeline import CapturePipeline
from capture.recorder import Recorder
from capture.rules import Rules
from capture.screen import MssScreen
from memory.archive.api import ArchiveApi
from memory.archive.opening import open_archive, words_and_meaning
from memory.encoders.interface import ImageModel
from memory.llm.managers import with_model
from memory.llm.pending_ledger import PendingLedger
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MakeManagers
from memory.perception.reader_process import ReaderClient, ReaderLostError, spawn_reader
from memory.perception.spool import Spool
from memory.sealed.keys import KeyFile, Keys

IMPORT_GAP = timedelta(minutes=2)
"""Imported pictures may be far apart: beyond this nothing is claimed about the time between them."""


class NotifyingSink:
    """Tells, after each durable frame, that there is something to read. Called by the recorder's thread."""

    def __init__(self, sink: FrameSink, spooled: Callable[[], None]) -> None:
        self._sink = sink
        self._spooled = spooled

    def accept(self, frame: CapturedFrame) -> None:
        self._sink.accept(frame)
        self._spooled()

    def note(self, coverage: Coverage) -> None:
        self._sink.note(coverage)


def person_idle(status: RecorderStatus) -> float:
    """Seconds for which nobody was there, as far as the recorder can tell: none while it does not look."""
    if status.state == "locked":
        return math.inf
    return status.idle_seconds if status.state in ("recording", "skipping") else 0.0


def rules_from(settings: Settings, *, described: bool = True) -> Rules:
    """`described` False: pictures without metadata have no window to judge, and who imports them has chosen them."""
    chosen = settings.exclusions
    return Rules(
        apps=chosen.apps,
        titles=chosen.titles,
        sites=chosen.sites,
        private_browsing=chosen.private_browsing,
        password_managers=chosen.password_managers,
        unknown_windows=chosen.unknown_windows if described else "save",
    )


def pace_from(settings: Settings) -> SamplingRate:
    chosen = settings.capture
    return SamplingRate(interval=chosen.interval, idle=chosen.idle_interval, idle_after=chosen.idle_after)


def longest_gap(settings: Settings) -> timedelta:
    """Between two looks for which the time between them is still accounted for."""
    return timedelta(seconds=max(30.0, 2.5 * settings.capture.idle_interval))


def build_import(settings: Settings, sink: FrameSink, *, known: Container[str], described: bool) -> CapturePipeline:
    return CapturePipeline(
        rules=rules_from(settings, described=described), sink=sink, known=known, longest_gap=IMPORT_GAP
    )


def build_recorder(
    settings: Settings, sink: FrameSink, on_status: Callable[[RecorderStatus], None] = lambda _: None
) -> Recorder:
    return Recorder(
        screen=MssScreen,
        desktop=open_desktop,
        intake=CapturePipeline(rules=rules_from(settings), sink=sink, longest_gap=longest_gap(settings)),
        pace=pace_from(settings),
        on_status=on_status,
    )


NICENESS = 10
"""Reading gives way to what the person does."""
PATIENCE = 60.0
"""Seconds to wait for another process that takes from the spool; in the background one does so for some seconds."""

MANAGERS: MakeManagers | None = measured_managers
"""Who makes memories of moments."""


def open_spool(home: Home, settings: Settings) -> Spool:
    """The spool needs only the public key, so it opens while the memory is locked."""
    return Spool(
        home.spool,
        public_key=KeyFile.load(home.keys).public_key,
        budget_bytes=settings.spool.budget_mb * 1_000_000,
        reserve_bytes=settings.spool.disk_reserve_mb * 1_000_000,
    )


def image_model(settings: Settings) -> ImageModel | None:
    chosen = settings.perception
    return ImageModel(Path(chosen.image_weights), chosen.image_architecture) if chosen.image_weights else None


class OpenMemory:
    """One unlocked memory. The reader's process starts on first use: searching alone does not need it."""

    def __init__(
        self,
        home: Home,
        *,
        keys: Keys,
        settings: Settings,
        actor: str = "cli",
        accept_backup: bool = False,
        managers: MakeManagers | None = MANAGERS,
    ) -> None:
        self.home = home
        self.settings = settings
        self._keys = keys
        self.spool = open_spool(home, settings)
        self.pictures = image_model(settings)
        recall = partial(words_and_meaning, pictures=self.pictures)
        self._client = open_archive(
            home.root,
            keys,
            recall=recall,
            actor=actor,
            accept_backup=accept_backup,
            idle_after=timedelta(seconds=settings.capture.idle_after),
        )
        self.archive: ArchiveApi = self._client
        self._reader: ReaderClient | None = None
        self._slips = PendingLedger(home.sent, self.spool.public_key)
        self._managers = partial(with_model, managers, self._slips) if managers is not None else None
        self._keep_ledger()
        self._threads = settings.perception.threads
        self._starting = threading.Lock()

    def reader(self) -> ReaderClient:
        with self._starting:
            if self._reader is None:
                self._reader = spawn_reader(
                    self.home.spool,
                    self.spool.public_key,
                    self._keys,
                    threads=self._threads,
                    niceness=NICENESS,
                    pictures=self.pictures,
                    managers=self._managers,
                    keep_secrets=self.settings.memories.keep_secrets,
                )
            return self._reader

    def reading_loop(
        self,
        *,
        idle: Callable[[], float] = lambda: 0.0,
        chores: Sequence[Chore] = (),
        on_error: Callable[[AfterglowError | None], None] = lambda _: None,
        on_progress: Callable[[], None] = lambda: None,
    ) -> ReadingLoop:
        """What reads in the background, within the effort that the settings allow. `idle`: seconds since the person's
        last input. One for each session."""
        chosen = self.settings.perception
        self._threads = threads_for(chosen.effort, chosen.threads)
        return ReadingLoop(
            self._ingest(patience=0),
            effort=chosen.effort,
            conditions=Sensors(own=self._own_cpu, idle=idle).conditions,
            spent=self._background_cpu,
            chores=(self.digest, self.film_stills, self.thin, *chores),
            release=self._rest,
            on_error=on_error,
            on_progress=on_progress,
        )

    def _ingest(self, *, patience: float) -> Ingest:
        return Ingest(
            spool=self.spool,
            reading=self.reader,
            stretch=partial(self.spool.stretch, keys=self._keys),
            archive=self.archive,
            lock=FileLock(self.home.ingest_lock, thread_local=False, mode=0o600),
            patience=patience,
        )

    def digest(self, *, whole: bool = True, within: float | None = None) -> bool:
        """Let the managers of the six memories look at one batch. False when none is due. `within`: seconds after which
        their process is ended; the batch is then taken again another time."""
        batch = self.archive.next_batch(zone_name(), whole=whole) if self._managers else None
        if batch is None:
            return False
        batch = replace(batch, allowed=consent_for(self.archive.consents(), Purpose.MEMORIES))
        try:
            self.archive.apply(self.reader().digest(batch, self.archive.knowledge, within=within))
        finally:
            self._keep_ledger()
        return True

    def _keep_ledger(self) -> None:
        """Take in what the managers' process wrote of what it sent, also one that was ended."""
        lines = self._slips.read(self._keys)
        if lines:
            self.archive.note_sent(lines)
            self._slips.remove(lines)

    def consolidate(
        self, progress: Callable[[int, int], None] = lambda _done, _total: None, *, within: float | None = None
    ) -> int:
        """Batch after batch until all is in the memories, or, with `within`, for so many seconds; how many batches.

        Whoever waits learns how many of how many moments have been looked at. What is left is taken up later."""
        if self._managers is None or (within is not None and not self._reads):
            return 0  # nothing was read lately, and starting a reader takes longer than anybody waits
        until = None if within is None else time.monotonic() + within
        total, batches = self.archive.memory_counts().waiting, 0
        with contextlib.suppress(ReaderLostError):
            while until is None or time.monotonic() < until:
                if not self.digest(whole=False, within=until and max(0.1, until - time.monotonic())):
                    break
                batches += 1
                progress(total - self.archive.memory_counts().waiting, total)
        return batches

    @property
    def _reads(self) -> bool:
        return self._reader is not None and self._reader.alive

    def film_stills(self) -> bool:
        """Make one film of stills that are due. False when none are."""
        roll = self.archive.next_still_batch()
        if roll is None:
            return False
        self.archive.put_film(self.reader().film_stills(roll))
        return True

    def thin(self) -> bool:
        """One step towards the budget for the whole memory. False when it is kept, or only text is left."""
        budget = round(self.settings.storage.budget_gb * 1e9)
        step = self.archive.next_thinning(budget) if budget else None
        if step is None:
            return False
        if step.film:
            self.archive.put_thinned(step, self.reader().faint(step.film))
        return True

    def _background_cpu(self) -> float:
        """Seconds so far of the processes that read and store."""
        return cpu_seconds(self._reader.pid if self._reader else None, self._client.pid)

    def _own_cpu(self) -> float:
        return time.process_time() + self._background_cpu()

    def _rest(self) -> None:
        if self._reader is not None:
            self._reader.rest()

    def drain(self, progress: Callable[[int], None] = lambda _: None) -> Drained:
        """Read what waits in the spool now, without a limit: somebody is waiting for it."""
        return self._ingest(patience=PATIENCE).drain(progress) if self.spool.pending() else Drained()

    def forget(self, scope: Scope) -> ForgetResult:
        """Out of the spool first, and while nothing is being read, so that nothing comes back. Raises StoreBusy."""
        with self._ingest(patience=PATIENCE).alone() as mine:
            if not mine:
                raise StoreBusy
            if self.spool.pending():
                self.reader().forget(scope)
            gone = self.archive.forget(scope)
            self._unlearn()
            return gone

    def forget_memories(self, names: Sequence[str]) -> int:
        gone = self.archive.forget_memories(names)
        self._unlearn()
        return gone

    def _unlearn(self) -> None:
        if self._reader is not None:
            self._reader.unlearn()

    def close(self) -> None:
        """Both processes end, and with them every key and everything readable."""
        if self._reader is not None:
            self._reader.close()
        self.archive.close()

    def __enter__(self) -> OpenMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
