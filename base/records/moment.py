"""Moment record: what one screen showed at one instant, and parts of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from base.records.line import Line
from base.records.picture import Picture
from base.records.secret import SealedSecret
from base.records.vector import Vector


@dataclass(frozen=True, slots=True)
class Moment:
    """One remembered frame, as perception hands it to the store."""

    id: str
    at: datetime
    monitor: int
    app: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    summary: str = field(default="", repr=False)
    """One line of the screen: what is new, or the heading."""
    lines: tuple[Line, ...] = field(default=(), repr=False)
    language: str = ""
    """ISO 639-1 of the main script's likeliest language, empty when unknown."""
    text_vectors: Vector | None = field(default=None, repr=False)
    """(passages, dimensions) float32, rows of length 1: one vector for each passage of the text."""
    image_vector: Vector | None = field(default=None, repr=False)
    """(dimensions,) float32 of length 1; None without the image model."""
    thumbnail: bytes = field(default=b"", repr=False)
    """WebP, 320 px wide."""
    picture: Picture | None = field(default=None, repr=False)
    encoders: str = ""
    """Names and versions of the models that read and embedded it, joined by `;`."""
    secrets: tuple[SealedSecret, ...] = ()
    """Only on the way into the store: a moment that comes from the store has none."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class VectorUpdate:
    """New vectors of a stored moment, by other encoders. None: it has no such vector any more."""

    id: str
    encoders: str
    text_vectors: Vector | None = field(default=None, repr=False)
    image_vector: Vector | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class MomentHead:
    """What a timeline needs of a moment: no text, no picture."""

    id: str
    at: datetime
    monitor: int
    app: str = field(repr=False)
    title: str = field(repr=False)
    url: str = field(repr=False)
    summary: str = field(default="", repr=False)
