"""Embedding anew: only what another encoder made, a page at a time, and on where it was broken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from memory.api import ArchiveApi
from memory.archive import Archive
from memory.fake import FakeArchive, WordRecall
from memory.perceive import reencode
from memory.perceive.reencode import PAGE, outdated, renamed
from memory.records import Line, Moment, Scope, Vector, new_id
from memory.store import Store

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
    store = Store(uri=str(tmp_path / "objects"), home=tmp_path, refresh_seconds=0)
    yield Archive(store=store, recall=WordRecall, vault=Files())
    store.close()


def moment(minute: int, *, encoders: str = "eye/1;words/1", text: str = "some lines of text") -> Moment:
    at = NOON + timedelta(minutes=minute)
    lines = (Line(text, (0, 0, 10, 10)),) if text else ()
    old = np.eye(1, 8, dtype=np.float32)
    name = new_id(at, f"{minute:010x}")
    return Moment(name, at, 1, "Editor", "notes", lines=lines, text_vectors=old, thumbnail=b"small", encoders=encoders)


def stored(archive: ArchiveApi) -> list[Moment]:
    return list(archive.select(Scope(), vectors=True))


def test_what_another_encoder_made_is_made_anew_and_nothing_else_changes(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1, encoders="eye/1;words/2;pictures/1"), moment(2, encoders="eye/1")])
    encoder = Counting("words/2")

    frames = outdated(archive, encoder)
    done = reencode.reencode(archive, encoder, frames)

    assert done == 2
    first, second, third = stored(archive)
    assert first.encoders == third.encoders == "eye/1;words/2"
    assert first.text_vectors is not None
    assert first.text_vectors.shape == (1, 3)
    assert second.text_vectors is not None
    assert second.text_vectors.shape == (1, 8)
    assert (first.lines, first.thumbnail, first.title) == (moment(0).lines, b"small", "notes")
    assert outdated(archive, encoder) == []


def test_a_job_that_is_broken_off_goes_on_where_it_was(archive: ArchiveApi) -> None:
    archive.add([moment(n) for n in range(PAGE + 5)])
    encoder = Counting("words/2")
    pages: list[int] = []
    reencode.reencode(
        archive, encoder, outdated(archive, encoder), progress=pages.append, cancelled=lambda: bool(pages)
    )

    again = Counting("words/2")
    done = reencode.reencode(archive, again, outdated(archive, again))

    assert (encoder.texts, again.texts, done) == (PAGE, 5, 5)
    assert {one.encoders for one in stored(archive)} == {"eye/1;words/2"}
    assert len(stored(archive)) == PAGE + 5


def test_all_means_all(archive: ArchiveApi) -> None:
    archive.add([moment(0, encoders="eye/1;words/2")])

    assert outdated(archive, Counting("words/2")) == []
    assert len(outdated(archive, Counting("words/2"), everything=True)) == 1


def test_a_moment_without_text_is_done_too(archive: ArchiveApi) -> None:
    archive.add([moment(0, text="")])
    encoder = Counting("words/2")

    reencode.reencode(archive, encoder, outdated(archive, encoder))

    assert outdated(archive, encoder) == []


def test_an_unknown_frame_is_passed_over(archive: ArchiveApi) -> None:
    assert reencode.reencode(archive, Counting("words/2"), [moment(0).id]) == 1
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
    assert renamed(before, "words/2") == after
