"""One contract for every implementation of the archive, over plain files, sealed files, another process and RAM."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from base.coverage import Coverage, State
from base.errors import BadInput, Locked, StoreError
from base.ids import new_id
from base.processes import ChildProcess
from base.records.line import Line
from base.records.moment import Moment, VectorUpdate
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.search import Query
from base.records.statistics import AccessEntry
from memory.archive.api import ArchiveApi
from memory.archive.client import archive_client
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here, words_only
from memory.archive.word_recall import WordRecall
from memory.sealed.keys import KeyFile
from memory.store.database import Database
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def moment(minute: int, text: str = "some text", *, app: str = "Editor", url: str = "") -> Moment:
    at = NOON + timedelta(minutes=minute)
    name = new_id(at, f"{minute:010x}")
    return Moment(
        id=name,
        at=at,
        monitor=0,
        app=app,
        title=f"title {minute}",
        url=url,
        summary=text[:30],
        lines=tuple(Line(line, (10, 20 * i, 200, 18)) for i, line in enumerate(text.splitlines())),
        language="en",
        text_vectors=np.eye(2, 4, dtype=np.float32),
        thumbnail=b"small",
        picture=Picture("image/webp", 64, 48, b"picture"),
        encoders="reader-1",
    )


class PlainFiles:
    """What a plain directory tells about itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def disk_bytes(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def object_count(self) -> int:
        return sum(path.is_file() for path in self._folder.rglob("*"))

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None: ...


def in_ram(_: Path) -> ArchiveApi:
    return FakeArchive()


def on_plain_files(home: Path) -> ArchiveApi:
    store = Store(Database(uri=str(home / "objects"), home=home))
    return LocalArchive(store=store, recall=WordRecall, files=PlainFiles(home))


def opening(home: Path) -> Opening:
    key_file = KeyFile.create(home / "keys.json")
    key_file.add_recovery()
    return Opening(home, key_file.save(), words_only, witness_dir=home / "witness", fsync=False)


def on_sealed_files(home: Path) -> ArchiveApi:
    return open_here(opening(home))


def in_a_process(_: Path) -> ArchiveApi:
    """The client's half. That the process holds a sealed archive is for test_service_archive, and costs more."""
    return archive_client(ChildProcess(FakeArchive, name="archive"))


@pytest.fixture(params=[in_ram, on_plain_files, on_sealed_files, in_a_process], ids=lambda make: make.__name__)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArchiveApi]:
    make: Callable[[Path], ArchiveApi] = request.param
    made = make(tmp_path)
    yield made
    made.close()


def test_what_was_added_is_searched_and_shown(archive: ArchiveApi) -> None:
    archive.add([moment(0, "quarterly budget\nsecond line"), moment(1, "holiday plans")])

    (hit,) = archive.search(Query("budget", now=NOON)).hits

    assert hit.frame == moment(0).id
    assert hit.boxes == ((10, 0, 200, 18),)
    shown = archive.moment(hit.frame)
    assert shown is not None
    assert shown.text == "quarterly budget\nsecond line"
    assert shown.picture is None
    assert shown.text_vectors is None
    assert archive.picture(hit.frame) == Picture("image/webp", 64, 48, b"picture")
    assert archive.thumbnails([hit.frame, "nobody"]) == {hit.frame: b"small"}


def test_unknown_frames_are_nothing_not_an_error(archive: ArchiveApi) -> None:
    assert archive.moment("nobody") is None
    assert archive.picture("nobody") is None
    assert archive.thumbnails(["nobody"]) == {}
    assert archive.days() == ()
    assert archive.stats().first is None
    assert list(archive.select(Scope())) == []


def test_adding_again_replaces(archive: ArchiveApi) -> None:
    archive.add([moment(0, "draft")])
    archive.add([moment(0, "final")])

    (only,) = archive.select(Scope())
    assert only.text == "final"
    assert archive.known([moment(0).id, moment(1).id]) == {moment(0).id}


def test_vectors_are_revised_and_all_else_stays(archive: ArchiveApi) -> None:
    archive.add([moment(0, "quarterly budget"), moment(1)])
    (before, untouched) = archive.select(Scope(), pictures=True, vectors=True)
    words, sight = np.eye(3, 6, dtype=np.float32), np.array([0, 1], np.float32)

    archive.revise(
        [VectorUpdate(before.id, "reader-1;words-2", words, sight), VectorUpdate("nobody", "words-2", words)]
    )

    (after, other) = archive.select(Scope(), pictures=True, vectors=True)
    assert after.text_vectors is not None
    assert after.image_vector is not None
    assert (after.text_vectors.tolist(), after.image_vector.tolist()) == (words.tolist(), sight.tolist())
    as_before = {"encoders": before.encoders, "text_vectors": None, "image_vector": None}
    assert replace(after, **as_before) == replace(before, **as_before)
    assert replace(other, text_vectors=None) == replace(untouched, text_vectors=None)
    assert dict(archive.encoders()) == {before.id: "reader-1;words-2", other.id: "reader-1"}
    assert archive.search(Query("budget", now=NOON)).hits[0].frame == before.id
    assert archive.stats().passages == 5


