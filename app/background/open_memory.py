"""One unlocked memory, and the work that is done on it: reading, memories, films, thinning, forgetting.

Built by `app.composition.open_memory`. Commands call it from the main thread, the desktop program from its jobs pool,
and the reading loop's thread calls `digest`, `film_stills` and `thin` as its chores. The reader's process starts on
first use, since searching alone does not need it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from filelock import FileLock

from app.background.ingest import DrainReport, Ingest
from app.background.sensors import cpu_seconds
from app.home import Home
from app.settings import Settings
from base.errors import AfterglowError, DiskFull, StoreBusy
from base.records.consent import Purpose, consent_for
from base.records.scope import Scope
from base.records.statistics import ForgetResult
from base.time_zone import zone_name
from memory.archive.api import ArchiveApi
from memory.archive.client import ArchiveClient
from memory.encoders.interface import ImageModel
from memory.llm.pending_ledger import PendingLedger
from memory.perception.reader_process import ReaderClient, ReaderLostError
from memory.perception.spool import Spool
from memory.sealed.keys import Keys

PATIENCE = 60.0
"""Seconds to wait for another process that takes from the spool; in the background one does so for some seconds."""


class StartReader(Protocol):
    def __call__(self, *, threads: int, keep_secrets: bool) -> ReaderClient: ...


class OpenMemory:
    def __init__(
        self,
        home: Home,
        *,
        settings: Settings,
        keys: Keys,
        spool: Spool,
        archive: ArchiveClient,
        image_model: ImageModel | None,
        ledger: PendingLedger,
        start_reader: StartReader,
        makes_memories: bool,
    ) -> None:
        """`makes_memories`: the reader has managers that make memories of moments."""
        self.home = home
        self.settings = settings
        self.spool = spool
        self.archive: ArchiveApi = archive
        self.image_model = image_model
        self.reader_threads = settings.perception.threads
        """Of a reader that starts from now on."""
        self._keys = keys
        self._archive_process = archive
        self._ledger = ledger
        self._start_reader = start_reader
        self._makes_memories = makes_memories
        self._reader: ReaderClient | None = None
        self._starting = threading.Lock()
        self._store_ledger()

    def reader(self) -> ReaderClient:
        with self._starting:
            if self._reader is None:
                self._reader = self._start_reader(
                    threads=self.reader_threads, keep_secrets=self.settings.memories.keep_secrets
                )
            return self._reader

    def ingest(self, *, patience: float = PATIENCE) -> Ingest:
        """From this memory's spool into its archive. `patience`: seconds to wait for another process that does so."""
        return Ingest(
            spool=self.spool,
            reading=self.reader,
            stretch=partial(self.spool.stretch, keys=self._keys),
            archive=self.archive,
            lock=FileLock(self.home.ingest_lock, thread_local=False, mode=0o600),
            patience=patience,
        )

    def drain(self, progress: Callable[[int], None] = lambda _: None) -> DrainReport:
        """Read what waits in the spool now, as fast as possible: somebody is waiting for it."""
        return self.ingest().drain(progress) if self.spool.pending() else DrainReport()

    # -- memories
    def digest(self, *, whole: bool = True, within: float | None = None) -> bool:
        """Let the managers of the six memories look at one batch. False when no batch is due. `within`: seconds after
        which their process is ended; the batch is then taken again another time."""
        batch = self.archive.next_batch(zone_name(), whole=whole) if self._makes_memories else None
        if batch is None:
            return False
        batch = replace(batch, allowed=consent_for(self.archive.consents(), Purpose.MEMORIES))
        try:
            self.archive.apply(self.reader().digest(batch, self.archive.knowledge, within=within))
        finally:
            self._store_ledger()
        return True

    def _store_ledger(self) -> None:
        """Store what the managers' process noted of its requests, even if that process was ended."""
        lines = self._ledger.read(self._keys)
        if lines:
            self.archive.note_sent(lines)
            self._ledger.remove(lines)

    def consolidate(
        self, progress: Callable[[int, int], None] = lambda _done, _total: None, *, within: float | None = None
    ) -> int:
        """Digest batch after batch until none is left, or for `within` seconds; returns how many batches.

        `progress` gets the number of moments that were looked at, and of all that wait."""
        reads = self._reader is not None and self._reader.alive
        if not self._makes_memories or (within is not None and not reads):
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

    # -- pictures
    def film_stills(self) -> bool:
        """Make one film of stills that are due. False when none are."""
        batch = self.archive.next_still_batch()
        if batch is None:
            return False
        self.archive.put_film(self.reader().film_stills(batch))
        return True

    def thin(self) -> bool:
        """One step towards the size that the settings allow. False when it is reached, or only text is left."""
        budget = round(self.settings.storage.budget_gb * 1e9)
        step = self.archive.next_thinning(budget) if budget else None
        if step is None:
            return False
        if step.film:
            self.archive.put_thinned(step, self.reader().faint(step.film))
        return True

    # -- forgetting
    def forget(self, scope: Scope) -> ForgetResult:
        """Out of the spool first, and while nothing is being read, so that nothing comes back. Raises StoreBusy."""
        with self.ingest().acquire_spool() as acquired:
            if not acquired:
                raise StoreBusy
            if self.spool.pending():
                self.reader().forget(scope)
            with self._say_what_frees_space():
                result = self.archive.forget(scope)
            self._clear_reader_knowledge()
            return result

    def forget_memories(self, names: Sequence[str]) -> int:
        with self._say_what_frees_space():
            count = self.archive.forget_memories(names)
        self._clear_reader_knowledge()
        return count

    @contextlib.contextmanager
    def _say_what_frees_space(self) -> Iterator[None]:
        """Files are sealed whole, so what stays of one has to be written anew before the old one can go."""
        try:
            yield
        except DiskFull:
            objects = self.home.root / "objects"
            largest = max((path.stat().st_size for path in objects.rglob("*") if path.is_file()), default=0)
            raise DiskFull(
                f"forgetting first writes anew what stays, and needs about {2 * largest // 1_000_000 + 8} MB for it",
                advice=f"Free that much on the disk that holds {self.home.root}, for instance by emptying the trash, "
                "and forget again. Until then not all of it is forgotten.",
            ) from None

    def _clear_reader_knowledge(self) -> None:
        if self._reader is not None:
            self._reader.unlearn()

    # -- processes
    @property
    def restarting(self) -> bool:
        """The store's process died and is being started again; calls of the archive wait for it."""
        return self._archive_process.restarting

    @property
    def waits(self) -> bool:
        """Somebody waits for a process that is being started; `close` ends that."""
        return self.restarting or (self._reader is not None and self._reader.starting)

    @property
    def failure(self) -> AfterglowError | None:
        """Why the store's process is not started again any more."""
        return self._archive_process.failure

    def background_cpu(self) -> float:
        """CPU seconds so far of the processes that read and store."""
        return cpu_seconds(self._reader.pid if self._reader else None, self._archive_process.pid)

    def rest_reader(self) -> None:
        """Free the memory of the reader's models until it is needed again."""
        if self._reader is not None:
            self._reader.rest()

    def close(self) -> None:
        """Both processes end, and with them every key and everything readable. Safe to call twice, and while calls
        wait for the store's process, which then fail."""
        if self.restarting:
            self.archive.close()  # first: a call of the reader may be waiting for it
        if self._reader is not None:
            self._reader.close()
        self.archive.close()

    def __enter__(self) -> OpenMemory:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
