"""A line of text with its box on the picture."""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[int, int, int, int]
"""x, y, width, height in the picture's own pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it was read, in reading order."""

    text: str = field(repr=False)
    box: Box
    confidence: float = 1.0
    redacted: bool = False
