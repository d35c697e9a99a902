"""A child process that is started again by itself when it dies: killed by the system, out of memory, a crash.

`LastingProcess` is a `ChildProcess` whose calls wait while it is started again. A call that was under way is asked a
second time only where that can do no harm; else it fails with `fault`, which says that one may try again. A process
that dies again and again is left alone after some attempts, and then every call says what to do.

Its arguments, keys among them, stay in this process as long as it may be started again, and no longer: `close` is for
good. Any thread may call. One thread, named after the object, starts it again.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

from base.errors import (
    AfterglowError,
    Damaged,
    Locked,
    RolledBack,
    StoreError,
    StoreRestarting,
    StoreStopped,
    StoreTooNew,
)
from base.files import translate_os_errors
from base.processes import Birth, Call, ChildProcess, NotSentError

log = logging.getLogger(__name__)

WAITS = (0.0, 0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0, 30.0)
"""Seconds before the first, second, … start after deaths that followed closely upon each other."""
STEADY = 5.0
"""Seconds of life after which a death counts as the first again."""
PER_HOUR = 60
"""Deaths in an hour after which it is left alone, however long it lived between them."""
PATIENCE = 90.0
"""Seconds that a call waits while the process is started again; opening a large store takes some of them."""
_FINAL = (Damaged, RolledBack, StoreTooNew, Locked)
"""What another attempt would not change."""


@dataclass(slots=True)
class Deaths:
    """How a process died lately, and so how long to wait before it is started again. Not safe for several threads."""

    monotonic: Callable[[], float] = time.monotonic
    _in_a_row: int = 0
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=PER_HOUR))
    _born: float = float("-inf")

    def born(self) -> None:
        self._born = self.monotonic()

    def died(self) -> None:
        now = self.monotonic()
        self._in_a_row = 1 if now - self._born >= STEADY else self._in_a_row + 1
        self._born = now
        self._times.append(now)

    @property
    def wait(self) -> float:
        """Seconds until the next start."""
        return WAITS[min(self._in_a_row, len(WAITS)) - 1] if self._in_a_row else 0.0

    @property
    def hopeless(self) -> bool:
        often = len(self._times) == PER_HOUR and self._times[-1] - self._times[0] < 3600.0
        return often or self._in_a_row > len(WAITS)


class LastingProcess(ChildProcess):
    """`repeatable`: the methods that may be asked a second time. `may_restart`: asked before each start but the first;
    where it says no, calls raise Locked. `changed`: called from any thread when `restarting` or `failure` changed."""

    def __init__(
        self,
        factory: Callable[..., Any],
        *args: Any,
        name: str,
        repeatable: Container[str] = (),
        may_restart: Callable[[], bool] = lambda: True,
        changed: Callable[[], None] = lambda: None,
        fault: type[AfterglowError] = StoreRestarting,
    ) -> None:
        self._repeatable = repeatable
        self._may_restart = may_restart
        self._changed = changed
        self._deaths = Deaths()
        self._state = threading.Condition()
        self._over = False
        self._restarting = True  # the first start is the caller's: when it fails, the caller hears of it
        self._restarter: threading.Thread | None = None
        self._wake = threading.Event()
        try:
            super().__init__(factory, *args, name=name, fault=fault)
        except fault:
            raise StoreError(f"the {name} process ended while it was being opened") from None
        self._deaths.born()
        atexit.register(self.kill)  # before multiprocessing ends its children, which would look like a death
        with self._state:
            self._restarting = False
        if not self._open:
            self._ended()

    @property
    def restarting(self) -> bool:
        return self._restarting

    def kill(self) -> None:
        """For good, as `close`, but at once."""
        self._finish()
        super().kill()

    def close(self) -> None:
        self._finish()
        super().close()

    def _finish(self) -> None:
        """From now on it is not started again, and nothing is left to start it with."""
        atexit.unregister(self.kill)
        with self._state:
            self._over = True
            self._state.notify_all()
        self._wake.set()
        restarter = self._restarter
        while restarter is not None and restarter.is_alive():
            self._process.kill()  # while it is being opened nobody else would end it
            restarter.join(0.1)
        self._birth = None

    # -- calls
    def _ask(self, message: Birth | Call, patience: float | None = None) -> Any:
        if isinstance(message, Birth) or not message.method or message.method == "close":
            return super()._ask(message, patience)
        repeats = message.method in self._repeatable
        while True:
            self._wait_until_open()
            try:
                return self._ask_once(message, patience)
            except NotSentError:
                continue
            except self._fault:
                if not repeats:
                    raise
                repeats = False

    def _wait_until_open(self) -> None:
        with self._state:
            decided = self._state.wait_for(lambda: self._over or self.failure or self._is_open(), PATIENCE)
            if self.failure is not None:
                raise type(self.failure)(self.failure.detail, advice=self.failure.advice)
            if self._over or not decided:
                raise self._gone()

    def _is_open(self) -> bool:
        return self._open and not self._restarting

    # -- starting it again
    def _ended(self) -> None:
        with self._state:
            if self._over or self._restarting:
                return  # asked to; or the restarter notices by itself
            self._restarting = True
            self._restarter = threading.Thread(target=self._restart, name=f"{self.name}-restart", daemon=True)
        log.info("the %s process ended and is started again", self.name)
        self._restarter.start()
        self._changed()

    def _restart(self) -> None:
        """The thread that starts it again, until it is open, given up, or not wanted any more."""
        last: AfterglowError | None = None
        while True:
            self._deaths.died()
            if self._deaths.hopeless:
                self._give_up(last or StoreStopped())
                return
            self._wake.wait(self._deaths.wait)
            if self._over:
                return
            try:
                self._start_again()
            except _FINAL as error:
                self._give_up(error)
                return
            except AfterglowError as error:
                last = None if isinstance(error, self._fault) else error
                continue
            with self._state:
                if self._open:
                    self._deaths.born()
                    self._restarting = False
                    self._state.notify_all()
                    break
        log.info("the %s process is open again", self.name)
        self._changed()

    def _start_again(self) -> None:
        """Raises Locked where the memory was locked meanwhile, by whomever."""
        try:
            may = self._may_restart()
        except OSError as error:  # the disk of the memory is gone, or its folder closed
            raise translate_os_errors(error, "the folder of the memory cannot be used") from None
        if not may:
            raise Locked
        self._end()
        self._start()

    def _give_up(self, error: AfterglowError) -> None:
        log.info("the %s process is not started again: %s", self.name, type(error).__name__)
        with self._state:
            self._restarting = False
            self.failure = error
            self._birth = None
            self._state.notify_all()
        self._changed()
