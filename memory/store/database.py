"""LanceDB engine: connection, tables, locks and errors.

The table objects of this room (`FrameTables` and so on) read and write through one `Database`. Reads may come from any
thread. Writes take a lock that holds across threads and processes. An error of LanceDB leaves here as an error of
`base.errors`, without its own message, which may quote a query or a title. Errors of our own pass unchanged.
"""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import lancedb
import pyarrow as pa
from filelock import FileLock, Timeout
from lancedb.query import MatchQuery, PhraseQuery

from base import processes
from base.errors import DiskFull, Locked, StoreBusy, StoreError
from memory.search.source import Scored
from memory.store import maintenance, schema
from memory.store.arrow import Row
from memory.store.filters import one_of
from memory.store.migrations import MIGRATIONS, Migration, Migrator

T = TypeVar("T")
PAGE = 1000
"""Ids in one filter."""
CACHE_BYTES = 96 << 20
"""Of each of the engine's two caches; its own defaults are 6 GB and 1 GB."""
HEAVY = ("details", "segments")
"""Compaction rewrites a whole table; these hold the bulk, so theirs waits until they lie in many pieces."""
PIECES_BEFORE_COMPACTION = 400
STORE_FAULTS = ("was not found", "already exists", "no longer exists", "not appear to be a Lance file")
"""Messages of a ValueError that LanceDB raises because of the state of the store. With any other ValueError it answers
a wrong column, filter or row: that is a bug of ours."""


