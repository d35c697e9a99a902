"""Tables of stills and film frames, and thinning.

A roll is the stills that become one film. Each step is a few commits in an order that a crash cannot harm: the film
first, then who lies in it, then the stills go; what a crash leaves between is finished by the next step or by the sweep
of left-overs. `Store` completes the class. Any thread may call; writes take the store's lock.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from base import processes
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from memory.pictures import films
from memory.store import maintenance, schema
from memory.store.arrow import Row
from memory.store.filters import one_of
from memory.store.frame_tables import FrameTables, pages

SITTING = timedelta(hours=4)
"""A pause after which a new film begins, and after which an unfinished roll becomes a film as it is."""
FULL, FAINT, PINNED = 2, 1, 9
"""`quality` of a segment. What is pinned lies in a segment of its own that no thinning touches."""
THUMBNAILS = 500
"""That go in one step, when no film is left to thin."""
_HEADS = ["id", "monitor", "at", "width", "height"]


class FilmTables(FrameTables):
    _tables: dict[str, Any]

    def _edge(self) -> AbstractContextManager[None]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[None]:
        raise NotImplementedError

    # -- stills become films -------------------------------------------------------------------------------------------

    def next_still_batch(self, now: datetime) -> StillBatch | None:
        """The oldest stills that are due to become a film: of one monitor and size, with no long pause between them."""
        self._newest("stills")
        rows = self._scan("stills", _HEADS).sort_by([("at", "ascending"), ("id", "ascending")]).to_pylist()
        ready = next((roll for roll in _rolls(rows) if _is_due(roll, now)), None)
        if ready is None:
            return None
        ids = [row["id"] for row in ready]
        there = {row["id"]: _picture(row) for row in self._rows("stills", [*_HEADS, "codec", "picture"], ids)}
        kept = tuple(frame for frame in ids if frame in there)
        return StillBatch(kept, tuple(there[frame] for frame in kept)) if kept else None

    def put_film(self, filmed: FilmFrame) -> bool:
        """The film is kept and its stills go. False, and nothing is done, when one of them was forgotten meanwhile.

        A still that could not be decoded becomes a segment as it is: it is not tried again, and nothing is lost."""
        with self._edge(), self._writing():
            ids = (*filmed.ids, *filmed.broken)
            rows = {row["id"]: row for row in self._rows("stills", [*_HEADS, "codec", "picture"], ids)}
            if not ids or len(rows) < len(ids):
                return False
            segments = [_lone_segment(rows[frame]) for frame in filmed.broken]
            if filmed.ids:
                segments.append(_segment([rows[frame] for frame in filmed.ids], filmed.film))
            self._tables["segments"].add(schema.table_of("segments", segments))
            places = [{"id": frame, "segment": filmed.ids[0], "position": n} for n, frame in enumerate(filmed.ids)]
            places += [{"id": frame, "segment": frame, "position": 0} for frame in filmed.broken]
            maintenance.merge(self._tables["places"], schema.table_of("places", places), on="id")
            self._tables["stills"].delete(one_of("id", ids))
            maintenance.compact(self._tables["stills"])
            return True

    # -- reading -------------------------------------------------------------------------------------------------------

    def pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        """Stills, or films of which only the asked frame can be decoded (`memory.pictures.decoding.decode`)."""
        found = self._pictures(ids)
        if len(found) < len(set(ids)):  # another process may have made a film of them since the tables were read
            for name in ("stills", "places", "segments"):
                self._newest(name)
            found = self._pictures(ids)
        return found

    def _pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        stills = self._rows("stills", ["id", "codec", "width", "height", "picture"], ids)
        found = {row["id"]: _picture(row) for row in stills}
        for row, places in self._films_of([frame for frame in ids if frame not in found]):
            for frame, position in places:
                data = films.alone(row["film"], position) if row["codec"] == films.MIME else row["film"]
                found[frame] = Picture(row["codec"], row["width"], row["height"], data, position)
        return found

    def _films_of(self, ids: Sequence[str]) -> Iterator[tuple[Row, list[tuple[str, int]]]]:
        """Each segment that holds some of the frames, with (frame, position) of those."""
        places = self._rows("places", ["id", "segment", "position"], ids) if ids else []
        places.sort(key=lambda row: (row["segment"], row["position"]))
        for segment, group in itertools.groupby(places, key=lambda row: str(row["segment"])):
            for row in self._rows("segments", ["id", "codec", "width", "height", "film"], [segment]):
                yield row, [(place["id"], place["position"]) for place in group]

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def _sweep_pictures(self, frames: set[str]) -> None:
        """Stills, places and pins of frames that are gone; films are coded anew without their pixels."""
        self._delete("stills", [one for one in self._column("stills") if one not in frames])
        self._delete("pins", [one for one in self._column("pins") if one not in frames])
        places = self._scan("places", ["id", "segment", "position"]).to_pylist()
        gone = sorted((row["segment"], row["position"]) for row in places if row["id"] not in frames)
        for segment, group in itertools.groupby(gone, key=lambda place: str(place[0])):
            self._cut(segment, [position for _, position in group])
        self._delete("places", [row["id"] for row in places if row["id"] not in frames])
        held = {row["segment"] for row in places if row["id"] in frames}
        self._delete("segments", [one for one in self._column("segments") if one not in held])
        self._delete("stills", sorted(self._present("places", self._column("stills"))))  # a crash came before they went
        for name in ("stills", "pins", "places", "segments"):
            maintenance.purge(self._tables[name])

    def _cut(self, segment: str, positions: Sequence[int]) -> None:
        for row in self._rows("segments", schema.SCHEMAS["segments"].names, [segment]):
            film = films.without(row["film"], positions) if row["codec"] == films.MIME else None
            if film is not None:
                self._replace(row | {"film": film, "frames": len(films.positions(film))})

    def _replace(self, row: Row) -> None:
        rows = [row | {"bytes": len(row["film"])}]
        maintenance.merge(self._tables["segments"], schema.table_of("segments", rows), on="id")

    def _delete(self, name: str, ids: Sequence[str]) -> None:
        for page in pages(ids):
            self._tables[name].delete(one_of("id", page))

    # -- making room ---------------------------------------------------------------------------------------------------

    def next_thinning(self) -> Thinning | None:
        """The least loss that makes room: the oldest film at full quality is to be coded faintly, else the oldest faint
        film goes and leaves its thumbnails, else the oldest thumbnails. None when only text is left."""
        for quality in (FULL, FAINT):
            segment = self._oldest(quality)
            if segment is not None:
                return self._thinning(segment, quality)
        return self._thumbnails()

    def _oldest(self, quality: int) -> str | None:
        """A film that is not pinned; the pinned frames of another are set apart on the way."""
        heads = self._scan("segments", ["id", "start"], f"quality = {quality}").sort_by("start")
        for segment in heads["id"].to_pylist():
            if self._set_pins_apart(str(segment)):
                return str(segment)
        return None

    def _thinning(self, segment: str, quality: int) -> Thinning:
        (row,) = self._rows("segments", ["id", "bytes", "film"], [segment])
        if quality == FULL:
            return Thinning(row["bytes"], segment, row["film"])
        with self._edge(), self._writing():
            self._tables["places"].delete(f"segment = '{segment}'")
            self._tables["segments"].delete(f"id = '{segment}'")
        return Thinning(row["bytes"])

    def put_thinned(self, segment: str, film: bytes) -> bool:
        """False when the film was changed meanwhile: a forgotten frame must not come back."""
        with self._edge(), self._writing():
            for row in self._rows("segments", schema.SCHEMAS["segments"].names, [segment]):
                if films.positions(row["film"]) == films.positions(film):
                    self._replace(row | {"film": film, "quality": FAINT})
                    return True
        return False

    def _thumbnails(self) -> Thinning | None:
        """The oldest thumbnails of frames that are not pinned."""
        with self._edge(), self._writing():
            pinned = set(self._column("pins"))
            left = self._column("details", "thumbnail IS NOT NULL")
            ids = sorted(one for one in left if one not in pinned)[:THUMBNAILS]
            if not ids:
                return None
            size = sum(map(len, self.thumbnails(ids).values()))
            self._tables["details"].update(where=one_of("id", ids), values_sql={"thumbnail": "NULL"})
        return Thinning(size)

    def reclaim(self) -> None:
        """Give the bytes of what was thinned back to the disk."""
        with self._edge(), self._writing():
            for name in ("segments", "places", "details"):
                maintenance.purge(self._tables[name])
            processes.release_heap()

    # -- pins ----------------------------------------------------------------------------------------------------------

    def pin(self, frame: str, at: datetime, *, pinned: bool = True) -> None:
        with self._edge(), self._writing():
            self._tables["pins"].delete(one_of("id", [frame]))
            if pinned:
                self._tables["pins"].add(schema.table_of("pins", [{"id": frame, "at": at}]))
            else:
                self._release(frame)
            maintenance.compact(self._tables["pins"])

    def pins(self) -> tuple[str, ...]:
        """Frames that no thinning touches, by time."""
        self._newest("pins")
        return tuple(sorted(self._column("pins")))

    def _release(self, frame: str) -> None:
        """What only this pin kept exempt is a film like others again."""
        for place in self._rows("places", ["id", "segment"], [frame]):
            others = self._scan("places", ["id"], f"segment = '{place['segment']}'")["id"].to_pylist()
            if not self._present("pins", others):
                self._tables["segments"].update(
                    where=f"id = '{place['segment']}' AND quality = {PINNED}", values={"quality": FULL}
                )

    def _set_pins_apart(self, segment: str) -> bool:
        """Whether anything of the film is not pinned. Its pinned frames move into a film of their own first."""
        places = self._scan("places", ["id", "position"], f"segment = '{segment}'").to_pylist()
        pinned = self._present("pins", [row["id"] for row in places])
        if not pinned:
            return True
        with self._edge(), self._writing():
            (row,) = self._rows("segments", schema.SCHEMAS["segments"].names, [segment])
            kept = [place for place in places if place["id"] in pinned]
            rest = films.without(row["film"], [place["position"] for place in kept])
            if rest is None:
                self._replace(row | {"quality": PINNED})
                return False
            apart = films.without(row["film"], [place["position"] for place in places if place["id"] not in pinned])
            assert apart is not None
            name = f"{segment}-pinned-{kept[0]['position']}"
            self._replace(row | {"id": name, "film": apart, "quality": PINNED, "frames": len(kept)})
            moved = [{"id": place["id"], "segment": name, "position": place["position"]} for place in kept]
            maintenance.merge(self._tables["places"], schema.table_of("places", moved), on="id")
            self._replace(row | {"film": rest, "frames": len(places) - len(kept)})
        return True


def _rolls(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Stills in time order, grouped into what can be a film."""
    kinds: dict[tuple[int, int, int], list[Row]] = {}
    for row in rows:
        roll = kinds.setdefault((row["monitor"], row["width"], row["height"]), [])
        if len(roll) == films.LONGEST or (roll and row["at"] - roll[-1]["at"] > SITTING):
            yield list(roll)
            roll.clear()
        roll.append(row)
    yield from (roll for roll in kinds.values() if roll)


def _is_due(roll: Sequence[Row], now: datetime) -> bool:
    return len(roll) == films.LONGEST or now - roll[-1]["at"] > SITTING


def _segment(roll: Sequence[Row], film: bytes) -> Row:
    first = roll[0]
    head = {"id": first["id"], "monitor": first["monitor"], "start": first["at"], "end": roll[-1]["at"]}
    size = {"width": first["width"], "height": first["height"], "frames": len(roll), "bytes": len(film)}
    return {**head, **size, "codec": films.MIME, "quality": FULL, "film": film}


def _lone_segment(row: Row) -> Row:
    """FAINT: there is nothing to make fainter in what cannot be decoded."""
    return {**_segment([row], row["picture"]), "codec": row["codec"], "quality": FAINT}


def _picture(row: Row) -> Picture:
    return Picture(row["codec"], row["width"], row["height"], row["picture"])
