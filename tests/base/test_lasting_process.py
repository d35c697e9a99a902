"""A process that died is started again by itself; what must not be done twice is not, and nothing while locked.

The objects are ones that any process can import: modules and classes of the standard library.
"""

from __future__ import annotations

import errno
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil
import pytest

from base import lasting_process
from base.errors import AfterglowError, Damaged, DiskFull, Locked, StoreError, StoreRestarting
from base.lasting_process import PER_HOUR, STEADY, WAITS, Deaths, LastingProcess

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

Start = Callable[..., LastingProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[LastingProcess] = []

    def make(factory: Callable[..., Any], *args: Any, **options: Any) -> LastingProcess:
        started.append(LastingProcess(factory, *args, name="test", **options))
        return started[-1]

    yield make
    for process in started:
        process.close()


def kill(process: LastingProcess) -> int:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    return process.pid


@pytest.fixture
def changes() -> queue.Queue[None]:
    return queue.Queue()


def test_a_killed_process_comes_back_without_being_called(start: Start, changes: queue.Queue[None]) -> None:
    process = start(import_module, "os", changed=lambda: changes.put(None))

    killed = kill(process)
    changes.get(timeout=30)  # it is being started again
    changes.get(timeout=30)  # it is open

    assert process.alive
    assert process.pid != killed
    assert not psutil.pid_exists(killed)


def test_calls_wait_for_the_new_process(start: Start) -> None:
    process = start(import_module, "os", repeatable={"getppid"})

    killed = kill(process)

    assert process.call("getppid") == os.getpid()
    assert process.pid != killed


def test_a_call_under_way_is_asked_again_only_where_that_does_no_harm(start: Start, tmp_path: Path) -> None:
    process = start(_Counting, tmp_path, repeatable={"look"})

    assert process.call("look") == 2
    with pytest.raises(StoreRestarting, match="Try again"):
        process.call("change")

    assert len(list(tmp_path.glob("look-*"))) == 2
    assert len(list(tmp_path.glob("change-*"))) == 1


class _Counting:
    """Leaves a file for each call, and dies at the first of each kind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> int:
        return self._count("look")

    def change(self) -> int:
        return self._count("change")

    def _count(self, kind: str) -> int:
        (self._folder / f"{kind}-{os.getpid()}").touch()
        done = len(list(self._folder.glob(f"{kind}-*")))
        if done == 1:
            os._exit(1)
        return done


def test_a_list_that_was_read_says_that_it_broke_off(start: Start) -> None:
    process = start(import_module, "itertools", repeatable={"count"})
    numbers = process.iterate("count")
    next(numbers)

    kill(process)

    with pytest.raises(StoreError):
        list(numbers)
    assert next(process.iterate("count")) == 0


def test_it_is_not_started_again_while_it_must_not_be(start: Start) -> None:
    locked = threading.Event()
    process = start(import_module, "os", repeatable={"getpid"}, may_restart=lambda: not locked.is_set())
    locked.set()

    kill(process)

    with pytest.raises(Locked):
        process.call("getpid")
    locked.clear()
    with pytest.raises(Locked):  # for good: its keys are gone
        process.call("getpid")
    assert not process.alive


def test_a_folder_that_cannot_be_looked_at_for_a_moment_does_not_end_the_attempts(start: Start) -> None:
    asked: list[None] = []

    def may_restart() -> bool:
        asked.append(None)
        if len(asked) == 1:
            raise PermissionError(errno.EACCES, "refused")
        return True

    process = start(import_module, "os", repeatable={"getpid"}, may_restart=may_restart)

    killed = kill(process)

    assert process.call("getpid") != killed
    assert len(asked) == 2


def test_closing_while_it_is_started_again_leaves_nothing_running(start: Start, changes: queue.Queue[None]) -> None:
    process = start(import_module, "os", changed=lambda: changes.put(None))
    kill(process)
    changes.get(timeout=30)

    process.close()

    assert not process.alive
    assert [child for child in psutil.Process().children() if child.pid == process.pid] == []
    with pytest.raises(StoreRestarting):
        process.call("getpid")


def test_what_another_start_would_not_change_is_told_by_every_call(start: Start, tmp_path: Path) -> None:
    process = start(_Opening, tmp_path, repeatable={"look"})
    (tmp_path / "damaged").touch()

    kill(process)

    for _ in range(2):
        with pytest.raises(Damaged, match="a table"):
            process.call("look")
    assert isinstance(process.failure, Damaged)


def test_a_process_that_keeps_dying_is_left_alone_and_says_what_to_do(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting_process, "WAITS", (0.0, 0.0))
    process = start(_Opening, tmp_path, repeatable={"look"})
    (tmp_path / "full").touch()

    kill(process)

    with pytest.raises(DiskFull):
        process.call("look")
    assert not process.restarting


class _Opening:
    """Opens as long as nothing in the folder says otherwise."""

    def __init__(self, folder: Path) -> None:
        if (folder / "damaged").exists():
            raise Damaged("a table")
        if (folder / "full").exists():
            raise DiskFull

    def look(self) -> int:
        return 1


def test_the_wait_grows_with_deaths_in_a_row_and_ends() -> None:
    now = [0.0]
    deaths = Deaths(monotonic=lambda: now[0])
    deaths.born()
    now[0] = STEADY
    waits = []
    while not deaths.hopeless:
        deaths.died()
        waits.append(deaths.wait)
        deaths.born()
        now[0] += 1.0

    assert tuple(waits[:-1]) == WAITS


def test_a_death_after_a_steady_life_is_the_first_again_but_not_for_ever() -> None:
    now = [0.0]
    deaths = Deaths(monotonic=lambda: now[0])
    waits = []
    for _ in range(PER_HOUR):
        deaths.born()
        now[0] += STEADY
        assert not deaths.hopeless
        deaths.died()
        waits.append(deaths.wait)

    assert waits == [WAITS[0]] * PER_HOUR
    assert deaths.hopeless


def test_an_error_of_the_first_start_is_the_callers(start: Start, tmp_path: Path) -> None:
    (tmp_path / "damaged").touch()

    with pytest.raises(AfterglowError, match="a table"):
        start(_Opening, tmp_path)
