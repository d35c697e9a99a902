"""Protocol of a screen reader."""

from __future__ import annotations

from typing import Protocol

from base.records.line import Line
from base.records.picture import BgrImage


class ScreenReader(Protocol):
    """Text on a picture."""

    @property
    def name(self) -> str: ...

    def read(self, image: BgrImage) -> tuple[Line, ...]:
        """Lines in reading order, boxes in the picture's pixels. May remember earlier ones to read only the news."""
