"""One moment as managers see it: own rows, news, typing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from base.records.moment import Moment
from base.records.vector import Vector
from memory.memories.screen.layout import Row, find_words
from memory.memories.screen.window_subject import WindowSubject

_PROSE, _LONG = 3, 8
"""So many rows of so many words are something to read."""


@dataclass(frozen=True, slots=True)
class Observation:
    moment: Moment = field(repr=False)
    about: WindowSubject = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    """Of its own."""
    fresh: tuple[str, ...] = field(repr=False)
    """Rows as text that the moment before in the same window did not show."""
    happened: tuple[str, ...] = field(repr=False)
    """Short texts that came up in a window that stood there before, after the button they came up beside, if any."""
    typed: bool
    seconds: float
    new: bool
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was made of it already: several managers ask for the same."""

    @property
    def at(self) -> datetime:
        return self.moment.at

    @property
    def until(self) -> datetime:
        return self.moment.at + timedelta(seconds=self.seconds)

    @property
    def vector(self) -> Vector | None:
        """Of what it is about, length 1."""
        return mean(self.moment.text_vectors)

    @property
    def prose(self) -> bool:
        return sum(len(find_words(text)) >= _LONG for text in self.texts) >= _PROSE

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(line.text for row in self.rows for line in row)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text_of(row) for row in self.rows)


def text_of(row: Row) -> str:
    return " ".join(line.text for line in row)


def mean(vectors: Vector | None) -> Vector | None:
    if vectors is None or not len(vectors):
        return None
    total = np.asarray(vectors, np.float32).mean(axis=0)
    size = float(np.linalg.norm(total))
    return np.asarray(total / size, np.float32) if size else None
