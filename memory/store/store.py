"""The store: all tables over one database, and the writes that span them.

The archive holds one `Store`, in its own process. Any thread may call; writes take the database's lock.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from base import processes
from base.coverage import Coverage
from base.errors import Damaged, DiskFull, StoreBusy
from base.records.moment import Moment, VectorUpdate
from memory.store import schema
from memory.store.consent_tables import ConsentTables
from memory.store.database import Database
from memory.store.film_tables import FilmTables
from memory.store.filters import one_of
from memory.store.frame_tables import FrameTables
from memory.store.memory_tables import MemoryTables

log = logging.getLogger(__name__)

FORGETTING = "forgetting"
"""Key in `meta` while a `forget` runs; where it is there at opening, a forget was interrupted and is finished."""


class Store:
    def __init__(self, database: Database) -> None:
        """Finishes what a crash interrupted."""
        self.database = database
        self.frames = FrameTables(database)
        self.films = FilmTables(database)
        self.memories = MemoryTables(database, self.frames)
        self.consents = ConsentTables(database)
        if FORGETTING in database.meta():
            try:
                self._finish_forgetting()
            except (Damaged, DiskFull, StoreBusy) as error:
                # A file that cannot be rewritten must not keep the rest shut; the next opening tries again.
                log.warning("an interrupted forget could not be finished: %s", type(error).__name__)
        if self.memories.has_unfinished_commit():
            with self.memories.exclusive_write():
                log.info("an interrupted commit was finished")

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Durable on return. Pictures first, the searchable row last: no crash leaves a row without its picture."""
        with self.database.write():
            forgotten = self.frames.forgotten_among(moment.id for moment in moments)
            new = list({moment.id: moment for moment in moments if moment.id not in forgotten}.values())
            self.database.put("stills", [schema.still_row(moment) for moment in new if moment.picture])
            self.database.put("secrets", [row for moment in new for row in schema.secret_rows(moment)])
            self.database.put("details", [schema.detail_row(moment) for moment in new])
            self.database.put("frames", [schema.frame_row(moment) for moment in new])
            self.frames.put_coverage(coverage)
            self.database.after_write()

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        """Durable on return. The vectors first, their encoders' names last: after a crash the page is done again."""
        with self.database.write():
            updates = {update.id: update for update in revisions}
            for name in ("frames", "details"):
                self.database.refresh(name)
            present = self.database.present("frames", updates)
            ids = [frame for frame in updates if frame in present]
            old = self.database.rows("details", schema.SCHEMAS["details"].names, ids)
            if not old:
                return
            self.database.merge("details", [row | schema.vector_fields(updates[row["id"]]) for row in old])
            by_encoders: dict[str, list[str]] = {}
            for row in old:
                by_encoders.setdefault(updates[row["id"]].encoders, []).append(row["id"])
            for encoders, frames in by_encoders.items():
                values = {"encoders": encoders}
                self.database.table("frames").update(where=one_of("id", frames), values=values)
            self.database.after_write()

    def maintain(self, *, thorough: bool = False) -> None:
        """Index fresh rows, compact, remove old versions; `thorough` also in the large tables, and with what crashes
        left."""
        with self.database.write():
            if thorough:
                self._delete_orphans()
            self.database.compact(all_tables=thorough)

    def forget(self, ids: Sequence[str], *, since: datetime | None = None, until: datetime | None = None) -> None:
        """Remove frames for good, and with a time range its coverage too. On return neither a row, an index nor an
        old version holds them; a crash in between is finished at the next opening."""
        with self.database.write():
            self.database.merge("meta", [{"key": FORGETTING, "value": "1"}], on="key")
            self.frames.delete(ids)
            if since or until:
                self.frames.delete_coverage(since, until)
            self._finish_forgetting()

    def _finish_forgetting(self) -> None:
        with self.database.write():
            self.database.purge("frames")
            self._delete_orphans()
            self.database.purge("coverage")
            self.database.table("meta").delete(f"key = '{FORGETTING}'")
            self.database.compact_table("meta")
            processes.release_heap()

    def _delete_orphans(self) -> None:
        """Details, pictures and memories of frames that were forgotten, or never written because of a crash."""
        self.database.refresh("frames")
        frames = set(self.database.ids("frames"))
        self.memories.delete_orphans(frames)
        self.database.delete("details", [frame for frame in self.database.ids("details") if frame not in frames])
        secrets = self.database.scan("secrets", ["id", "frame"]).to_pylist()
        self.database.delete("secrets", [row["id"] for row in secrets if row["frame"] not in frames])
        self.database.purge("details", "secrets")
        self.films.delete_orphans(frames)

    def close(self) -> None:
        """Every later call raises Locked."""
        self.database.close()