def test_the_timeline_is_in_order_thinned_and_with_coverage(archive: ArchiveApi) -> None:
    gap = Coverage("gap", NOON, NOON + timedelta(minutes=30), 0, State.SKIPPED, "private browsing", 9)
    archive.add([moment(i) for i in (5, 3, 1, 4, 2, 0)], [gap])

    whole = archive.timeline(NOON, NOON + timedelta(minutes=5))
    thin = archive.timeline(NOON, NOON + timedelta(hours=1), limit=3)

    assert [head.title for head in whole.moments] == [f"title {i}" for i in range(5)]
    assert [head.title for head in thin.moments] == ["title 0", "title 2", "title 5"]
    assert whole.coverage == (gap,)
    assert archive.coverage(NOON + timedelta(hours=2)) == ()


def test_days_are_local(archive: ArchiveApi) -> None:
    archive.add([moment(0, app="Mail"), moment(1, app="Code"), moment(2, app="Code"), moment(11 * 60 + 30)])

    assert [(day.day, day.moments) for day in archive.days("UTC")] == [("2026-03-03", 4)]
    tuesday, wednesday = archive.days("Europe/Zurich")
    assert (tuesday.day, tuesday.apps) == ("2026-03-03", (("Code", 2), ("Mail", 1)))
    assert (wednesday.day, wednesday.moments) == ("2026-03-04", 1)
    assert (tuesday.first, tuesday.last) == (NOON, NOON + timedelta(minutes=2))
    with pytest.raises(BadInput):
        archive.days("Nowhere/Land")


def test_a_span_is_drawn_from_runs_samples_and_coverage(archive: ArchiveApi) -> None:
    gap = Coverage("gap", NOON + timedelta(minutes=3), NOON + timedelta(minutes=30), 0, State.SKIPPED, "private", 9)
    archive.add([moment(0, app="Mail"), moment(1, app="Mail"), moment(2, app="Code"), moment(40)], [gap])

    drawn = archive.buckets(NOON, NOON + timedelta(minutes=35), 10)

    start = NOON.timestamp()
    assert [(run.app, run.start - start, run.end - start) for run in drawn.runs] == [
        ("Mail", 0, 120),
        ("Code", 120, 180),
    ]
    assert [sample.frame for sample in drawn.samples] == [moment(i).id for i in range(3)]
    assert [(c.state, c.reason, c.start - start, c.end - start) for c in drawn.coverage] == [
        (State.SKIPPED, "private", 180, 1800)
    ]
    assert (drawn.monitors, drawn.summed) == ((0,), False)


def test_a_span_that_is_full_is_summed_up(archive: ArchiveApi) -> None:
    archive.add([moment(i, app="Mail" if i % 3 else "Code") for i in range(60)])

    drawn = archive.buckets(NOON, NOON + timedelta(hours=1), 4)

    assert [(run.app, round(run.share, 2)) for run in drawn.runs] == [
        ("Mail", 1),
        ("Mail", 1),
        ("Mail", 1),
        ("Mail", 0.93),
    ]
    assert [sample.frame for sample in drawn.samples] == [moment(i).id for i in (0, 15, 30, 45)]


def test_what_is_drawn_follows_what_is_added_and_forgotten(archive: ArchiveApi) -> None:
    def seen() -> list[str]:
        return [sample.frame for sample in archive.buckets(NOON, NOON + timedelta(hours=1), 100).samples]

    archive.add([moment(1), moment(5)])
    assert seen() == [moment(1).id, moment(5).id]
    archive.add([moment(7)])
    archive.add([moment(3)])
    assert seen() == [moment(i).id for i in (1, 3, 5, 7)]
    archive.forget(Scope(ids=(moment(5).id,)))
    archive.add([moment(0)])

    assert seen() == [moment(i).id for i in (0, 1, 3, 7)]
    with pytest.raises(BadInput):
        archive.buckets(NOON, NOON, 10)


def test_the_heat_of_a_day_holds_what_was_not_recorded_too(archive: ArchiveApi) -> None:
    paused = Coverage("p", NOON + timedelta(hours=10), NOON + timedelta(hours=14), 0, State.PAUSED)
    archive.add([moment(0, app="Mail"), moment(1, app="Code"), moment(2, app="Code")], [paused])

    first, second = archive.heat("Europe/Zurich")

    assert (first.day, first.moments, first.apps) == ("2026-03-03", 3, (("Code", 2), ("Mail", 1)))
    assert first.seconds == ((State.PAUSED, "", 3600.0),)
    assert (second.day, second.moments, second.seconds) == ("2026-03-04", 0, ((State.PAUSED, "", 3 * 3600.0),))
    with pytest.raises(BadInput):
        archive.heat("Nowhere/Land")


def test_a_selection_comes_whole_and_in_pages(archive: ArchiveApi) -> None:
    archive.add([moment(i, url="https://docs.example.org/a" if i % 2 else "") for i in range(250)])

    chosen = list(archive.select(Scope(sites=("example.org",)), pictures=True, vectors=True))

    assert [one.id for one in chosen] == [moment(i).id for i in range(1, 250, 2)]
    assert all(one.picture and one.text_vectors is not None and one.thumbnail for one in chosen)
    assert len([one for one, _ in zip(archive.select(Scope()), range(3), strict=False)]) == 3


