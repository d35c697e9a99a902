"""The one typed face of the memory. `Archive` (in this process), `ArchiveClient` (in a process of its own) and
`FakeArchive` (in RAM, for the window's tests) all have it; one contract test runs over them.

Methods may be called from any thread but the UI's; each blocks until done. All raise errors of `capture.errors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from capture.errors import (
    AfterglowError,
    BadInput,
    BrokenPicture,
    Cancelled,
    Damaged,
    KeyStoreUnavailable,
    Locked,
    RolledBack,
)
from memory.kinds.api import MemoriesApi
from memory.models.api import OutwardApi
from memory.records import (
    Access,
    Buckets,
    Coverage,
    Day,
    Filmed,
    Forgotten,
    HeatDay,
    Moment,
    Picture,
    Query,
    Revision,
    Roll,
    Scope,
    SearchResult,
    Stats,
    Thinning,
    Timeline,
    Vector,
)
from memory.report import Report

__all__ = [
    "AfterglowError",
    "ArchiveApi",
    "BadInput",
    "BrokenPicture",
    "Cancelled",
    "Damaged",
    "KeyStoreUnavailable",
    "Locked",
    "RolledBack",
]


class ArchiveApi(MemoriesApi, OutwardApi, Protocol):
    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Store; durable and searchable when it returns. An id that is already there is replaced, never doubled."""

    def encoders(self) -> Mapping[str, str]:
        """Of every frame, in no order, the names of what read and embedded it, joined by `;`."""

    def revise(self, revisions: Sequence[Revision]) -> None:
        """Other vectors for stored moments, durable and searched when it returns; everything else of them stays.
        Unknown ids are passed over."""

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that are stored (or were forgotten on purpose and must not come back by a re-import)."""

    def search(self, query: Query) -> SearchResult: ...

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        """(texts, dimensions) float32, rows of length 1, by the text encoder; None without one. Nothing is kept."""

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        """Moments of [since, until) in time order, thinned evenly above `limit`, and the coverage."""

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        """Every local day that has memories, oldest first. `zone` is an IANA name."""

    def buckets(self, since: datetime, until: datetime, count: int) -> Buckets:
        """What to draw of [since, until): runs of apps, coverage and moments that stand for others, summed up where
        there is more than some times `count` of any. Raises BadInput for an empty span or no count."""

    def heat(self, zone: str = "UTC") -> tuple[HeatDay, ...]:
        """Every local day of which anything is known, oldest first: how much, of which apps, what was not recorded."""

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        """What [since, until) was spent on, by app, site, project, document and local hour. Raises BadInput."""

    def moment(self, frame: str) -> Moment | None:
        """Everything about one frame but its picture and vectors; None when it is not there."""

    def picture(self, frame: str) -> Picture | None: ...

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]: ...

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        """Every moment of the scope in time order; with pictures and vectors only when asked."""

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]: ...

    def forget(self, scope: Scope, *, dry_run: bool = False) -> Forgotten:
        """Remove for good: rows, pictures, index entries, old versions. An empty scope is refused with BadInput."""

    def note_access(self, access: Access) -> None: ...

    def accesses(self, limit: int = 100) -> tuple[Access, ...]: ...

    def stats(self) -> Stats: ...

    def maintain(self, *, thorough: bool = False) -> None:
        """Index fresh rows, compact, sweep old versions: small and frequent, or with `thorough` all there is."""

    def next_roll(self) -> Roll | None:
        """Stills that are due to become a film (`memory.pictures.filmed`); None when none are."""

    def put_film(self, filmed: Filmed) -> bool:
        """Keep it in its stills' place. False when one of them was forgotten meanwhile: ask for the next roll."""

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        """The next step to bring the memory within its budget; None when it is, or when nothing is left but text.

        Oldest first: films become faint, then go and leave thumbnails, then those go; what is pinned stays."""

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        """The faint film (`memory.films.faint`) of a step that has one. False when the film changed meanwhile."""

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        """Keep a moment's picture whatever room is needed, or no longer. Raises BadInput for an unknown frame."""

    def pins(self) -> tuple[str, ...]:
        """Frames that are pinned, by time."""

    def check(self) -> tuple[str, ...]:
        """Read every stored object through; the names and faults of those that do not verify."""

    def close(self) -> None: ...
