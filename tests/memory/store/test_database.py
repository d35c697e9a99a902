"""The store on a plain directory: what goes in comes out, and is found."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock

from base.coverage import Coverage, State
from base.errors import DiskFull, Locked, StoreBusy, StoreError, StoreTooNew
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.search import Query
from base.records.statistics import AccessEntry
from memory.search.recall import Recall
from memory.store.database import Database
from memory.store.migrations import FIRST_VERSION, MIGRATIONS
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def moment(
    minute: float, text: str = "", *, app: str = "Editor", title: str = "notes", url: str = "", monitor: int = 0
) -> Moment:
    at = NOON + timedelta(minutes=minute)
    name = new_id(at, f"{int(minute * 60):010x}")
    vectors = np.eye(2, 4, k=int(minute) % 3, dtype=np.float32)
    lines = tuple(Line(line, (10, 20 * i, 200, 18), 0.9) for i, line in enumerate(text.splitlines()))
    return Moment(
        id=name,
        at=at,
        monitor=monitor,
        app=app,
        title=title,
        url=url,
        summary=text[:20],
        lines=lines,
        language="en",
        text_vectors=vectors,
        thumbnail=b"thumb" + name.encode(),
        picture=Picture("image/webp", 64, 48, b"pix" + name.encode()),
        encoders="reader-1;minilm-1",
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))


def found(pairs: list[tuple[str, float]]) -> set[str]:
    return {frame for frame, _ in pairs}


def test_a_moment_comes_back_as_it_was_stored(store: Store) -> None:
    kept = moment(0, "first line\nzweite Zeile", url="https://Docs.Example.org/a")

    store.add([kept])

    (back,) = store.frames.moments([kept.id], vectors=True)
    assert (back.id, back.at, back.lines, back.url, back.thumbnail) == (
        kept.id,
        kept.at,
        kept.lines,
        kept.url,
        kept.thumbnail,
    )
    assert back.text_vectors is not None
    np.testing.assert_array_equal(back.text_vectors, kept.text_vectors)
    assert store.films.pictures([kept.id]) == {kept.id: kept.picture}
    assert store.frames.thumbnails([kept.id, "unknown"]) == {kept.id: kept.thumbnail}


def test_adding_twice_stores_once(store: Store) -> None:
    store.add([moment(0, "draft"), moment(1)])
    store.add([moment(0, "final"), moment(2)])

    assert sorted(store.frames.ids()) == sorted(m.id for m in (moment(0), moment(1), moment(2)))
    assert store.frames.moments([moment(0).id])[0].text == "final"
    assert store.frames.match_words("draft", Scope(), 5) == []


def test_words_are_stemmed_folded_and_found_at_once(store: Store) -> None:
    store.add([moment(0, "The Cafés were running late"), moment(1, "budget")])

    assert found(store.frames.match_words("cafe run", Scope(), 5)) == {moment(0).id}


def test_a_phrase_of_small_words_is_exact(store: Store) -> None:
    store.add([moment(0, "to be or not\nto be"), moment(1, "not to be or")])

    assert found(store.frames.match_phrase("be or not to", Scope(), 5)) == {moment(0).id}


@pytest.mark.parametrize("part", ["京タ", "東京", "ワー"])
def test_parts_of_cjk_runs_are_found(store: Store, part: str) -> None:
    store.add([moment(0, "明日は東京タワーへ"), moment(1, "hello")])

    assert found(store.frames.match_ngrams(part, Scope(), 5)) == {moment(0).id}


def test_the_middle_of_an_identifier_is_found(store: Store) -> None:
    store.add([moment(0, "def parse_invoiceNumbers():"), moment(1, "hello")])

    assert store.frames.match_ngrams("oiceNum", Scope(), 5)[0][0] == moment(0).id


def test_vectors_come_in_blocks_with_their_owners(store: Store) -> None:
    store.add([moment(0), moment(1)])

    (block,) = store.frames.vectors()

    assert block.matrix.shape == (4, 4)
    assert block.matrix.dtype == np.float16
    assert [block.ids[owner] for owner in block.owners] == [moment(0).id] * 2 + [moment(1).id] * 2
    assert store.frames.text_vectors([moment(1).id])[moment(1).id].shape == (2, 4)
    assert [b.ids for b in store.frames.vectors(ids=[moment(1).id])] == [[moment(1).id]]


def test_heads_come_in_time_order_and_by_scope(store: Store) -> None:
    store.add([moment(2, app="Mail"), moment(0, app="Firefox", url="https://a.example.org/x"), moment(1)])

    assert [h.id for h in store.frames.heads(Scope())] == [moment(i).id for i in (0, 1, 2)]
    assert [h.id for h in store.frames.heads(Scope(), newest_first=True, limit=1)] == [moment(2).id]
    assert [h.app for h in store.frames.heads(Scope(apps=("fire", "MAIL")))] == ["Firefox", "Mail"]
    assert [h.app for h in store.frames.heads(Scope(sites=("example.org",)))] == ["Firefox"]
    assert store.frames.heads(Scope(sites=("ample.org",))) == ()
    assert [
        h.id for h in store.frames.heads(Scope(since=NOON + timedelta(minutes=1), until=NOON + timedelta(minutes=2)))
    ] == [moment(1).id]


def test_neighbours_stay_on_the_monitor(store: Store) -> None:
    store.add([moment(i) for i in range(6)] + [moment(2.5, monitor=1)])

    near = store.frames.neighbours(moment(3).id, count=1, within=timedelta(minutes=10))

    assert [h.id for h in near] == [moment(i).id for i in (2, 3, 4)]


def test_a_scope_limits_a_search(store: Store) -> None:
    store.add([moment(0, "report", app="Mail"), moment(1, "report", app="Editor")])

    assert found(store.frames.match_words("report", Scope(apps=("mail",)), 5)) == {moment(0).id}


def test_coverage_is_replaced_by_id_and_read_by_time(store: Store) -> None:
    first = Coverage("c1", NOON, NOON + timedelta(minutes=5), 0, State.SKIPPED, "app", 3)
    store.add([], [first])
    longer = Coverage("c1", NOON, NOON + timedelta(minutes=9), 0, State.SKIPPED, "app", 6)
    store.add([], [longer])

    assert store.frames.coverage() == (longer,)
    assert store.frames.coverage(NOON + timedelta(minutes=8), NOON + timedelta(hours=1)) == (longer,)
    assert store.frames.coverage(NOON + timedelta(minutes=10)) == ()


def every_byte(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_forgotten_frames_leave_no_byte_behind(store: Store, tmp_path: Path) -> None:
    """The plain directory shows what the sealed one hides: nothing of the frame is kept, not even in an index."""
    store.add([moment(i, f"mark{i:04d}er") for i in range(60)])
    store.maintain(thorough=True)
    gone, stays = moment(42), moment(41)
    marks = [b"mark0042er", b"thumb" + gone.id.encode(), b"pix" + gone.id.encode(), gone.id.encode()]
    assert all(mark in every_byte(tmp_path) for mark in marks[1:])

    store.forget([gone.id])

    left = every_byte(tmp_path)
    assert [mark for mark in marks if mark in left] == []
    assert b"pix" + stays.id.encode() in left
    assert store.frames.match_words("mark0042er", Scope(), 5) == []
    assert found(store.frames.match_words("mark0041er", Scope(), 5)) == {stays.id}
    assert store.frames.count() == 59


def test_a_forgotten_frame_does_not_come_back(store: Store) -> None:
    store.add([moment(0, "secret"), moment(1)])
    store.forget([moment(0).id])

    store.add([moment(0, "secret")])

    assert store.frames.ids() == [moment(1).id]
    assert store.frames.known([moment(0).id, moment(1).id, moment(2).id]) == {moment(0).id, moment(1).id}


def test_forgetting_a_time_cuts_its_coverage(store: Store) -> None:
    hour = timedelta(hours=1)
    store.add(
        [],
        [
            Coverage("long", NOON, NOON + 3 * hour, 0, State.SAVED),
            Coverage("in", NOON + hour, NOON + hour, 0, State.PAUSED),
        ],
    )

    store.forget([], since=NOON + hour, until=NOON + 2 * hour)

    assert [(c.start, c.end) for c in store.frames.coverage()] == [
        (NOON, NOON + hour),
        (NOON + 2 * hour, NOON + 3 * hour),
    ]


def test_an_interrupted_forget_is_finished_when_the_store_is_opened_again(tmp_path: Path) -> None:
    store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))
    store.add([moment(0, "alpha"), moment(1, "beta")])
    store.database.table("meta").add([{"key": "forgetting", "value": "1"}])
    store.database.table("frames").delete(f"id = '{moment(0).id}'")
    store.close()

    again = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))

    assert b"pix" + moment(0).id.encode() not in every_byte(tmp_path)
    assert again.films.pictures([moment(1).id])


def test_many_appends_do_not_pile_up(store: Store) -> None:
    for i in range(60):
        store.add([moment(i, f"word{i}")])

    frames = store.database.table("frames")
    assert len(frames.list_versions()) < 60
    assert frames.index_stats("words_idx").num_unindexed_rows < 60
    assert len(store.frames.ids()) == 60


def test_a_migration_backs_up_first_and_a_newer_store_is_refused(tmp_path: Path) -> None:
    def add_column(database: Any) -> None:
        steps.append("migrated")
        database.open_table("accesses").add_columns({"note": "''"})

    steps: list[str] = []
    place = {"uri": str(tmp_path / "objects"), "home": tmp_path}
    store = Store(Database(**place))
    store.add([moment(0, "kept")])
    store.close()

    newer = Store(
        Database(
            **place,
            migrations=(*MIGRATIONS, add_column),
            before_migration=lambda version: steps.append(f"backup {version}"),
        )
    )

    assert steps == [f"backup {FIRST_VERSION + len(MIGRATIONS)}", "migrated"]
    assert newer.frames.moments([moment(0).id])[0].text == "kept"
    with pytest.raises(StoreTooNew):
        Store(Database(**place))


def test_a_store_from_before_senders_were_noted_is_searched_by_them_too(tmp_path: Path) -> None:
    place = {"uri": str(tmp_path / "objects"), "home": tmp_path}
    store = Store(Database(**place))
    for minute in range(6):
        store.add([moment(minute, f"{'Ana' if minute % 2 else 'Ben'}: see you at the ferry on day {minute}")])
    store.database.table("frames").drop_columns(["senders"])
    store.database.table("meta").update(where="key = 'version'", values={"value": "2"})
    store.close()

    again = Store(Database(**place))
    again.add([moment(7, "Cid: the ferry is late")])

    recall = Recall(again.frames, text_encoder=None)
    hit = recall.search(Query("what did ana say of the ferry", now=NOON)).hits[0]
    assert hit.text.startswith("Ana: ")
    told = again.frames.heads_table(columns=["id", "at", "senders"])["senders"].to_pylist()
    assert told == [None] * 6 + ["cid"]


def test_a_closed_store_is_locked(store: Store) -> None:
    store.close()

    with pytest.raises(Locked):
        store.frames.ids()


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path, lock_timeout=0.05))

    with FileLock(tmp_path / "writer.lock", is_singleton=False), pytest.raises(StoreBusy):
        store.add([moment(0)])

    assert store.frames.ids() == []
    store.add([moment(0)])
    assert store.frames.ids() == [moment(0).id]


def test_accesses_do_not_pile_up(store: Store) -> None:
    for i in range(120):
        store.consents.note_access(AccessEntry(NOON + timedelta(seconds=i), "cli", "search", i))

    assert len(store.database.table("accesses").list_versions()) < 60
    assert [access.count for access in store.consents.accesses(3)] == [119, 118, 117]


def test_nothing_is_spilled_to_the_temp_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is watched that appears there while rows are added, replaced, indexed, compacted and forgotten."""
    temp = tmp_path / "temp"
    temp.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(temp))
    seen: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.update(name for _, _, names in os.walk(temp) for name in names)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))
        for start in range(0, 600, 200):
            store.add([moment(i, f"some words {i} " * 50) for i in range(start, start + 200)])
        store.add([moment(i, "others") for i in range(100)])
        store.forget([moment(5).id])
        store.maintain(thorough=True)
    finally:
        done.set()
        watcher.join()

    assert seen == set()


