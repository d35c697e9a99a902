"""An in-memory DuckDB connection without file access.

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
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config=_CONFIG) as made:
        made.execute("SET enable_external_access = false")
        made.execute("SET TimeZone = 'UTC'")
        yield made


def ask(duck: duckdb.DuckDBPyConnection, question: str, **values: object) -> list[tuple[Any, ...]]:
    """Raises BadInput without the engine's words, which may quote a title."""
    try:
        return duck.execute(question, values or None).fetchall()
    except duckdb.Error as fault:
        raise BadInput(_why(fault)) from None


def _why(fault: duckdb.Error) -> str:
    return (
        "the time zone is not known" if "imezone" in str(fault) or "ime zone" in str(fault).lower() else "the figures"
    )
