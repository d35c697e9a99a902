"""Search records: query, hit, gap and result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from base.coverage import State
from base.records.line import Box
from base.records.scope import Scope
from base.records.vector import Vector


@dataclass(frozen=True, slots=True)
class QueryImage:
    """A picture as a query: the vectors of its text and of its look."""

    text_vectors: Vector | None = field(default=None, repr=False)
    """(passages, dimensions)"""
    image_vector: Vector | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Query:
    """What the person typed, operators and times in words included, and when."""

    text: str = field(repr=False)
    now: datetime
    """Aware; its zone is the person's, in which `yesterday` and `morning` are meant."""
    limit: int = 10
    scope: Scope = field(default_factory=Scope)
    """Filters given apart from the text, for instance by --app or by a chip in the window."""
    image: QueryImage | None = None
    """Find moments that are like this picture; they must also match the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A group of near-duplicate neighbouring frames, shown by its best one."""

    frame: str
    at: datetime
    until: datetime
    monitor: int
    score: float
    app: str = field(repr=False)
    title: str = field(repr=False)
    url: str = field(repr=False)
    snippet: str = field(repr=False)
    text: str = field(repr=False)
    boxes: tuple[Box, ...] = ()
    """Lines that carry the query's words, in picture pixels."""
    kind: str = "frame"


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the asked time in which nothing was recorded, and why."""

    since: datetime
    until: datetime
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...]
    gaps: tuple[Gap, ...] = ()
    took_ms: float = 0.0
