"""An object in another process behaves like one here, and its process neither outlives us nor takes us with it.

The objects are ones that any process can import: modules and classes of the standard library.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

import psutil
import pytest

from base.errors import AfterglowError, BadInput, PerceptionError, StoreError
from base.processes import PAGE_SIZE, ChildProcess
from base.records.scope import Scope
from memory.archive.fake import FakeArchive

Start = Callable[..., ChildProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[ChildProcess] = []

    def make(factory: Callable[..., Any], *args: Any, **options: Any) -> ChildProcess:
        started.append(ChildProcess(factory, *args, name="test", **options))
        return started[-1]

    yield make
    for remote in started:
        remote.close()


def test_calls_run_in_another_process(start: Start) -> None:
    remote = start(import_module, "os")

    assert remote.call("getpid") == remote.pid != os.getpid()
    assert remote.alive


def test_several_calls_are_under_way_at_once(start: Start) -> None:
    remote = start(queue.Queue)
    got: list[object] = []
    waiting = threading.Thread(target=lambda: got.append(remote.call("get", timeout=30)))
    waiting.start()

    remote.call("put", "parcel")
    waiting.join()

    assert got == ["parcel"]


def test_our_errors_come_back_as_themselves(start: Start) -> None:
    remote = start(FakeArchive)

    with pytest.raises(BadInput) as caught:
        remote.call("forget", Scope())

    assert "time" in caught.value.advice


def test_other_errors_tell_their_kind_and_not_their_words(start: Start) -> None:
    remote = start(import_module, "json")

    with pytest.raises(AfterglowError) as caught:
        remote.call("loads", "a private sentence")

    assert "JSONDecodeError" in str(caught.value)
    assert "private" not in str(caught.value)


def test_a_result_that_cannot_travel_is_an_error_not_a_silence(start: Start) -> None:
    remote = start(import_module, "threading")

    with pytest.raises(AfterglowError):
        remote.call("Lock")


def test_a_question_that_cannot_travel_leaves_the_others_alone(start: Start) -> None:
    remote = start(import_module, "os")

    with pytest.raises(TypeError):
        remote.call("fspath", threading.Lock())

    assert remote.call("getpid") == remote.pid


def test_generators_come_in_pages_and_may_be_left_early(start: Start) -> None:
    remote = start(import_module, "itertools")

    assert list(remote.iterate("repeat", "x", 2 * PAGE_SIZE + 1)) == ["x"] * (2 * PAGE_SIZE + 1)
    assert list(islice(remote.iterate("count"), PAGE_SIZE + 5)) == list(range(PAGE_SIZE + 5))


def test_an_error_while_starting_is_raised_here(start: Start) -> None:
    with pytest.raises(AfterglowError, match="ModuleNotFoundError"):
        start(import_module, "no_such_module")


def test_a_dead_process_is_told_and_can_be_started_again(start: Start) -> None:
    remote = start(import_module, "os", fault=PerceptionError)

    with pytest.raises(PerceptionError, match="test process ended"):
        remote.call("_exit", 3)
    assert not remote.alive
    with pytest.raises(PerceptionError):
        remote.call("getpid")
    remote.restart()

    assert remote.call("getpid") == remote.pid


def test_killing_fails_the_calls_that_are_under_way(start: Start) -> None:
    remote = start(queue.Queue)
    faults: list[AfterglowError] = []

    def wait() -> None:
        try:
            remote.call("get", timeout=60)
        except AfterglowError as fault:
            faults.append(fault)

    waiting = threading.Thread(target=wait)
    waiting.start()
    remote.kill()
    waiting.join()

    assert [type(fault) for fault in faults] == [StoreError]


def test_closing_twice_is_harmless_and_leaves_no_process(start: Start) -> None:
    remote = start(FakeArchive)
    pid = remote.pid

    remote.close()
    remote.close()

    assert pid is not None
    assert not psutil.pid_exists(pid)
    with pytest.raises(StoreError):
        remote.call("stats")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_is_left_to_the_parent(start: Start) -> None:
    remote = start(import_module, "os")

    remote.call("kill", remote.pid, signal.SIGINT)

    assert remote.call("getpid") == remote.pid


def test_its_prints_stay_out_of_our_standard_output(start: Start, capfd: pytest.CaptureFixture[str]) -> None:
    remote = start(import_module, "os")

    remote.call("write", 1, b"noise")

    out, err = capfd.readouterr()
    assert out == ""
    assert "noise" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_it_ends_when_its_parent_is_killed() -> None:
    script = (
        "import sys, os, signal\nfrom base.processes import ChildProcess\nfrom importlib import import_module\n"
        "if __name__ == '__main__':\n"
        "    remote = ChildProcess(import_module, 'os', name='orphan')\n"
        "    print(remote.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert parent.returncode == -signal.SIGKILL
    try:
        psutil.Process(int(parent.stdout)).wait(timeout=20)
    except psutil.NoSuchProcess:
        return
