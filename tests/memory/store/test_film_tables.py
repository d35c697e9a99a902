"""Stills become films, films make room: on a real store, with crashes in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from base.ids import new_id
from base.records.moment import Moment
from base.records.picture import FilmFrame, Picture
from memory.pictures import films, stills
from memory.pictures.decoding import decode, encode_film
from memory.store import schema
from memory.store.arrow import Row
from memory.store.database import Database
from memory.store.disk_budget import DiskBudget
from memory.store.film_tables import FAINT, PINNED, FilmTables
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


def picture(number: int) -> Picture:
    dice = np.random.default_rng(number // 1440)
    blocks = np.kron(dice.integers(0, 12, (24, 32)), np.ones((4, 4), np.int64))
    image = dice.integers(0, 256, (12, 3), np.uint8)[blocks]
    image[10:30, 4 * number % 100 :][:, :20] = (number % 256, 77, 200)
    return stills.encode_still(image)


def moment(minute: float, *, monitor: int = 1, still: Picture | None = None) -> Moment:
    at = NOON + timedelta(minutes=minute)
    shown = still or picture(round(minute))
    return Moment(new_id(at, f"{round(minute):010x}"), at, monitor, app="Editor", thumbnail=b"t" * 50, picture=shown)


class DiskStore(Store):
    """Only pictures and thumbnails count; as on a disk, what was thinned counts until it is reclaimed."""

    held = 0

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.films = CountedFilms(database, self.look)

    def disk_bytes(self) -> int:
        return self.held

    def look(self) -> int:
        self.held = self.films.size() + sum(map(len, self.frames.thumbnails(self.frames.ids()).values()))
        return self.held


class CountedFilms(FilmTables):
    def __init__(self, database: Database, look: Callable[[], int]) -> None:
        super().__init__(database)
        self.look = look

    def reclaim(self) -> None:
        super().reclaim()
        self.look()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DiskStore]:
    opened = DiskStore(Database(uri=str(tmp_path / "objects"), home=tmp_path, refresh_seconds=0))
    yield opened
    opened.close()


def fold_all(store: Store, now: datetime = LATER) -> int:
    count = 0
    while (roll := store.films.next_still_batch(now)) is not None:
        assert store.films.put_film(encode_film(roll))
        count += 1
    return count


def assert_shows(store: Store, moments: list[Moment]) -> None:
    pictures = store.films.pictures([one.id for one in moments])
    for one in moments:
        assert one.picture is not None
        assert np.array_equal(decode(pictures[one.id]), decode(one.picture))


def rows(store: Store, name: str) -> list[Row]:
    return store.database.scan(name, schema.SCHEMAS[name].names).to_pylist()


def test_stills_become_films_and_show_the_same(store: Store) -> None:
    moments = [moment(n) for n in range(films.MAX_FRAMES + 3)]
    store.add(moments)

    made = fold_all(store)

    assert made == 2
    assert rows(store, "stills") == []
    assert [row["frames"] for row in sorted(rows(store, "segments"), key=lambda row: row["start"])] == [
        films.MAX_FRAMES,
        3,
    ]
    assert_shows(store, moments)


def test_the_newest_frames_stay_stills_until_a_film_is_full_or_a_long_pause_comes(store: Store) -> None:
    store.add([moment(n) for n in range(5)])

    assert store.films.next_still_batch(NOON + timedelta(minutes=10)) is None
    assert store.films.next_still_batch(NOON + timedelta(hours=9)) is not None


def test_monitors_and_sizes_do_not_mix(store: Store) -> None:
    small = Picture("image/webp", 64, 48, stills.encode_still(np.zeros((48, 64, 3), np.uint8)).data)
    moments = [moment(0), moment(1, monitor=2), moment(2, still=small), moment(3)]
    store.add(moments)

    assert fold_all(store) == 3
    assert_shows(store, moments)


def test_a_still_that_cannot_be_decoded_holds_no_other_up_and_is_not_lost(store: Store) -> None:
    broken = moment(1, still=Picture("image/webp", 128, 96, b"no picture"))
    store.add([moment(0), broken, moment(2)])

    assert fold_all(store) == 1
    assert store.films.pictures([broken.id])[broken.id].data == b"no picture"
    assert_shows(store, [moment(0), moment(2)])


def test_a_film_of_a_frame_forgotten_meanwhile_is_refused(store: Store) -> None:
    store.add([moment(0), moment(1)])
    roll = store.films.next_still_batch(LATER)
    assert roll is not None
    store.forget([moment(0).id])

    assert not store.films.put_film(encode_film(roll))
    assert rows(store, "segments") == []
    assert fold_all(store) == 1


@pytest.mark.parametrize("lost", ["places", "stills"])
def test_a_crash_between_the_steps_of_a_fold_loses_and_doubles_nothing(store: Store, lost: str) -> None:
    """Given the film was written but not who lies in it, or all but that the stills had to go."""
    moments = [moment(n) for n in range(3)]
    store.add(moments)
    before = store.database.scan("stills", schema.SCHEMAS["stills"].names)
    fold_all(store)
    store.database.table("stills").add(before)
    if lost == "places":
        store.database.table("places").delete("true")

    store.maintain(thorough=True)
    fold_all(store)

    assert_shows(store, moments)
    assert len(rows(store, "segments")) == 1
    assert rows(store, "stills") == []


def test_a_forgotten_frame_is_cut_out_of_its_film(store: Store, tmp_path: Path) -> None:
    moments = [moment(n) for n in range(4)]
    store.add(moments)
    fold_all(store)

    store.forget([moments[1].id])

    (row,) = rows(store, "segments")
    assert films.frame_positions(row["film"]) == (0, 2, 3)
    assert row["bytes"] == len(row["film"])
    assert_shows(store, [moments[0], *moments[2:]])
    assert moments[1].id not in store.films.pictures([moments[1].id])


def test_when_all_its_frames_are_forgotten_the_film_goes(store: Store) -> None:
    moments = [moment(n) for n in range(4)]
    store.add(moments)
    fold_all(store)

    store.forget([one.id for one in moments])

    assert rows(store, "segments") == rows(store, "places") == []


def thin(store: DiskStore, budget: int) -> list[int]:
    store.look()
    room = DiskBudget(store.films, store.disk_bytes)
    sizes = []
    while (step := room.next_step(budget)) is not None:
        sizes.append(step.size)
        if step.film:
            assert room.take(step, films.downscale_film(step.film))
        assert len(sizes) < 100
    return sizes


def sitting(day: int) -> list[Moment]:
    return [moment(day * 1440 + n) for n in range(3)]


def test_room_is_made_with_the_oldest_first(store: DiskStore) -> None:
    store.add([one for day in range(4) for one in sitting(day)])
    fold_all(store, NOON + timedelta(days=9))

    thin(store, store.look() - 1)

    qualities = [row["quality"] for row in sorted(rows(store, "segments"), key=lambda row: row["start"])]
    assert qualities[0] == FAINT
    assert qualities[-1] != FAINT
    assert len(store.films.pictures(store.frames.ids())) == 12


def test_then_pictures_go_then_thumbnails_and_text_stays(store: DiskStore) -> None:
    moments = [one for day in range(3) for one in sitting(day)]
    store.add(moments)
    fold_all(store, NOON + timedelta(days=9))

    thin(store, 55 * len(moments))
    assert store.films.pictures([one.id for one in moments]) == {}
    assert len(store.frames.thumbnails(store.frames.ids())) == 9

    thin(store, 1)
    assert store.frames.thumbnails(store.frames.ids()) == {}
    assert len(store.frames.moments([one.id for one in moments])) == 9


def test_what_is_pinned_stays_as_it_is(store: DiskStore) -> None:
    moments = [one for day in range(2) for one in sitting(day)]
    store.add(moments)
    store.films.pin(moments[1].id, NOON)
    fold_all(store, NOON + timedelta(days=9))

    thin(store, 1)

    assert set(store.films.pictures([one.id for one in moments])) == {moments[1].id}
    assert_shows(store, [moments[1]])
    assert set(store.frames.thumbnails(store.frames.ids())) == {moments[1].id}
    assert [row["quality"] for row in rows(store, "segments")] == [PINNED]


def test_a_pin_taken_back_no_longer_protects(store: DiskStore) -> None:
    moments = sitting(0)
    store.add(moments)
    store.films.pin(moments[1].id, NOON)
    fold_all(store, NOON + timedelta(days=9))
    thin(store, 1)

    store.films.pin(moments[1].id, NOON, pinned=False)
    thin(store, 1)

    assert store.films.pins() == ()
    assert store.films.pictures([moments[1].id]) == {}


def test_a_pinned_moment_can_still_be_forgotten(store: Store) -> None:
    store.add([moment(0), moment(1)])
    store.films.pin(moment(0).id, NOON)

    store.forget([moment(0).id])

    assert store.films.pins() == ()


def test_a_film_that_changed_meanwhile_is_not_replaced(store: Store) -> None:
    moments = sitting(0)
    store.add(moments)
    fold_all(store, NOON + timedelta(days=9))
    step = store.films.next_thinning()
    assert step is not None
    store.forget([moments[0].id])

    assert not store.films.put_thinned(step.segment, films.downscale_film(step.film))
    assert_shows(store, moments[1:])


def test_an_empty_film_changes_nothing(store: Store) -> None:
    assert not store.films.put_film(FilmFrame((), b""))


def test_a_store_of_the_first_version_keeps_its_pictures(tmp_path: Path) -> None:
    """Version 1 kept stills as segments of one frame, which the frame's row named."""
    current = dict(schema.SCHEMAS)
    place = {"uri": str(tmp_path / "objects"), "home": tmp_path}
    moments = [moment(n) for n in range(3)]
    as_version_1(place, moments)
    schema.SCHEMAS.update(current)

    store = Store(Database(**place))

    assert_shows(store, moments)
    assert "segment" not in store.database.table("frames").schema.names
    assert fold_all(store) == 1
    assert_shows(store, moments)
    store.close()


def as_version_1(place: dict[str, object], moments: list[Moment]) -> None:
    store = Store(Database(**place))  # type: ignore[arg-type]
    store.add(moments)
    database = store.database.connection
    stills_now = store.database.scan("stills", schema.SCHEMAS["stills"].names)
    names = {"start": "at", "end": "at", "film": "picture"}
    fields = [field for field in schema.SCHEMAS["segments"] if field.name != "quality"]
    columns = {
        f.name: [1] * len(moments) if f.name == "frames" else stills_now[names.get(f.name, f.name)] for f in fields
    }
    for name in ("stills", "places", "pins", "segments"):
        database.drop_table(name)
    database.create_table("segments", pa.table(columns, schema=pa.schema(fields)))
    database.open_table("frames").add_columns({"segment": "id", "position": "0"})
    database.open_table("meta").update(where="key = 'version'", values={"value": "1"})
    store.close()
