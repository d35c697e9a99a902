"""The durable store: the only file that knows LanceDB. Tables are described in `schema`, filters in `filters`.

Reads may come from any thread. Writes take a lock that holds across threads and processes. Every fault of the engine
leaves here as an error of `capture.errors`; its own message is dropped, because it may quote a query or a title.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

import lancedb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock, Timeout
from lancedb.index import FTS, BTree
from lancedb.query import MatchQuery, PhraseQuery
from numpy.typing import NDArray

from capture.errors import AfterglowError, Locked, NoSpace, StoreBusy, StoreError, StoreTooNew
from memory import schema, upkeep
from memory.filters import one_of, where, within
from memory.grams import grams
from memory.records import Access, Coverage, Moment, MomentHead, Picture, Scope, Vector

T = TypeVar("T")
Scored = list[tuple[str, float]]
"""(frame id, score), best first."""

FORGETTING = "forgetting"
"""Key in `meta` while a `forget` runs; found at opening, it says that one was interrupted and must be finished."""
CACHE = 96 << 20
"""Bytes of each of the engine's two caches; its own defaults are 6 GB and 1 GB."""

HEAVY = ("details", "segments")
"""Compaction rewrites a whole table; these hold the bulk, so theirs waits until they lie in many pieces."""
PIECES_BEFORE_COMPACTION = 400
INDEXES: dict[str, FTS | BTree] = {
    "words": FTS(with_position=True, remove_stop_words=False, max_token_length=100),
    "grams": FTS(base_tokenizer="whitespace", stem=False, remove_stop_words=False, ascii_folding=False),
    "at": BTree(),
    "id": BTree(),
}
"""No stop words go, so that a phrase of them is found too. No tree on text, which would spill to the temp folder."""


@dataclass(frozen=True, slots=True)
class VectorBlock:
    """Vectors of one width. `matrix` is (n, d) float16; row i belongs to the frame `ids[owners[i]]`."""

    ids: list[str]
    owners: NDArray[np.int64] = field(repr=False)
    matrix: NDArray[np.float16] = field(repr=False)


