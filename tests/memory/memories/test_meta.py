"""The meta memory manager: whom a batch concerns, side by side, and that one's mistake is nobody else's."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from base.errors import PerceptionError
from memory.archive.fake import FakeArchive
from memory.memories.manager import Batch, Manager, MemoryLookup
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Kind, Operation
from tests.memory.memories.conftest import Pages, Sittings, later_fake, moment


class Failing:
    kind = Kind.CORE
    name = "failing-1"

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def concerns(self, batch: Batch) -> bool:
        return True

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        raise self._fault


class Unconcerned(Failing):
    kind = Kind.VAULT

    def concerns(self, batch: Batch) -> bool:
        return False


class Meeting:
    """Two of these are done only when both are at work."""

    def __init__(self, kind: Kind, place: threading.Barrier) -> None:
        self.kind, self.name, self._place = kind, f"meeting-{kind}", place

    def concerns(self, batch: Batch) -> bool:
        return True

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        self._place.wait(30)
        return ()


@pytest.fixture
def archive() -> FakeArchive:
    made = later_fake()
    made.add([moment(n, app="Editor" if n % 2 else "Mail") for n in range(45)])
    return made


def consolidate(archive: FakeArchive, managers: Sequence[Manager]) -> list[tuple[str, str]]:
    """Every batch that is due; (manager, failure) of each outcome."""
    meta, said = MetaMemoryManager(managers), []
    while (batch := archive.next_batch(whole=False)) is not None:
        meta.learn(archive.knowledge(meta.mark))
        digest = meta.digest(batch)
        archive.apply(digest)
        said += [(one.manager, one.failure) for one in digest.outcomes]
    return said


def test_batch_after_batch_managers_build_on_what_is_known(archive: FakeArchive) -> None:
    consolidate(archive, [Pages(), Sittings()])

    apps = {one.key: one.fields.times_seen for one in archive.memories(Kind.RESOURCE).memories}
    assert apps == {"Mail": 23, "Editor": 22}
    assert [one.summary for one in archive.memories(Kind.EPISODIC).memories] == [
        "5 moments from 12:40",
        "20 moments from 12:20",
        "20 moments from 12:00",
    ]


@pytest.mark.parametrize("fault", [PerceptionError("gone"), KeyError("a mistake")], ids=["foreseen", "a mistake"])
def test_when_one_fails_the_others_finish_and_only_its_kind_is_owed(archive: FakeArchive, fault: Exception) -> None:
    said = consolidate(archive, [Failing(fault), Pages()])

    assert [failure for name, failure in said if name == "failing-1"] == [type(fault).__name__] * 3
    assert archive.memory_counts().owed == 3
    assert archive.memory_counts().waiting == 0
    assert archive.memories(Kind.RESOURCE).total == 2


def test_only_those_whom_a_batch_concerns_are_run(archive: FakeArchive) -> None:
    said = consolidate(archive, [Unconcerned(PerceptionError())])

    assert set(said) == {("failing-1", "")}


def test_managers_work_side_by_side(archive: FakeArchive) -> None:
    place = threading.Barrier(2)

    said = consolidate(archive, [Meeting(Kind.CORE, place), Meeting(Kind.SEMANTIC, place)])

    assert {failure for _, failure in said} == {""}


def test_after_something_was_forgotten_nothing_of_it_is_known_to_managers(archive: FakeArchive) -> None:
    meta = MetaMemoryManager([Pages()])
    consolidate(archive, [Pages()])
    meta.learn(archive.knowledge(meta.mark))

    meta.forget()

    assert meta.mark == ""
    assert meta._known.all(Kind.RESOURCE) == []
