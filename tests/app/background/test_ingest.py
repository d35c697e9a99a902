"""From the spool into the store, exactly once, whatever a frame or the reader does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from app.background.ingest import DrainReport, Ingest
from base.coverage import Coverage, State
from base.errors import BrokenPicture, StoreError, WeightsMissing
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.scope import Scope
from capture.frames import CapturedFrame, Window
from memory.archive.fake import FakeArchive
from memory.perception.reader_process import SkippedFrame
from memory.perception.spool import Spool
from memory.sealed.keys import Keys

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def frame(minute: int, title: str = "notes") -> CapturedFrame:
    at = NOON + timedelta(minutes=minute)
    return CapturedFrame(new_id(at), at, 1, np.zeros((16, 16, 4), np.uint8), Window(app="Editor", title=title))


class Reading:
    """Reads a frame's title as its text; what a title says happens instead."""

    def __init__(self, spool: Spool, keys: Keys) -> None:
        self._spool, self._keys = spool, keys
        self.fault: Exception | None = None
        self.read = 0

    def stretch(self, entry: str) -> Coverage | None:
        return self._spool.stretch(entry, self._keys)

    def perceive(self, entry: str) -> Moment | Coverage | SkippedFrame:
        self.read += 1
        item = self._spool.open(entry, self._keys)
        if isinstance(item, Coverage):
            return item
        if item.window.title == "broken":
            raise BrokenPicture(item.id)
        if item.window.title == "private":
            return SkippedFrame(Coverage(item.id, item.at, item.at, 1, State.SKIPPED, "private browsing"))
        if self.fault is not None:
            raise self.fault
        return Moment(item.id, item.at, 1, title=item.window.title, lines=(Line(item.window.title, (0, 0, 9, 9)),))


def ingest(spool: Spool, reading: Reading, archive: FakeArchive, folder: Path) -> Ingest:
    return Ingest(
        spool=spool,
        reading=lambda: reading,
        stretch=reading.stretch,
        archive=archive,
        lock=FileLock(folder / "ingest.lock"),
    )


def titles(archive: FakeArchive) -> list[str]:
    return [moment.title for moment in archive.select(Scope())]


def test_everything_goes_into_the_store_in_order_and_leaves_the_spool(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive = FakeArchive()
    for minute in range(20):
        spool.accept(frame(minute, f"page {minute}"))
    spool.note(Coverage("c1", NOON, NOON + timedelta(minutes=20), 1, State.SAVED))

    done = ingest(spool, Reading(spool, keys), archive, tmp_path).drain()

    assert titles(archive) == [f"page {minute}" for minute in range(20)]
    assert [stretch.id for stretch in archive.coverage()] == ["c1"]
    assert (done.stored, spool.pending()) == (20, [])


def test_a_frame_that_cannot_be_read_is_set_aside_and_blocks_nothing(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive = FakeArchive()
    for minute, title in enumerate(("before", "broken", "after")):
        spool.accept(frame(minute, title))

    done = ingest(spool, Reading(spool, keys), archive, tmp_path).drain()

    assert titles(archive) == ["before", "after"]
    assert (done.set_aside, len(spool.aside()), spool.pending()) == (1, 1, [])


def test_a_private_frame_leaves_only_a_counted_stretch(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive = FakeArchive()
    spool.accept(frame(1, "private"))

    done = ingest(spool, Reading(spool, keys), archive, tmp_path).drain()

    assert titles(archive) == []
    assert done.dropped == {"private browsing": 1}
    assert [(stretch.state, stretch.reason) for stretch in archive.coverage()] == [(State.SKIPPED, "private browsing")]


def test_what_is_not_a_frames_fault_keeps_it_waiting(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive, reading = FakeArchive(), Reading(spool, keys)
    spool.accept(frame(1, "page"))
    reading.fault = WeightsMissing("the reader's weights")

    with pytest.raises(WeightsMissing):
        ingest(spool, reading, archive, tmp_path).drain()
    assert len(spool.pending()) == 1

    reading.fault = None
    ingest(spool, reading, archive, tmp_path).drain()
    assert titles(archive) == ["page"]


def test_a_store_that_refuses_loses_nothing(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    class Refusing(FakeArchive):
        def add(self, *_: object) -> None:
            raise StoreError("the archive process ended")

    spool.accept(frame(1, "page"))

    with pytest.raises(StoreError):
        ingest(spool, Reading(spool, keys), Refusing(), tmp_path).drain()

    assert len(spool.pending()) == 1


def test_one_process_drains_at_a_time(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    spool.accept(frame(1, "page"))

    with FileLock(tmp_path / "ingest.lock"):
        done = ingest(spool, Reading(spool, keys), FakeArchive(), tmp_path).drain()

    assert done.stored == 0
    assert len(spool.pending()) == 1


def test_an_account_of_time_needs_no_reader(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive, reading = FakeArchive(), Reading(spool, keys)
    spool.note(Coverage("c1", NOON, NOON + timedelta(minutes=20), 1, State.UNCHANGED))

    done = ingest(spool, reading, archive, tmp_path).drain()

    assert (done.coverage, reading.read, spool.pending()) == (1, 0, [])


def test_what_was_forgotten_while_it_waited_is_no_fault(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive, done = FakeArchive(), DrainReport()
    spool.accept(frame(1, "gone"))
    spool.accept(frame(2, "there"))
    entries = spool.pending()
    spool.discard(entries[0])

    taken = ingest(spool, Reading(spool, keys), archive, tmp_path).take(entries, done)

    assert titles(archive) == ["there"]
    assert (taken, done.set_aside, spool.aside()) == (2, 0, [])


def test_a_run_ends_early_when_something_else_is_wanted(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    archive = FakeArchive()
    for minute in range(5):
        spool.accept(frame(minute, f"page {minute}"))
    answers = iter((True, False))

    taken = ingest(spool, Reading(spool, keys), archive, tmp_path).take(
        spool.pending(), DrainReport(), lambda: next(answers)
    )

    assert taken == 2
    assert titles(archive) == ["page 0", "page 1"]
    assert len(spool.pending()) == 3
