"""Seals and opens the values of secrets.

HPKE to the vault's public key, as for the spool (`memory.sealed.spool_key`); the moment, the line and the place in it
are bound in, so that no value can stand in for another. Pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence

from base.records.secret import SealedValue
from memory.perception.redaction import Taken
from memory.sealed.spool_key import open_with, seal_to


def sealed_values(public: bytes, frame: str, taken: Sequence[Taken]) -> tuple[SealedValue, ...]:
    """1.2 kB and 0.2 ms each."""
    return tuple(
        SealedValue(one.line, one.start, seal_to(public, _purpose(frame, one.line, one.start), one.value.encode()))
        for one in taken
    )


def opened_value(private: bytes, frame: str, one: SealedValue) -> str:
    """Raises SealError."""
    return open_with(private, _purpose(frame, one.line, one.start), one.sealed).decode()


def _purpose(frame: str, line: int, start: int) -> bytes:
    return f"afterglow vault value {frame} {line} {start}".encode()
