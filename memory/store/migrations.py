"""Ordered migrations of the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from memory.store.schema import SCHEMAS

Migration = Callable[[Any], None]


def stills_apart(database: Any) -> None:
    """Version 2: pictures that await their film lie in a table of their own, and frames no longer name a segment."""
    names = set(database.list_tables(limit=1000).tables)
    if "stills" not in names:
        database.create_table("stills", schema=SCHEMAS["stills"])
    if "segments" in names and "quality" not in database.open_table("segments").schema.names:
        stills = database.open_table("stills")
        for batch in database.open_table("segments").search().to_batches(64):
            stills.merge_insert("id").when_not_matched_insert_all().execute(_as_stills(batch))
        database.drop_table("segments")
    if "frames" in names and "segment" in (frames := database.open_table("frames")).schema.names:
        frames.drop_columns(["segment", "position"])


def senders_beside(database: Any) -> None:
    """Version 3: who says something in a frame stands beside its words. Of older frames it is not known: null."""
    names = set(database.list_tables(limit=1000).tables)
    if "frames" in names and "senders" not in (frames := database.open_table("frames")).schema.names:
        frames.add_columns([pa.field("senders", pa.string())])


def _as_stills(batch: pa.RecordBatch) -> pa.Table:
    named = {"at": "start", "picture": "film"}
    table = pa.Table.from_batches([batch])
    return pa.table({name: table[named.get(name, name)] for name in SCHEMAS["stills"].names}, schema=SCHEMAS["stills"])


MIGRATIONS: tuple[Migration, ...] = (stills_apart, senders_beside)
"""`MIGRATIONS[n]` brings version n + 1 to n + 2. It is given the database and must be safe to run again after a crash.
New tables need no step: whatever `SCHEMAS` names and the store lacks is made when it is opened."""


FIRST_VERSION = 1
