"""The reader's process: what it discards, what it refuses, and what it says of a frame that kills it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from base import lasting_process
from base.coverage import Coverage, State
from base.errors import Damaged, Locked, WeightsMissing
from base.ids import new_id
from base.processes import ChildProcess
from base.records.moment import Moment
from base.records.scope import Scope
from capture.frames import CapturedFrame, Window
from memory.perception.perceiver import Perceiver
from memory.perception.private_browsing import PrivateBrowsingDetector
from memory.perception.reader_process import ReaderClient, ReaderLostError, ReaderService, SkippedFrame, spawn_reader
from memory.perception.spool import Spool
from memory.sealed.keys import Keys

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def reader(spool: Spool, keys: Keys, *missing: WeightsMissing) -> ReaderService:
    perceiver = Perceiver(reader=None, text_encoder=None, private_gate=PrivateBrowsingDetector(), missing=missing)
    return ReaderService(spool=spool, keys=keys, perceiver=perceiver)


def frame(minute: int, window: Window) -> CapturedFrame:
    at = NOON + timedelta(minutes=minute)
    return CapturedFrame(new_id(at), at, 1, np.full((64, 64, 4), 200, np.uint8), window, (window,))


def test_a_waiting_frame_becomes_a_moment_and_a_stretch_stays_one(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Editor", title="notes")))
    spool.note(Coverage("c1", NOON, NOON, 1, State.PAUSED))

    first, second = [reader(spool, keys).perceive(entry) for entry in spool.pending()]

    assert isinstance(first, Moment)
    assert (first.app, first.title) == ("Editor", "notes")
    assert isinstance(second, Coverage)


def test_a_private_window_leaves_only_a_stretch(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Browser", title="secret", private=True)))

    seen = reader(spool, keys).perceive(spool.pending()[0])

    assert isinstance(seen, SkippedFrame)
    assert (seen.coverage.state, seen.coverage.reason) == (State.SKIPPED, "private browsing")


def test_without_its_models_it_refuses_and_the_frame_waits(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Editor")))

    with pytest.raises(WeightsMissing):
        reader(spool, keys, WeightsMissing("reading")).perceive(spool.pending()[0])

    assert len(spool.pending()) == 1


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (Scope(apps=("edit",)), ["Browser"]),
        (Scope(sites=("bank.example",)), ["Editor"]),
        (Scope(since=NOON + timedelta(minutes=1)), ["Editor"]),
        (Scope(until=NOON), ["Editor", "Browser"]),
    ],
)
def test_forgetting_reaches_what_still_waits(spool: Spool, keys: Keys, scope: Scope, left: list[str]) -> None:
    spool.accept(frame(0, Window(app="Editor", title="notes")))
    spool.accept(frame(1, Window(app="Browser", title="account", url="https://www.bank.example/a")))

    gone = reader(spool, keys).forget(scope)

    items = [spool.open(entry, keys) for entry in spool.pending()]
    assert [item.window.app for item in items if isinstance(item, CapturedFrame)] == left
    assert gone == 2 - len(left)


def test_the_readers_process_gives_way_and_can_rest_and_wake(spool: Spool, tmp_path: Path, keys: Keys) -> None:
    remote = spawn_reader(tmp_path / "spool", spool.public_key, keys, threads=1, niceness=10)
    spool.accept(frame(0, Window(app="Editor")))
    spool.accept(frame(1, Window(app="Mail")))
    try:
        first = psutil.Process(remote.pid)
        niceness, priority = first.nice(), first.ionice().ioclass if hasattr(first, "ionice") else None
        remote.rest()
        rested = not first.is_running()
        gone = remote.forget(Scope(apps=("Editor",)))
        second = remote.pid
    finally:
        remote.close()

    assert niceness >= 10
    assert priority in (None, psutil.IOPRIO_CLASS_IDLE)
    assert (rested, gone, len(spool.pending())) == (True, 1, 1)
    assert second != first.pid


@dataclass
class Dying:
    """In the child: ends its process at the first calls, as a picture that a library cannot stand would."""

    marks: Path
    deaths: int

    def perceive(self, entry: str) -> str:
        if len(list(self.marks.iterdir())) < self.deaths:
            (self.marks / f"{entry}-{os.getpid()}").touch()
            os._exit(1)
        return entry


@pytest.mark.parametrize(("deaths", "read"), [(1, "frame"), (2, None)])
def test_a_frame_that_ends_the_process_twice_is_reported_as_unreadable(
    tmp_path: Path, deaths: int, read: str | None
) -> None:
    remote = ReaderClient(ChildProcess(Dying, tmp_path, deaths, name="reader", threads=1, fault=ReaderLostError))
    try:
        if read is None:
            with pytest.raises(Damaged):
                remote.perceive("frame")
        assert remote.perceive("frame") == "frame"
    finally:
        remote.close()


class KilledOften:
    """In the child: is killed from outside, as the system does when memory is short, at its first calls."""

    def __init__(self, marks: Path, deaths: int) -> None:
        self._marks, self._deaths = marks, deaths

    def perceive(self, entry: str) -> str:
        return self._answer(entry)

    def look(self, image: str) -> str:
        return self._answer(image)

    def _answer(self, entry: str) -> str:
        if len(list(self._marks.iterdir())) < self._deaths:
            (self._marks / f"{entry}-{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return entry


def killed_often(tmp_path: Path, deaths: int, **options: Any) -> ReaderClient:
    process = ChildProcess(KilledOften, tmp_path, deaths, name="reader", threads=1, fault=ReaderLostError)
    return ReaderClient(process, **options)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_frame_is_not_blamed_for_a_process_that_somebody_killed(tmp_path: Path) -> None:
    remote = killed_often(tmp_path, 3)
    try:
        assert remote.perceive("frame") == "frame"
        assert len(list(tmp_path.iterdir())) == 3
    finally:
        remote.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_question_under_way_is_asked_once_more(tmp_path: Path) -> None:
    remote = killed_often(tmp_path, 1)
    try:
        assert remote.look("picture") == "picture"  # type: ignore[arg-type, comparison-overlap]
    finally:
        remote.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_dead_reader_stays_dead_while_the_memory_is_locked(tmp_path: Path) -> None:
    remote = killed_often(tmp_path, 1, may_restart=lambda: False)
    try:
        with pytest.raises(Locked):
            remote.perceive("frame")
        assert not remote.alive
    finally:
        remote.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_closed_reader_is_never_started_again(tmp_path: Path) -> None:
    remote = killed_often(tmp_path, 0)
    remote.close()

    with pytest.raises(Locked):
        remote.perceive("frame")

    assert not remote.alive


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_closing_does_not_wait_for_a_reader_that_keeps_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting_process, "WAITS", (600.0,))
    remote = killed_often(tmp_path, 1)
    failed: list[Exception] = []

    def ask() -> None:
        try:
            remote.look("picture")  # type: ignore[arg-type]
        except Locked as error:
            failed.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    until = time.monotonic() + 60
    while not remote.starting:
        assert time.monotonic() < until
        time.sleep(0.01)

    remote.close()
    asking.join(60)

    assert not asking.is_alive()
    assert len(failed) == 1
    assert not remote.alive
