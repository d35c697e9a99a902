"""The archive in a process of its own, sealed: what it promises when it is killed, shared, or damaged."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil
import pytest

from base.errors import AfterglowError, Damaged, Locked
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.search import Query
from memory.archive.client import ArchiveClient
from memory.archive.opening import NICENESS, open_archive, words_only
from memory.pictures import stills
from memory.pictures.decoding import decode, encode_film
from memory.sealed.keys import KeyFile, Keys
from memory.store.database import Database
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def moment(index: int, text: str = "plain words") -> Moment:
    at = NOON + timedelta(seconds=index)
    return Moment(
        id=new_id(at, f"{index:010x}"),
        at=at,
        monitor=0,
        app="Editor",
        title=f"title {index}",
        summary=text[:20],
        lines=(Line(text, (0, 0, 100, 20)),),
        text_vectors=np.eye(1, 384, k=index % 384, dtype=np.float32),
        thumbnail=b"small" * 20,
        picture=Picture("image/webp", 64, 48, b"picture" * 20),
    )


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    key_file = KeyFile.create(tmp_path / "keys.json")
    key_file.add_recovery()
    return key_file.save()


@pytest.fixture
def opened(tmp_path: Path, keys: Keys) -> Iterator[Callable[[], ArchiveClient]]:
    clients: list[ArchiveClient] = []

    def make() -> ArchiveClient:
        home, witness = tmp_path / "home", tmp_path / "witness"
        clients.append(open_archive(home, keys, recall=words_only, witness_dir=witness, fsync=False))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.mark.parametrize("after", [1, 6])
def test_a_killed_process_comes_back_by_itself_and_has_lost_and_doubled_nothing(
    opened: Callable[[], ArchiveClient], after: int
) -> None:
    archive = opened()
    ids = [moment(index).id for index in range(2 * after + 2)]
    enough = threading.Event()

    def write() -> None:
        for index in range(len(ids)):
            archive.add([moment(index)])
            if index + 1 == after:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    enough.wait()
    killed = kill(archive)
    writer.join()

    assert archive.pid != killed
    assert [one.id for one in archive.select(Scope(), pictures=True) if one.picture] == ids
    assert len(archive.search(Query("plain", NOON, limit=50)).hits) == len(ids)
    assert archive.check() == ()


def test_a_killed_process_stays_away_from_a_memory_that_was_locked_meanwhile(tmp_path: Path, keys: Keys) -> None:
    locked = threading.Event()
    archive = open_archive(
        tmp_path / "home",
        keys,
        recall=words_only,
        witness_dir=tmp_path / "witness",
        fsync=False,
        may_restart=lambda: not locked.is_set(),
    )
    locked.set()

    kill(archive)

    with pytest.raises(Locked):
        archive.stats()
    assert not archive.alive
    archive.close()


def kill(archive: ArchiveClient) -> int:
    assert archive.pid is not None
    psutil.Process(archive.pid).kill()
    return archive.pid


def test_two_processes_write_and_tidy_one_home(opened: Callable[[], ArchiveClient]) -> None:
    first, second = opened(), opened()
    faults: list[AfterglowError] = []

    def work(archive: ArchiveClient, start: int) -> None:
        try:
            for index in range(start, start + 6):
                archive.add([moment(index, f"number{index}")])
                archive.search(Query("number3", now=NOON))
            archive.maintain()
        except AfterglowError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=pair) for pair in ((first, 0), (second, 100))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert [one.title for one in opened().select(Scope())] == [f"title {i}" for i in (*range(6), *range(100, 106))]


def test_a_damaged_file_is_named_and_the_rest_stays_readable(
    opened: Callable[[], ArchiveClient], tmp_path: Path
) -> None:
    archive = opened()
    archive.add([moment(0)])
    archive.close()
    biggest = max(
        (tmp_path / "home" / "objects").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0
    )
    data = bytearray(biggest.read_bytes())
    data[-20] ^= 1
    biggest.write_bytes(data)

    def read_all() -> None:
        list(opened().select(Scope(), pictures=True))

    with pytest.raises(Damaged) as caught:
        read_all()

    assert caught.value.detail


def test_nothing_readable_is_in_any_file(opened: Callable[[], ArchiveClient], tmp_path: Path) -> None:
    archive = opened()
    archive.add([moment(i, "a marmalade sentence") for i in range(3)])
    archive.forget(Scope(ids=(moment(1).id,)))
    archive.maintain(thorough=True)
    archive.close()

    stored = b"\0".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    marks = [b"marmalade", b"title 2", b"Editor", b"picture", b"small", moment(0).id.encode(), moment(1).id.encode()]
    assert [mark for mark in marks if mark in stored] == []


def test_a_reader_outlives_the_versions_that_another_sweeps(tmp_path: Path) -> None:
    place = {"uri": str(tmp_path / "objects"), "home": tmp_path, "refresh_seconds": 3600.0}
    reader, writer = Store(Database(**place)), Store(Database(**place))  # type: ignore[arg-type]
    writer.add([moment(i, f"number{i}") for i in range(20)])
    reader.maintain()
    assert reader.frames.match_words("number3", Scope(), 5)

    writer.forget([moment(7).id])
    writer.add([moment(i, f"number{i}") for i in range(20, 25)])
    writer.maintain(thorough=True)

    assert [frame for frame, _ in reader.frames.match_words("number3", Scope(), 5)] == [moment(3).id]
    assert reader.films.pictures([moment(3).id])
    assert reader.frames.moments([moment(3).id])[0].text == "number3"
    assert reader.frames.moments([moment(7).id]) == ()
    assert sum(len(block.ids) for block in reader.frames.vectors()) == 24


def test_meaning_is_searched_with_the_packaged_encoder(tmp_path: Path, keys: Keys) -> None:
    from memory.encoders.minilm import MiniLM

    encoder = MiniLM(threads=1)
    texts = ["The invoice for the new bicycle is 900 francs.", "A recipe for lentil soup with carrots."]
    vectors = encoder.encode(texts)
    archive = open_archive(tmp_path / "home", keys, witness_dir=tmp_path / "witness", fsync=False)
    try:
        archive.add(
            [
                Moment(
                    id=f"{i:024x}",
                    at=NOON,
                    monitor=0,
                    lines=(Line(text, (0, 0, 9, 9)),),
                    text_vectors=vectors[i : i + 1],
                )
                for i, text in enumerate(texts)
            ]
        )

        hits = archive.search(Query("cooking a meal with vegetables", now=NOON)).hits
    finally:
        archive.close()

    assert hits[0].frame == f"{1:024x}"


def test_a_damaged_file_that_stops_a_forget_does_not_keep_the_rest_shut(
    tmp_path: Path, opened: Callable[[], ArchiveClient]
) -> None:
    first = opened()
    large = Picture("image/webp", 640, 480, b"a picture larger than all else" * 5000)
    first.add([replace(moment(index, f"walk number {index}"), picture=large) for index in range(4)])
    first.close()
    largest = max((tmp_path / "home" / "objects").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
    raw = bytearray(largest.read_bytes())
    raw[len(raw) // 2] ^= 1
    largest.write_bytes(raw)

    again = opened()
    named = again.check()
    with pytest.raises(AfterglowError):
        again.forget(Scope(ids=(moment(1).id,)))
    again.close()
    last = opened()

    assert len(named) == 1
    assert last.search(Query("walk number 3", now=NOON)).hits


def test_a_damaged_film_loses_only_itself(opened: Callable[[], ArchiveClient], tmp_path: Path) -> None:
    """Given two films, each written when its sitting was over. Then the first one's file is damaged."""
    archive = opened()
    sittings = [[drawn(day, n) for n in range(3)] for day in range(2)]
    files: list[set[Path]] = [objects_of(tmp_path)]
    for sitting in sittings:
        archive.add(sitting)
        roll = archive.next_still_batch()
        assert roll is not None
        assert archive.put_film(encode_film(roll))
        files.append(objects_of(tmp_path))
    archive.close()
    first_film = (files[1] - files[0]) & objects_of(tmp_path)
    damage(max(first_film, key=lambda path: path.stat().st_size))

    archive = opened()

    with pytest.raises(Damaged):
        archive.picture(sittings[0][1].id)
    other = archive.picture(sittings[1][1].id)
    assert other is not None
    still = sittings[1][1].picture
    assert still is not None
    assert np.array_equal(decode(other), decode(still))
    assert len(archive.search(Query("plain", NOON, limit=10)).hits) == 6


def drawn(day: int, number: int) -> Moment:
    """With a picture so large that a film takes several of the 64 KiB chunks that are sealed one by one."""
    dice = np.random.default_rng(100 * day + number)
    blocks = np.kron(dice.integers(0, 12, (300, 400)), np.ones((4, 4), np.int64))
    image = dice.integers(0, 256, (12, 3), np.uint8)[blocks]
    index = 86_400 * day + number
    at = NOON + timedelta(seconds=index)
    return replace(moment(index), id=new_id(at, f"{index:010x}"), at=at, picture=stills.encode_still(image))


def objects_of(tmp_path: Path) -> set[Path]:
    return {path for path in (tmp_path / "home" / "objects").rglob("*") if path.is_file()}


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.skipif(sys.platform == "win32", reason="classes of priority there")
def test_its_process_goes_behind_the_window(opened: Callable[[], ArchiveClient]) -> None:
    archive = opened()

    assert psutil.Process(archive.pid).nice() > psutil.Process().nice() or psutil.Process().nice() > NICENESS