class Database:
    def __init__(
        self,
        *,
        uri: str,
        home: Path | None = None,
        storage_options: Mapping[str, str] | None = None,
        raise_if_damaged: Callable[[], None] = lambda: None,
        before_migration: Callable[[int], None] = lambda version: None,
        migrations: Sequence[Migration] = MIGRATIONS,
        lock_timeout: float = 60.0,
        refresh_seconds: float = 2.0,
    ) -> None:
        """Raises StoreTooNew, StoreBusy, Damaged, DiskFull.

        home: holds the writers' lock file; None for `memory://`, which no other process can open.
        raise_if_damaged: raises what the sealed files below found, the true cause of many a vaguer error.
        before_migration: called with the stored version before the first migration runs, to back the store up.
        """
        self._closed = False
        self._raise_if_damaged = raise_if_damaged
        self._thread_lock = threading.RLock()
        self._file_lock: FileLock | contextlib.nullcontext[None] = contextlib.nullcontext()
        if home is not None:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file_lock = FileLock(home / "writer.lock", timeout=lock_timeout, thread_local=False, mode=0o600)
        self._writes = 0
        with self._edge():
            self.connection = lancedb.connect(
                uri,
                storage_options=dict(storage_options) if storage_options else None,
                session=lancedb.Session(CACHE_BYTES, CACHE_BYTES),
                read_consistency_interval=timedelta(seconds=refresh_seconds),
            )
            migrator = Migrator(self.connection, migrations, before_migration, raise_if_damaged)
            if not migrator.is_current():
                with self.write():
                    if not migrator.is_current():
                        migrator.run()
            self._tables: dict[str, Any] = {name: self.connection.open_table(name) for name in schema.SCHEMAS}

    def close(self) -> None:
        """Every later call raises Locked."""
        with self._thread_lock:
            self._closed = True
            self._tables = {}
            self.connection = None

    # -- edges ---------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _edge(self) -> Iterator[None]:
        """Translates errors of LanceDB and of the operating system."""
        if self._closed:
            raise Locked
        try:
            yield
        except (RuntimeError, OSError, ValueError) as error:
            if not isinstance(error, OSError) and not _comes_from_lancedb(error):
                raise
            self._raise_if_damaged()
            message = str(error).lower()
            if "no space left" in message or "os error 28" in message or "507" in message:
                raise DiskFull from None
            if not _is_store_fault(error):
                raise
            raise StoreError(type(error).__name__) from None

    @contextlib.contextmanager
    def write(self) -> Iterator[None]:
        """Nobody else writes within the block, in this process or another one. May be nested. Raises StoreBusy."""
        with self._edge(), self._thread_lock, contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._file_lock)
            except Timeout:
                raise StoreBusy from None
            yield

    @contextlib.contextmanager
    def append(self, name: str) -> Iterator[Any]:
        """The table, for an append that takes no lock: an append beside other writers is safe."""
        with self._edge():
            yield self._tables[name]

    def read(self, name: str, work: Callable[[Any], T]) -> T:
        """`work` on the table as it was at most `refresh_seconds` ago. Another process may remove the version that is
        being read; then the newest is read instead, once."""
        with self._edge():
            table = self._tables[name]
            try:
                return work(table)
            except (RuntimeError, OSError, ValueError) as error:
                if not _comes_from_lancedb(error):
                    raise
                table.checkout_latest()
                return work(table)

    # -- reading -------------------------------------------------------------------------------------------------------

    def refresh(self, name: str) -> None:
        """Read the newest version from now on: needed where another table, read later, names rows of this one."""
        self.read(name, lambda table: table.checkout_latest())

    def version(self, name: str) -> int:
        """Rises with every change of the table, also by another process."""
        return int(self.read(name, lambda table: table.version))

    def count(self, name: str, condition: str | None = None) -> int:
        return int(self.read(name, lambda table: table.count_rows(condition)))

    def scan(self, name: str, columns: Sequence[str], condition: str | None = None) -> pa.Table:
        def work(table: Any) -> pa.Table:
            query = table.search().select(list(columns))
            return (query.where(condition) if condition else query).to_arrow()

        return self.read(name, work)

    def ids(self, name: str, condition: str | None = None) -> list[str]:
        return self.scan(name, ["id"], condition)["id"].to_pylist()  # type: ignore[no-any-return]

    def present(self, name: str, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that the table holds."""
        return {row for page in pages(list(ids)) for row in self.ids(name, one_of("id", page))}

    def rows(self, name: str, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
        """In no order; unknown ids are left out."""
        wanted = pages(list(dict.fromkeys(ids)))
        return [row for page in wanted for row in self.scan(name, columns, one_of("id", page)).to_pylist()]

    def required_rows(self, name: str, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
        """Rows that must be there, because another table names them: where one is missing, another process wrote it
        since this table was read, and it is read again."""
        rows = self.rows(name, columns, ids)
        if len(rows) < len(set(ids)):
            self.refresh(name)
            rows = self.rows(name, columns, ids)
        return rows

    def match(self, name: str, query: MatchQuery | PhraseQuery, condition: str | None, limit: int) -> Scored:
        """Full-text search (BM25), best first."""

        def work(table: Any) -> Scored:
            search = table.search(query, query_type="fts").select(["id", "_score"]).limit(limit)
            hits = (search.where(condition, prefilter=True) if condition else search).to_arrow()
            return list(zip(hits["id"].to_pylist(), hits["_score"].to_pylist(), strict=True))

        return self.read(name, work)

    def meta(self) -> dict[str, str]:
        return {row["key"]: row["value"] for row in self.scan("meta", ["key", "value"]).to_pylist()}

    # -- writing: call these within `write` ----------------------------------------------------------------------------

    def table(self, name: str) -> Any:
        return self._tables[name]

    def add(self, name: str, rows: Sequence[Row]) -> None:
        self._tables[name].add(schema.table_of(name, rows))

    def merge(self, name: str, rows: Sequence[Row], *, on: str = "id") -> None:
        """Replace the rows with the same key, add the others; one commit."""
        maintenance.merge(self._tables[name], schema.table_of(name, rows), on=on)

    def put(self, name: str, rows: Sequence[Row]) -> None:
        """The same in two commits: an append is ten times cheaper than a merge, so only what is there is merged."""
        if not rows:
            return
        present = self.present(name, (row["id"] for row in rows))
        new = [row for row in rows if row["id"] not in present]
        old = [row for row in rows if row["id"] in present]
        if new:
            self.add(name, new)
        if old:
            self.merge(name, old)

    def delete(self, name: str, ids: Sequence[str]) -> None:
        for page in pages(ids):
            self._tables[name].delete(one_of("id", page))

    def after_write(self) -> None:
        """Compacts when enough was written since the last time."""
        self._writes += 1
        if maintenance.is_due(self._tables["frames"], self._writes):
            self._writes = 0
            with contextlib.suppress(DiskFull), self._edge():  # the write itself is done; compaction waits for room
                self.compact()

    def compact(self, *, all_tables: bool = False) -> None:
        """Index fresh rows, compact, remove old versions; without `all_tables` a large table only now and then."""
        for name, table in self._tables.items():
            if all_tables or name not in HEAVY or maintenance.fragment_count(table) > PIECES_BEFORE_COMPACTION:
                maintenance.compact(table, exclusive=name != "accesses")
        self._writes = 0
        processes.release_heap()

    def compact_table(self, name: str, *, exclusive: bool = True) -> None:
        maintenance.compact(self._tables[name], exclusive=exclusive)

    def purge(self, *names: str) -> None:
        """On return no file of these tables holds a deleted row, neither in an index nor in an old version."""
        for name in names:
            maintenance.purge(self._tables[name])
            if name in maintenance.INDEXES:
                maintenance.build_indexes(self._tables[name], maintenance.INDEXES[name])
                maintenance.purge(self._tables[name])


def _comes_from_lancedb(error: Exception) -> bool:
    """Its binding has no error types of its own: it raises RuntimeError, OSError and ValueError."""
    modules = (frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(module.partition(".")[0] == "lancedb" for module in modules)


def _is_store_fault(error: Exception) -> bool:
    return not isinstance(error, ValueError) or any(words in str(error) for words in STORE_FAULTS)


def pages(items: Sequence[str], size: int = PAGE) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
