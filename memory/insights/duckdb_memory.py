"""DuckDB in memory, without access to files.

No database, no spill folder, no extension from the network. Each call makes its own, so it may come from any thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import duckdb

from base.errors import BadInput

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "512MB",
    "threads": 1,
}


@contextlib.contextmanager
def open_duckdb() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config=_CONFIG) as duck:
        duck.execute("SET enable_external_access = false")
        duck.execute("SET TimeZone = 'UTC'")
        yield duck


def run_query(duck: duckdb.DuckDBPyConnection, query: str, **values: object) -> list[tuple[Any, ...]]:
    """Raises BadInput without the engine's words, which may quote a title."""
    try:
        return duck.execute(query, values or None).fetchall()
    except duckdb.Error as fault:
        message = str(fault).lower()
        is_zone = "time zone" in message or "timezone" in message
        raise BadInput("the time zone is not known" if is_zone else "the figures") from None