def test_left_overs_of_a_crash_are_swept(store: Store, tmp_path: Path) -> None:
    """A picture without its row: the process died between the two."""
    store.add([moment(0), moment(1)])
    store.database.table("frames").delete(f"id = '{moment(0).id}'")

    store.maintain(thorough=True)

    assert b"pix" + moment(0).id.encode() not in every_byte(tmp_path)
    assert store.films.pictures([moment(1).id])


@pytest.mark.parametrize("table", ["meta", "frames", "segments"])
def test_a_table_whose_making_was_interrupted_is_made_anew(tmp_path: Path, table: str) -> None:
    half_made = tmp_path / "objects" / f"{table}.lance" / "data"
    half_made.mkdir(parents=True)
    (half_made / "left.lance").write_bytes(b"written before the first version")

    store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))
    store.add([moment(1, "a walk")], [])

    assert found(store.frames.match_words("walk", Scope(), 5)) == {moment(1).id}


@pytest.mark.parametrize("error", [ValueError("ours"), RuntimeError("ours"), KeyError("ours")])
def test_an_error_of_our_own_code_stays_what_it_is(store: Store, error: Exception) -> None:
    def work(table: Any) -> None:
        raise error

    with pytest.raises(type(error), match="ours"):
        store.database.read("frames", work)
    with pytest.raises(type(error), match="ours"), store.database.write():
        raise error

    store.add([moment(0)])  # and the lock was given back
    assert store.frames.count() == 1


def test_a_column_that_does_not_exist_is_a_bug_and_not_a_fault_of_the_store(store: Store) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        store.database.scan("frames", ["nowhere"])
    with pytest.raises(ValueError, match="nowhere"), store.database.write():
        store.database.table("frames").delete("nowhere = 3")


def test_a_missing_file_is_a_fault_of_the_store_told_without_its_name(store: Store, tmp_path: Path) -> None:
    store.add([moment(0, "anything")])
    for path in (tmp_path / "objects" / "frames.lance" / "data").iterdir():
        path.unlink()

    with pytest.raises(StoreError) as caught:
        store.frames.heads(Scope())

    assert ".lance" not in str(caught.value)


def test_a_full_disk_is_told_as_such(store: Store) -> None:
    with pytest.raises(DiskFull), store.database.write():
        raise OSError(28, "No space left on device")
