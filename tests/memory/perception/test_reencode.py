"""Embedding anew: only what another encoder made, a page at a time, and on where it was broken off."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from base.errors import AfterglowError
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment, VectorUpdate
from base.records.picture import BgrImage, Picture
from base.records.scope import Scope
from base.records.vector import Vector
from memory.archive.api import ArchiveApi
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive
from memory.archive.opening import open_archive, words_only
from memory.archive.reembedding import PAGE, Reembedding, Reencoded, replace_encoders
from memory.archive.word_recall import WordRecall
from memory.pictures import stills
from memory.sealed.keys import Keys
from memory.store.database import Database
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


class Counting:
    """Embeds a text as its length, in as many dimensions as it is told."""

    def __init__(self, name: str, dimensions: int = 3) -> None:
        self.name = name
        self.dimensions = dimensions
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Vector:
        self.texts += len(texts)
        vectors = np.ones((len(texts), self.dimensions), np.float32)
        return vectors / np.sqrt(np.float32(self.dimensions))


class Looking:
    """Sees every picture alike."""

    dimensions = 3

    def __init__(self, name: str) -> None:
        self.name = name

    def encode_images(self, images: Sequence[BgrImage]) -> Vector:
        return np.tile(np.array([0, 1, 0], np.float32), (len(images), 1))

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        return self.encode_images([np.zeros((1, 1, 3), np.uint8)] * len(texts))


class Files:
    def disk_bytes(self) -> int:
        return 0

    def object_count(self) -> int:
        return 0

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None: ...


@pytest.fixture(params=["store", "ram"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArchiveApi]:
    if request.param == "ram":
        yield FakeArchive()
        return
    store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path, refresh_seconds=0))
    yield LocalArchive(store=store, recall=WordRecall, files=Files())
    store.close()


def moment(minute: int, *, encoders: str = "eye/1;words/1", text: str = "some lines of text") -> Moment:
    at = NOON + timedelta(minutes=minute)
    lines = (Line(text, (0, 0, 10, 10)),) if text else ()
    old = np.eye(1, 8, dtype=np.float32)
    name = new_id(at, f"{minute:010x}")
    return Moment(name, at, 1, "Editor", "notes", lines=lines, text_vectors=old, thumbnail=b"small", encoders=encoders)


def stored(archive: ArchiveApi) -> list[Moment]:
    return list(archive.select(Scope(), vectors=True))


def embed(archive: ArchiveApi, texts: Counting | None, images: Looking | None = None) -> Reencoded:
    job = Reembedding(archive, texts=texts, images=images)
    return job.run(job.outdated())


def test_what_another_encoder_made_is_made_anew_and_nothing_else_changes(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1, encoders="eye/1;words/2;pictures/1"), moment(2, encoders="eye/1")])

    done = embed(archive, Counting("words/2"))

    assert (done.moments, done.passages, done.pictures) == (2, 2, 0)
    first, second, third = stored(archive)
    assert first.encoders == third.encoders == "eye/1;words/2"
    assert first.text_vectors is not None
    assert first.text_vectors.shape == (1, 3)
    assert second.text_vectors is not None
    assert second.text_vectors.shape == (1, 8)
    assert (first.lines, first.thumbnail, first.title) == (moment(0).lines, b"small", "notes")
    assert Reembedding(archive, texts=Counting("words/2")).outdated() == []


def test_pictures_are_looked_at_anew_where_they_are_kept(archive: ArchiveApi) -> None:
    old = np.array([1, 0], np.float32)
    seen = replace(moment(0), picture=stills.encode_still(np.full((48, 64, 3), 200, np.uint8)), image_vector=old)
    done_before = replace(moment(2, encoders="eye/1;look/2"), image_vector=old)
    archive.add([seen, replace(moment(1), image_vector=old), done_before])

    done = embed(archive, None, Looking("look/2"))

    first, second, third = stored(archive)
    assert done.pictures == 1
    assert first.image_vector is not None
    assert first.image_vector.tolist() == [0, 1, 0]
    assert first.text_vectors is not None
    assert first.text_vectors.shape == (1, 8)
    assert second.image_vector is None
    assert third.image_vector is not None
    assert third.image_vector.tolist() == [1, 0]
    assert archive.picture(first.id) == seen.picture
    assert {one.encoders for one in stored(archive)} == {"eye/1;look/2;words/1", "eye/1;look/2"}


def test_a_picture_that_cannot_be_decoded_does_not_stop_the_job(archive: ArchiveApi) -> None:
    archive.add([replace(moment(0), picture=Picture("image/webp", 8, 8, b"broken")), moment(1)])

    assert embed(archive, Counting("words/2"), Looking("look/2")).moments == 2
    assert embed(archive, Counting("words/2"), Looking("look/2")).moments == 0


def test_without_encoders_there_is_nothing_to_do(archive: ArchiveApi) -> None:
    archive.add([moment(0)])

    assert embed(archive, None).moments == 0
    assert Reembedding(archive, texts=None).outdated(everything=True) == []


def test_a_job_that_is_broken_off_goes_on_where_it_was(archive: ArchiveApi) -> None:
    archive.add([moment(n) for n in range(PAGE + 5)])
    encoder = Counting("words/2")
    job = Reembedding(archive, texts=encoder)
    pages: list[int] = []
    job.run(job.outdated(), progress=pages.append, cancelled=lambda: bool(pages))

    again = Counting("words/2")
    done = embed(archive, again)

    assert (encoder.texts, again.texts, done.moments) == (PAGE, 5, 5)
    assert {one.encoders for one in stored(archive)} == {"eye/1;words/2"}
    assert len(stored(archive)) == PAGE + 5


def test_killed_in_the_middle_and_run_again_it_comes_to_the_same(keys: Keys, tmp_path: Path) -> None:
    open_again = partial(
        open_archive, tmp_path / "home", keys, recall=words_only, witness_dir=tmp_path / "witness", fsync=False
    )
    archive = open_again(may_restart=lambda: False)
    archive.add([moment(n) for n in range(4 * PAGE)])
    under_way = threading.Event()

    def work() -> None:
        job = Reembedding(archive, texts=Counting("words/2"))
        with contextlib.suppress(AfterglowError):
            job.run(job.outdated(), progress=lambda _: under_way.set())

    worker = threading.Thread(target=work)
    worker.start()
    under_way.wait()
    assert archive.pid is not None
    psutil.Process(archive.pid).kill()
    worker.join()
    archive.close()
    archive = open_again()
    left = Reembedding(archive, texts=Counting("words/2")).outdated()
    embed(archive, Counting("words/2"))

    assert 0 < len(left) < 4 * PAGE
    kept = stored(archive)
    assert [one.id for one in kept] == [moment(n).id for n in range(4 * PAGE)]
    assert {one.encoders for one in kept} == {"eye/1;words/2"}
    assert all(one.text_vectors is not None and one.text_vectors.shape == (1, 3) for one in kept)
    assert archive.check() == ()
    archive.close()


def test_a_moment_that_is_forgotten_meanwhile_stays_forgotten(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1)])
    (first, _) = stored(archive)
    archive.forget(Scope(ids=(first.id,)))

    archive.revise([VectorUpdate(first.id, "eye/1;words/2", first.text_vectors)])

    assert [one.id for one in stored(archive)] == [moment(1).id]


def test_all_means_all(archive: ArchiveApi) -> None:
    archive.add([moment(0, encoders="eye/1;words/2")])
    job = Reembedding(archive, texts=Counting("words/2"))

    assert job.outdated() == []
    assert job.run(job.outdated(everything=True), everything=True).passages == 1


def test_a_moment_without_text_is_done_too(archive: ArchiveApi) -> None:
    archive.add([moment(0, text="")])

    embed(archive, Counting("words/2"))

    assert Reembedding(archive, texts=Counting("words/2")).outdated() == []


def test_an_unknown_frame_is_passed_over(archive: ArchiveApi) -> None:
    assert Reembedding(archive, texts=Counting("words/2")).run([moment(0).id]).moments == 0
    assert stored(archive) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "words/2"),
        ("eye/1", "eye/1;words/2"),
        ("eye/1;words/1", "eye/1;words/2"),
        ("eye/1;words/1;pictures/3", "eye/1;words/2;pictures/3"),
    ],
)
def test_the_encoders_name_takes_the_place_of_its_forerunner(before: str, after: str) -> None:
    assert replace_encoders(before, ["words/2"]) == after


def test_another_picture_model_takes_the_place_of_the_old_one() -> None:
    before = "eye/1;words/1;open-clip/ViT-B-32/aaaa"

    assert replace_encoders(before, ["words/2", "open-clip/ViT-B-16/bbbb"]) == "eye/1;words/2;open-clip/ViT-B-16/bbbb"
