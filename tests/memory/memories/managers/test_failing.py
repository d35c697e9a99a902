"""Each of the real managers ends its process, or raises, in the middle of a batch: in the end all is as if none had."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from base.processes import ChildProcess
from base.records.line import Line
from base.records.moment import Moment
from memory.archive.fake import store_in_ram
from memory.archive.local import LocalArchive
from memory.encoders.interface import TextEncoder
from memory.memories.batches import next_batch
from memory.memories.manager import Batch, Manager, MemoryLookup
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Kind, Operation
from memory.memories.serialization import as_json
from memory.memories.service import MemoryService
from memory.perception.reader_process import ReaderClient, ReaderLostError
from tests.memory.memories.conftest import LATER
from tests.memory.memories.managers.conftest import EVENING, look
from tests.memory.memories.managers.test_procedural import other, report
from tests.memory.memories.test_digesting import open_reader

SERVED = [one.kind for one in measured_managers(None)]


class Poisoned:
    """A real manager that has proposed already when it ends its process, or raises."""

    def __init__(self, manager: Manager, poison: Path, *, deadly: bool) -> None:
        self._manager, self._poison, self._deadly = manager, poison, deadly
        self.kind, self.name = manager.kind, manager.name

    def concerns(self, batch: Batch) -> bool:
        return self._manager.concerns(batch)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        made = self._manager.propose(batch, known)
        if self._poison.exists() and self._deadly:
            os._exit(1)
        if self._poison.exists():
            raise RuntimeError
        return made


def poisoned(kind: Kind, poison: Path, encoder: TextEncoder | None, *, deadly: bool = True) -> Sequence[Manager]:
    managers = measured_managers(encoder)
    return [Poisoned(one, poison, deadly=deadly) if one.kind is kind else one for one in managers]


def days() -> list[Moment]:
    """Three days of a person, of which each kind has something to remember."""
    shell = [look(20 + day * 1440, "nia@attic:~$ make", app="kitty", title="nia@attic: ~") for day in range(3)]
    pages = [other(40 + n + day * 1440, f"page{n}x{day}") for day in range(3) for n in range(8)]
    told = [look(60 + day * 1440, f"Level: {day}", app="gedit", title="well.txt - gedit") for day in range(3)]
    taken = Line("Pump password: [secret: password]", (100, 400, 300, 22), redacted=True)
    hidden = [look(62 + day * 1440, app="gedit", title="pump.txt - gedit", shown=[taken]) for day in range(3)]
    return [*shell, *pages, *told, *hidden, *(moment for day in range(3) for moment in report(day, 11 + day))]


LAST = look(4 * 1440, "the end", app="gedit", title="end.txt - gedit")
"""Looked at when all is well again: some kinds build upon what others remember."""


def remembered(mind: MemoryService | LocalArchive) -> set[tuple[object, ...]]:
    """All that may not depend on the order in which batches were looked at."""
    page = mind.memories(None, limit=1000) if isinstance(mind, LocalArchive) else mind.page(None, "", limit=1000)
    return {(one.kind, one.summary, as_json(one)["fields"].get("seconds"), one.valid_from) for one in page.memories}


def untouched(found: set[tuple[object, ...]], kind: Kind) -> set[tuple[object, ...]]:
    """What the failing of one kind has no part in: habits and workflows are counted over the episodes."""
    hit = {kind} | ({Kind.CORE, Kind.PROCEDURAL} if kind is Kind.EPISODIC else set())
    return {each for each in found if each[0] not in hit}


class Run:
    """Batch after batch with these managers, until nothing is due."""

    def __init__(self, managers: Sequence[Manager], moments: Sequence[Moment]) -> None:
        self.store = store_in_ram()
        self.store.add(moments)
        self.mind, self._meta = MemoryService(self.store.memories, clock=lambda: EVENING), MetaMemoryManager(managers)

    def until(self, now: datetime) -> set[tuple[object, ...]]:
        while (batch := next_batch(self.store.memories, now, whole=False)) is not None:
            self._meta.learn(self.mind.knowledge(self._meta.mark))
            self.mind.apply(self._meta.digest(batch))
        return remembered(self.mind)


@pytest.fixture(scope="module")
def undisturbed() -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Before the last moment and after it."""
    run = Run(measured_managers(None), days())
    before = run.until(EVENING)
    assert {each[0] for each in before} == set(SERVED)
    run.store.add([LAST])
    return before, run.until(EVENING)


Undisturbed = tuple[set[tuple[object, ...]], set[tuple[object, ...]]]


@pytest.mark.parametrize("kind", SERVED, ids=str)
def test_a_manager_that_raises_costs_the_others_nothing_and_catches_up(
    kind: Kind, tmp_path: Path, undisturbed: Undisturbed, caplog: pytest.LogCaptureFixture
) -> None:
    poison = tmp_path / "poison"
    poison.touch()
    run = Run(poisoned(kind, poison, None, deadly=False), days())

    assert untouched(run.until(EVENING), kind) == untouched(undisturbed[0], kind)
    assert run.mind.counts().owed == 3

    poison.unlink()
    run.until(EVENING + timedelta(hours=1))
    run.store.add([LAST])
    assert run.until(EVENING + timedelta(hours=1)) == undisturbed[1]
    assert run.mind.counts().owed == 0
    caplog.clear()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ReaderClient]:
    made = partial(poisoned, Kind.EPISODIC, tmp_path / "poison")
    opened = ReaderClient(ChildProcess(open_reader, made, name="reader", threads=1, fault=ReaderLostError))
    yield opened
    opened.close()


def test_a_manager_that_ends_the_process_costs_the_others_nothing_and_catches_up(
    stored: LocalArchive, tmp_path: Path, reader: ReaderClient
) -> None:
    poison = tmp_path / "poison"
    poison.touch()
    moments = [*report(0, 11), *report(1, 12)]
    run = Run(measured_managers(None), moments)
    undisturbed = run.until(EVENING)
    stored.add(moments)

    while (batch := stored.next_batch(whole=False)) is not None:
        stored.apply(reader.digest(batch, stored.knowledge))
    assert remembered(stored) == {each for each in undisturbed if each[0] is not Kind.EPISODIC}

    poison.unlink()
    while (batch := next_batch(stored._store.memories, LATER + timedelta(days=300), whole=False)) is not None:
        stored.apply(reader.digest(batch, stored.knowledge))
    assert remembered(stored) == undisturbed
