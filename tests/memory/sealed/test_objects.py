"""Sealed objects: what goes in comes out, every change on disk is noticed and named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.errors import Damaged, StoreTooNew
from memory.sealed.keys import Keys
from memory.sealed.object_format import CHUNK, HEADER, TAG, plain_size, stored_size
from memory.sealed.objects import ListedObject, SealedObjects
from memory.sealed.storage import LocalStorage

many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
edges = st.sampled_from([0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7, 3 * CHUNK])
sizes = st.one_of(edges, st.integers(0, 4 * CHUNK))


def content(size: int) -> bytes:
    return (b"0123456789abcdefghijklmnopqrstuvwxyz" * (size // 36 + 1))[:size]


@many
@given(size=sizes, start=st.integers(-5 * CHUNK, 5 * CHUNK), length=st.integers(1, 5 * CHUNK))
def test_any_range_of_any_size_reads_as_a_slice(objects: SealedObjects, size: int, start: int, length: int) -> None:
    data = content(size)
    objects.put("db/x", data)

    whole, head = objects.read("db/x")
    first = max(0, size + start) if start < 0 else start
    part, _ = objects.read("db/x", start, first + length)

    assert bytes(whole) == data
    assert head.size == size
    assert bytes(part) == data[first : first + length]


@many
@given(parts=st.lists(sizes, min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_parts_in_any_order_make_one_object(objects: SealedObjects, parts: list[int], order: object) -> None:
    pieces = {number: os.urandom(size) for number, size in enumerate(parts, 1)}
    numbers = list(pieces)
    order.shuffle(numbers)  # type: ignore[attr-defined]

    writer = objects.writer("db/big")
    for number in numbers:
        assert writer.add_part(number, pieces[number]) == writer.add_part(
            number, pieces[number]
        )  # a retry is taken once
    writer.finish()

    assert bytes(objects.read("db/big")[0]) == b"".join(pieces[number] for number in sorted(pieces))


def test_a_part_that_changes_or_is_missing_is_refused(objects: SealedObjects) -> None:
    writer = objects.writer("db/big")
    writer.add_part(2, b"two")

    with pytest.raises(ValueError, match="twice"):
        writer.add_part(2, b"other")
    with pytest.raises(ValueError, match="missing"):
        writer.finish()
    writer.abort()

    assert list(objects.listing()) == []


name_parts = st.text("abcz09-_.%$ é日", min_size=1, max_size=6).filter(lambda part: part not in (".", ".."))
name_sets = st.sets(st.lists(name_parts, min_size=1, max_size=3).map("/".join), max_size=12)


@many
@given(names=name_sets, prefix=st.text("abcz09/é", max_size=4), after=st.text("abcz09/é", max_size=4))
def test_listing_is_what_s3_would_list(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, names: set[str], prefix: str, after: str
) -> None:
    names = {name for name in names if not any(other.startswith(name + "/") for other in names)}
    objects = SealedObjects(
        LocalStorage(tmp_path_factory.mktemp("list"), fsync=False), data=keys.data, names=keys.names
    )
    for name in names:
        objects.put(name, b"x")

    prefix = prefix.strip("/").replace("//", "/")
    flat = [item.name for item in objects.listing(prefix, after=after)]
    folded = [item.name for item in objects.listing(prefix, "/")]
    objects.close()

    wanted = [name for name in names if name.startswith(prefix)]
    assert flat == sorted((name for name in wanted if name > after), key=str.encode)
    rest = {name: name[len(prefix) :].partition("/") for name in wanted}
    assert set(folded) == {prefix + head + slash for head, slash, _ in rest.values()}


def test_listed_sizes_come_from_file_lengths(objects: SealedObjects) -> None:
    for size in (0, 1, CHUNK, CHUNK + 1, 5 * CHUNK):
        objects.put("db/x", content(size))

        assert [item.size for item in objects.listing("db/")] == [size]
        assert plain_size(stored_size(size)) == size


def test_exclusive_put_takes_only_a_free_name_and_leaves_nothing_behind(objects: SealedObjects, home: Path) -> None:
    objects.put("db/x", b"first", exclusive=True)

    with pytest.raises(FileExistsError):
        objects.put("db/x", b"second", exclusive=True)

    assert bytes(objects.read("db/x")[0]) == b"first"
    assert len(stored_files(home)) == 1


def test_a_deleted_object_leaves_no_empty_folders_to_be_listed(objects: SealedObjects) -> None:
    objects.put("db/gone.lance/data/x", b"x")

    assert objects.delete("db/gone.lance/data/x")

    assert not objects.delete("db/gone.lance/data/x")
    assert list(objects.listing("db/", "/")) == []
    with pytest.raises(FileNotFoundError):
        objects.stat("db/gone.lance/data/x")


@pytest.mark.parametrize("name", ["../up", "a//b", "a/./b", "/a", "a/", "nul\0"])
def test_a_name_that_could_leave_the_folder_is_refused(objects: SealedObjects, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        objects.put(name, b"x")


def test_nothing_readable_is_in_files_or_names(objects: SealedObjects, home: Path) -> None:
    objects.put("db/diary.lance/data/secretname.lance", b"plantedcontent" * 9000)

    for path in home.rglob("*"):
        assert not any(word in str(path.relative_to(home)) for word in ("diary", "secretname", "lance", "data"))
        if path.is_file():
            assert b"planted" not in path.read_bytes()


def test_equal_content_and_equal_name_parts_do_not_look_equal(objects: SealedObjects, home: Path) -> None:
    objects.put("one/_versions/x", b"same")
    objects.put("two/_versions/x", b"same")

    first, second = stored_files(home)
    assert first.name != second.name
    assert first.parent.name != second.parent.name
    assert first.read_bytes()[HEADER:] != second.read_bytes()[HEADER:]


def test_files_and_folders_are_for_their_owner_only(objects: SealedObjects, home: Path) -> None:
    objects.put("db/x/y", b"x")

    if os.name == "posix":
        for path in (home, *home.rglob("*")):
            assert path.stat().st_mode & 0o077 == 0, path


def stored_files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "objects").rglob("*") if path.is_file())


def overwrite(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def flip(at: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        overwrite(path, bytes(data))

    return change


def swap_chunks(path: Path) -> None:
    data = path.read_bytes()
    step = CHUNK + TAG
    first, second, rest = (
        data[HEADER : HEADER + step],
        data[HEADER + step : HEADER + 2 * step],
        data[HEADER + 2 * step :],
    )
    overwrite(path, data[:HEADER] + second + first + rest)


TAMPERINGS: dict[str, Callable[[Path], None]] = {
    "magic": flip(0),
    "key id": flip(5),
    "reserved bytes": flip(6),
    "salt": flip(20),
    "size": flip(47),
    "header tag": flip(60),
    "first byte": flip(HEADER),
    "in the middle": flip(HEADER + CHUNK + 900),
    "last byte": flip(-1),
    "one byte short": lambda path: overwrite(path, path.read_bytes()[:-1]),
    "cut at a chunk": lambda path: overwrite(path, path.read_bytes()[: HEADER + CHUNK + TAG]),
    "cut to the header": lambda path: overwrite(path, path.read_bytes()[:HEADER]),
    "emptied": lambda path: overwrite(path, b""),
    "extended": lambda path: overwrite(path, path.read_bytes() + b"x" * 100),
    "extended by a chunk": lambda path: overwrite(path, path.read_bytes() + path.read_bytes()[-(CHUNK + TAG) :]),
    "chunks swapped": swap_chunks,
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_every_change_of_a_file_is_an_error_that_names_the_object(objects: SealedObjects, home: Path, how: str) -> None:
    objects.put("db/victim", content(2 * CHUNK + 500))
    [path] = stored_files(home)
    objects.put("db/other", b"fine")

    TAMPERINGS[how](path)

    with pytest.raises(Damaged, match="db/victim"):
        objects.read("db/victim")
    assert [fault.split(" ")[0] for fault in objects.check()] == ["db/victim"]
    assert bytes(objects.read("db/other")[0]) == b"fine"


def test_a_damaged_chunk_leaves_the_other_chunks_readable(objects: SealedObjects, home: Path) -> None:
    objects.put("db/victim", content(3 * CHUNK))
    [path] = stored_files(home)

    flip(HEADER + CHUNK + TAG + 5)(path)

    assert bytes(objects.read("db/victim", 0, CHUNK)[0]) == content(CHUNK)
    with pytest.raises(Damaged):
        objects.read("db/victim", CHUNK, CHUNK + 1)


def test_swapped_files_are_both_named(objects: SealedObjects, home: Path) -> None:
    objects.put("db/one", b"1111")
    objects.put("db/two", b"2222")
    first, second = stored_files(home)
    before = first.read_bytes()

    overwrite(first, second.read_bytes())
    overwrite(second, before)

    assert [fault.split(" ")[0] for fault in objects.check()] == ["db/one", "db/two"]


def test_a_moved_file_is_reported_by_its_stored_name(objects: SealedObjects, home: Path) -> None:
    objects.put("db/a/one", b"1")
    objects.put("db/b/two", b"2")
    [first, _] = stored_files(home)
    [folder] = [path.parent for path in stored_files(home) if path.parent != first.parent]

    shutil.copy(first, folder / first.name)

    [fault] = objects.check()
    assert first.name in fault


def test_files_of_other_programs_are_not_damage(objects: SealedObjects, home: Path) -> None:
    objects.put("db/x", b"x")
    (home / "objects" / ".DS_Store").write_bytes(b"finder")

    assert objects.check() == ()
    assert [item.name for item in objects.listing()] == ["db/x"]


def test_the_wrong_key_opens_nothing(objects: SealedObjects, home: Path, keys: Keys) -> None:
    objects.put("db/x", b"x")
    stranger = SealedObjects(LocalStorage(home, fsync=False), data={1: bytes(32)}, names=keys.names)

    with pytest.raises(Damaged, match="db/x"):
        stranger.read("db/x")
    stranger.close()


def test_after_rotation_old_objects_open_and_new_ones_use_the_new_key(home: Path, keys: Keys) -> None:
    store = LocalStorage(home, fsync=False)
    SealedObjects(store, data=keys.data, names=keys.names).put("db/old", b"old")

    rotated = SealedObjects(store, data={**keys.data, 2: b"n" * 32}, names=keys.names)
    rotated.put("db/new", b"new")

    assert bytes(rotated.read("db/old")[0]) == b"old"
    assert rotated.stat("db/new").key_id == 2
    store.close()


def test_a_newer_format_is_refused_not_called_damaged(objects: SealedObjects, home: Path) -> None:
    objects.put("db/x", b"x")
    [path] = stored_files(home)
    data = bytearray(path.read_bytes())
    data[3] = 9
    overwrite(path, bytes(data))

    with pytest.raises(StoreTooNew, match="db/x"):
        objects.read("db/x")


def test_what_a_killed_writer_left_is_swept_and_what_a_living_one_writes_is_not(home: Path, keys: Keys) -> None:
    living = LocalStorage(home, fsync=False)
    upload = living.upload(8)
    upload.append(b"half")
    dead = home / "incoming" / "p-0123456789abcdef"
    dead.mkdir()
    (dead / "left").write_bytes(b"sealed")

    other = LocalStorage(home, fsync=False)
    upload.publish("x", b"12345678", exclusive=True)

    assert not dead.exists()
    assert other.open("x").read(0, 99) == b"12345678half"
    living.close()
    other.close()


def test_heads_show_no_names_in_their_repr(objects: SealedObjects) -> None:
    objects.put("db/secretname", b"x")

    assert "secretname" not in repr(objects.stat("db/secretname"))
    assert "secretname" not in repr(ListedObject("db/secretname"))
