"""The records that the store keeps and that recall gives back. Frozen; times are aware UTC datetimes.

Fields that hold pixels, text, titles, addresses or vectors never show in a repr.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from capture.model import Coverage, State, micros, new_id

__all__ = ["Coverage", "State", "micros", "new_id"]

Vector = NDArray[np.float32]
Box = tuple[int, int, int, int]
"""x, y, width, height in the picture's own pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it was read, in reading order."""

    text: str = field(repr=False)
    box: Box
    confidence: float = 1.0
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class SealedValue:
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


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded still, or one frame of a film. `codec` is a MIME type; `memory.pictures.decode` reads each."""

    codec: str
    width: int
    height: int
    data: bytes = field(repr=False)
    position: int = 0
    """In a film."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Stills that are to become one film, in its order."""

    ids: tuple[str, ...]
    pictures: tuple[Picture, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filmed:
    """What became of a roll."""

    ids: tuple[str, ...]
    """Of the frames in the film, in its order."""
    film: bytes = field(repr=False)
    """Empty when no still could be decoded."""
    broken: tuple[str, ...] = ()
    """Of stills that cannot be decoded: they are kept as they are."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """A step that made room, or with `film` one that is still to be done: code it faintly and give it back."""

    size: int
    """Bytes that the thinned part took."""
    segment: str = ""
    film: bytes = field(default=b"", repr=False)


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
    """One extractive line: what is new, or the heading."""
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
    """Names and versions of what read and embedded it, joined by `;`."""
    secrets: tuple[SealedValue, ...] = ()
    """Only on the way into the store: no moment that is read from there has them."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Revision:
    """The vectors of a stored moment, made anew by other encoders. None: it has none any more."""

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


@dataclass(frozen=True, slots=True)
class Scope:
    """Which moments: every given condition must hold. `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = field(default=(), repr=False)
    """Any of these; a part of the app's name, case-insensitive."""
    sites: tuple[str, ...] = field(default=(), repr=False)
    """Any of these hosts or parents of the host."""
    titles: tuple[str, ...] = field(default=(), repr=False)
    """All of these, each a part of the title, case-insensitive."""
    monitors: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a picture that is no moment says and shows, in vectors."""

    text_vectors: Vector | None = field(default=None, repr=False)
    """(passages, dimensions)"""
    image_vector: Vector | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Query:
    """What the person typed (operators and times in words included) and where they stand in time."""

    text: str = field(repr=False)
    now: datetime
    """Aware; its zone is the person's, in which `yesterday` and `morning` are meant."""
    limit: int = 10
    scope: Scope = Scope()
    """Limits given apart from the text, for instance by --app or by a chip in the window."""
    sight: Sight | None = None
    """A picture whose like is asked for; words of the text must stand there too."""


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
    """A part of the asked time of which nothing was saved, and why."""

    since: datetime
    until: datetime
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...]
    gaps: tuple[Gap, ...] = ()
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Day:
    """One local day that has memories."""

    day: str
    """ISO date in the asked zone."""
    moments: int
    first: datetime
    last: datetime
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(app, moments), most first."""


@dataclass(frozen=True, slots=True)
class Timeline:
    moments: tuple[MomentHead, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One app on one monitor without a break, or at a coarse scale a part of the time with the app it saw longest.

    Times of this and the next three are seconds since the epoch: they are drawn by the thousand."""

    monitor: int
    app: str = field(repr=False)
    start: float
    end: float
    share: float = 1.0
    """The part of its time in which anything was seen."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment that may stand for those around it."""

    at: float
    frame: str
    monitor: int


@dataclass(frozen=True, slots=True)
class Covered:
    """What became of a stretch of time, or at a coarse scale of a `share` of it."""

    start: float
    end: float
    state: State
    reason: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Buckets:
    """A span of time for drawing: some times `count` parts at most, whatever the memory holds of it."""

    since: float
    until: float
    count: int
    runs: tuple[Run, ...] = ()
    samples: tuple[Sample, ...] = ()
    coverage: tuple[Covered, ...] = ()
    monitors: tuple[int, ...] = ()
    """Of the whole memory, so that a lane stays where it is."""
    summed: bool = False
    """The runs are buckets, not what was seen one by one."""


@dataclass(frozen=True, slots=True)
class HeatDay:
    """One local day of which anything is known, moments or only coverage."""

    day: str
    """ISO date in the asked zone."""
    moments: int
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    """(app, moments) of the three seen most."""
    seconds: tuple[tuple[State, str, float], ...] = ()
    """(state, reason, seconds), those of several monitors added up."""


@dataclass(frozen=True, slots=True)
class Stats:
    moments: int
    first: datetime | None
    last: datetime | None
    bytes_on_disk: int
    objects: int
    passages: int
    picture_bytes: int
    bytes_a_day: float = 0.0
    """What a day of use adds, by the last two weeks' moments and the mean size of a moment."""
    coverage_seconds: dict[str, float] = field(default_factory=dict)
    """Seconds for each state."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Samples for each exclusion rule."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a `forget` removed, or with dry_run would remove."""

    moments: int
    first: datetime | None = None
    last: datetime | None = None
    apps: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    bytes_freed: int = 0
    memories: int = 0
    """Of the six kinds: those that go with their last evidence, or are made anew of what is left of it."""


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the access log: who did what, never about what."""

    at: datetime
    actor: str
    """app, cli, mcp"""
    action: str
    """search, ask, export, forget, reveal, restore"""
    count: int = 0
