"""The memories on a real store: crashes between the steps of a commit, two processes, and what the files hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from base.errors import StoreError
from base.records.chat import Chat
from base.records.scope import Scope
from memory.archive.local import LocalArchive
from memory.archive.word_recall import WordRecall
from memory.memories.changes import BatchResult, Outcome
from memory.memories.memory import Action, Kind, Operation
from memory.store.arrow import Row
from memory.store.database import Database
from memory.store.memory_tables import Column
from memory.store.store import Store
from tests.memory.memories.conftest import NOON, PlainFiles, add, frame_id, later, memory, moment


class Breaking(Database):
    """Dies at one step of a commit."""

    broken = ""

    def put(self, name: str, rows: Sequence[Row]) -> None:
        if name == self.broken and rows:
            raise StoreError("as if killed")
        super().put(name, rows)

    def delete(self, name: str, ids: Sequence[str]) -> None:
        if name == f"{self.broken} gone" or (self.broken == "emptied" and name == "owed"):
            raise StoreError("as if killed")
        super().delete(name, ids)


def opened(home: Path, broken: str = "") -> LocalArchive:
    database = Breaking(uri=str(home / "objects"), home=home, refresh_seconds=0)
    database.broken = broken
    return LocalArchive(store=Store(database), recall=WordRecall, files=PlainFiles(home), clock=later)


@pytest.mark.parametrize("broken", ["journal", "memories", "memories gone", "digested", "emptied"])
def test_a_commit_that_is_cut_short_is_finished_and_nothing_is_doubled(tmp_path: Path, broken: str) -> None:
    archive = opened(tmp_path)
    archive.add([moment(0), moment(1)])
    old = memory(0, "old")
    archive.apply_operations([add(old)], actor="m")
    operations = (add(memory(1, "new")), Operation(action=Action.REMOVE, targets=(old.id,)))
    digest = BatchResult("batch", (frame_id(0), frame_id(1)), (Outcome(Kind.SEMANTIC, "m", operations),))
    archive._store.database.broken = broken.removesuffix(" gone")  # type: ignore[attr-defined]
    with pytest.raises(StoreError):
        archive.apply(digest)
    archive.close()

    archive = opened(tmp_path)
    archive.apply(digest)

    assert [one.summary for one in archive.memories().memories] == ["new"]
    assert [change.action for change in archive.history(old.id)] == ["add", "remove"]
    assert archive.next_batch(whole=False) is None
    archive.close()


def test_two_processes_that_took_the_same_batch_apply_it_once(stored: LocalArchive, tmp_path: Path) -> None:
    other = opened(tmp_path)
    stored.add([moment(0)])
    batch = stored.next_batch(whole=False)
    assert batch == other.next_batch(whole=False)
    assert batch is not None

    for archive, name in ((stored, "one"), (other, "two")):
        operations = (add(memory(0, name)),)
        archive.apply(BatchResult(batch.id, tuple(batch.new), (Outcome(Kind.SEMANTIC, "m", operations),)))

    assert [one.summary for one in other.memories().memories] == ["one"]
    assert stored.memories() == other.memories()
    other.close()


def test_no_file_holds_what_was_forgotten(stored: LocalArchive, tmp_path: Path) -> None:
    marker = "qzmarkerzq"
    stored.add([moment(0, f"about {marker}"), moment(1, "about")])
    made = memory(0, f"about {marker}", frames=(0, 1))
    stored.apply_operations([add(made)], actor="m")
    stored.apply_operations([Operation(action=Action.UPDATE, memory=memory(0, "about", id=made.id))], actor="m")
    stored.keep_chats([Chat("c", "t", NOON, "assistant", f"it says {marker}", (frame_id(0),))])
    assert any(marker.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    stored.forget(Scope(ids=(frame_id(0),)))

    assert not [path for path in tmp_path.rglob("*") if path.is_file() and marker.encode() in path.read_bytes()]
    assert stored.check() == ()


def test_a_memory_forgotten_by_name_leaves_no_word_in_the_files(stored: LocalArchive, tmp_path: Path) -> None:
    marker = "qzmarkerzq"
    stored.add([moment(0)])
    made = memory(0, marker)
    stored.apply_operations([add(made)], actor="m")

    stored.forget_memories([made.id])

    assert not [path for path in tmp_path.rglob("*") if path.is_file() and marker.encode() in path.read_bytes()]


def test_memories_of_a_store_that_is_opened_again_are_all_there(stored: LocalArchive, tmp_path: Path) -> None:
    stored.add([moment(n) for n in range(3)])
    made = [memory(n, f"thing {n}") for n in range(3)]
    stored.apply_operations([add(one) for one in made], actor="m")
    stored.maintain(thorough=True)
    stored.close()

    again = opened(tmp_path)

    assert again.memories().memories == tuple(reversed(made))
    assert again.memories(query="thing 2").memories[0] == made[2]
    again.close()


def test_a_column_is_read_like_a_list() -> None:
    column = Column[int](pa.chunked_array([[4, 8], [15, 16, 23]]))

    assert (len(column), column[0], column[-1], list(column[1:4])) == (5, 4, 23, [8, 15, 16])
    assert (column.index(16), column.index(16, 2)) == (3, 3)
    with pytest.raises(ValueError, match="42"):
        column.index(42)
