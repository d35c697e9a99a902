"""Recorder, spool and memory behind the window.

Recording needs only the public key, so the recorder runs from start to end; the session (store process, reader process,
ingest thread) lives only while the memory is unlocked. Public methods may be called from any thread.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from filelock import FileLock, Timeout

from app.background.auto_lock import AutoLock
from app.background.reading_loop import Progress, ReadingLoop
from app.composition import (
    NotifyingSink,
    OpenMemory,
    build_recorder,
    longest_gap,
    open_spool,
    pace_from,
    person_idle,
    rules_from,
)
from app.home import Home
from app.settings import Settings
from app.unlocking import create_with_recovery, open_keys
from base.errors import AfterglowError, Locked
from base.records.picture import BgrImage
from base.records.scope import Scope
from base.records.search import Query, QueryImage
from base.records.statistics import AccessEntry, ForgetResult
from capture.pace import RecorderStatus
from capture.recorder import Recorder
from memory.archive.api import ArchiveApi
from memory.perception.spool import Spool
from memory.sealed.keys import KeyFile, Keys
from memory.snapshots import export as write_snapshot
from ui.kit.ports import ExportOrder, LockedBy, Recording, UiStatus, Unsubscribe

log = logging.getLogger(__name__)

WATCH_SECONDS = 1.0
LAST_WORDS = 2.0
"""Seconds that the managers have at lock and exit for what they have not seen; the rest is taken up after unlocking."""
COUNT_EVERY = 10
"""Looks of the watcher between two counts of what waits while the memory is locked."""
_STATES = {
    "stopped": Recording.OFF,
    "recording": Recording.RECORDING,
    "paused": Recording.PAUSED,
    "skipping": Recording.SKIPPING,
    "fault": Recording.FAULT,
    "locked": Recording.LOCKED,
}


def warm(archive: ArchiveApi) -> None:
    """Blocking. The first search reads every vector, 2 s for 100,000 moments: best before the person types it. Ends
    early when the memory is locked meanwhile."""
    with contextlib.suppress(AfterglowError):
        archive.search(Query("", datetime.now(UTC), limit=1))


class DesktopProgram:
    """Build it, `start()`, show the window, `close()`."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._session: OpenMemory | None = None
        self._loop: ReadingLoop | None = None
        self._recorder: Recorder | None = None
        self._spool: Spool | None = None
        self._reading_fault: AfterglowError | None = None
        self._recorder_lock = FileLock(home.recorder_lock, timeout=0, thread_local=False, mode=0o600)
        self._recording_elsewhere = False
        self._changing = threading.RLock()
        self._status_subscribers: list[Callable[[UiStatus], None]] = []
        self._lock_subscribers: list[Callable[[], None]] = []
        self._stopping = threading.Event()
        self._unread = Progress()
        self._locked_by = LockedBy.PERSON
        self._auto_lock = AutoLock(recorder=self._recorder_status)
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)

    # -- life
    def start(self) -> None:
        if self._home.exists:
            self._start_recording()
        self._watcher.start()

    def close(self) -> None:
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join()
        with self._changing:
            if self._recorder is not None:
                self._recorder.stop()
                self._recorder = None
            self._close_session()
            self._recorder_lock.release()

    def _start_recording(self) -> None:
        with self._changing:
            if self._recorder is not None:
                return
            self._spool = open_spool(self._home, self._settings)
            try:
                self._recorder_lock.acquire()
            except Timeout:
                self._recording_elsewhere = True
                return
            sink = NotifyingSink(self._spool, self._spooled)
            self._recorder = build_recorder(self._settings, sink, on_status=lambda _: self._tell_status())
            self._recorder.start()

    def _spooled(self) -> None:
        loop = self._loop
        if loop is not None:
            loop.poke()

    def _recorder_status(self) -> RecorderStatus | None:
        recorder = self._recorder
        return recorder.status() if recorder is not None else None

    def _idle(self) -> float:
        status = self._recorder_status()
        return person_idle(status) if status is not None else 0.0

    def _watch(self) -> None:
        """Sees what another process did (`afterglow lock` beside a running app), frames that wait for an unlock, and
        that nobody is there."""
        ticks = 0
        while not self._stopping.wait(WATCH_SECONDS):
            self._lock_if_due()
            if self._loop is None and ticks % COUNT_EVERY == 0:
                self._count_waiting()
            ticks += 1
        self._auto_lock.rest()

    def _lock_if_due(self) -> None:
        if self._session is None:
            self._auto_lock.rest()
        elif self._home.locked:
            self.lock()
        elif (by := self._auto_lock.due(self._settings.lock)) is not None:
            self._lock(by)

    def _count_waiting(self) -> None:
        """While nothing is read. Listing a long backlog takes milliseconds."""
        spool = self._spool
        progress = Progress(len(spool.frames()) if spool is not None else 0)
        if progress != self._unread:
            self._unread = progress
            self._tell_status()

    def _progress(self) -> Progress:
        loop = self._loop
        return loop.progress() if loop is not None else self._unread

    def apply_settings(self, settings: Settings) -> None:
        """What can be changed while running, is; the rest counts from the next start."""
        with self._changing:
            self._settings = settings
            if self._recorder is not None:
                self._recorder.set_rules(rules_from(settings), pace_from(settings), longest_gap(settings))
            if self._session is not None:
                self._session.settings = settings
            if self._loop is not None:
                self._loop.change_effort(settings.perception.effort)

    # -- RecordingControl
    def status(self) -> UiStatus:
        recorder = self._recorder
        if recorder is None:
            message = "Another Afterglow is recording this memory." if self._recording_elsewhere else ""
            progress = self._progress()
            return UiStatus(
                state=Recording.OFF, message=message, pending=progress.waiting, waits_for=progress.waits_for
            )
        return self._seen(recorder.status())

    def _seen(self, status: RecorderStatus) -> UiStatus:
        fault, progress = self._reading_fault, self._progress()
        state = _STATES[status.state]
        return UiStatus(
            state=Recording.FAULT if fault and state is Recording.RECORDING else state,
            until=status.paused_until,
            rule=status.rule,
            message=str(fault) if fault else status.message,
            kept=status.kept,
            skipped=sum(status.skipped.values()),
            pending=progress.waiting,
            waits_for=progress.waits_for,
            last_kept=status.last_kept,
        )

    def subscribe(self, changed: Callable[[UiStatus], None]) -> Unsubscribe:
        self._status_subscribers.append(changed)
        return lambda: self._status_subscribers.remove(changed)

    def _tell_status(self) -> None:
        status = self.status()
        for changed in list(self._status_subscribers):
            changed(status)

    def pause(self, minutes: int | None) -> None:
        if self._recorder is not None:
            self._recorder.pause(None if minutes is None else timedelta(minutes=minutes))
        if (loop := self._loop) is not None:
            loop.tidy_soon()
        self._tell_status()

    def resume(self) -> None:
        if self._recorder is not None:
            self._recorder.resume()
        self._tell_status()

    def forget_last(self, minutes: int) -> ForgetResult:
        session = self._unlocked()
        since = datetime.now(UTC) - timedelta(minutes=minutes)
        return session.forget(Scope(since=since))

    def forget_memories(self, names: Sequence[str]) -> int:
        return self._unlocked().forget_memories(names)

    def look(self, picture: BgrImage) -> QueryImage:
        """For a question. Raises Locked."""
        return self._unlocked().reader().look(picture)

    def _unlocked(self) -> OpenMemory:
        """Raises Locked."""
        session = self._session
        if session is None:
            raise Locked
        return session

    # -- LockControl
    def locked(self) -> bool:
        return self._session is None

    def locked_by(self) -> LockedBy:
        return self._locked_by

    def opens_by_itself(self) -> bool:
        try:
            return self._home.exists and "keyring" in KeyFile.load(self._home.keys).slots
        except AfterglowError:
            return False  # what is wrong with the file is told by the attempt to open it

    def subscribe_lock(self, changed: Callable[[], None]) -> Unsubscribe:
        self._lock_subscribers.append(changed)
        return lambda: self._lock_subscribers.remove(changed)

    def needs_passphrase_setup(self) -> bool:
        """Where there is a key store, or a passphrase was given, the memory was made before the window opened."""
        return not self._home.exists

    def set_passphrase(self, passphrase: str) -> str:
        code = create_with_recovery(self._home, passphrase)
        self._start_recording()
        return code

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        return self._open(open_keys(KeyFile.load(self._home.keys), passphrase=passphrase))

    def unlock_recovery(self, code: str) -> ArchiveApi:
        return self._open(KeyFile.load(self._home.keys).unlock_recovery(code))

    def _open(self, keys: Keys) -> ArchiveApi:
        with self._changing:
            self._home.set_locked(False)
            self._close_session()
            session = OpenMemory(self._home, keys=keys, settings=self._settings, actor="app")
            self._session = session
            self._auto_lock.opened()
            self._loop = session.reading_loop(
                idle=self._idle, on_error=self._reading_failed, on_progress=self._tell_status
            )
            self._loop.start()
            self._start_recording()
        threading.Thread(target=warm, args=(session.archive,), name="warming", daemon=True).start()
        self._tell_lock()
        return session.archive

    def _reading_failed(self, error: AfterglowError | None) -> None:
        if type(error) is not type(self._reading_fault):
            self._reading_fault = error
            self._tell_status()

    def lock(self) -> None:
        self._lock(LockedBy.PERSON)

    def _lock(self, by: LockedBy) -> None:
        """The mark in the home also holds off commands. One that brings the passphrase may go on after a lock that came
        by itself; a key store gives its key to anybody who asks, so there the mark is what locks."""
        with self._changing:
            self._locked_by = by
            if by is LockedBy.PERSON or self.opens_by_itself():
                self._home.set_locked(True)
            self._close_session()
        self._tell_lock()

    def _close_session(self) -> None:
        if self._loop is not None:
            self._loop.stop()
            self._loop = None
        if self._session is not None:
            with contextlib.suppress(AfterglowError):
                self._session.consolidate(within=LAST_WORDS)
            self._session.close()
            self._session = None

    def _tell_lock(self) -> None:
        for changed in list(self._lock_subscribers):
            changed()
        self._tell_status()

    # -- ExportControl
    def export(self, order: ExportOrder, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int:
        session = self._unlocked()
        report = write_snapshot(
            session.archive,
            order.target,
            format=order.format.value,
            scope=order.scope,
            passphrase=order.passphrase,
            plain=order.passphrase is None,
            progress=lambda done, total: progress(done, total or 0),
            cancelled=cancelled,
        )
        session.archive.note_access(
            AccessEntry(at=datetime.now(UTC), actor="app", action="export", count=report.frames)
        )
        return report.frames
