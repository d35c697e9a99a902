"""Protocol of a memory manager, and the batch it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from base.errors import AfterglowError
from base.records.consent import Consent
from base.records.moment import Moment
from base.records.vector import Vector
from memory.memories.memory import Kind, Memory, Operation


@dataclass(frozen=True, slots=True)
class Batch:
    """New moments in time order, and some older ones before and after them for context, without pictures."""

    moments: tuple[Moment, ...] = field(repr=False)
    new: frozenset[str]
    """Ids of those that no manager has seen."""
    now: datetime
    zone: str = "UTC"
    """IANA name; in it the person's days and hours are meant."""
    durations: Mapping[str, float] = field(default_factory=dict)
    """Seconds for which somebody looked at each moment, see `memory.memories.attention`."""
    id: str = ""
    """The same at every attempt."""
    kinds: frozenset[Kind] = frozenset(Kind)
    """Whom it is for: everybody, or the one kind that has to look again. Such a kind may have seen some of `new`
    before: what is counted is counted by distinct evidence."""
    allowed: Consent | None = field(default=None, repr=False)
    """Consent to show it to a language model. It comes with each batch, so that a withdrawal counts at once."""
    rest: bool = False
    """What needs no model was done already, at the first attempt, and stands (`PartialBatch`)."""


class MemoryLookup(Protocol):
    """What is remembered already, read only; open records (`valid_to` is None) unless `history`."""

    def by_key(self, kind: Kind, keys: Sequence[str]) -> Mapping[str, Memory]: ...

    def near(self, kind: Kind, vector: Vector, limit: int = 5) -> Sequence[tuple[Memory, float]]:
        """By cosine similarity, highest first."""

    def recent(self, kind: Kind, limit: int = 20) -> Sequence[Memory]:
        """By `updated_at`, newest first."""

    def all(self, kind: Kind, *, history: bool = False) -> Sequence[Memory]: ...


class PartialBatch(AfterglowError):
    """A part of a manager's work is done and stands, and the batch is to be tried again for the rest."""

    title = "Not all memories were made"
    advice = "What is missing is tried again automatically."

    def __init__(self, operations: Sequence[Operation], why: str) -> None:
        super().__init__(why)
        self.operations = tuple(operations)


class Manager(Protocol):
    """One kind's proposals for a batch. Deterministic, or a language model: the interface is the same.

    Raises AfterglowError when it cannot; the batch is then tried again for this kind alone. `PartialBatch` brings what
    stands all the same."""

    kind: Kind
    name: str
    """With a version: `measured-episodic-1`."""

    def concerns(self, batch: Batch) -> bool:
        """Whether the batch holds anything for this kind: the meta memory manager asks, and runs only those."""

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]: ...
