"""Clock type, current UTC time, microseconds since 1970 and back, the usual idle time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns an aware UTC datetime."""
IDLE_AFTER = timedelta(seconds=120)
"""After this long without input we take it that nobody is there, unless the settings say otherwise."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def micros(at: datetime) -> int:
    """UTC microseconds since 1970 of an aware datetime, exact."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_micros(value: int) -> datetime:
    """The inverse of `micros`."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value)
