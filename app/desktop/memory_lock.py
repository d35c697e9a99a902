"""The lock of the desktop program: opens the memory, reads in the background while it is open, and closes it.

The window's `LockControl`. Any thread may call; `lock_if_due` is called by the watcher of app/desktop/runtime.py.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from app.background.auto_lock import AutoLock
from app.background.open_memory import OpenMemory
from app.background.reading_loop import Progress, ReadingLoop
from app.desktop.spool_recorder import SpoolRecorder
from app.desktop.subscribers import Subscribers
from app.home import Home
from app.settings import Settings
from app.unlocking import open_keys
from base.errors import AfterglowError, Locked, StoreRestarting
from base.records.picture import BgrImage
from base.records.search import Query, QueryImage
from memory.archive.api import ArchiveApi
from memory.sealed.keys import KeyFile, Keys
from ui.kit.ports import LockedBy, Unsubscribe

CONSOLIDATION_SECONDS = 2.0
"""Seconds that the managers have at lock and exit for what they have not looked at; the rest follows after unlocking.
"""
STOP_SECONDS = 30.0
"""Seconds that the reading loop has to finish what it does; a frame takes two, cut films and compaction some more."""


class OpensMemory(Protocol):
    def __call__(self, *, keys: Keys, settings: Settings, changed: Callable[[], None]) -> OpenMemory: ...


class BuildReadingLoop(Protocol):
    def __call__(
        self,
        memory: OpenMemory,
        *,
        idle: Callable[[], float],
        on_error: Callable[[AfterglowError | None], None],
        on_progress: Callable[[], None],
    ) -> ReadingLoop: ...


def warm(archive: ArchiveApi) -> None:
    """Blocking. The first search reads every vector, 2 s for 100,000 moments: best before the person types it. Ends
    early when the memory is locked meanwhile."""
    with contextlib.suppress(AfterglowError):
        archive.search(Query("", datetime.now(UTC), limit=1))


class MemoryLock:
    def __init__(
        self,
        home: Home,
        settings: Settings,
        *,
        recorder: SpoolRecorder,
        auto_lock: AutoLock,
        open_memory: OpensMemory,
        build_reading_loop: BuildReadingLoop,
        changed: Callable[[], None],
        passphrase: str | None = None,
    ) -> None:
        """`changed`: called when the lock, the reading fault or the reading progress changed. `passphrase`: as it was
        given at the start."""
        self._home = home
        self._settings = settings
        self._recorder = recorder
        self._auto_lock = auto_lock
        self._open_memory = open_memory
        self._build_reading_loop = build_reading_loop
        self._changed = changed
        self._passphrase = passphrase
        self._subscribers = Subscribers()
        self._changing = threading.RLock()
        self._memory: OpenMemory | None = None
        self._loop: ReadingLoop | None = None
        self._locked_by = LockedBy.PERSON
        self.reading_fault: AfterglowError | None = None

    # -- LockControl
    def locked(self) -> bool:
        return self._memory is None

    def locked_by(self) -> LockedBy:
        return self._locked_by

    def opens_by_itself(self) -> bool:
        try:
            return self._home.exists and "keyring" in KeyFile.load(self._home.keys).slots
        except AfterglowError:
            return False  # the attempt to open it says what is wrong with the file

    def subscribe(self, changed: Callable[[], None]) -> Unsubscribe:
        return self._subscribers.add(changed)

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        given = self._passphrase if passphrase is None else passphrase
        return self._open(open_keys(KeyFile.load(self._home.keys), passphrase=given))

    def unlock_recovery(self, code: str) -> ArchiveApi:
        return self._open(KeyFile.load(self._home.keys).unlock_recovery(code))

    def lock(self) -> None:
        self._lock(LockedBy.PERSON)

    # -- the open memory
    def memory(self) -> OpenMemory:
        """Raises Locked."""
        memory = self._memory
        if memory is None:
            raise Locked
        return memory

    def look(self, picture: BgrImage) -> QueryImage:
        """What a picture that a question is about says and shows. Raises Locked."""
        return self.memory().reader().look(picture)

    def opens_without_question(self) -> bool:
        """With the key store or the given passphrase, unless the person locked it."""
        if not self._home.exists or self._home.locked:
            return False
        return self._passphrase is not None or self.opens_by_itself()

    def _open(self, keys: Keys) -> ArchiveApi:
        with self._changing:
            self._home.set_locked(False)
            self._close_memory()
            memory = self._open_memory(keys=keys, settings=self._settings, changed=self._changed)
            self._memory = memory
            self._auto_lock.opened()
            self._loop = self._build_reading_loop(
                memory, idle=self._recorder.person_idle, on_error=self._note_fault, on_progress=self._changed
            )
            self._loop.start()
            self._recorder.start(self.poke)
        threading.Thread(target=warm, args=(memory.archive,), name="warming", daemon=True).start()
        self._notify()
        return memory.archive

    def _lock(self, by: LockedBy) -> None:
        """The mark in the home also holds off commands. One that brings the passphrase may go on after a lock that came
        by itself; a key store gives its key to anybody who asks, so there the mark is what locks."""
        with self._changing:
            self._locked_by = by
            if by is LockedBy.PERSON or self.opens_by_itself():
                self._home.set_locked(True)
            self._close_memory()
        self._notify()

    def _close_memory(self) -> None:
        """Also where a process of the memory is frozen: it is killed in the end, and the keys are gone with it."""
        if self._memory is not None and self._memory.waits:
            self._memory.close()  # else the loop would wait for a process that nobody wants any more
        loop, self._loop = self._loop, None
        answers = loop is None or loop.stop(within=STOP_SECONDS)
        if self._memory is not None:
            if answers:
                with contextlib.suppress(AfterglowError):
                    self._memory.consolidate(within=CONSOLIDATION_SECONDS)
            self._memory.close()
            self._memory = None
        if loop is not None:
            loop.stop()

    def _note_fault(self, error: AfterglowError | None) -> None:
        """Called by the reading loop after each step; None: the step went well. That a process was started again is
        told by `restarting`."""
        if isinstance(error, StoreRestarting):
            return
        if type(error) is not type(self.reading_fault):
            self.reading_fault = error
            self._changed()

    def _notify(self) -> None:
        self._subscribers.notify()
        self._changed()

    # -- for the program
    def start_recording(self) -> None:
        """If the person has consented."""
        self._recorder.start(self.poke)
        self._changed()

    def lock_if_due(self) -> None:
        """By the mark that `afterglow lock` leaves beside a running app, or because nobody is there."""
        if self._memory is None:
            self._auto_lock.rest()
        elif self._home.locked:
            self.lock()
        elif (by := self._auto_lock.due(self._settings.lock)) is not None:
            self._lock(by)

    @property
    def restarting(self) -> bool:
        """A process of the open memory died and is being started again."""
        memory = self._memory
        return memory is not None and memory.restarting

    @property
    def fault(self) -> AfterglowError | None:
        """Why nothing is read, or nothing can be found, although the memory is open."""
        memory = self._memory
        return (memory.failure if memory is not None else None) or self.reading_fault

    def progress(self) -> Progress | None:
        """Of the reading loop; None while nothing is read."""
        loop = self._loop
        return loop.progress() if loop is not None else None

    def poke(self) -> None:
        """Something is in the spool that can be read."""
        loop = self._loop
        if loop is not None:
            loop.poke()

    def do_chores_soon(self) -> None:
        loop = self._loop
        if loop is not None:
            loop.do_chores_soon()

    def apply_settings(self, settings: Settings) -> None:
        with self._changing:
            self._settings = settings
            if self._memory is not None:
                self._memory.settings = settings
            if self._loop is not None:
                self._loop.change_effort(settings.perception.effort)

    def rest(self) -> None:
        """The watcher ends: `lock_if_due` is not called again."""
        self._auto_lock.rest()

    def close(self) -> None:
        with self._changing:
            self._close_memory()
