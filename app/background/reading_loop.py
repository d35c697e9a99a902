"""Reading loop: the background thread that reads the newest frame first, then older ones, then does chores.

It takes one step at a time and asks the governor before each. It waits on one event, which `poke()` (something was
spooled) and `stop()` set. Any other thread may read `progress()`.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from app.background.governor import Allowance, Decision, Effort, MachineState, ReadingMode, Reason, decide
from app.background.ingest import BATCH_SIZE, DrainReport, Ingest
from base.errors import AfterglowError
from memory.perception.spool import NOTE_BYTES

log = logging.getLogger(__name__)

POLL = 5.0
"""Seconds between two looks for what another process spooled; our own recorder pokes."""
NOTES_EVERY = 10.0
"""Seconds between two writes of coverage: each costs 30 ms, and a still screen sends two a minute."""
SENSE_EVERY = 5.0
"""Seconds after which the sensors are asked again."""
MAX_RUN = 3.0
"""Seconds after which a run of older frames is stored: no other process waits longer than that for the spool's lock."""
BREATH = 0.1
"""Seconds between two steps, in which another process may take the spool's lock (it tries twenty times a second)."""
CHORES_AFTER, CHORES_EVERY = 30.0, 600.0
"""Seconds between two rounds of chores: when frames were stored since, and when none were."""
CHORES_URGENT_AFTER = 30.0
"""Seconds without a chore after which one goes before older frames: memories are made on busy days too."""
RELEASE_AFTER = 600.0
"""Seconds without a frame to read after which the models leave memory; starting them again costs two CPU seconds."""

Chore = Callable[[], bool]
"""One bounded step of tidying; True if there may be more to do at once."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much waits to be read, and what for (`app.background.governor.Reason`)."""

    waiting: int = 0
    waits_for: Reason = ""
    since: datetime | None = field(default=None, compare=False)
    """When the oldest of it came."""


