"""Compaction and purging of tables.

The engine has one call for it all (`optimize`: compact, index fresh rows, sweep old versions). It leaves deleted rows
in a piece until a tenth of it is gone; `purge` makes it rewrite them at once. Called by the store under its lock.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyarrow as pa

from base.errors import StoreError

APPENDS_BETWEEN = 50
MOST_APPENDS = 300
"""Every append leaves a version; 1,200 of them made an append take 44 ms instead of 7."""
FRESH_SHARE = 100
"""Rows outside the index are scanned by every search: 800 of them cost 45 ms. Upkeep costs in proportion to the whole
table, so it waits until one row in this many is fresh."""
MOST_FRESH = 1000
AT_ONCE = timedelta(milliseconds=1)
ATTEMPTS = 6


def due(table: Any, appends: int) -> bool:
    """Whether an index's fresh rows or the versions since the last upkeep have become too many."""
    if appends < APPENDS_BETWEEN:
        return False
    if appends >= MOST_APPENDS:
        return True
    fresh = table.index_stats("words_idx").num_unindexed_rows
    return bool(fresh >= min(MOST_FRESH, table.count_rows() // FRESH_SHARE))


def fragment_count(table: Any) -> int:
    return int(table.stats()["fragment_stats"]["num_fragments"])


def compact(table: Any, *, exclusive: bool = True) -> None:
    """Compact, index, and drop every version but the newest. `exclusive`: nobody else writes this table, so files that
    belong to no version are left-overs of a crash and go too."""
    table.checkout_latest()
    table.optimize(cleanup_older_than=AT_ONCE, delete_unverified=exclusive)


def purge(table: Any) -> None:
    """Rewrite until no file holds a deleted row and no older version is left.

    Compaction takes only neighbours that are covered by the same indexes, and never a piece that stands alone. So one
    row is written anew to make a neighbour; the first round indexes it, the second merges the two. A piece of a million
    rows, the engine's largest, is taken only when a tenth of its rows is gone: later rounds see to that.
    Indexing comes after sweeping in the engine's one call, and leaves a version for the next round.
    """
    for attempt in range(ATTEMPTS):
        compact(table)
        versions = table.list_versions()
        marks = int(versions[-1]["metadata"].get("total_deletion_file_rows", "0"))
        if not marks and len(versions) == 1:
            return
        if marks and (fragment_count(table) == 1 or attempt > 2):
            _write_anew(table, 1 if attempt < 3 else table.count_rows() // 8 + 1)
    raise StoreError("forgotten rows could not be removed from the files", advice="Run `afterglow forget` again.")


def _write_anew(table: Any, count: int) -> None:
    rows = table.search().limit(count).to_arrow()
    if rows.num_rows:
        merge(table, rows, on="id")


def merge(table: Any, rows: pa.Table, *, on: str) -> None:
    """Replace the rows with the same key, add the others; one commit."""
    table.merge_insert(on).when_matched_update_all().when_not_matched_insert_all().execute(rows)
