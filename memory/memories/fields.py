"""Typed fields of the six kinds of memory (frozen dataclasses, one a kind).

What only one kind has; what all have is in `memory.memories.memory`. A field's name is its key in the stored JSON, None
means that nothing is stored under it, and `memory.memories.serialization` is the only place that reads and writes that
JSON. A new field is one line here. Pure data, from any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Stored = Mapping[str, JsonValue]
"""The whole JSON object as it was read, kept where this version would write it differently: keys of another version,
values of another type, another order. So nothing is lost when the memory is written again."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CoreFields:
    """One thing about the person, or about how the assistant speaks."""

    block: str | None = None
    """human | persona"""
    attribute: str | None = None
    """name, mail, city, diet, ..."""
    value: str | None = None
    sure: int | None = None
    """Times seen."""
    stored: Stored | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EpisodicFields:
    """One thing that was done."""

    event_type: str | None = None
    """An activity of `memory.memories.screen.activities`, such as writing."""
    actor: str | None = None
    """user | assistant"""
    occurred_at: datetime | None = None
    ended_at: datetime | None = None
    seconds: float | None = None
    """Of it at the screen."""
    apps: tuple[str, ...] | None = None
    urls: tuple[str, ...] | None = None
    titles: tuple[str, ...] | None = None
    session: str | None = None
    """When the session began that the episode belongs to (ISO)."""
    site: str | None = None
    people: tuple[str, ...] | None = None
    asked: tuple[str, ...] | None = None
    """What was searched for."""
    commands: tuple[str, ...] | None = None
    happened: tuple[str, ...] | None = None
    """What came up after something was done, such as `Export: Saved`."""
    subject: str | None = None
    """Of the mail that was read or written."""
    typed: bool | None = None
    about: str | None = None
    """`WindowSubject.base`: the site, file or program."""
    shares: tuple[float, ...] | None = None
    """Seconds of each frame of the evidence, in its order."""
    rest: float | None = None
    """Seconds of the frames that the evidence no longer names."""
    stored: Stored | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    attribute: str = field(repr=False)
    value: str = field(repr=False)
    before: str | None = field(default=None, repr=False)
    """The value before this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    to: str = field(repr=False)
    """Another's name."""
    how: str = field(repr=False)
    """A word or phrase."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SemanticFields:
    """A thing, a person, an organisation."""

    name: str | None = None
    type: str | None = None
    """person | organisation | project | place | amount | date | concept | ..."""
    source: str | None = None
    facts: tuple[KnownFact, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    says: tuple[str, ...] | None = None
    """Sentences that were read about it."""
    stored: Stored | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProceduralFields:
    """Steps that come again in order."""

    entry_type: str | None = None
    """workflow | guide | script"""
    steps: tuple[str, ...] | None = None
    times_seen: int | None = None
    variations: tuple[tuple[str, ...], ...] | None = None
    apps: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    """Of the steps, by which a workflow is known again (`managers.steps.Step.label`)."""
    seen: tuple[datetime, ...] | None = None
    """When it was begun, each time."""
    seconds: float | None = None
    """How long it usually takes."""
    stored: Stored | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResourceFields:
    """A page or file that was open."""

    title: str | None = None
    resource_type: str | None = None
    """doc | page | file | code | sheet | mail | image | ..."""
    location: str | None = None
    """Path or address."""
    content: str | None = None
    """What was read of it."""
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    times_seen: int | None = None
    app: str | None = None
    stored: Stored | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class VaultFields:
    """A secret that was seen. Never its value."""

    entry_type: str | None = None
    source: str | None = None
    sensitivity: str | None = None
    """low | medium | high"""
    stored: Stored | None = field(default=None, compare=False)


KindFields = CoreFields | EpisodicFields | SemanticFields | ProceduralFields | ResourceFields | VaultFields
