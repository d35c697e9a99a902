"""The record of a memory, what all six kinds have in common, and the operations that change memories.

Pure data, used from any thread. A manager (`Manager`) looks at a batch of new moments and at what is remembered, and
proposes operations; `memory.memories.journal` applies them with their before-images. Managers never touch the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from base.records.vector import Vector
from memory.memories.fields import (
    CoreFields,
    EpisodicFields,
    KindFields,
    ProceduralFields,
    ResourceFields,
    SemanticFields,
    VaultFields,
)


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


FIELDS: Mapping[Kind, type[KindFields]] = {
    Kind.CORE: CoreFields,
    Kind.EPISODIC: EpisodicFields,
    Kind.SEMANTIC: SemanticFields,
    Kind.PROCEDURAL: ProceduralFields,
    Kind.RESOURCE: ResourceFields,
    Kind.VAULT: VaultFields,
}
_KINDS = {fields: kind for kind, fields in FIELDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One record of one of the six memories."""

    id: str
    """Sorts by time (`base.ids.new_id`)."""
    key: str = field(repr=False)
    """Same for two records of a kind about the same thing, for instance `host/path` or `person:name`, folded."""
    summary: str = field(repr=False)
    """One line."""
    details: str = field(default="", repr=False)
    tree_path: tuple[str, ...] = field(default=(), repr=False)
    fields: KindFields = field(repr=False)
    """What only its kind has; their class says which kind that is."""
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

    @property
    def kind(self) -> Kind:
        return kind_of(self.fields)


def kind_of(fields: KindFields) -> Kind:
    return _KINDS[type(fields)]


_Fields = TypeVar("_Fields", CoreFields, EpisodicFields, SemanticFields, ProceduralFields, ResourceFields, VaultFields)


def fields_of(memory: Memory | None, kind: type[_Fields]) -> _Fields:
    """The fields of a memory of that kind; empty ones where there is none, or it is of another kind."""
    if memory is not None and isinstance(memory.fields, kind):
        return memory.fields
    return kind()


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
    """Why, in a few words that quote no content: `same address`, `newer value`."""
