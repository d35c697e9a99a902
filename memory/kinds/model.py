"""What the six memories are made of: one record shape for all kinds, and the operations that change them.

Pure data, used from any thread. A manager (`Manager`) looks at a batch of new moments and at what is remembered, and
proposes operations; `memory.kinds.ledger` applies them with their before-images. Managers never touch the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from capture.errors import AfterglowError
from memory.models.records import Consent
from memory.records import Moment, Vector


class Kind(StrEnum):
    """MIRIX's six (arXiv 2507.07957, section 2)."""

    CORE = "core"
    EPISODIC = "episodic"
    SEMANTIC = "semantic"
    PROCEDURAL = "procedural"
    RESOURCE = "resource"
    VAULT = "vault"


class Basis(StrEnum):
    MEASURED = "measured"
    """Stands on the screen, or is counted."""
    INFERRED = "inferred"
    """Concluded, by rules or by a language model."""
    STATED = "stated"
    """The person said so."""


Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One record of one of the six memories.

    `fields` holds what only its kind has (all JSON):
    core: block (human | persona), attribute (name, mail, city, diet, ...), value, sure (times seen);
    episodic: event_type, actor (user | assistant), occurred_at, ended_at (ISO), seconds (of it at the screen),
    apps [..], urls [..], titles [..], session;
    semantic: name, type (person | organisation | project | place | amount | date | concept | ...), source,
    relations [{"to": name, "how": word or phrase}], facts [{"attribute", "value"}];
    procedural: entry_type (workflow | guide | script), steps [..], times_seen, variations [[..], ..], apps [..];
    resource: resource_type (doc | page | file | code | sheet | mail | image | ...), location (path or address),
    content (what was read of it), first_seen, last_seen (ISO), times_seen;
    vault: entry_type, source, sensitivity (low | medium | high). Never the value.
    """

    kind: Kind
    id: str
    """Sorts by time (`capture.model.new_id`)."""
    key: str = field(repr=False)
    """What makes two records of a kind speak of the same thing, for instance `host/path` or `person:name`, folded."""
    summary: str = field(repr=False)
    """One line."""
    details: str = field(default="", repr=False)
    tree_path: tuple[str, ...] = field(default=(), repr=False)
    fields: Mapping[str, Value] = field(default_factory=dict, repr=False)
    basis: Basis = Basis.MEASURED
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    """Ids of frames, oldest first. Never empty."""
    created_at: datetime
    updated_at: datetime
    valid_from: datetime
    valid_to: datetime | None = None
    """When a newer value closed it; None while it holds."""
    superseded_by: str = ""
    vector: Vector | None = field(default=None, repr=False)
    """(dimensions,) float32 of length 1, of summary and details."""


class Action(StrEnum):
    ADD = "add"
    """Where an open record of the kind has the same key, the two become one: all evidence, the newer words."""
    UPDATE = "update"
    """`memory` takes the place of the record with its id; evidence is never lost by it."""
    MERGE = "merge"
    """`memory` takes the place of itself (or is new) and of all `targets`, which are the same thing; they go."""
    SUPERSEDE = "supersede"
    """`memory` is the newer value: `targets` are closed at its `valid_from` and point to it; history stays. Where it is
    older than a target after all (moments arrive out of order), it becomes a closed part of that one's history."""
    REMOVE = "remove"
    """`targets` go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    action: Action
    memory: Memory | None = None
    targets: tuple[str, ...] = ()
    reason: str = ""
    """Why, in a few words that quote nothing: `same address`, `newer value`."""


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
    """Seconds that each moment stayed on the screen, by the next frame or the coverage, whichever ends it."""
    id: str = ""
    """The same at every attempt."""
    kinds: frozenset[Kind] = frozenset(Kind)
    """Whom it is for: everybody, or the one kind that has to look again. Such a kind may have seen some of `new`
    before: what is counted is counted by distinct evidence."""
    allowed: Consent | None = field(default=None, repr=False)
    """The language model that may be told of it. It comes with each batch: what is taken back counts at once."""
    rest: bool = False
    """What needs no model was done already, at the first attempt, and stands (`Unfinished`)."""


class Known(Protocol):
    """What is remembered already, read only; open records (`valid_to` is None) unless `history`."""

    def by_key(self, kind: Kind, keys: Sequence[str]) -> Mapping[str, Memory]: ...

    def near(self, kind: Kind, vector: Vector, limit: int = 5) -> Sequence[tuple[Memory, float]]:
        """By cosine similarity, highest first."""

    def recent(self, kind: Kind, limit: int = 20) -> Sequence[Memory]:
        """By `updated_at`, newest first."""

    def all(self, kind: Kind, *, history: bool = False) -> Sequence[Memory]: ...


class Unfinished(AfterglowError):
    """A part of a manager's work is done and stands, and the batch is to be tried again for the rest."""

    title = "Memories are not finished"
    advice = "What is missing is tried again by itself."

    def __init__(self, operations: Sequence[Operation], why: str) -> None:
        super().__init__(why)
        self.operations = tuple(operations)


class Manager(Protocol):
    """One kind's proposals for a batch. Deterministic, or a language model: the interface is the same.

    Raises AfterglowError when it cannot; the batch is then tried again for this kind alone. `Unfinished` brings what
    stands all the same."""

    kind: Kind
    name: str
    """With a version: `measured-episodic-1`."""

    def concerns(self, batch: Batch) -> bool:
        """Whether the batch holds anything for this kind: the meta memory manager asks, and runs only those."""

    def propose(self, batch: Batch, known: Known) -> Sequence[Operation]: ...
