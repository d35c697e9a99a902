"""The reader's own process: reads spooled frames, runs managers.

`ReaderService` is built inside a process spawned through `base.processes`; `ReaderClient` is our end of it, called
through app/background/ingest.py. Only this process and the store's ever hold what a frame shows.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from base.coverage import Coverage, State
from base.errors import Damaged, Locked, PerceptionError, stored_error_name
from base.lasting_process import Deaths
from base.processes import ChildProcess, release_heap
from base.records.moment import Moment, MomentHead
from base.records.picture import BgrImage, FilmFrame, StillBatch
from base.records.scope import Scope, is_in_scope
from base.records.search import QueryImage
from capture.frames import CapturedFrame
from memory.encoders.interface import ImageModel, open_image_encoder
from memory.memories.changes import BatchResult, MemorySnapshot, Outcome
from memory.memories.manager import Batch
from memory.memories.managers.meta import MakeManagers, MetaMemoryManager, SequentialExecutor
from memory.memories.memory import Kind
from memory.perception.perceiver import DroppedFrame, Perceiver, default_perceiver
from memory.perception.spool import Spool
from memory.pictures import films
from memory.pictures.decoding import encode_film
from memory.sealed.keys import Keys

ATTEMPTS, WHEN_KILLED = 2, 5
"""A frame may end the process once, and four times where somebody else killed it: memory may have been short."""
LONG_REST = 300.0
"""Seconds between two starts of a process that keeps ending."""


@dataclass(frozen=True, slots=True)
class SkippedFrame:
    """A frame that the second gate recognised as private: only this stretch of coverage remains of it."""

    coverage: Coverage


class ReaderService:
    """`perceive(entry)` for names given by `Spool.pending()`. `managers`: of the six memories, made on first use."""

    def __init__(self, *, spool: Spool, keys: Keys, perceiver: Perceiver, managers: MakeManagers | None = None) -> None:
        self._spool = spool
        self._keys = keys
        self._perceiver = perceiver
        self._managers = managers
        self._meta: MetaMemoryManager | None = None

    def perceive(self, entry: str) -> Moment | Coverage | SkippedFrame:
        """Raises Damaged (the entry), PerceptionError (the picture); the entry stays in the spool either way."""
        if self._perceiver.missing:
            raise self._perceiver.missing[0]  # frames wait until the models are there again
        item = self._spool.open(entry, self._keys)
        if not isinstance(item, CapturedFrame):
            return item
        seen = self._perceiver.perceive(item)
        release_heap()  # 6 ms; without it 100 frames left the process at 470 MB instead of 130
        return SkippedFrame(_skipped_coverage(item, seen.rule)) if isinstance(seen, DroppedFrame) else seen

    def forget(self, scope: Scope) -> int:
        """Discard the waiting frames that a scope holds; how many. A damaged entry is left for `perceive` to report."""
        gone = 0
        for entry in self._spool.pending():
            try:
                item = self._spool.open(entry, self._keys)
            except Damaged:
                continue
            if isinstance(item, CapturedFrame) and is_in_scope(_to_head(item), scope):
                self._spool.discard(entry)
                gone += 1
        return gone

    def look(self, image: BgrImage) -> QueryImage:
        return self._perceiver.look(image)

    def film_stills(self, roll: StillBatch) -> FilmFrame:
        done = encode_film(roll)
        release_heap()
        return done

    def faint(self, film: bytes) -> bytes:
        """Raises BrokenPicture."""
        return films.downscale_film(film)

    def digest(self, batch: Batch, knowledge: MemorySnapshot) -> BatchResult:
        """What the managers make of a batch, given what is remembered, or what changed of it since `knows()`."""
        meta = self._mind()
        meta.learn(knowledge)
        done = meta.digest(batch)
        release_heap()
        return done

    def knows(self) -> str:
        """The mark of the knowledge that was taken in last."""
        return self._mind().mark

    def unlearn(self) -> None:
        """Something was forgotten: hold nothing of the memories any more."""
        self._mind().forget()

    def _mind(self) -> MetaMemoryManager:
        if self._meta is None:
            texts = self._perceiver.texts
            self._meta = MetaMemoryManager(
                self._managers(SequentialExecutor(texts) if texts else None) if self._managers else ()
            )
        return self._meta

    def close(self) -> None:
        self._perceiver.close()


def _skipped_coverage(frame: CapturedFrame, rule: str) -> Coverage:
    return Coverage(frame.id, frame.at, frame.at, frame.monitor, State.SKIPPED, rule)


def _to_head(frame: CapturedFrame) -> MomentHead:
    window = frame.window
    return MomentHead(frame.id, frame.at, frame.monitor, window.app, window.title, window.url)


def open_spool_reader(
    spool: Path,
    public_key: bytes,
    keys: Keys,
    threads: int,
    niceness: int,
    pictures: ImageModel | None,
    managers: MakeManagers | None,
    vault_key: bytes,
) -> ReaderService:
    """The factory that runs in the child."""
    lower_priority(niceness)
    perceiver = default_perceiver(threads=threads, image_encoder=open_image_encoder(pictures), vault_key=vault_key)
    return ReaderService(spool=Spool(spool, public_key=public_key), keys=keys, perceiver=perceiver, managers=managers)


def lower_priority(niceness: int) -> None:
    """This process runs and uses the disk only when nobody else wants to, as far as the system knows such a thing."""
    me = psutil.Process()
    if sys.platform == "win32":
        me.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        me.ionice(psutil.IOPRIO_LOW)
        return
    me.nice(max(niceness, me.nice()))
    if sys.platform == "linux":
        me.ionice(psutil.IOPRIO_CLASS_IDLE)


class ReaderClient:
    """`ReaderService` in its own process, which is started again by the next call when it died. A frame that ends the
    process twice is reported as unreadable. `may_restart`: asked before each start; where it says no, calls raise
    Locked.

    Any thread may call; one call at a time is under way.
    """

    def __init__(self, remote: ChildProcess, *, may_restart: Callable[[], bool] = lambda: True) -> None:
        self._remote = remote
        self._may_restart = may_restart
        self._using = threading.Lock()
        self._closing = threading.Event()
        self._deaths = Deaths()
        self._deaths.born()
        self._not_before = 0.0
        """When one that keeps ending is started again, by the monotonic clock."""
        self._resting = False
        self.starting = False
        """It is not there and a call waits for it."""
        self._lost: Counter[str] = Counter()
        """How often a frame was in the process when that died."""

    def perceive(self, entry: str) -> Moment | Coverage | SkippedFrame:
        with self._using:
            while True:
                remote = self._awake()
                try:
                    item: Moment | Coverage | SkippedFrame = remote.call("perceive", entry)
                except ReaderLostError:
                    self._lost[entry] += 1
                    if self._lost[entry] < (WHEN_KILLED if remote.was_killed else ATTEMPTS):
                        continue
                    del self._lost[entry]
                    raise Damaged(entry) from None
                self._lost.pop(entry, None)
                return item

    def forget(self, scope: Scope) -> int:
        return int(self._call("forget", scope))

    def look(self, image: BgrImage) -> QueryImage:
        """(height, width, 3) uint8, blue green red."""
        done: QueryImage = self._call("look", image)
        return done

    def film_stills(self, roll: StillBatch) -> FilmFrame:
        done: FilmFrame = self._call("film_stills", roll)
        return done

    def faint(self, film: bytes) -> bytes:
        done: bytes = self._call("faint", film)
        return done

    def _call(self, method: str, *args: object) -> Any:
        """Asked once more when the process died under it: none of these methods does harm twice."""
        with self._using:
            try:
                return self._awake().call(method, *args)
            except ReaderLostError:
                return self._awake().call(method, *args)

    def digest(
        self, batch: Batch, knowledge: Callable[[str], MemorySnapshot], *, within: float | None = None
    ) -> BatchResult:
        """What the managers make of a batch. One that ends the process has failed on it; the others are asked again,
        each alone. `within`: seconds after which the process is ended, and ReaderLostError raised."""
        with self._using:
            try:
                return self._digest(batch, knowledge, within)
            except ReaderLostError:
                if within is not None:
                    raise
            pieces = [replace(batch, kinds=frozenset([kind])) for kind in Kind if kind in batch.kinds]
            alone = [self._alone(piece, knowledge) for piece in pieces]
            return BatchResult(batch.id, tuple(sorted(batch.new)), tuple(outcome for some in alone for outcome in some))

    def _alone(self, batch: Batch, knowledge: Callable[[str], MemorySnapshot]) -> tuple[Outcome, ...]:
        try:
            return self._digest(batch, knowledge).outcomes
        except ReaderLostError as error:
            return tuple(Outcome(kind, "", failure=stored_error_name(error)) for kind in batch.kinds)

    def _digest(
        self, batch: Batch, knowledge: Callable[[str], MemorySnapshot], within: float | None = None
    ) -> BatchResult:
        remote = self._awake()
        known = knowledge(remote.call("knows"))
        call = remote.call if within is None else partial(remote.call_within, within)
        done: BatchResult = call("digest", batch, known)
        return done

    def unlearn(self) -> None:
        """Where there is a process, it holds nothing of the memories any more."""
        with self._using:
            if self._remote.alive:
                self._remote.call("unlearn")

    def _awake(self) -> ChildProcess:
        """The process, started where it is not there. Raises ReaderLostError while one that keeps ending is left alone,
        and Locked where it must not be started."""
        if self._closing.is_set():
            raise Locked
        if self._remote.alive:
            return self._remote
        self.starting = True
        try:
            self._start()
        finally:
            self.starting = False
        if self._closing.is_set():  # the memory was locked while it started
            self._remote.close()
            raise Locked
        return self._remote

    def _start(self) -> None:
        if not self._resting:
            self._wait_after_death()
        if self._closing.is_set() or not self._may_restart():
            raise Locked
        self._remote.restart()
        self._deaths.born()
        self._resting = False

    def _wait_after_death(self) -> None:
        if not self._not_before:
            self._deaths.died()
            if not self._deaths.hopeless:
                self._closing.wait(self._deaths.wait)
                return
            self._not_before = time.monotonic() + LONG_REST
        if time.monotonic() < self._not_before:
            raise ReaderLeftAloneError
        self._not_before = 0.0

    @property
    def alive(self) -> bool:
        return self._remote.alive

    @property
    def pid(self) -> int | None:
        return self._remote.pid

    def rest(self) -> None:
        """End the process and with it some hundred megabytes of models; the next call starts it again."""
        with self._using:
            self._resting = True
            self._remote.close()

    def close(self) -> None:
        """For good; a call that is under way fails."""
        self._closing.set()
        self._remote.close()
        with self._using:  # whoever was starting it again has noticed
            self._remote.close()


class ReaderLostError(PerceptionError):
    """The reader's process ended: out of memory, or a picture that a library could not stand."""

    title = "The reading process ended"
    advice = "It restarts automatically. Pictures wait encrypted; nothing is lost."


class ReaderLeftAloneError(ReaderLostError):
    """It ended again and again; until it is tried again, every call raises this."""

    title = "The reading process keeps ending"
    advice = (
        "Pictures wait encrypted, and reading is tried again every few minutes. Close programs that need much memory; "
        "if it does not help, start Afterglow again and run `afterglow doctor`."
    )


def spawn_reader(
    spool: Path,
    public_key: bytes,
    keys: Keys,
    *,
    threads: int,
    niceness: int,
    pictures: ImageModel | None = None,
    managers: MakeManagers | None = None,
    keep_secrets: bool = True,
    may_restart: Callable[[], bool] = lambda: True,
) -> ReaderClient:
    """`keep_secrets`: values are sealed to the vault, which this process cannot open; else they are dropped."""
    vault_key = keys.vault_public if keep_secrets else b""
    made_of = (spool, public_key, keys.for_reading(), threads, niceness, pictures, managers, vault_key)
    remote = ChildProcess(open_spool_reader, *made_of, name="reader", threads=1, fault=ReaderLostError)
    return ReaderClient(remote, may_restart=may_restart)
