"""From one sealed home into another: the real store on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from snapshot_samples import a_moment, a_stretch, assert_same, unit

from base.ids import new_id
from base.records.moment import Moment
from base.records.scope import Scope
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here, words_only
from memory.memories.changes import BatchResult
from memory.memories.memory import FIELDS, Action, Kind, Memory, Operation
from memory.memories.serialization import fields_from_json
from memory.sealed.keys import ArgonCost, KeyFile
from memory.snapshots import export, restore

SECRET = "correct horse battery staple"


@contextmanager
def a_home(folder: Path) -> Iterator[LocalArchive]:
    file = KeyFile.create(folder / "keys.json")
    file.add_passphrase(SECRET, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    opening = Opening(folder, file.save(), words_only, witness_dir=folder / "witness", fsync=False)
    with closing(open_here(opening)) as archive:
        yield archive


def everything(archive: LocalArchive) -> list[Moment]:
    return list(archive.select(Scope(), pictures=True, vectors=True))


def test_a_sealed_memory_comes_back_in_another_home(tmp_path: Path) -> None:
    target = tmp_path / "x.afterglow"
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    with a_home(tmp_path / "old") as old:
        old.add([a_moment(number) for number in range(40)], [a_stretch(number) for number in range(5)])
        wanted, stretches = everything(old), old.coverage()
        export(old, target, format="archive", passphrase=SECRET, work_factor=4)

    with a_home(tmp_path / "new") as new:
        first = restore(new, target, passphrase=SECRET)
        again = restore(new, target, passphrase=SECRET)

        assert (first.added, again.added, again.skipped) == (40, 0, 40)
        for found, moment in zip(everything(new), wanted, strict=True):
            assert_same(found, moment)
        assert new.coverage() == stretches


def test_what_was_forgotten_here_does_not_come_back_from_an_archive(tmp_path: Path) -> None:
    target = tmp_path / "x.afterglow"
    gone = replace(a_moment(3), app="Diary")
    with a_home(tmp_path) as archive:
        archive.add([a_moment(1), gone])
        export(archive, target, format="archive", passphrase=SECRET, work_factor=4)
        archive.forget(Scope(apps=("diary",)))

        report = restore(archive, target, passphrase=SECRET)

        assert (report.added, report.skipped) == (0, 2)
        assert archive.moment(gone.id) is None


def a_memory(number: int, summary: str, *, kind: Kind = Kind.SEMANTIC, frames: tuple[int, ...] = ()) -> Memory:
    at = a_moment(number).at
    return Memory(
        id=new_id(at, f"{number:02x}{list(Kind).index(kind):08x}"),
        key=f"{kind}:{summary.split()[0]}",
        summary=summary,
        details="and more of it",
        fields=fields_from_json(FIELDS[kind], {"facts": [{"attribute": "size", "value": summary}], "seconds": 1.5}),
        evidence=tuple(a_moment(one).id for one in frames or (number,)),
        created_at=at,
        updated_at=at,
        valid_from=at,
        vector=unit(number, 8),
    )


def add(*memories: Memory) -> list[Operation]:
    return [Operation(action=Action.ADD, memory=one) for one in memories]


def remembered(archive: LocalArchive) -> dict[str, Memory]:
    return {one.id: one for one in archive.memories(limit=100, history=True).memories}


def test_memories_come_back_with_their_history_and_nothing_is_made_of_their_frames_again(tmp_path: Path) -> None:
    target = tmp_path / "x.afterglow"
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    first, second = a_memory(1, "rent is 900"), a_memory(5, "rent is 950")
    with a_home(tmp_path / "old") as old:
        old.add([a_moment(number) for number in range(10)])
        old.apply_operations(add(first, a_memory(2, "a day", kind=Kind.EPISODIC, frames=(2, 3))), actor="m")
        old.apply_operations([Operation(action=Action.SUPERSEDE, memory=second, targets=(first.id,))], actor="m")
        batch = old.next_batch(whole=False)
        assert batch is not None
        old.apply(BatchResult(batch.id, tuple(batch.new), ()))
        wanted = remembered(old)
        report = export(old, target, format="archive", passphrase=SECRET, work_factor=4)
        assert report.memories == 3

    with a_home(tmp_path / "new") as new:
        restored, again = (restore(new, target, passphrase=SECRET) for _ in range(2))

        assert (restored.memories, again.memories) == (3, 0)
        found = remembered(new)
        assert {name: replace(one, vector=None) for name, one in found.items()} == {
            name: replace(one, vector=None) for name, one in wanted.items()
        }
        assert found[first.id].superseded_by == second.id
        assert (found[second.id].vector == wanted[second.id].vector).all()  # type: ignore[union-attr]
        assert new.next_batch(whole=False) is None


def test_only_what_rests_on_the_exported_frames_goes_with_them(tmp_path: Path) -> None:
    target, secret_ones = tmp_path / "x.afterglow", a_memory(1, "a card", kind=Kind.VAULT)
    (tmp_path / "new").mkdir()
    with a_home(tmp_path) as archive:
        archive.add([a_moment(number) for number in range(10)])
        archive.apply_operations(add(a_memory(1, "one"), a_memory(2, "two", frames=(2, 8)), secret_ones), actor="m")
        scope = Scope(until=a_moment(5).at)
        report = export(archive, target, format="archive", scope=scope, passphrase=SECRET, work_factor=4)

    with a_home(tmp_path / "new") as new:
        restore(new, target, passphrase=SECRET)

        assert report.memories == 1
        assert [one.summary for one in remembered(new).values()] == ["one"]


def test_frames_alone_are_exported_when_only_they_are_asked_for(tmp_path: Path) -> None:
    with a_home(tmp_path) as archive:
        archive.add([a_moment(1)])
        archive.apply_operations(add(a_memory(1, "one")), actor="m")

        report = export(archive, tmp_path / "x", format="folder", kinds=("frame",), plain=True)

    assert report.memories == 0
    assert not (tmp_path / "x" / "memories").exists()
