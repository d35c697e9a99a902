"""Tables of stills, films and pins; thinning of films.

A film holds the stills of one sitting. Each step is a few commits in an order that a crash cannot harm: the film first,
then which frames lie in it, then the stills go. What a crash leaves in between is finished by the next step, or removed
as an orphan. Any thread may call; writes take the store's lock.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import pyarrow.compute as pc

from base import processes
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from memory.pictures import films
from memory.store import schema
from memory.store.arrow import Row
from memory.store.database import Database
from memory.store.filters import one_of

FILM_BREAK = timedelta(hours=4)
"""A pause after which a new film begins, and after which an unfinished one is made of the stills that are there."""
FULL, FAINT, PINNED = 2, 1, 9
"""`quality` of a segment. What is pinned lies in a segment of its own that no thinning touches."""
THUMBNAILS = 500
"""That go in one step, when no film is left to thin."""
_HEAD = ["id", "monitor", "at", "width", "height"]
_STILL = [*_HEAD, "codec", "picture"]


class FilmTables:
    def __init__(self, database: Database) -> None:
        self._database = database

    # -- stills become films -------------------------------------------------------------------------------------------

    def next_still_batch(self, now: datetime) -> StillBatch | None:
        """The oldest stills that are due to become a film: of one monitor and size, with no long pause between them."""
        self._database.refresh("stills")
        rows = self._database.scan("stills", _HEAD).sort_by([("at", "ascending"), ("id", "ascending")]).to_pylist()
        for group in _group_stills(rows):
            if len(group) == films.MAX_FRAMES or now - group[-1]["at"] > FILM_BREAK:
                ids = [row["id"] for row in group]
                pictures = {row["id"]: _picture(row) for row in self._database.rows("stills", _STILL, ids)}
                ids = [frame for frame in ids if frame in pictures]
                return StillBatch(tuple(ids), tuple(pictures[frame] for frame in ids)) if ids else None
        return None

    def put_film(self, filmed: FilmFrame) -> bool:
        """Store the film and remove its stills. False, and nothing is done, when one of them was forgotten meanwhile.

        A still that could not be decoded becomes a segment as it is: it is not tried again, and nothing is lost."""
        with self._database.write():
            ids = (*filmed.ids, *filmed.broken)
            rows = {row["id"]: row for row in self._database.rows("stills", _STILL, ids)}
            if not ids or len(rows) < len(ids):
                return False
            # FAINT: what cannot be decoded cannot be made fainter
            segments = [
                _segment([row], row["picture"]) | {"codec": row["codec"], "quality": FAINT}
                for row in (rows[frame] for frame in filmed.broken)
            ]
            if filmed.ids:
                segments.append(_segment([rows[frame] for frame in filmed.ids], filmed.film))
            self._database.add("segments", segments)
            places = [{"id": frame, "segment": filmed.ids[0], "position": n} for n, frame in enumerate(filmed.ids)]
            places += [{"id": frame, "segment": frame, "position": 0} for frame in filmed.broken]
            self._database.merge("places", places)
            self._database.delete("stills", ids)
            self._database.compact_table("stills")
            return True

    # -- reading -------------------------------------------------------------------------------------------------------

    def pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        """Stills, or films of which only the asked frame can be decoded (`memory.pictures.decoding.decode`)."""
        pictures = self._read_pictures(ids)
        if len(pictures) < len(set(ids)):  # another process may have made a film of them since the tables were read
            for name in ("stills", "places", "segments"):
                self._database.refresh(name)
            pictures = self._read_pictures(ids)
        return pictures

    def _read_pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        stills = self._database.rows("stills", ["id", "codec", "width", "height", "picture"], ids)
        pictures = {row["id"]: _picture(row) for row in stills}
        filmed = [frame for frame in ids if frame not in pictures]
        places = self._database.rows("places", ["id", "segment", "position"], filmed) if filmed else []
        places.sort(key=lambda row: (row["segment"], row["position"]))
        for segment, group in itertools.groupby(places, key=lambda row: str(row["segment"])):
            for row in self._database.rows("segments", ["id", "codec", "width", "height", "film"], [segment]):
                for place in group:
                    position = place["position"]
                    data = films.extract_frame(row["film"], position) if row["codec"] == films.MIME else row["film"]
                    pictures[place["id"]] = Picture(row["codec"], row["width"], row["height"], data, position)
        return pictures

    def size(self) -> int:
        """Bytes of stills and films."""
        sizes = (pc.sum(self._database.scan(name, ["bytes"])["bytes"]).as_py() or 0 for name in ("stills", "segments"))
        return sum(sizes)

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def delete_orphans(self, frames: set[str]) -> None:
        """Remove stills, places and pins of frames that are not in `frames`; code films anew without their pixels."""
        for name in ("stills", "pins"):
            self._database.delete(name, [frame for frame in self._database.ids(name) if frame not in frames])
        places = self._database.scan("places", ["id", "segment", "position"]).to_pylist()
        gone = sorted((row["segment"], row["position"]) for row in places if row["id"] not in frames)
        for segment, group in itertools.groupby(gone, key=lambda place: str(place[0])):
            self._cut(segment, [position for _, position in group])
        self._database.delete("places", [row["id"] for row in places if row["id"] not in frames])
        used = {row["segment"] for row in places if row["id"] in frames}
        self._database.delete("segments", [name for name in self._database.ids("segments") if name not in used])
        # stills that lie in a film already: a crash came before they were removed
        self._database.delete("stills", sorted(self._database.present("places", self._database.ids("stills"))))
        self._database.purge("stills", "pins", "places", "segments")

    def _cut(self, segment: str, positions: Sequence[int]) -> None:
        for row in self._segments(segment):
            film = films.remove_frames(row["film"], positions) if row["codec"] == films.MIME else None
            if film is not None:
                self._put_segment(row | {"film": film, "frames": len(films.frame_positions(film))})

    def _segments(self, segment: str) -> list[Row]:
        return self._database.rows("segments", schema.SCHEMAS["segments"].names, [segment])

    def _put_segment(self, row: Row) -> None:
        self._database.merge("segments", [row | {"bytes": len(row["film"])}])

    # -- making room ---------------------------------------------------------------------------------------------------

    def next_thinning(self) -> Thinning | None:
        """The least loss that makes room: the oldest film at full quality is to be coded faintly, else the oldest faint
        film goes and leaves its thumbnails, else the oldest thumbnails. None when only text is left."""
        for quality in (FULL, FAINT):
            segment = self._oldest_segment(quality)
            if segment is None:
                continue
            (row,) = self._database.rows("segments", ["id", "bytes", "film"], [segment])
            if quality == FULL:
                return Thinning(row["bytes"], segment, row["film"])
            with self._database.write():
                self._database.table("places").delete(f"segment = '{segment}'")
                self._database.delete("segments", [segment])
            return Thinning(row["bytes"])
        return self._delete_thumbnails()

    def _oldest_segment(self, quality: int) -> str | None:
        """A film that is not pinned; the pinned frames of another are set apart on the way."""
        heads = self._database.scan("segments", ["id", "start"], f"quality = {quality}").sort_by("start")
        for segment in heads["id"].to_pylist():
            if self._set_pins_apart(str(segment)):
                return str(segment)
        return None

    def _delete_thumbnails(self) -> Thinning | None:
        """The oldest ones of frames that are not pinned."""
        with self._database.write():
            pinned = set(self._database.ids("pins"))
            present = self._database.ids("details", "thumbnail IS NOT NULL")
            ids = sorted(frame for frame in present if frame not in pinned)[:THUMBNAILS]
            if not ids:
                return None
            rows = self._database.rows("details", ["id", "thumbnail"], ids)
            values = {"thumbnail": "NULL"}
            self._database.table("details").update(where=one_of("id", ids), values_sql=values)
        return Thinning(sum(len(row["thumbnail"] or b"") for row in rows))

    def put_thinned(self, segment: str, film: bytes) -> bool:
        """False when the film was changed meanwhile: a forgotten frame must not come back."""
        with self._database.write():
            for row in self._segments(segment):
                if films.frame_positions(row["film"]) == films.frame_positions(film):
                    self._put_segment(row | {"film": film, "quality": FAINT})
                    return True
        return False

    def reclaim(self) -> None:
        """Give the bytes of what was thinned back to the disk."""
        with self._database.write():
            self._database.purge("segments", "places", "details")
            processes.release_heap()

    # -- pins ----------------------------------------------------------------------------------------------------------

    def pin(self, frame: str, at: datetime, *, pinned: bool = True) -> None:
        with self._database.write():
            self._database.delete("pins", [frame])
            if pinned:
                self._database.add("pins", [{"id": frame, "at": at}])
            else:
                self._release(frame)
            self._database.compact_table("pins")

    def pins(self) -> tuple[str, ...]:
        """Frames that no thinning touches, by time."""
        self._database.refresh("pins")
        return tuple(sorted(self._database.ids("pins")))

    def _release(self, frame: str) -> None:
        """A film that only this pin kept from thinning is one like others again."""
        for place in self._database.rows("places", ["id", "segment"], [frame]):
            segment = place["segment"]
            if not self._database.present("pins", self._database.ids("places", f"segment = '{segment}'")):
                self._database.table("segments").update(
                    where=f"id = '{segment}' AND quality = {PINNED}", values={"quality": FULL}
                )

    def _set_pins_apart(self, segment: str) -> bool:
        """Whether anything of the film is not pinned. Its pinned frames move into a film of their own first."""
        places = self._database.scan("places", ["id", "position"], f"segment = '{segment}'").to_pylist()
        pins = self._database.present("pins", [row["id"] for row in places])
        if not pins:
            return True
        with self._database.write():
            (row,) = self._segments(segment)
            pinned = [place for place in places if place["id"] in pins]
            rest = films.remove_frames(row["film"], [place["position"] for place in pinned])
            if rest is None:
                self._put_segment(row | {"quality": PINNED})
                return False
            apart = films.remove_frames(row["film"], [place["position"] for place in places if place["id"] not in pins])
            assert apart is not None
            name = f"{segment}-pinned-{pinned[0]['position']}"
            self._put_segment(row | {"id": name, "film": apart, "quality": PINNED, "frames": len(pinned)})
            moved = [{"id": place["id"], "segment": name, "position": place["position"]} for place in pinned]
            self._database.merge("places", moved)
            self._put_segment(row | {"film": rest, "frames": len(places) - len(pinned)})
        return True


def _group_stills(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Stills in time order, grouped into what can be a film."""
    groups: dict[tuple[int, int, int], list[Row]] = {}
    for row in rows:
        group = groups.setdefault((row["monitor"], row["width"], row["height"]), [])
        if len(group) == films.MAX_FRAMES or (group and row["at"] - group[-1]["at"] > FILM_BREAK):
            yield list(group)
            group.clear()
        group.append(row)
    yield from (group for group in groups.values() if group)


def _segment(stills: Sequence[Row], film: bytes) -> Row:
    first = stills[0]
    head = {"id": first["id"], "monitor": first["monitor"], "start": first["at"], "end": stills[-1]["at"]}
    size = {"width": first["width"], "height": first["height"], "frames": len(stills), "bytes": len(film)}
    return {**head, **size, "codec": films.MIME, "quality": FULL, "film": film}


def _picture(row: Row) -> Picture:
    return Picture(row["codec"], row["width"], row["height"], row["picture"])
