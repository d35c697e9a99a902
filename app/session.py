"""The composition root: an unlocked memory and all that belongs to it, built in reading order, closed in reverse.

Three processes at most: this one, the store's (LanceDB, endpoint, keys, recall) and the reader's (OCR, embedding).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from capture.gate import ChangeGate
from capture.intake import Intake
from capture.rules import Rules
from filelock import FileLock
from memory.sealed.keys import KeyFile, Keys
from memory.service import open_archive
from memory.spool import Spool

from app.home import Home
from app.ingest import Drained, Ingest
from app.settings import Settings
from capture.errors import AfterglowError
from memory import rpc
from memory.api import ArchiveApi
from memory.perceive.worker import RemoteReader, open_spool_reader

NICENESS = 10
"""Reading gives way to what the person does."""


def open_spool(home: Home, settings: Settings) -> Spool:
    """The spool needs only the public key, so it opens while the memory is locked."""
    return Spool(
        home.spool,
        public_key=KeyFile.load(home.keys).public_key,
        budget_bytes=settings.spool.budget_mb * 1_000_000,
        reserve_bytes=settings.spool.disk_reserve_mb * 1_000_000,
    )


def rules_from(settings: Settings) -> Rules:
    chosen = settings.exclusions
    return Rules(
        apps=chosen.apps,
        titles=chosen.titles,
        sites=chosen.sites,
        private_browsing=chosen.private_browsing,
        password_managers=chosen.password_managers,
        unknown_windows=chosen.unknown_windows,
    )


class Session:
    """One unlocked memory. `reading()` starts the reader's process on first use; searching alone does not need it."""

    def __init__(self, home: Home, *, keys: Keys, settings: Settings, accept_backup: bool = False) -> None:
        self.home = home
        self.settings = settings
        self._keys = keys
        self.spool = open_spool(home, settings)
        self.archive: ArchiveApi = open_archive(home.root, keys, accept_backup=accept_backup)
        self._reader: RemoteReader | None = None
        self._starting = threading.Lock()

    def reading(self) -> RemoteReader:
        with self._starting:
            if self._reader is None:
                perception = self.settings.perception
                self._reader = RemoteReader(
                    rpc.spawn(
                        open_spool_reader,
                        self.home.spool,
                        self.spool.public_key,
                        self._keys,
                        perception.threads,
                        NICENESS,
                    )
                )
            return self._reader

    def ingest(self, on_error: Callable[[AfterglowError | None], None] = lambda _: None) -> Ingest:
        return Ingest(
            spool=self.spool,
            reading=self.reading(),
            archive=self.archive,
            lock=FileLock(self.home.ingest_lock),
            on_error=on_error,
        )

    def drain(self, progress: Callable[[int], None] = lambda _: None) -> Drained:
        """Read what waits in the spool, if anything does."""
        return self.ingest().drain(progress) if self.spool.pending() else Drained()

    def close(self) -> None:
        """Both processes end, and with them every key and everything readable."""
        if self._reader is not None:
            self._reader.close()
        self.archive.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


__all__ = ["ChangeGate", "Intake", "Session", "open_spool", "rules_from"]
