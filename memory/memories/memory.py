"""The record of a memory: kind, basis, value.

Pure data, used from any thread. A manager (`Manager`) looks at a batch of new moments and at what is remembered, and
proposes operations; `memory.memories.journal` applies them with their before-images. Managers never touch the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from base.records.vector import Vector


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
    """Sorts by time (`capture.frames.new_id`)."""
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
