"""The spool: durable, ordered, unreadable without the private key, and never full of its own debris."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import zstandard

from base.coverage import Coverage, State
from base.errors import BadInput, Damaged, DiskFull, StoreError, StoreTooNew
from base.files import write_private
from capture.frames import CapturedFrame, Rect, Window
from memory.perception.spool import Spool
from memory.sealed.keys import Keys
from memory.sealed.spool_key import encrypt_to, new_private_key, public_key_of

NOW = datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)
PRIVATE = new_private_key()
PUBLIC = public_key_of(PRIVATE)
KEYS = Keys(store_id="test", data={1: bytes(32)}, names=bytes(32), vault=bytes(32), spool=PRIVATE)


def frame(name: str = "f", *, noise: int = 0, title: str = "plantedtitle") -> CapturedFrame:
    pixels = np.zeros((60, 80, 4), np.uint8)
    if noise:
        pixels[:] = np.random.default_rng(noise).integers(0, 255, pixels.shape, dtype=np.uint8)
    window = Window(app="planted app", title=title, url="https://planted.example/é", pid=7, geometry=Rect(1, -2, 3, 4))
    below = Window(app="below", private=True)
    return CapturedFrame(name, NOW, 2, pixels, window=window, windows=(below, window), origin=(-1920, 0))


def coverage(name: str = "c") -> Coverage:
    return Coverage(name, NOW, NOW + timedelta(seconds=3), 1, State.SKIPPED, reason="private browsing", count=2)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


Make = Callable[..., Spool]


@pytest.fixture
def make(folder: Path, clock: Clock) -> Make:
    def build(**options: object) -> Spool:
        return Spool(folder, **{"public_key": PUBLIC, "clock": clock, "reserve_bytes": 0, **options})  # type: ignore[arg-type]

    return build


def test_a_frame_comes_back_as_it_was(make: Make) -> None:
    spool = make()
    given = frame(noise=3)
    spool.accept(given)

    [entry] = spool.pending()
    found = spool.open(entry, KEYS)

    assert isinstance(found, CapturedFrame)
    assert np.array_equal(found.pixels, given.pixels)
    assert found.pixels.flags.writeable
    for field in ("id", "at", "monitor", "window", "windows", "origin"):
        assert getattr(found, field) == getattr(given, field)


def test_a_part_of_a_larger_picture_comes_back(make: Make) -> None:
    spool = make()
    whole = np.arange(40 * 40 * 4, dtype=np.uint32).astype(np.uint8).reshape(40, 40, 4)
    spool.accept(CapturedFrame("f", NOW, 0, whole[5:25, 3:30]))

    found = spool.open(spool.pending()[0], KEYS)

    assert isinstance(found, CapturedFrame)
    assert np.array_equal(found.pixels, whole[5:25, 3:30])


def test_coverage_comes_back_as_it_was(make: Make) -> None:
    spool = make()
    spool.note(coverage())

    assert spool.open(spool.pending()[0], KEYS) == coverage()


def test_titles_with_broken_letters_are_kept(make: Make) -> None:
    spool = make()
    spool.accept(frame(title="half a pair \ud83d"))

    found = spool.open(spool.pending()[0], KEYS)

    assert isinstance(found, CapturedFrame)
    assert found.window.title == "half a pair \ud83d"


def test_nothing_in_the_folder_is_readable(make: Make, folder: Path) -> None:
    spool = make()
    given = frame(noise=5)
    spool.accept(given)
    spool.note(coverage("plantedid"))

    for path in folder.rglob("*"):
        assert "planted" not in path.name
        raw = path.read_bytes() if path.is_file() else b""
        assert b"planted" not in raw
        assert b"private" not in raw
        assert given.pixels.tobytes()[:16] not in raw
        if os.name == "posix":
            assert path.stat().st_mode & 0o077 == 0


def test_who_wrote_it_cannot_read_it_back(make: Make) -> None:
    spool = make()
    spool.accept(frame())
    others = Keys(store_id="x", data={1: bytes(32)}, names=bytes(32), vault=bytes(32), spool=new_private_key())

    with pytest.raises(Damaged):
        spool.open(spool.pending()[0], others)


def test_an_account_of_time_is_told_from_a_frame_without_its_pixels(make: Make, clock: Clock) -> None:
    spool = make()
    spool.note(coverage())
    spool.accept(frame())
    spool.accept(frame(noise=1))
    note, plain, noisy = spool.pending()

    assert spool.stretch(note, KEYS) == coverage()
    assert spool.stretch(plain, KEYS) is None
    assert spool.stretch(noisy, KEYS) is None
    assert list(spool.frames()) == [noisy]  # a frame with next to nothing on it counts as nothing to read
    assert spool.frames()[noisy] == spool.size(noisy) > 0
    assert abs(spool.arrived(noisy) - clock.now) < timedelta(seconds=1)


def test_an_entry_that_is_gone_has_no_size(make: Make) -> None:
    spool = make()
    spool.accept(frame())
    [entry] = spool.pending()
    there = spool.holds(entry)

    spool.discard(entry)

    assert there
    assert (spool.holds(entry), spool.size(entry)) == (False, 0)
    with pytest.raises(Damaged):
        spool.stretch(entry, KEYS)


def test_order_is_that_of_arrival_whatever_the_clock_does(make: Make, clock: Clock) -> None:
    spool = make()
    for step in (0, 1, -3600, -7200, 5, 5):
        clock.now = NOW + timedelta(seconds=step)
        spool.accept(frame(f"f{len(spool.pending())}"))
    clock.now = NOW - timedelta(days=400)  # the machine starts again with an empty clock battery
    later = make()
    later.accept(frame("f6"))

    names = [found.id for entry in later.pending() if (found := later.open(entry, KEYS))]

    assert names == [f"f{number}" for number in range(7)]


def test_a_discarded_entry_is_gone_and_discarding_twice_is_harmless(make: Make) -> None:
    spool = make()
    spool.accept(frame())
    [entry] = spool.pending()

    spool.discard(entry)
    spool.discard(entry)

    assert spool.pending() == []
    assert spool.waiting_bytes() == 0


def _write_many(folder: Path, public: bytes, name: str) -> None:
    spool = Spool(folder, public_key=public, reserve_bytes=0)
    for number in range(20):
        spool.note(Coverage(f"{name}{number:02d}", NOW, NOW, 0, State.SAVED))
    spool.close()


def test_several_processes_write_at_once(make: Make, folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    children = [spawn.Process(target=_write_many, args=(folder, PUBLIC, name)) for name in "ab"]
    for child in children:
        child.start()
    for child in children:
        child.join()

    spool = make()
    found = [spool.open(entry, KEYS).id for entry in spool.pending()]

    assert sorted(found) == [f"{name}{number:02d}" for name in "ab" for number in range(20)]
    for name in "ab":
        assert [each for each in found if each[0] == name] == sorted(each for each in found if each[0] == name)


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("how", ["first", "encapsulation", "middle", "last", "cut", "empty", "extended", "gone"])
def test_a_damaged_entry_is_named_and_blocks_nothing(make: Make, folder: Path, how: str) -> None:
    spool = make()
    spool.accept(frame("victim", noise=1))
    spool.accept(frame("fine"))
    victim, fine = spool.pending()
    path = folder / victim
    raw = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how in ("cut", "empty", "extended"):
        path.write_bytes({"cut": raw[:-1], "empty": b"", "extended": raw + b"x"}[how])
    else:
        flip(path, {"first": 0, "encapsulation": 500, "middle": len(raw) // 2, "last": -1}[how])

    with pytest.raises(Damaged, match=victim):
        spool.open(victim, KEYS)
    spool.set_aside(victim)

    assert spool.pending() == [fine]
    assert spool.aside() == ([] if how == "gone" else [victim])
    assert getattr(spool.open(fine, KEYS), "id", "") == "fine"
    spool.empty_aside()
    assert spool.aside() == []


def test_swapped_or_renamed_entries_do_not_open(make: Make, folder: Path) -> None:
    spool = make()
    spool.accept(frame("one"))
    spool.accept(frame("two"))
    first, second = (folder / entry for entry in spool.pending())
    raw = first.read_bytes()

    first.write_bytes(second.read_bytes())
    second.write_bytes(raw)

    for entry in spool.pending():
        with pytest.raises(Damaged):
            spool.open(entry, KEYS)


FORGERIES = {
    "no head": b"",
    "head cut off": (99).to_bytes(4, "big") + b"{",
    "not json": (4).to_bytes(4, "big") + b"####",
    "a list": (2).to_bytes(4, "big") + b"[]",
    "unknown state": (lambda head: len(head).to_bytes(4, "big") + head)(
        json.dumps({"kind": "coverage", "id": "x", "start": 0, "end": 0, "monitor": 0, "state": "?"}).encode()
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_a_stranger_sealed_to_the_public_key_is_damaged_not_a_crash(make: Make, folder: Path, what: str) -> None:
    spool = make()
    entry = f"{1:014x}-{2:016x}.sealed"
    sealed = encrypt_to(PUBLIC, b"afterglow spool\0\x01" + entry.encode(), FORGERIES[what])
    (folder / entry).write_bytes(b"AGF\x01" + sealed)

    with pytest.raises(Damaged, match=entry):
        spool.open(entry, KEYS)


@pytest.mark.parametrize("shape", [[1 << 20, 1 << 20, 4], [10, 11, 4], [0, 10, 4], [20, 20, 1]])
def test_a_forged_picture_cannot_claim_the_whole_memory(make: Make, folder: Path, shape: list[int]) -> None:
    spool = make()
    entry = f"{1:014x}-{2:016x}.sealed"
    window = {"app": "", "title": "", "url": "", "wm_class": "", "pid": None, "geometry": None, "private": None}
    fields = {"kind": "frame", "id": "x", "at": 0, "monitor": 0, "origin": [0, 0], "shape": shape}
    head = json.dumps(fields | {"window": window, "windows": []}).encode()
    plain = len(head).to_bytes(4, "big") + head + zstandard.compress(b"x" * 400)
    (folder / entry).write_bytes(b"AGF\x01" + encrypt_to(PUBLIC, b"afterglow spool\0\x01" + entry.encode(), plain))

    with pytest.raises(Damaged):
        spool.open(entry, KEYS)


def test_an_entry_of_a_newer_program_waits(make: Make, folder: Path) -> None:
    spool = make()
    spool.accept(frame())
    [entry] = spool.pending()
    raw = bytearray((folder / entry).read_bytes())
    raw[3] = 9
    (folder / entry).write_bytes(raw)

    with pytest.raises(StoreTooNew):
        spool.open(entry, KEYS)


@pytest.mark.parametrize("name", ["../keys.json", "x", "", "/etc/passwd"])
def test_a_name_that_is_no_entry_is_refused(make: Make, name: str) -> None:
    with pytest.raises(BadInput):
        make().discard(name)


def test_the_budget_refuses_with_words_and_takes_again_when_there_is_room(make: Make) -> None:
    spool = make(budget_bytes=60_000)
    spool.accept(frame(noise=1))
    spool.accept(frame(noise=2))
    with pytest.raises(DiskFull, match="as much as the settings allow"):
        spool.accept(frame(noise=3))

    spool.note(coverage())  # it can still say that it is full
    make().discard(spool.pending()[0])  # by another process

    spool.accept(frame(noise=3))
    assert len(spool.pending()) == 3


def test_the_budget_counts_what_other_processes_wrote(make: Make) -> None:
    mine, other = make(budget_bytes=60_000), make()
    mine.accept(frame(noise=1))
    for number in range(2):
        other.accept(frame(noise=2 + number))

    fill(mine, "as much as the settings allow")


def test_the_last_bytes_of_the_disk_are_left_to_others(make: Make) -> None:
    room = [10_000]
    spool = make(reserve_bytes=1_000_000, free=lambda _: room[0])
    with pytest.raises(DiskFull, match="almost full"):
        spool.accept(frame())

    room[0] = 5_000_000

    spool.accept(frame())


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_while_writing_leaves_no_debris(make: Make, folder: Path, code: int) -> None:
    full = [True]

    def write(path: Path, data: bytes) -> None:
        if full[0]:
            path.write_bytes(data[:100])
            raise OSError(code, os.strerror(code))
        write_private(path, data)

    spool = make(write=write)
    with pytest.raises(DiskFull, match="full"):
        spool.accept(frame())
    assert list(folder.rglob("*.sealed")) == []

    full[0] = False
    spool.accept(frame())
    assert len(spool.pending()) == 1


def test_a_disk_that_fails_otherwise_is_not_called_full(make: Make) -> None:
    def write(path: Path, data: bytes) -> None:
        raise OSError(errno.EIO, "input/output error")

    with pytest.raises(StoreError):
        make(write=write).accept(frame())


def test_what_a_crash_left_half_written_is_swept_and_never_pending(make: Make, folder: Path) -> None:
    left = folder / "incoming" / "p-00000000deadbeef" / f"{1:014x}-{2:016x}.sealed"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")

    spool = make()
    assert spool.pending() == []
    spool.accept(frame())

    assert not left.exists()
    spool.close()
    spool.accept(frame())
    assert len(spool.pending()) == 2


def test_other_files_in_the_folder_are_not_entries(make: Make, folder: Path) -> None:
    spool = make()
    (folder / "notes.txt").write_text("x")
    (folder / ".DS_Store").write_text("x")

    assert spool.pending() == []
    assert spool.waiting_bytes() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """200 KB that are really full when they are full, where this account may mount them."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this account may not mount a tmpfs")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_really_full_disk_refuses_and_recovers(small_disk: Path) -> None:
    spool = Spool(small_disk / "spool", public_key=PUBLIC, reserve_bytes=0, free=lambda _: 1 << 40)
    fill(spool, "full")
    kept = spool.pending()
    assert 3 < len(kept) < 20
    assert all(spool.open(entry, KEYS) for entry in kept)

    spool.discard(kept[0])

    spool.accept(frame(noise=1))
    spool.close()


def fill(spool: Spool, why: str) -> None:
    def accept_many() -> None:
        for number in range(70):
            spool.accept(frame(str(number), noise=number + 1))

    with pytest.raises(DiskFull, match=why):
        accept_many()
