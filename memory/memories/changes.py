"""Change sets, journal entries, outcomes and pages of memories, and the protocol of the tables that they go to.

Pure data, from any thread.

The records themselves and the operations on them are in `memory.memories.memory`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from base.coverage import Coverage
from base.records.moment import Moment
from base.records.secret import SealedSecret
from memory.memories.memory import Kind, Memory, Operation

PERSON = "person"
"""The actor of what the person did by hand; managers act under their own names."""

REST = "-rest"
"""What the ids of such `PendingRetry` end with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one manager made of a batch."""

    kind: Kind
    manager: str
    operations: tuple[Operation, ...] = field(default=(), repr=False)
    failure: str = ""
    """What kind of error, never its words. The batch is then tried again for this kind alone."""
    stands: bool = False
    """With a failure: the operations are kept all the same, and only the rest is tried again (`PartialBatch`)."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The one acknowledgement of a batch: all outcomes, applied together or not at all."""

    batch: str
    frames: tuple[str, ...]
    """The new ones."""
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """What became of a digest or of an order of the person's."""

    changes: Mapping[Kind, int] = field(default_factory=dict)
    refused: int = 0
    """Operations whose evidence does not exist, or that break a rule."""
    failed: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingRetry:
    """Frames that one kind has still to look at: its manager failed on them, or what it made of them was forgotten."""

    id: str
    kind: Kind
    frames: tuple[str, ...]
    due: datetime
    attempts: int = 0

    @property
    def rest(self) -> bool:
        """Only what a language model has to say is missing."""
        return self.id.endswith(REST)


@dataclass(frozen=True, slots=True)
class FrameOrder:
    """Every frame by time, in columns."""

    ids: Sequence[str]
    times: Sequence[datetime]
    monitors: Sequence[int]
    seen: Sequence[bool]
    """Whether a batch has held it."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One memory as it was before a change. Several images make one change, several changes one batch."""

    id: str
    """Sorts in the order of the changes."""
    change: str
    batch: str
    at: datetime
    kind: Kind
    actor: str
    action: str
    """Of `model.Action`, or edit, delete, undo."""
    reason: str
    memory: str
    before: Memory | None = field(repr=False)
    """None: it was not there."""
    undoes: str = ""
    """The change that this one took back."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a memory's history, newest knowledge last. `undo` takes its id, or its batch's."""

    id: str
    batch: str
    at: datetime
    actor: str
    action: str
    reason: str
    before: Memory | None = field(repr=False)
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Changeset:
    """All that one commit writes; a crash leaves either all of it or none."""

    puts: tuple[Memory, ...] = field(default=(), repr=False)
    gone: tuple[str, ...] = ()
    images: tuple[JournalEntry, ...] = field(default=(), repr=False)
    digested: tuple[str, ...] = ()
    owed: tuple[PendingRetry, ...] = ()
    paid: tuple[str, ...] = ()
    """Ids of `PendingRetry` that are settled."""

    @property
    def empty(self) -> bool:
        return self == Changeset()


def merge_changesets(parts: Sequence[Changeset]) -> Changeset:
    """One commit of several that touch different memories."""
    names = ("puts", "gone", "images", "digested", "owed", "paid")
    return Changeset(**{name: tuple(value for part in parts for value in getattr(part, name)) for name in names})


@dataclass(frozen=True, slots=True)
class MemoryPage:
    memories: tuple[Memory, ...] = field(repr=False)
    total: int
    """Of all that match, on this page or not."""


@dataclass(frozen=True, slots=True)
class MemoryCounts:
    open: Mapping[Kind, int]
    closed: int = 0
    """Superseded values that stay as history."""
    waiting: int = 0
    """Frames that no manager has seen."""
    owed: int = 0
    """Batches that are to be tried again."""


@dataclass(frozen=True, slots=True)
class MemorySnapshot:
    """What is remembered, for the process of the managers: everything, or what changed since `mark`."""

    mark: str
    """Give it back the next time."""
    whole: bool
    memories: tuple[Memory, ...] = field(repr=False)
    gone: tuple[str, ...] = ()


class MemoryTablesPort(Protocol):
    """The tables of memories in the store, and what memories rest on. `memory.store.memory_tables` implements it."""

    def exclusive_write(self) -> AbstractContextManager[object]: ...

    def commit(self, changes: Changeset) -> None: ...

    def sequence(self) -> int: ...

    def memories_version(self) -> int: ...

    def memory_stamps(self) -> Mapping[str, int]: ...

    def memories_of(self, ids: Sequence[str]) -> Sequence[Memory]: ...

    def match_memories(
        self, text: str, limit: int, *, kind: Kind | None = None, closed: bool = False
    ) -> Sequence[tuple[str, float]]: ...

    def journal(self, *, memory: str = "", change: str = "") -> Sequence[JournalEntry]: ...

    def undone(self, changes: Iterable[str]) -> set[str]: ...

    def forget_memories(self, ids: Sequence[str], values: Mapping[str, Sequence[SealedSecret]]) -> None: ...

    def existing_evidence(self, ids: Iterable[str]) -> set[str]: ...

    def values_of(self, frames: Sequence[str]) -> Mapping[str, Sequence[SealedSecret]]: ...

    def moments(self, ids: Sequence[str], *, vectors: bool = False) -> Sequence[Moment]: ...

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Coverage]: ...

    def frames_in_order(self) -> FrameOrder: ...

    def digested(self, ids: Sequence[str]) -> set[str]: ...

    def undigested(self) -> int: ...

    def owed(self, due: datetime | None = None) -> Sequence[PendingRetry]: ...
