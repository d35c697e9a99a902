"""What the lock does beside its threads."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, cast

from app.background.auto_lock import AutoLock
from app.background.open_memory import OpenMemory
from app.desktop.memory_lock import MemoryLock, warm
from app.desktop.spool_recorder import SpoolRecorder
from app.home import Home
from app.settings import Settings
from base.records.search import Query
from capture.fakes import FakeDesktop
from memory.archive.fake import FakeArchive
from memory.sealed.keys import ArgonCost, KeyFile
from ui.kit.ports import LockedBy

PASSPHRASE = "seven green kettles"
WAIT = 5.0
"""Seconds after which somebody who waits for an end that must come first gives up."""


class Asked(FakeArchive):
    def search(self, query: Query):  # type: ignore[no-untyped-def]
        self.query = query
        return super().search(query)


def test_warming_asks_for_one_hit_and_ends_quietly_at_a_lock() -> None:
    archive = Asked()
    warm(archive)
    assert archive.query.limit == 1

    archive.close()
    warm(archive)


class Restarting(FakeArchive):
    """A store whose process died and is being started again."""

    restarting, failure, pid, alive = True, None, None, False

    def __init__(self) -> None:
        super().__init__()
        self.ended = threading.Event()

    def close(self) -> None:
        self.restarting = False
        self.ended.set()


class Waiting:
    """A reading loop, or a reader, whose call of the store waits until that is open again, or ends for good."""

    pid, alive, starting = None, False, False

    def __init__(self, store: Restarting) -> None:
        self._store = store
        self.in_vain = False

    def start(self) -> None:
        pass

    def stop(self, *, within: float | None = None) -> bool:
        self.in_vain = not self._store.ended.wait(WAIT if within is None else min(within, WAIT))
        return not self.in_vain

    def close(self) -> None:
        self.stop()

    def rest(self) -> None:
        pass


class NoLedger:
    def read(self, _keys: object) -> tuple[()]:
        return ()


def open_on(store: Restarting, home: Home, reader: Waiting) -> OpenMemory:
    return OpenMemory(
        home,
        settings=Settings(),
        keys=cast(Any, None),
        spool=cast(Any, None),
        archive=cast(Any, store),
        image_model=None,
        ledger=cast(Any, NoLedger()),
        start_reader=lambda **_: cast(Any, reader),
        makes_memories=False,
    )


def test_locking_does_not_wait_until_a_dead_store_is_open_again(tmp_path: Path) -> None:
    home, store = Home(tmp_path / "home").create(), Restarting()
    file = KeyFile.create(home.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    loop, reader = Waiting(store), Waiting(store)
    memory = open_on(store, home, reader)
    memory.reader()
    recorder = SpoolRecorder(
        home,
        Settings(),
        open_spool=cast(Any, None),
        build_recorder=cast(Any, None),
        may_record=lambda: False,
        changed=lambda: None,
    )
    lock = MemoryLock(
        home,
        Settings(),
        recorder=recorder,
        auto_lock=AutoLock(recorder=recorder.status, desktop=FakeDesktop),
        open_memory=lambda **_: memory,
        build_reading_loop=lambda *_, **__: cast(Any, loop),
        changed=lambda: None,
    )
    lock.unlock(PASSPHRASE)

    lock._lock(LockedBy.IDLE)

    assert lock.locked()
    assert not loop.in_vain
    assert not reader.in_vain
