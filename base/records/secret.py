"""A sealed secret value, and one that was revealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """What stood where a line now says `[secret: …]`, sealed where it was read to the vault's public key."""

    line: int
    """Its place among the moment's lines."""
    start: int
    """Of the mark, in characters of the line as it is kept."""
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Revealed:
    """The value of a secret as it was read from the screen, which may be off by a letter."""

    value: str = field(repr=False)
    frame: str
    """The newest of the moments that show it."""
    at: datetime
