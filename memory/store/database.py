"""LanceDB engine: tables, locks, indexes, faults. Tables are described in `schema`, filters in `filters`.

Reads may come from any thread. Writes take a lock that holds across threads and processes. Every fault of the engine
leaves here as an error of `base.errors`; its own message is dropped, because it may quote a query or a title.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import lancedb
from filelock import FileLock, Timeout
from lancedb.index import FTS, BTree
from lancedb.query import MatchQuery, PhraseQuery

from base import processes
from base.coverage import Coverage, clip_coverage
from base.errors import AfterglowError, Damaged, DiskFull, Locked, StoreBusy, StoreError, StoreTooNew
from base.records.moment import Moment, VectorUpdate
from base.records.scope import Scope
from base.records.statistics import AccessEntry
from memory.memories.memory import Kind
from memory.store import maintenance, migrations, schema
from memory.store.arrow import Row
from memory.store.filters import one_of, quoted, where
from memory.store.frame_tables import T, VectorBlock, pages
from memory.store.memory_tables import MemoryTables
from memory.text.ngrams import ngrams
from memory.text.normalization import normalize_nfkc

Scored = list[tuple[str, float]]
"""(frame id, score), best first."""

__all__ = ["Database", "Scored", "VectorBlock"]

log = logging.getLogger(__name__)

FORGETTING = "forgetting"
"""Key in `meta` while a `forget` runs; found at opening, it says that one was interrupted and must be finished."""
CACHE = 96 << 20
"""Bytes of each of the engine's two caches; its own defaults are 6 GB and 1 GB."""

HEAVY = ("details", "segments")
"""Compaction rewrites a whole table; these hold the bulk, so theirs waits until they lie in many pieces."""
PIECES_BEFORE_COMPACTION = 400
_WORDS = FTS(with_position=True, remove_stop_words=False, max_token_length=100)
INDEXES: dict[str, dict[str, FTS | BTree]] = {
    "frames": {
        "words": _WORDS,
        "grams": FTS(base_tokenizer="whitespace", stem=False, remove_stop_words=False, ascii_folding=False),
        "at": BTree(),
        "id": BTree(),
    },
    "details": {"id": BTree()},
    "memories": {"words": _WORDS},
}
"""No stop words go, so that a phrase of them is found too. No tree on text, which would spill to the temp folder."""


