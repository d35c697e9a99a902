"""Calls to an object in a spawned process, over pipes.

Reading text keeps the interpreter busy and makes searches in the same process seven times slower (FINDINGS §1), so the
archive and the reader each run in a spawned process. `ChildProcess` is our end; `_serve` runs in the child. Calls are
pickled and sent over a pipe; several may be in flight; generators are sent page by page as they are read. Errors of
`base.errors` are raised here as they were raised there. Nothing of a call is logged. The child ends when our end of the
pipe closes, even by a crash.

Any thread may call. One thread in each process, named after the object, takes messages from the pipe.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from base.core_files import forbid_core_files
from base.errors import AfterglowError, StoreError
from base.files import translate_os_errors

PAGE_SIZE = 100
"""Items of a generator in one message, and so the most that is computed ahead of its reader."""
PAGE_SECONDS = 0.3
"""After which a page is sent as it is: somebody may be watching the progress."""
THREADS = 8
CLOSE_SECONDS = 60.0
"""That an orderly end may take (a compaction may be running) before the child is killed."""
_CLOSE = 0
"""The number of the message that ends the child."""
_REAP_SECONDS = 5.0
_SIGKILL = 9


@dataclass(frozen=True, slots=True)
class Birth:
    factory: Callable[..., Any]
    args: tuple[Any, ...] = field(repr=False)
    threads: int
    number: int = -1


@dataclass(frozen=True, slots=True)
class Call:
    number: int
    method: str
    args: tuple[Any, ...] = field(default=(), repr=False)
    options: dict[str, Any] = field(default_factory=dict, repr=False)
    stream: bool = False
    """The result is an iterator: it stays in the child, and the answer is its number."""


@dataclass(frozen=True, slots=True)
class _Reply:
    number: int
    value: Any = field(default=None, repr=False)
    error: AfterglowError | None = field(default=None, repr=False)


# -- our end -----------------------------------------------------------------------------------------------------------


class NotSentError(Exception):
    """The process had ended before it heard of a call, so nothing of the call was done."""


class ChildProcess:
    """The object `factory(*args)`, built in a spawned process. Both must pickle, the factory by its import path.

    Raises what the factory raises, and `fault` when the process ends without being asked to. It is not started again
    by itself: `base.lasting_process` does that.
    """

    failure: AfterglowError | None = None
    """Why it is not started again any more. This one is started again only when it is asked to."""

    def __init__(
        self,
        factory: Callable[..., Any],
        *args: Any,
        name: str,
        threads: int = THREADS,
        fault: type[AfterglowError] = StoreError,
        advice: str | None = None,
    ) -> None:
        """`advice`: of the fault, where its own does not fit."""
        self._birth: Birth | None = Birth(factory, args, threads)
        self.name = name
        self._fault = fault
        self._advice = advice
        self._numbers = itertools.count(_CLOSE + 1)
        self._sending = threading.Lock()
        self._waiting: dict[int, Future[Any]] = {}
        self._start()

    def _start(self) -> None:
        if self._birth is None:
            raise self._gone()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.name), name=f"afterglow-{self.name}", daemon=True)
        try:
            process.start()
        except OSError as error:  # no memory for it, or too many processes
            ours.close()
            raise self._fault(f"the {self.name} process could not be started ({type(error).__name__})") from None
        finally:
            theirs.close()
        self._pipe, self._process, self._open = ours, process, True
        self._listener = threading.Thread(target=self._listen, args=(ours,), name=f"{self.name}-replies", daemon=True)
        self._listener.start()
        try:
            self._ask(self._birth)
        except BaseException:
            ChildProcess.close(self)
            raise

    @property
    def restarting(self) -> bool:
        """It died and is being started again by itself."""
        return False

    @property
    def alive(self) -> bool:
        return self._open and self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def was_killed(self) -> bool:
        """Somebody else ended it, as the system does when memory is short; it did not fall over something itself."""
        return self._process.exitcode == -_SIGKILL

    def call(self, method: str, *args: Any, **options: Any) -> Any:
        """The method's result; its AfterglowError is raised here."""
        return self._ask(Call(next(self._numbers), method, args, options))

    def call_within(self, seconds: float, method: str, *args: Any) -> Any:
        """Like `call`, but if it takes longer than `seconds` the process is killed and `fault` raised."""
        call = Call(next(self._numbers), method, args)
        try:
            return self._ask(call, patience=seconds)
        finally:
            if call.number in self._waiting:
                self.kill()

    def iterate(self, method: str, *args: Any, **options: Any) -> Iterator[Any]:
        """The items of a method that returns an iterator. At most one page is computed ahead."""
        source = self._ask(Call(next(self._numbers), method, args, options, stream=True))
        try:
            while page := self._ask(Call(next(self._numbers), "", (source,))):
                yield from page
        finally:
            if self.alive:
                with contextlib.suppress(AfterglowError):
                    self._ask(Call(next(self._numbers), "", (source, "close")))

    def restart(self) -> None:
        """End the process if it runs, and start a new one; calls that were under way fail."""
        self.close()
        self._start()

    def close(self) -> None:
        """Let the object close itself, and wait for the process. Safe to call twice and after the process died."""
        if self._open:
            with contextlib.suppress(AfterglowError):
                self._ask(Call(_CLOSE, "close"), patience=CLOSE_SECONDS)
        self._end()

    def kill(self) -> None:
        """End the process at once; calls that were under way fail."""
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self._listener.join()
        self._pipe.close()

    def _ask(self, message: Birth | Call, patience: float | None = None) -> Any:
        try:
            return self._ask_once(message, patience)
        except NotSentError:
            raise self._gone() from None

    def _ask_once(self, message: Birth | Call, patience: float | None = None) -> Any:
        future: Future[Any] = Future()
        self._send(message, future)
        try:
            return future.result(patience)
        except TimeoutError:
            raise self._gone() from None

    def _send(self, message: Birth | Call, future: Future[Any]) -> None:
        with self._sending:
            if not self._open:
                raise NotSentError
            self._waiting[message.number] = future
            try:
                self._pipe.send(message)
            except OSError:
                del self._waiting[message.number]
                raise NotSentError from None

    def _gone(self) -> AfterglowError:
        return self._fault(f"the {self.name} process ended", advice=self._advice)

    def _listen(self, pipe: Connection) -> None:
        """The thread that takes replies, until the pipe closes; then every waiting call fails."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                reply: _Reply = pipe.recv()
                with self._sending:
                    future = self._waiting.pop(reply.number, None)
                if future is None:
                    continue  # its caller did not wait for it
                if reply.error is not None:
                    future.set_exception(reply.error)
                else:
                    future.set_result(reply.value)
        with self._sending:
            self._open = False
            lost, self._waiting = list(self._waiting.values()), {}
        self._process.join(_REAP_SECONDS)  # one that died must not stay as a zombie until somebody calls
        self._ended()
        for future in lost:
            future.set_exception(self._gone())

    def _ended(self) -> None:
        """The process ended, asked to or not; called by its listener before the waiting calls fail."""


# -- the child's end ---------------------------------------------------------------------------------------------------


def _serve(pipe: Connection, name: str) -> None:
    """The child's main thread: takes calls from the pipe, which a pool of threads answers."""
    _prepare_process()
    birth = pipe.recv()
    host = _Host(pipe)
    if host.make(birth):
        with ThreadPoolExecutor(birth.threads, thread_name_prefix=name) as pool, contextlib.suppress(EOFError, OSError):
            while (message := pipe.recv()).number != _CLOSE:
                pool.submit(host.answer, message)
        host.close()
    os._exit(0)


