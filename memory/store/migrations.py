"""Making the tables of a new store, and migrating an older one.

`Database` calls `Migrator` while it opens, on the thread that opens it; `run` under the writers' lock.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from base.errors import StoreTooNew
from memory.store import maintenance
from memory.store.schema import SCHEMAS, table_of

Migration = Callable[[Any], None]
FIRST_VERSION = 1


def stills_apart(connection: Any) -> None:
    """Version 2: pictures that await their film lie in a table of their own, and frames no longer name a segment."""
    names = set(connection.list_tables(limit=1000).tables)
    if "stills" not in names:
        connection.create_table("stills", schema=SCHEMAS["stills"])
    if "segments" in names and "quality" not in connection.open_table("segments").schema.names:
        stills = connection.open_table("stills")
        old_names = {"at": "start", "picture": "film"}
        for batch in connection.open_table("segments").search().to_batches(64):
            old = pa.Table.from_batches([batch])
            columns = {name: old[old_names.get(name, name)] for name in SCHEMAS["stills"].names}
            rows = pa.table(columns, schema=SCHEMAS["stills"])
            stills.merge_insert("id").when_not_matched_insert_all().execute(rows)
        connection.drop_table("segments")
    if "frames" in names and "segment" in (frames := connection.open_table("frames")).schema.names:
        frames.drop_columns(["segment", "position"])


def senders_beside(connection: Any) -> None:
    """Version 3: who says something in a frame stands beside its words. Of older frames it is not known: null."""
    names = set(connection.list_tables(limit=1000).tables)
    if "frames" in names and "senders" not in (frames := connection.open_table("frames")).schema.names:
        frames.add_columns([pa.field("senders", pa.string())])


MIGRATIONS: tuple[Migration, ...] = (stills_apart, senders_beside)
"""`MIGRATIONS[n]` brings version n + 1 to n + 2. It is given the connection and must be safe to run again after a
crash. New tables need no step: a table of `SCHEMAS` that the store lacks is made when it is opened."""


class Migrator:
    def __init__(
        self,
        connection: Any,
        migrations: Sequence[Migration],
        before_migration: Callable[[int], None],
        raise_if_damaged: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._migrations = migrations
        self._before_migration = before_migration
        self._raise_if_damaged = raise_if_damaged
        self._version = FIRST_VERSION + len(migrations)

    def is_current(self) -> bool:
        return set(SCHEMAS) <= self._whole_tables() and self._stored_version() == self._version

    def run(self) -> None:
        """Raises StoreTooNew."""
        stored = self._stored_version()
        if stored is not None and stored > self._version:
            raise StoreTooNew(f"version {stored}, known here {self._version}")
        if stored is not None and stored < self._version:
            self._before_migration(stored)
            for migrate in self._migrations[stored - FIRST_VERSION :]:
                migrate(self._connection)
        for name in set(SCHEMAS) - self._whole_tables():
            self._connection.create_table(name, schema=SCHEMAS[name])
        for name, columns in maintenance.INDEXES.items():
            table = self._connection.open_table(name)
            indexed = {column for index in table.list_indices() for column in index.columns}
            maintenance.build_indexes(table, {c: config for c, config in columns.items() if c not in indexed})
        rows = [{"key": "version", "value": str(self._version)}]
        meta = self._connection.open_table("meta")
        if not meta.count_rows("key = 'salt'"):
            rows.append({"key": "salt", "value": secrets.token_hex(32)})
        maintenance.merge(meta, table_of("meta", rows), on="key")

    def _whole_tables(self) -> set[str]:
        """A table whose making was interrupted is listed, but has no version yet."""
        return {name for name in self._connection.list_tables(limit=1000).tables if self._is_whole(name)}

    def _is_whole(self, name: str) -> bool:
        try:
            self._connection.open_table(name)
        except ValueError as error:
            self._raise_if_damaged()  # a damaged manifest looks like a missing table
            if "was not found" not in str(error):
                raise
            return False
        return True

    def _stored_version(self) -> int | None:
        """None in a store whose making was interrupted or not begun."""
        if "meta" not in self._whole_tables():
            return None
        rows = self._connection.open_table("meta").search().where("key = 'version'").to_list()
        return int(rows[0]["value"]) if rows else None
