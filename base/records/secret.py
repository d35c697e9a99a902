"""Secret records: a value sealed for the vault, and a value that was revealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """The text that a line replaces by `[secret: …]`, sealed to the vault's public key by the process that read it."""

    line: int
    """Number of the line in the moment."""
    start: int
    """Where the mark begins in the stored line, in characters."""
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Revealed:
    """The value of a secret as it was read from the screen, which may be off by a letter."""

    value: str = field(repr=False)
    frame: str
    """The newest of the moments that show it."""
    at: datetime