class Database(MemoryTables):
    def __init__(
        self,
        *,
        uri: str,
        home: Path,
        storage_options: Mapping[str, str] | None = None,
        raise_if_damaged: Callable[[], None] = lambda: None,
        before_migration: Callable[[int], None] = lambda version: None,
        migrations: Sequence[migrations.Migration] = migrations.MIGRATIONS,
        lock_timeout: float = 60.0,
        refresh_seconds: float = 2.0,
    ) -> None:
        """`home` holds the writers' lock file. Raises StoreTooNew, StoreBusy, Damaged, DiskFull.

        `before_migration` is called with the stored version, to back the store up, before the first step runs.
        """
        self._before_migration = before_migration
        self._migrations = migrations
        self._closed = False
        self._raise_if_damaged = raise_if_damaged
        self._thread_lock = threading.RLock()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file_lock = FileLock(home / "writer.lock", timeout=lock_timeout, thread_local=False, mode=0o600)
        self._appends = 0
        self._accesses = 0
        with self._edge():
            self._db = lancedb.connect(
                uri,
                storage_options=dict(storage_options) if storage_options else None,
                session=lancedb.Session(CACHE, CACHE),
                read_consistency_interval=timedelta(seconds=refresh_seconds),
            )
            self._tables: dict[str, Any] = self._opened()
        meta = self._meta()
        self._salt = bytes.fromhex(meta["salt"])
        if FORGETTING in meta:
            self._resume_forgetting()
        if self._column("applying"):
            with self.exclusive_write():
                log.info("an interrupted commit was finished")

    # -- opening -------------------------------------------------------------------------------------------------------

    def _opened(self) -> dict[str, Any]:
        if not self._is_current():
            with self._writing():
                if not self._is_current():
                    self._create_or_migrate()
        return {name: self._db.open_table(name) for name in schema.SCHEMAS}

    def _names(self) -> set[str]:
        """Tables that are there and whole: one whose making was interrupted is listed, but has no version yet."""
        return {name for name in self._db.list_tables(limit=1000).tables if self._is_whole(name)}

    def _is_whole(self, name: str) -> bool:
        try:
            self._db.open_table(name)
        except ValueError:  # "was not found"; where the cause is a damaged manifest, that is raised instead
            self._raise_if_damaged()
            return False
        return True

    def _is_current(self) -> bool:
        return set(schema.SCHEMAS) <= self._names() and self._stored_version() == self._version

    @property
    def _version(self) -> int:
        return migrations.FIRST_VERSION + len(self._migrations)

    def _stored_version(self) -> int | None:
        """None in a store whose making was interrupted or not begun."""
        if "meta" not in self._names():
            return None
        rows = self._db.open_table("meta").search().where("key = 'version'").to_list()
        return int(rows[0]["value"]) if rows else None

    def _create_or_migrate(self) -> None:
        stored = self._stored_version()
        if stored is not None and stored > self._version:
            raise StoreTooNew(f"version {stored}, known here {self._version}")
        if stored is not None and stored < self._version:
            self._before_migration(stored)
            for migrate in self._migrations[stored - migrations.FIRST_VERSION :]:
                migrate(self._db)
        self._create_tables()
        rows = [{"key": "version", "value": str(self._version)}]
        meta = self._db.open_table("meta")
        if not meta.count_rows("key = 'salt'"):
            rows.append({"key": "salt", "value": secrets.token_hex(32)})
        maintenance.merge(meta, schema.table_of("meta", rows), on="key")

    def _create_tables(self) -> None:
        for name in set(schema.SCHEMAS) - self._names():
            self._db.create_table(name, schema=schema.SCHEMAS[name])
        for name, columns in INDEXES.items():
            table = self._db.open_table(name)
            there = {column for index in table.list_indices() for column in index.columns}
            _index(table, {column: kind for column, kind in columns.items() if column not in there})

    def _meta(self) -> dict[str, str]:
        return {row["key"]: row["value"] for row in self._read("meta", lambda t: t.search().to_list())}

    # -- edges ---------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _edge(self) -> Iterator[None]:
        if self._closed:
            raise Locked
        try:
            yield
        except AfterglowError:
            raise
        except (RuntimeError, OSError, ValueError) as fault:
            self._raise_if_damaged()
            raise _translated(fault) from None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._thread_lock:
            try:
                self._file_lock.acquire()
            except Timeout:
                raise StoreBusy from None
            try:
                yield
            finally:
                self._file_lock.release()

    def _read(self, name: str, work: Callable[[Any], T]) -> T:
        """Another process may sweep the version that this one is reading; then the newest is read instead, once."""
        with self._edge():
            table = self._tables[name]
            try:
                return work(table)
            except (RuntimeError, OSError, ValueError):
                table.checkout_latest()
                return work(table)

    # -- writing -------------------------------------------------------------------------------------------------------

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Durable on return. Pictures first, the searchable row last: no crash leaves a row without its picture."""
        with self._edge(), self._writing():
            gone = self._forgotten(m.id for m in moments)
            kept = list({m.id: m for m in moments if m.id not in gone}.values())
            self._put("stills", [schema.still_row(m) for m in kept if m.picture])
            self._put("secrets", [row for m in kept for row in schema.secret_rows(m)])
            self._put("details", [schema.detail_row(m) for m in kept])
            self._put("frames", [schema.frame_row(m) for m in kept])
            self._put("coverage", [schema.coverage_row(c) for c in {c.id: c for c in coverage}.values()])
            self._written()

    def _written(self) -> None:
        self._appends += 1
        if maintenance.due(self._tables["frames"], self._appends):
            self._appends = 0
            with contextlib.suppress(DiskFull), self._edge():  # what was asked is done; tidying waits for room
                self._maintain()

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        """Durable on return. The vectors first, who made them last: after a crash the page is simply made again."""
        with self._edge(), self._writing():
            made = {revision.id: revision for revision in revisions}
            for name in ("frames", "details"):
                self._newest(name)
            there = self._present("frames", made)
            old = self._rows("details", schema.SCHEMAS["details"].names, [one for one in made if one in there])
            if not old:
                return
            rows = [row | schema.vector_fields(made[row["id"]]) for row in old]
            maintenance.merge(self._tables["details"], schema.table_of("details", rows), on="id")
            for encoders in {made[row["id"]].encoders for row in rows}:
                ids = [row["id"] for row in rows if made[row["id"]].encoders == encoders]
                self._tables["frames"].update(where=one_of("id", ids), values={"encoders": encoders})
            self._written()

    def _put(self, name: str, rows: list[Row]) -> None:
        """Append is an order cheaper than a merge, so only what is already there is merged."""
        if not rows:
            return
        table = self._tables[name]
        there = self._present(name, (row["id"] for row in rows))
        old = [row for row in rows if row["id"] in there]
        new = [row for row in rows if row["id"] not in there]
        if new:
            table.add(schema.table_of(name, new))
        if old:
            maintenance.merge(table, schema.table_of(name, old), on="id")

    def note_access(self, access: AccessEntry) -> None:
        """Takes no writers' lock: an append beside other writers is safe, and a search must not wait for upkeep."""
        with self._edge():
            table = self._tables["accesses"]
            table.add(schema.table_of("accesses", [schema.access_row(access)]))
            self._accesses += 1
            if self._accesses % maintenance.APPENDS_BETWEEN == 0:
                maintenance.compact(table, exclusive=False)

    # -- upkeep and forgetting -----------------------------------------------------------------------------------------

    def maintain(self, *, thorough: bool = False) -> None:
        """Index fresh rows, compact, sweep old versions; `thorough` also the large tables and what crashes left."""
        with self._edge(), self._writing():
            self._maintain(thorough=thorough)

    def _maintain(self, *, thorough: bool = False) -> None:
        if thorough:
            self._sweep_orphans()
        for name, table in self._tables.items():
            if thorough or name not in HEAVY or maintenance.fragment_count(table) > PIECES_BEFORE_COMPACTION:
                maintenance.compact(table, exclusive=name != "accesses")
        self._appends = 0
        processes.release_heap()

    def forget(self, ids: Sequence[str], *, since: datetime | None = None, until: datetime | None = None) -> None:
        """Remove frames for good, and with a time range its coverage too. On return neither a row, an index nor an
        old version holds them; a crash in between is finished at the next opening."""
        with self._edge(), self._writing():
            maintenance.merge(
                self._tables["meta"], schema.table_of("meta", [{"key": FORGETTING, "value": "1"}]), on="key"
            )
            for page in pages(ids):
                digests = [{"id": self._digest(frame)} for frame in page]
                maintenance.merge(self._tables["forgotten"], schema.table_of("forgotten", digests), on="id")
                self._tables["frames"].delete(one_of("id", page))
            if since or until:
                self._forget_coverage(since, until)
            self._finish_forgetting()

    def _forget_coverage(self, since: datetime | None, until: datetime | None) -> None:
        """What reaches over an edge keeps its outer part. Counts are shared out by nobody: they stay with each part."""
        touched = self.coverage(since, until)
        if touched:
            self._tables["coverage"].delete(one_of("id", (stretch.id for stretch in touched)))
            self._put("coverage", [schema.coverage_row(part) for part in clip_coverage(touched, since, until)])

    def _resume_forgetting(self) -> None:
        """What a crash or a damaged file cut short. A file that still cannot be rewritten must not keep the rest shut:
        the mark stays, and the next opening tries again."""
        try:
            self._finish_forgetting()
        except (Damaged, DiskFull, StoreBusy) as error:
            log.warning("an interrupted forget could not be finished: %s", type(error).__name__)

    def _finish_forgetting(self) -> None:
        with self._edge(), self._writing():
            self._purge_indexed("frames")
            self._sweep_orphans()
            maintenance.purge(self._tables["coverage"])
            self._tables["meta"].delete(f"key = '{FORGETTING}'")
            maintenance.compact(self._tables["meta"])
            processes.release_heap()

    def _purge_indexed(self, name: str) -> None:
        maintenance.purge(self._tables[name])
        _index(self._tables[name], INDEXES[name])
        maintenance.purge(self._tables[name])

    def _purge_memories(self) -> None:
        self._purge_indexed("memories")
        for name in ("journal", "chats", "digested", "owed", "applying", "secrets"):
            maintenance.purge(self._tables[name])

    def _sweep_orphans(self) -> None:
        """Details, pictures and memories of frames that were forgotten, or never written because of a crash."""
        self._newest("frames")
        frames = set(self._column("frames"))
        self._sweep_memories(frames)
        self._delete("details", [one for one in self._column("details") if one not in frames])
        found = self._scan("secrets", ["id", "frame"]).to_pylist()
        self._delete("secrets", [row["id"] for row in found if row["frame"] not in frames])
        self._purge_indexed("details")
        maintenance.purge(self._tables["secrets"])
        self._sweep_pictures(frames)

    def _digest(self, frame: str) -> str:
        return hashlib.blake2b(frame.encode(), key=self._salt, digest_size=16).hexdigest()

    def _forgotten(self, ids: Iterable[str]) -> set[str]:
        digests = {self._digest(frame): frame for frame in ids}
        return {digests[digest] for digest in self._present("forgotten", digests)}

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those that are stored, and those that were forgotten and must not come back."""
        return self._present("frames", ids) | self._forgotten(ids)

    def version(self) -> int:
        """Rises with every change of the frames, also by another process (seen within `refresh_seconds`)."""
        return int(self._read("frames", lambda table: table.version))

    # -- search --------------------------------------------------------------------------------------------------------

    def match_words(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over app, title, address, summary and text: any of the words, stemmed, accents folded."""
        return self._match(MatchQuery(normalize_nfkc(text), "words"), scope, limit)

    def match_phrase(self, text: str, scope: Scope, limit: int) -> Scored:
        """The words next to each other in this order, stemmed, across line ends."""
        return self._match(PhraseQuery(normalize_nfkc(text), "words"), scope, limit)

    def match_ngrams(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over parts of words; see `memory.text.ngrams`. Fewer than three Latin letters match nothing."""
        parts = ngrams(normalize_nfkc(text))
        return self._match(MatchQuery(" ".join(parts), "grams"), scope, limit) if parts else []

    def match_memories(self, text: str, limit: int, *, kind: Kind | None = None, closed: bool = False) -> Scored:
        """BM25 over what memories say; with `closed` also those that a newer value has superseded."""
        parts = ([f"kind = {quoted(kind)}"] if kind else []) + ([] if closed else ["NOT closed"])
        query = MatchQuery(normalize_nfkc(text), "words")
        return self._matched("memories", query, " AND ".join(parts) or None, limit)

    def _match(self, query: MatchQuery | PhraseQuery, scope: Scope, limit: int) -> Scored:
        return self._matched("frames", query, where(scope), limit)

    def _matched(self, name: str, query: MatchQuery | PhraseQuery, condition: str | None, limit: int) -> Scored:
        def work(table: Any) -> Scored:
            search = table.search(query, query_type="fts").select(["id", "_score"]).limit(limit)
            found = (search.where(condition, prefilter=True) if condition else search).to_arrow()
            return list(zip(found["id"].to_pylist(), found["_score"].to_pylist(), strict=True))

        return self._read(name, work)

    def close(self) -> None:
        """Every later call raises Locked."""
        with self._thread_lock:
            self._closed = True
            self._tables = {}
            self._db = None


def _index(table: Any, columns: Mapping[str, FTS | BTree]) -> None:
    """Build anew: an index that is only updated keeps the words of rows that are gone."""
    for column, config in columns.items():
        table.create_index(column, config=config, replace=True)


def _translated(fault: Exception) -> AfterglowError:
    said = str(fault).lower()
    if "no space left" in said or "os error 28" in said or "507" in said:
        return DiskFull()
    return StoreError(type(fault).__name__)