class ReadingLoop:
    """`start()` the thread and `poke()` it when something was spooled. The thread calls `step()` again and again.

    conditions: asks the sensors. spent: CPU seconds so far of the processes that read and store.
    release: frees the memory of the reader's models; the next frame loads them again.
    on_error: called with each failure, and with None after each step that went well. on_progress: called when
    `progress()` changed. Both are called in the loop's thread.
    """

    def __init__(
        self,
        ingest: Ingest,
        *,
        effort: Effort = "balanced",
        conditions: Callable[[], MachineState] = MachineState,
        spent: Callable[[], float] = time.process_time,
        chores: Sequence[Chore] = (),
        release: Callable[[], None] = lambda: None,
        on_error: Callable[[AfterglowError | None], None] = lambda _: None,
        on_progress: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
        poll_seconds: float = POLL,
    ) -> None:
        self._ingest = ingest
        self._spool = ingest.spool
        self._effort = effort
        self._sense = conditions
        self._spent = spent
        self._all_chores = tuple(chores)
        self._release = release
        self._on_error = on_error
        self._on_progress = on_progress
        self._now = monotonic
        self._poll = poll_seconds
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._frames: dict[str, int] = {}
        """Names and sizes of the frames that wait, oldest first."""
        self._newest = ""
        """The newest frame that has been taken; what came after it is fresh."""
        self._fresh_since = self._read_at = self._now()
        self._looked_at = self._noted_at = self._sensed_at = self._round_at = -math.inf
        self._chore_at = self._now()
        self._conditions = MachineState()
        self._allowance = Allowance(self._now())
        self._chores: list[Chore] = []
        """What is left of this round."""
        self._chores_wait = 0.0
        self._holds_reader = False
        self._progress = Progress()
        self.total = DrainReport()

    # -- life
    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def change_effort(self, effort: Effort) -> None:
        """From the next step on."""
        self._effort = effort
        self._wake.set()

    def poke(self) -> None:
        self._wake.set()

    def stop(self, *, within: float | None = None) -> bool:
        """Finish the frame at hand, store, and join. False where that takes longer than `within` seconds: a process
        that is asked does not answer, and the thread ends once that one is closed."""
        self._stopping.set()
        self._wake.set()
        if self._thread is None:
            return True
        self._thread.join(within)
        return not self._thread.is_alive()

    def progress(self) -> Progress:
        return self._progress

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                wait = self.step()
                self._on_error(None)
            except AfterglowError as error:
                log.warning("reading stopped: %s", type(error).__name__)
                self._on_error(error)
                wait = self._poll
            if wait <= 0:
                self._stopping.wait(BREATH)
            else:
                self._wake.wait(wait)

    # -- one step
    def step(self) -> float:
        """Do the one thing that is next, if anything may be done now. Returns the seconds until the next step, unless
        poked; 0: at once."""
        with self._ingest.acquire_spool() as acquired:
            if not acquired:
                self._wake.clear()
                self._looked_at = -math.inf
                return self._poll
            self._list_spool()
            wait = self._do_chore() if not self._frames or self._are_chores_urgent() else self._read()
        if self._holds_reader and self._now() - self._read_at >= RELEASE_AFTER:
            self._holds_reader = False
            self._release()
        return wait

    def _list_spool(self) -> None:
        """See which frames wait, and store coverage now and then: that needs no reader and no allowance."""
        if not self._wake.is_set() and self._now() - self._looked_at < self._poll:
            return
        self._wake.clear()
        self._looked_at = self._now()
        known, had_fresh = self._frames, self._find_fresh()
        sizes = {entry: known.get(entry) or self._spool.size(entry) for entry in self._spool.pending()}
        notes = [entry for entry, size in sizes.items() if size <= NOTE_BYTES]
        self._frames = {entry: size for entry, size in sizes.items() if size > NOTE_BYTES}
        if self._find_fresh() and not had_fresh:
            self._fresh_since = self._now()
        if notes and self._now() - self._noted_at >= NOTES_EVERY:
            self._noted_at = self._now()
            self._ingest.take(notes, self.total)
        self._set_progress(self._progress.waits_for if self._frames else "")

    def _find_fresh(self) -> str:
        """The newest waiting frame; "" if one that came later has been taken."""
        last = next(reversed(self._frames), "")
        return last if last > self._newest else ""

    def _read(self) -> float:
        decision = self._decide()
        self._set_progress(decision.waits_for)
        if decision.reads is ReadingMode.NOTHING:
            return self._poll
        fresh = self._find_fresh()
        wait = self._allowance.wait(decision.share, self._now(), keep=0.0 if fresh else Allowance.RESERVE)
        if fresh:
            wait = min(wait, self._fresh_since + decision.patience - self._now())
        elif decision.reads is ReadingMode.NEWEST:
            return self._poll
        if wait > 0:
            return min(wait, self._poll)
        self._take([fresh] if fresh else list(self._frames)[:BATCH_SIZE])
        return 0.0

    def _decide(self) -> Decision:
        if self._now() - self._sensed_at >= SENSE_EVERY:
            self._sensed_at = self._now()
            self._conditions = self._sense()
        crowded = sum(self._frames.values()) / self._spool.budget_bytes
        return decide(self._effort, self._conditions, crowded=crowded)

    def _take(self, entries: list[str]) -> None:
        began = self._now()
        self._holds_reader = True

        def go_on() -> bool:
            return not self._wake.is_set() and not self._stopping.is_set() and self._now() - began < MAX_RUN

        with self._pay():
            taken = self._ingest.take(entries, self.total, go_on)
        for entry in entries[:taken]:
            self._frames.pop(entry, None)
        self._newest = max(self._newest, *entries[:taken])
        self._read_at = self._now()
        self._chores_wait = CHORES_AFTER
        self._set_progress(self._progress.waits_for if self._frames else "")

    def do_chores_soon(self) -> None:
        """Begin a round of chores as soon as nothing fresh waits: recording has paused."""
        self._round_at = self._chore_at = -math.inf
        self._wake.set()

    def _are_chores_urgent(self) -> bool:
        """Whether chores have waited too long for older frames."""
        if self._find_fresh() or self._now() - self._chore_at < CHORES_URGENT_AFTER:
            return False
        return (bool(self._chores) or self._is_round_due()) and self._decide().reads is ReadingMode.ALL

    def _is_round_due(self) -> bool:
        return bool(self._all_chores) and self._now() - self._round_at >= self._chores_wait

    def _do_chore(self) -> float:
        """One step of one chore. A chore that fails is left alone until the next round."""
        if self._is_round_due():
            self._round_at, self._chores_wait = self._now(), CHORES_EVERY
            self._chores = list(self._all_chores)
        if not self._chores:
            return self._poll
        decision = self._decide()
        wait = self._allowance.wait(decision.share, self._now(), keep=Allowance.RESERVE)
        if decision.reads is not ReadingMode.ALL or wait > 0:
            return min(wait, self._poll) or self._poll
        self._chore_at = self._now()
        chore = self._chores.pop(0)
        with self._pay():
            more = chore()
        if more:
            self._chores.insert(0, chore)
        return 0.0

    @contextmanager
    def _pay(self) -> Iterator[None]:
        """Take what the block costs out of the allowance, also when it fails."""
        before = self._spent()
        try:
            yield
        finally:
            self._allowance.spend(self._spent() - before)

    def _set_progress(self, waits_for: Reason) -> None:
        oldest = next(iter(self._frames), None)
        progress = Progress(len(self._frames), waits_for, self._spool.arrived(oldest) if oldest else None)
        if progress != self._progress:
            self._progress = progress
            self._on_progress()