def test_forgetting_shows_first_and_is_for_good(archive: ArchiveApi) -> None:
    archive.add([moment(0, app="Mail"), moment(1, app="Mail"), moment(2, "stays")])
    scope = Scope(apps=("mail",))

    preview = archive.forget(scope, dry_run=True)
    assert (preview.moments, preview.apps, preview.first) == (2, (("Mail", 2),), NOON)
    assert len(list(archive.select(Scope()))) == 3
    gone = archive.forget(scope)

    assert gone.moments == 2
    assert [one.id for one in archive.select(Scope())] == [moment(2).id]
    assert archive.picture(moment(0).id) is None
    assert archive.search(Query("some", now=NOON)).hits == ()
    archive.add([moment(0, app="Mail")])
    assert archive.moment(moment(0).id) is None
    assert archive.known([moment(0).id]) == {moment(0).id}
    assert [(access.action, access.count) for access in archive.accesses()] == [("forget", 2)]


def test_forgetting_everything_by_mistake_is_refused(archive: ArchiveApi) -> None:
    with pytest.raises(BadInput):
        archive.forget(Scope())


def test_forgetting_a_time_takes_its_coverage(archive: ArchiveApi) -> None:
    archive.add([moment(0)], [Coverage("c", NOON, NOON + timedelta(minutes=5), 0, State.SAVED)])

    archive.forget(Scope(since=NOON, until=NOON + timedelta(hours=1)))

    assert archive.timeline(NOON, NOON + timedelta(hours=1)) == type(archive.timeline(NOON, NOON))((), ())


def test_figures(archive: ArchiveApi) -> None:
    minute = timedelta(minutes=1)
    archive.add(
        [moment(0), moment(7)],
        [
            Coverage("a", NOON, NOON + minute, 0, State.SAVED),
            Coverage("b", NOON + minute, NOON + 3 * minute, 0, State.SKIPPED, "password manager", 4),
        ],
    )

    stats = archive.stats()

    assert (stats.moments, stats.first, stats.last) == (2, NOON, NOON + 7 * minute)
    assert (stats.passages, stats.picture_bytes) == (4, 14)
    assert stats.coverage_seconds == {"saved": 60, "skipped": 120}
    assert stats.skipped == {"password manager": 4}


def test_accesses_are_newest_first(archive: ArchiveApi) -> None:
    for i in range(3):
        archive.note_access(AccessEntry(NOON + timedelta(minutes=i), "cli", "search", i))

    assert [access.count for access in archive.accesses(2)] == [2, 1]


def test_upkeep_changes_nothing_that_is_seen(archive: ArchiveApi) -> None:
    archive.add([moment(i, f"text {i}") for i in range(5)])

    archive.maintain()
    archive.maintain(thorough=True)

    assert archive.check() == ()
    assert archive.search(Query("3", now=NOON)).hits[0].frame == moment(3).id


def test_a_closed_archive_answers_no_more(archive: ArchiveApi) -> None:
    archive.close()
    archive.close()

    with pytest.raises((StoreError, Locked)):
        archive.known(["x"])


def test_a_report_counts_time_in_front_of_the_person_and_adds_up(archive: ArchiveApi) -> None:
    second = timedelta(seconds=1)

    def stretch(name: str, start: int, end: int, state: State) -> Coverage:
        return Coverage(name, NOON + start * second, NOON + end * second, 0, state)

    seen = [(0, "Mail", ""), (1, "Code", ""), (2, "Browser", "https://docs.example.org/a"), (4, "Code", "")]
    archive.add(
        [moment(minute, app=app, url=url) for minute, app, url in seen],
        [
            stretch("a", 0, 150, State.SAVED),
            stretch("b", 150, 240, State.PAUSED),
            stretch("c", 240, 250, State.SAVED),
            stretch("d", 250, 4000, State.UNCHANGED),
        ],
    )

    report = archive.report(NOON, NOON + timedelta(hours=1), "Asia/Tokyo")

    assert [(use.name, use.seconds) for use in report.apps] == [("Code", 180), ("Mail", 60), ("Browser", 30)]
    assert [(use.name, use.seconds) for use in report.sites] == [("docs.example.org", 30)]
    assert report.seconds == 270
    assert sum(use.seconds for use in report.documents) == 270
    assert [(hour.hour, hour.seconds) for hour in report.hours] == [(21, 270)]
    assert [stretch.app for stretch in report.stretches] == ["Mail", "Code", "Browser", "Code"]
    assert report.switches == 2
    assert report.coverage == {"saved": 160, "paused": 90, "unchanged": 3350}
    assert archive.report(NOON + timedelta(days=1), NOON + timedelta(days=2)).seconds == 0
    with pytest.raises(BadInput):
        archive.report(NOON, NOON + timedelta(hours=1), "Nowhere/Land")
