"""From one sealed home into another: the real store on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from snapshot_samples import a_moment, a_stretch, assert_same

from memory.archive import Archive
from memory.records import Moment, Scope
from memory.sealed.keys import ArgonCost, KeyFile
from memory.service import Opening, open_here, words_only
from memory.snapshot import export, restore

SECRET = "correct horse battery staple"


@contextmanager
def a_home(folder: Path) -> Iterator[Archive]:
    file = KeyFile.create(folder / "keys.json")
    file.add_passphrase(SECRET, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    opening = Opening(folder, file.save(), words_only, witness_dir=folder / "witness", fsync=False)
    with closing(open_here(opening)) as archive:
        yield archive


def everything(archive: Archive) -> list[Moment]:
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
