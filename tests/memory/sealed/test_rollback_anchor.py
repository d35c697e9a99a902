"""Rollback: a lost newest version and an older copy put back are noticed, crashes and other processes not accused."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from base.errors import Damaged, RolledBack
from memory.sealed.keys import Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.os_keystore import MemoryKeyStore
from memory.sealed.rollback_anchor import Anchor, parse_manifest_name
from memory.sealed.rollback_witness import FileWitness, KeyStoreWitness, Witness, witness_name
from memory.sealed.storage import LocalStorage

TABLE = "db/moments.lance"


def version(number: int, table: str = TABLE) -> str:
    return f"{table}/_versions/{2**64 - 1 - number:020d}.manifest"


class Store:
    """Objects with their anchor and witness, as `open_sealed` joins them, without LanceDB."""

    def __init__(self, home: Path, keys: Keys, witness: Path, *, accept: bool = False) -> None:
        self.objects = SealedObjects(LocalStorage(home, fsync=False), data=keys.data, names=keys.names)
        self.anchor = Anchor(home, keys, [FileWitness(witness, witness_name(home, keys), keys)], fsync=False)
        self.anchor.observe(self.objects)
        try:
            self.anchor.verify(accept_backup=accept)
        except BaseException:
            self.objects.close()
            raise

    def commit(self, *numbers: int, table: str = TABLE) -> None:
        for number in numbers:
            self.objects.put(version(number, table), b"manifest %d" % number, exclusive=True)

    def close(self) -> None:
        self.objects.close()


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    return tmp_path / "witness"


@pytest.fixture
def reopen(home: Path, keys: Keys, witness: Path) -> Iterator[Callable[..., Store]]:
    """Opens one more; all are closed at the end, as if by processes that live side by side."""
    stores: list[Store] = []

    def open_(*, accept: bool = False) -> Store:
        stores.append(Store(home, keys, witness, accept=accept))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


def stored(store: Store, home: Path, name: str) -> Path:
    return home / "objects" / store.objects._names.encrypt(name)


def test_both_of_lances_ways_to_name_a_version_are_read() -> None:
    assert parse_manifest_name(version(7)) == (TABLE, 7)
    assert parse_manifest_name(f"{TABLE}/_versions/7.manifest") == (TABLE, 7)
    assert parse_manifest_name(f"{TABLE}/_versions/d12.manifest") is None
    assert parse_manifest_name(f"{TABLE}/data/7.lance") is None


def test_commits_sweeps_and_drops_are_no_rollback(reopen: Callable[..., Store]) -> None:
    store = reopen()
    store.commit(1, 2, 3)
    store.commit(1, table="db/other.lance")
    store.objects.delete(version(1))
    store.objects.delete(version(2))
    store.objects.delete(version(1, "db/other.lance"))

    store = reopen()
    store.commit(4)
    store.commit(1, table="db/other.lance")

    assert store.anchor.find_faults() == ()
    reopen()


def test_a_removed_newest_version_is_named(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1, 2)

    stored(store, home, version(2)).unlink()

    with pytest.raises(Damaged, match=r"moments\.lance.*version 2.*newest here is 1"):
        reopen()
    assert len(store.anchor.find_faults()) == 1


def test_it_is_named_also_while_the_store_is_open(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1, 2)
    stored(store, home, version(2)).unlink()

    with pytest.raises(Damaged, match=r"moments\.lance"):
        store.anchor.check_listing(TABLE, [version(1)])


def test_an_older_object_under_the_newest_name_is_named(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1)
    old = stored(store, home, version(1)).read_bytes()
    store.objects.delete(version(1))
    store.commit(1)  # the table was dropped and made anew

    stored(store, home, version(1)).write_bytes(old)

    with pytest.raises(Damaged, match="another file was put in its place"):
        reopen()


def test_a_damaged_newest_version_does_not_close_the_other_tables(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1)

    path = stored(store, home, version(1))
    path.write_bytes(path.read_bytes()[:-1])

    reopen()  # LanceDB meets it when it opens that table


def test_a_missing_or_changed_anchor_is_damage(reopen: Callable[..., Store], home: Path, witness: Path) -> None:
    reopen().commit(1)
    shutil.rmtree(witness)
    whole = (home / "anchor").read_bytes()

    for change in (b"", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), None):
        (home / "anchor").unlink()
        if change is not None:
            (home / "anchor").write_bytes(change)
        with pytest.raises(Damaged, match="anchor"):
            reopen()


def test_an_older_copy_of_the_whole_folder_is_rolled_back_until_accepted(
    reopen: Callable[..., Store], home: Path, tmp_path: Path
) -> None:
    store = reopen()
    store.commit(1, 2)
    shutil.copytree(home, tmp_path / "backup")
    store.commit(3)
    store.objects.delete(version(2))
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "backup", home)

    with pytest.raises(RolledBack):
        reopen()
    reopen(accept=True)

    reopen().commit(3)
    reopen()


def test_an_emptied_home_is_rolled_back_too(reopen: Callable[..., Store], home: Path) -> None:
    reopen().commit(1)
    shutil.rmtree(home)

    with pytest.raises(RolledBack):
        reopen()


def test_accepting_also_accepts_a_loss(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1, 2)
    stored(store, home, version(2)).unlink()
    (home / "anchor").write_bytes(b"rubbish")

    reopen(accept=True)

    assert reopen().anchor.find_faults() == ()


def test_another_machine_has_no_witness_and_makes_one(reopen: Callable[..., Store], witness: Path) -> None:
    reopen().commit(1)
    shutil.rmtree(witness)

    reopen()

    assert len(list(witness.iterdir())) == 1


def test_a_copy_elsewhere_does_not_accuse_the_original(
    reopen: Callable[..., Store], home: Path, keys: Keys, witness: Path, tmp_path: Path
) -> None:
    store = reopen()
    store.commit(1)
    shutil.copytree(home, tmp_path / "copy")
    store.commit(2)

    Store(tmp_path / "copy", keys, witness).close()
    reopen()


def test_a_crash_before_the_anchor_is_harmless(reopen: Callable[..., Store], home: Path) -> None:
    store = reopen()
    store.commit(1)
    before = (home / "anchor").read_bytes()
    store.commit(2)

    (home / "anchor").write_bytes(before)  # version 2 is there, the anchor knows of 1; the witness was never ahead
    shutil.rmtree(home.parent / "witness")
    store = reopen()

    store.commit(3)
    assert reopen().anchor.find_faults() == ()


def test_a_crash_while_dropping_a_table_is_harmless(reopen: Callable[..., Store]) -> None:
    store = reopen()
    store.commit(1, 2)

    with pytest.raises(KeyboardInterrupt):
        store.anchor.delete(version(2), _die)

    reopen()


def _die() -> bool:
    raise KeyboardInterrupt


def test_a_full_disk_does_not_make_a_commit_look_failed(
    reopen: Callable[..., Store], home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = reopen()
    (home / "anchor").unlink()
    (home / "anchor").mkdir()  # the anchor cannot be written

    store.commit(1)

    assert "lags" in caplog.text
    (home / "anchor").rmdir()


def test_two_openers_never_turn_the_anchor_back(reopen: Callable[..., Store]) -> None:
    first, second = reopen(), reopen()

    first.commit(1)
    second.commit(2)
    first.anchor.note_published(version(1), "late")  # its turn came only now
    second.commit(3)
    first.objects.delete(version(1))

    assert reopen().anchor.find_faults() == ()
    assert reopen().anchor._read().heads[TABLE].version == 3  # type: ignore[union-attr]


def test_a_late_commit_does_not_revive_a_table_that_another_process_dropped(reopen: Callable[..., Store]) -> None:
    first, second = reopen(), reopen()
    first.commit(1)
    second.objects.delete(version(1))

    first.anchor.note_published(version(1), "late")

    assert reopen().anchor._read().heads == {}  # type: ignore[union-attr]


def _commit_many(home: Path, keys: Keys, witness: Path, table: str) -> None:
    store = Store(home, keys, witness)
    store.commit(*range(1, 21), table=table)
    for number in range(1, 20):
        store.objects.delete(version(number, table))
    store.close()


def test_processes_that_write_and_open_at_once_raise_no_false_alarm(
    reopen: Callable[..., Store], home: Path, keys: Keys, witness: Path
) -> None:
    reopen()
    spawn = multiprocessing.get_context("spawn")
    tables = ("db/a.lance", "db/b.lance")
    children = [spawn.Process(target=_commit_many, args=(home, keys, witness, table)) for table in tables]
    for child in children:
        child.start()

    while any(child.is_alive() for child in children):
        Store(home, keys, witness).close()
    for child in children:
        child.join()

    heads = reopen().anchor._read().heads  # type: ignore[union-attr]
    assert [child.exitcode for child in children] == [0, 0]
    assert {table: head.version for table, head in heads.items()} == dict.fromkeys(tables, 20)


@pytest.fixture(params=["file", "key store"])
def one_witness(request: pytest.FixtureRequest, tmp_path: Path, keys: Keys) -> Witness:
    if request.param == "file":
        return FileWitness(tmp_path / "w", "name", keys)
    return KeyStoreWitness(MemoryKeyStore(), "name", keys)


def test_a_witness_remembers_the_highest(one_witness: Witness) -> None:
    assert one_witness.read() == 0

    for counter in (3, 9, 4):
        one_witness.record(counter)

    assert one_witness.read() == 9


def test_a_damaged_witness_says_nothing(tmp_path: Path, keys: Keys, caplog: pytest.LogCaptureFixture) -> None:
    one = FileWitness(tmp_path, "name", keys)
    one.record(5)
    (tmp_path / "name").write_bytes(b"rubbish")

    assert one.read() == 0
    assert "ignored" in caplog.text


def test_a_witness_that_cannot_be_written_stops_nothing(
    tmp_path: Path, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")

    FileWitness(tmp_path / "file", "name", keys).record(1)

    assert "cannot be written" in caplog.text
