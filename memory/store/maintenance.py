"""Indexes, compaction and purging of LanceDB tables.

The engine has one call for it all (`optimize`: compact, index fresh rows, remove old versions). It leaves deleted rows
in a piece until a tenth of it is gone; `purge` makes it rewrite them at once. `Database` calls this under the writers'
lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pyarrow as pa
from lancedb.index import FTS, BTree

from base.errors import StoreError

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
"""Stop words stay, so that a phrase of them is found too. No tree on text, which would spill to the temp folder."""

WRITES_BETWEEN = 50
MAX_WRITES = 300
"""Every append leaves a version; 1,200 of them made an append take 44 ms instead of 7."""
FRESH_SHARE = 100
"""Rows outside the index are scanned by every search: 800 of them cost 45 ms. Compaction costs in proportion to the
whole table, so it waits until one row in this many is fresh."""
MAX_FRESH = 1000
AT_ONCE = timedelta(milliseconds=1)
PURGE_ATTEMPTS = 6


def build_indexes(table: Any, columns: Mapping[str, FTS | BTree]) -> None:
    """Build anew: an index that is only updated keeps the words of rows that are gone."""
    for column, config in columns.items():
        table.create_index(column, config=config, replace=True)


def is_due(table: Any, writes: int) -> bool:
    """Whether the index's fresh rows, or the versions since the last compaction, have become too many."""
    if writes < WRITES_BETWEEN:
        return False
    if writes >= MAX_WRITES:
        return True
    fresh = table.index_stats("words_idx").num_unindexed_rows
    return bool(fresh >= min(MAX_FRESH, table.count_rows() // FRESH_SHARE))


def fragment_count(table: Any) -> int:
    return int(table.stats()["fragment_stats"]["num_fragments"])


def compact(table: Any, *, exclusive: bool = True) -> None:
    """Compact, index, and drop every version but the newest. `exclusive`: nobody else writes this table, so files that
    belong to no version are left over from a crash and go too."""
    table.checkout_latest()
    table.optimize(cleanup_older_than=AT_ONCE, delete_unverified=exclusive)


def purge(table: Any) -> None:
    """Rewrite until no file holds a deleted row and no older version is left.

    Compaction takes only neighbours that are covered by the same indexes, and never a piece that stands alone. So one
    row is written anew to make a neighbour; the first round indexes it, the second merges the two. A piece of a million
    rows, the engine's largest, is taken only when a tenth of its rows is gone: later rounds see to that.
    Indexing comes after removing old versions in the engine's one call, and leaves a version for the next round.
    """
    for attempt in range(PURGE_ATTEMPTS):
        compact(table)
        versions = table.list_versions()
        deletions = int(versions[-1]["metadata"].get("total_deletion_file_rows", "0"))
        if not deletions and len(versions) == 1:
            return
        if deletions and (fragment_count(table) == 1 or attempt > 2):
            rows = table.search().limit(1 if attempt < 3 else table.count_rows() // 8 + 1).to_arrow()
            if rows.num_rows:
                merge(table, rows, on="id")
    raise StoreError("forgotten rows could not be removed from the files", advice="Run `afterglow forget` again.")


def merge(table: Any, rows: pa.Table, *, on: str) -> None:
    """Replace the rows with the same key, add the others; one commit."""
    table.merge_insert(on).when_matched_update_all().when_not_matched_insert_all().execute(rows)