def _prepare_process() -> None:
    """The parent answers Ctrl-C; a crash must not write keys to a core file; stdout belongs to the command.

    Logging goes nowhere: errors reach the parent anyway, and the child's own warnings would repeat them.
    """
    logging.getLogger().addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    forbid_core_files()
    with contextlib.suppress(OSError):
        os.dup2(2, 1)


class _Host:
    """The object in the child, and the iterators that its callers are reading."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._object: Any = None
        self._sending = threading.Lock()
        self._streams: dict[int, Iterator[Any]] = {}

    def make(self, birth: Birth) -> bool:
        try:
            self._object = birth.factory(*birth.args)
        except Exception as fault:  # noqa: BLE001 the top of a process: whatever it is, the parent has to hear of it
            self._send(_Reply(birth.number, error=_to_sendable(fault)))
            return False
        self._send(_Reply(birth.number))
        return True

    def answer(self, call: Call) -> None:
        try:
            self._send(_Reply(call.number, self._result(call)))
        except Exception as fault:  # noqa: BLE001 the top of a thread: whatever it is, the caller has to hear of it
            self._send(_Reply(call.number, error=_to_sendable(fault)))

    def _result(self, call: Call) -> Any:
        if not call.method:
            return self._next_page(*call.args)
        result = getattr(self._object, call.method)(*call.args, **call.options)
        if not call.stream:
            return result
        self._streams[call.number] = iter(result)
        return call.number

    def _next_page(self, source: int, close: str = "") -> list[Any]:
        if close:
            self._streams.pop(source, None)
            return []
        if source not in self._streams:
            raise StoreError("its process ended while a list was read", advice="Try again; nothing was changed.")
        page: list[Any] = []
        until = time.monotonic() + PAGE_SECONDS
        for item in itertools.islice(self._streams[source], PAGE_SIZE):
            page.append(item)
            if time.monotonic() >= until:
                break
        return page

    def _send(self, reply: _Reply) -> None:
        with self._sending, contextlib.suppress(OSError):  # a parent that is gone needs no answer
            self._pipe.send(reply)

    def close(self) -> None:
        if hasattr(self._object, "close"):
            self.answer(Call(_CLOSE, "close"))
        else:
            self._send(_Reply(_CLOSE))


def _to_sendable(fault: Exception) -> AfterglowError:
    """Other errors are mistakes of ours; their message may quote content, so only type and place are sent."""
    if isinstance(fault, AfterglowError):
        return fault
    if isinstance(fault, OSError):
        return translate_os_errors(fault, "the folder of the memory cannot be used")
    where = fault.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_name}:{where.tb_lineno}" if where else ""
    return AfterglowError(f"{type(fault).__name__} in {place}")


def release_heap() -> None:
    """Give freed memory back to the system (glibc): optimising leaves hundreds of megabytes in its arenas."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
