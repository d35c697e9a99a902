"""Managers in the reader's process: one that fails, hangs or ends the process in the middle of a batch."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from base.processes import ChildProcess
from memory.archive.local import LocalArchive
from memory.encoders.interface import TextEncoder
from memory.memories.batches import next_batch
from memory.memories.manager import Batch, Manager, MemoryLookup
from memory.memories.memory import Kind, Operation
from memory.perception.reader_process import ReaderClient, ReaderLostError, ReaderService
from tests.memory.memories.conftest import LATER, Pages, Sittings, add, memory, moment


class Deadly:
    """Ends its process for as long as a file is there, and remembers something once it is not."""

    kind = Kind.CORE
    name = "deadly-1"

    def __init__(self, poison: Path) -> None:
        self._poison = poison

    def concerns(self, batch: Batch) -> bool:
        return True

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        if self._poison.exists():
            os._exit(1)
        return [add(memory(0, "survived", kind=self.kind))]


class Endless(Deadly):
    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        threading.Event().wait(600)
        return ()


class Nothing:
    """A perceiver without models: only digesting is looked at here."""

    texts = None

    def close(self) -> None: ...


def three(poison: Path, encoder: TextEncoder | None) -> Sequence[Manager]:
    return (Pages(), Deadly(poison), Sittings())


def endless(poison: Path, encoder: TextEncoder | None) -> Sequence[Manager]:
    return (Pages(), Endless(poison))


def open_reader(make: Callable[[TextEncoder | None], Sequence[Manager]]) -> ReaderService:
    return ReaderService(spool=None, keys=None, perceiver=Nothing(), managers=make)  # type: ignore[arg-type]


@pytest.fixture
def reader_of() -> Iterator[Callable[[Callable[[TextEncoder | None], Sequence[Manager]]], ReaderClient]]:
    readers: list[ReaderClient] = []

    def make(managers: Callable[[TextEncoder | None], Sequence[Manager]]) -> ReaderClient:
        readers.append(
            ReaderClient(ChildProcess(open_reader, managers, name="reader", threads=1, fault=ReaderLostError))
        )
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


MakeReader = Callable[[Callable[[TextEncoder | None], Sequence[Manager]]], ReaderClient]


def consolidate(archive: LocalArchive, reader: ReaderClient) -> int:
    batches = 0
    while (batch := archive.next_batch(whole=False)) is not None:
        archive.apply(reader.digest(batch, archive.knowledge))
        batches += 1
    return batches


def test_when_a_manager_ends_the_process_the_others_finish_and_its_batch_is_tried_again(
    stored: LocalArchive, tmp_path: Path, reader_of: MakeReader
) -> None:
    poison = tmp_path / "poison"
    poison.touch()
    stored.add([moment(n, app="Editor") for n in range(25)])
    reader = reader_of(partial(three, poison))

    consolidate(stored, reader)

    assert stored.memories(Kind.RESOURCE).memories[0].fields.times_seen == 25
    assert stored.memories(Kind.EPISODIC).total == 2
    assert stored.memories(Kind.CORE).total == 0
    assert (stored.memory_counts().waiting, stored.memory_counts().owed) == (0, 2)

    poison.unlink()
    assert stored.next_batch(whole=False) is None  # not yet due
    while (again := next_batch(stored._store.memories, LATER + timedelta(hours=1))) is not None:
        stored.apply(reader.digest(again, stored.knowledge))

    assert [one.summary for one in stored.memories(Kind.CORE).memories] == ["survived"]
    assert stored.memory_counts().owed == 0
    assert stored.memories(Kind.RESOURCE).memories[0].fields.times_seen == 25
    assert stored.memories(Kind.EPISODIC).total == 2


def test_when_the_process_is_killed_from_outside_the_whole_batch_is_taken_again(
    stored: LocalArchive, tmp_path: Path, reader_of: MakeReader
) -> None:
    stored.add([moment(n) for n in range(5)])
    reader = reader_of(partial(three, tmp_path / "none"))
    batch = stored.next_batch(whole=False)
    assert batch is not None
    reader.digest(batch, stored.knowledge)  # its outcome is lost: whoever was to apply it was killed

    reader.rest()
    consolidate(stored, reader)

    assert stored.memories(Kind.RESOURCE).memories[0].fields.times_seen == 5
    assert stored.memories(Kind.EPISODIC).total == 1
    assert stored.memories(Kind.CORE).total == 1


def test_whoever_locks_does_not_wait_for_a_manager_that_takes_too_long(
    stored: LocalArchive, tmp_path: Path, reader_of: MakeReader
) -> None:
    stored.add([moment(0)])
    reader = reader_of(partial(endless, tmp_path))
    batch = stored.next_batch(whole=False)
    assert batch is not None

    with pytest.raises(ReaderLostError):
        reader.digest(batch, stored.knowledge, within=0.2)

    assert not reader.alive
    assert stored.next_batch(whole=False) == batch


def test_a_reader_that_starts_anew_learns_everything_again(
    stored: LocalArchive, tmp_path: Path, reader_of: MakeReader
) -> None:
    reader = reader_of(partial(three, tmp_path / "none"))
    stored.add([moment(n, app="Editor") for n in range(5)])
    consolidate(stored, reader)
    stored.add([moment(n, app="Editor") for n in range(10, 12)])

    reader.rest()
    consolidate(stored, reader)

    assert [one.fields.times_seen for one in stored.memories(Kind.RESOURCE).memories] == [7]


def test_what_is_forgotten_is_known_to_no_manager_any_more(
    stored: LocalArchive, tmp_path: Path, reader_of: MakeReader
) -> None:
    reader = reader_of(partial(three, tmp_path / "none"))
    stored.add([moment(0, app="Editor")])
    consolidate(stored, reader)

    stored.forget_memories([one.id for one in stored.memories().memories])
    reader.unlearn()
    stored.add([moment(1, app="Editor")])
    consolidate(stored, reader)

    (page,) = stored.memories(Kind.RESOURCE).memories
    assert page.fields.times_seen == 1