class Store:
    def __init__(
        self,
        *,
        uri: str,
        home: Path,
        storage_options: Mapping[str, str] | None = None,
        raise_if_damaged: Callable[[], None] = lambda: None,
        before_migration: Callable[[int], None] = lambda version: None,
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
        lock_timeout: float = 60.0,
        refresh_seconds: float = 2.0,
    ) -> None:
        """`home` holds the writers' lock file. Raises StoreTooNew, StoreBusy, Damaged, NoSpace.

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
            self._finish_forgetting()

    # -- opening -------------------------------------------------------------------------------------------------------

    def _opened(self) -> dict[str, Any]:
        if not self._is_current():
            with self._writing():
                if not self._is_current():
                    self._create_or_migrate()
        return {name: self._db.open_table(name) for name in schema.SCHEMAS}

    def _names(self) -> set[str]:
        return set(self._db.list_tables(limit=1000).tables)

    def _is_current(self) -> bool:
        return set(schema.SCHEMAS) <= self._names() and self._stored_version() == self._version

    @property
    def _version(self) -> int:
        return schema.FIRST_VERSION + len(self._migrations)

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
            for migrate in self._migrations[stored - schema.FIRST_VERSION :]:
                migrate(self._db)
        self._create_tables()
        rows = [{"key": "version", "value": str(self._version)}]
        meta = self._db.open_table("meta")
        if not meta.count_rows("key = 'salt'"):
            rows.append({"key": "salt", "value": secrets.token_hex(32)})
        upkeep.merge(meta, schema.table_of("meta", rows), on="key")

    def _create_tables(self) -> None:
        for name in set(schema.SCHEMAS) - self._names():
            self._db.create_table(name, schema=schema.SCHEMAS[name])
        frames = self._db.open_table("frames")
        _index(frames, INDEXES.keys() - {column for index in frames.list_indices() for column in index.columns})

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
            self._put("segments", [schema.segment_row(m) for m in kept if m.picture])
            self._put("details", [schema.detail_row(m) for m in kept])
            self._put("frames", [schema.frame_row(m) for m in kept])
            self._put("coverage", [schema.coverage_row(c) for c in {c.id: c for c in coverage}.values()])
            self._appends += 1
            if upkeep.due(self._tables["frames"], self._appends):
                self._maintain()

    def _put(self, name: str, rows: list[schema.Row]) -> None:
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
            upkeep.merge(table, schema.table_of(name, old), on="id")

    def note_access(self, access: Access) -> None:
        """Takes no writers' lock: an append beside other writers is safe, and a search must not wait for upkeep."""
        with self._edge():
            self._tables["accesses"].add(schema.table_of("accesses", [schema.access_row(access)]))

    # -- upkeep and forgetting -----------------------------------------------------------------------------------------

    def maintain(self, *, thorough: bool = False) -> None:
        """Index fresh rows, compact, sweep old versions; `thorough` also the large tables and what crashes left."""
        with self._edge(), self._writing():
            self._maintain(thorough=thorough)

    def _maintain(self, *, thorough: bool = False) -> None:
        if thorough:
            self._sweep_orphans()
        for name, table in self._tables.items():
            if thorough or name not in HEAVY or upkeep.pieces(table) > PIECES_BEFORE_COMPACTION:
                upkeep.tidy(table, exclusive=name != "accesses")
        self._appends = 0
        upkeep.give_memory_back()

    def forget(self, ids: Sequence[str], *, since: datetime | None = None, until: datetime | None = None) -> None:
        """Remove frames for good, and with a time range its coverage too. On return neither a row, an index nor an
        old version holds them; a crash in between is finished at the next opening."""
        with self._edge(), self._writing():
            upkeep.merge(self._tables["meta"], schema.table_of("meta", [{"key": FORGETTING, "value": "1"}]), on="key")
            for page in _pages(ids, 1000):
                digests = [{"id": self._digest(frame)} for frame in page]
                upkeep.merge(self._tables["forgotten"], schema.table_of("forgotten", digests), on="id")
                self._tables["frames"].delete(one_of("id", page))
            if since or until:
                self._forget_coverage(since, until)
            self._finish_forgetting()

    def _forget_coverage(self, since: datetime | None, until: datetime | None) -> None:
        """What reaches over an edge keeps its outer part. Counts are shared out by nobody: they stay with each part."""
        touched = self.coverage(since, until)
        if touched:
            self._tables["coverage"].delete(one_of("id", (stretch.id for stretch in touched)))
            self._put("coverage", [schema.coverage_row(part) for part in schema.outside(touched, since, until)])

    def _finish_forgetting(self) -> None:
        with self._edge(), self._writing():
            upkeep.purge(self._tables["frames"])
            _index(self._tables["frames"], INDEXES)
            upkeep.purge(self._tables["frames"])
            self._sweep_orphans()
            upkeep.purge(self._tables["coverage"])
            self._tables["meta"].delete(f"key = '{FORGETTING}'")
            upkeep.tidy(self._tables["meta"])
            upkeep.give_memory_back()

    def _sweep_orphans(self) -> None:
        """Details and pictures whose frame was forgotten, or never written because of a crash."""
        frames = set(self._column("frames"))
        for name in HEAVY:
            orphans = [one for one in self._column(name) if one not in frames]
            for page in _pages(orphans, 1000):
                self._tables[name].delete(one_of("id", page))
            upkeep.purge(self._tables[name])

    def _digest(self, frame: str) -> str:
        return hashlib.blake2b(frame.encode(), key=self._salt, digest_size=16).hexdigest()

    def _forgotten(self, ids: Iterable[str]) -> set[str]:
        digests = {self._digest(frame): frame for frame in ids}
        return {digests[digest] for digest in self._present("forgotten", digests)}

    # -- reading: who is there -----------------------------------------------------------------------------------------

    def _present(self, name: str, ids: Iterable[str]) -> set[str]:
        wanted = list(ids)
        found: set[str] = set()
        for page in _pages(wanted, 1000):
            found.update(self._column(name, one_of("id", page)))
        return found

    def _column(self, name: str, condition: str | None = None) -> list[str]:
        return self._scan(name, ["id"], condition)["id"].to_pylist()  # type: ignore[no-any-return]

    def _scan(self, name: str, columns: Sequence[str], condition: str | None = None) -> pa.Table:
        def work(table: Any) -> pa.Table:
            query = table.search().select(list(columns))
            return (query.where(condition) if condition else query).to_arrow()

        return self._read(name, work)

    def known(self, ids: Sequence[str]) -> set[str]:
        return self._present("frames", ids) | self._forgotten(ids)

    def ids(self) -> list[str]:
        """Every frame, in no order."""
        return self._column("frames")

    def count(self, scope: Scope | None = None) -> int:
        condition = where(scope or Scope())
        return int(self._read("frames", lambda t: t.count_rows(condition)))

    # -- reading: search -----------------------------------------------------------------------------------------------

    def match_words(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over app, title, address, summary and text: any of the words, stemmed, accents folded."""
        return self._match(MatchQuery(schema.folded(text), "words"), scope, limit)

    def match_phrase(self, text: str, scope: Scope, limit: int) -> Scored:
        """The words next to each other in this order, stemmed, across line ends."""
        return self._match(PhraseQuery(schema.folded(text), "words"), scope, limit)

    def match_ngrams(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over parts of words; see `grams`. Text of fewer than three Latin letters matches nothing."""
        parts = grams(schema.folded(text))
        return self._match(MatchQuery(" ".join(parts), "grams"), scope, limit) if parts else []

    def _match(self, query: MatchQuery | PhraseQuery, scope: Scope, limit: int) -> Scored:
        condition = where(scope)

        def work(table: Any) -> Scored:
            search = table.search(query, query_type="fts").select(["id", "_score"]).limit(limit)
            found = (search.where(condition, prefilter=True) if condition else search).to_arrow()
            return list(zip(found["id"].to_pylist(), found["_score"].to_pylist(), strict=True))

        return self._read("frames", work)

    def vectors(
        self, kind: Literal["text", "image"] = "text", ids: Sequence[str] | None = None
    ) -> Iterator[VectorBlock]:
        """All vectors, or those of `ids`, in blocks. A reader that keeps up asks `ids()` and then for what is new."""
        column = "text_vectors" if kind == "text" else "image_vector"
        names = ["id", "dimensions", column]
        for page in _pages(ids, 1000) if ids is not None else (None,):
            condition = one_of("id", page) if page is not None else None
            batches: list[pa.RecordBatch] = self._scan("details", names, condition).to_batches()
            for batch in batches:
                yield from _blocks(batch, kind, column)

    def text_vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """(passages, dimensions) float32 of each frame that has any."""
        rows = self._rows("details", ["id", "dimensions", "text_vectors"], ids)
        found = {row["id"]: schema.unpacked_vectors(row["text_vectors"], row["dimensions"]) for row in rows}
        return {frame: vectors for frame, vectors in found.items() if vectors is not None}

    # -- reading: moments ----------------------------------------------------------------------------------------------

    def _rows(self, name: str, columns: Sequence[str], ids: Sequence[str]) -> list[schema.Row]:
        pages = _pages(list(dict.fromkeys(ids)), 1000)
        return [row for page in pages for row in self._scan(name, columns, one_of("id", page)).to_pylist()]

    def heads_table(self, scope: Scope | None = None, columns: Sequence[str] = (*schema.HEAD, "host")) -> pa.Table:
        """The columns of every frame of the scope as Arrow, by time."""
        found = self._scan("frames", columns, where(scope or Scope()))
        return found.sort_by([("at", "ascending"), ("id", "ascending")])

    def heads(self, scope: Scope, *, newest_first: bool = False, limit: int | None = None) -> tuple[MomentHead, ...]:
        times = self.heads_table(scope, ["id", "at"])
        chosen = times["id"].to_pylist()
        chosen = (chosen[::-1] if newest_first else chosen)[:limit]
        return self.heads_of(chosen)

    def heads_of(self, ids: Sequence[str]) -> tuple[MomentHead, ...]:
        """In the order of `ids`; unknown ones are left out."""
        found = {row["id"]: schema.head_of(row) for row in self._rows("frames", schema.HEAD, ids)}
        return tuple(found[frame] for frame in ids if frame in found)

    def neighbours(self, frame: str, *, count: int = 2, within: timedelta) -> tuple[MomentHead, ...]:
        """Up to `count` moments before and after one on its monitor, it included, by time."""
        (head, *_) = self.heads_of([frame]) or (None,)
        if head is None:
            return ()
        near = self.heads(Scope(since=head.at - within, until=head.at + within, monitors=(head.monitor,)))
        place = [one.id for one in near].index(frame)
        return near[max(0, place - count) : place + count + 1]

    def moments(self, ids: Sequence[str], *, vectors: bool = False) -> tuple[Moment, ...]:
        """Without pictures, in the order of `ids`; unknown ones are left out."""
        columns = ["id", "lines"] + (["dimensions", "text_vectors", "image_vector", "thumbnail"] if vectors else [])
        details = {row["id"]: row for row in self._rows("details", columns, ids)}
        rows = {row["id"]: row for row in self._rows("frames", [*schema.HEAD, "language", "encoders"], ids)}
        return tuple(schema.moment_of(rows[frame], details.get(frame)) for frame in ids if frame in rows)

    def pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        places = self._rows("frames", ["id", "segment"], ids)
        owners = {row["segment"]: row["id"] for row in places if row["segment"]}
        columns = ["id", "codec", "width", "height", "film"]
        return {
            owners[row["id"]]: Picture(row["codec"], row["width"], row["height"], row["film"])
            for row in self._rows("segments", columns, list(owners))
        }

    def thumbnails(self, ids: Sequence[str]) -> dict[str, bytes]:
        rows = self._rows("details", ["id", "thumbnail"], ids)
        return {row["id"]: row["thumbnail"] for row in rows if row["thumbnail"]}

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        """Stretches that touch [since, until), by start."""
        condition = " AND ".join(within(since, until, start="start", end='"end"')) or None
        rows = self._scan("coverage", schema.SCHEMAS["coverage"].names, condition).sort_by("start").to_pylist()
        return tuple(schema.coverage_of(row) for row in rows)

    def sizes(self) -> tuple[int, int]:
        """(passages, bytes of pictures)."""
        counts = self._scan("details", ["passages"])["passages"]
        return pc.sum(counts).as_py() or 0, pc.sum(self._scan("segments", ["bytes"])["bytes"]).as_py() or 0

    def close(self) -> None:
        """Every later call raises Locked."""
        with self._thread_lock:
            self._closed = True
            self._tables = {}
            self._db = None

    def accesses(self, limit: int) -> tuple[Access, ...]:
        """Newest first."""
        rows = self._scan("accesses", schema.SCHEMAS["accesses"].names).sort_by([("at", "descending")])
        return tuple(Access(**row) for row in rows.slice(0, limit).to_pylist())


def _index(table: Any, columns: Iterable[str]) -> None:
    """Build anew: an index that is only updated keeps the words of rows that are gone."""
    for column in columns:
        table.create_index(column, config=INDEXES[column], replace=True)


def _blocks(batch: pa.RecordBatch, kind: str, column: str) -> Iterator[VectorBlock]:
    """One block for each width of vector in the batch: an older encoder's vectors do not mix with a newer one's."""
    rows = zip(batch["id"].to_pylist(), batch["dimensions"].to_pylist(), batch[column].to_pylist(), strict=True)
    widths: dict[int, list[tuple[str, bytes]]] = {}
    for frame, dimensions, data in rows:
        if data:
            widths.setdefault(dimensions if kind == "text" else len(data) // 2, []).append((frame, data))
    for width, group in widths.items():
        matrix = np.frombuffer(b"".join(data for _, data in group), dtype="<f2").reshape(-1, width)
        counts = [len(data) // (2 * width) for _, data in group]
        yield VectorBlock([frame for frame, _ in group], np.repeat(np.arange(len(group)), counts), matrix)


def _pages(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _translated(fault: Exception) -> AfterglowError:
    said = str(fault).lower()
    if "no space left" in said or "os error 28" in said or "507" in said:
        return NoSpace()
    return StoreError(type(fault).__name__)
