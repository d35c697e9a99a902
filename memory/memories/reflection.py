"""Consolidation at rest: duplicates, contradictions, decay.

A plan is made first and can be read; performed, it is one batch that can be taken back whole. It looks at nothing that
the person said or edited, and never at the vault: neither a secret nor its caption is compared with anything. MIRIX's
auto-dream (Multi-Agent Memory System, arXiv 2507.07957) sends everything to a language model for it; here rules do it,
on this machine. Pure functions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from memory.memories.fields import (
    CoreFields,
    EpisodicFields,
    ProceduralFields,
    ResourceFields,
    SemanticFields,
    VaultFields,
)
from memory.memories.memory import Action, Basis, Kind, Memory, Operation, fields_of
from memory.text.lexicon import LEXICON

ACTOR = "reflection"
KINDS = (Kind.CORE, Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE)
"""An episode happened once however alike another is; the vault is not looked at."""
ALIKE = 0.9
"""Cosine above which two memories of one name say the same (all-MiniLM-L6-v2: paraphrases lie above 0.6)."""
_FADING = (Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE)
_NOT_WORDS = re.compile(r"[\W_]+")


class Why(StrEnum):
    SAME = "says the same"
    OLDER = "an older value of the same"
    FADED = "seen once and not again"


@dataclass(frozen=True, slots=True)
class Step:
    why: Why
    kept: Memory | None = field(repr=False)
    """None: all of it goes."""
    gone: tuple[Memory, ...] = field(repr=False)

    @property
    def operation(self) -> Operation:
        targets = tuple(memory.id for memory in self.gone)
        if self.why is Why.FADED:
            return Operation(action=Action.REMOVE, targets=targets, reason=self.why)
        action = Action.MERGE if self.why is Why.SAME else Action.SUPERSEDE
        return Operation(action=action, memory=self.kept, targets=targets, reason=self.why)


def plan(memories: Iterable[Memory], now: datetime, *, fade_after: timedelta | None = None) -> tuple[Step, ...]:
    """What would be done with the open memories, in this order. `fade_after`: how long a memory that was seen at one
    moment only is kept without being met again; None: for ever."""
    pools: dict[Kind, list[Memory]] = defaultdict(list)
    for memory in memories:
        if memory.kind in KINDS and memory.valid_to is None and memory.basis is not Basis.STATED:
            pools[memory.kind].append(memory)
    touched: set[str] = set()
    steps: list[Step] = []
    for kind in KINDS:
        proposed = [*_older(pools[kind]), *_doubles(pools[kind])]
        proposed += _faded(pools[kind], now - fade_after) if fade_after and kind in _FADING else []
        for step in proposed:
            names = {memory.id for memory in (*step.gone, *((step.kept,) if step.kept else ()))}
            if not names & touched:
                touched |= names
                steps.append(step)
    return tuple(steps)


def _older(memories: Sequence[Memory]) -> Iterator[Step]:
    """Two values of one attribute of the person cannot both hold: the newer one does."""
    by_attribute: dict[tuple[str, str], list[Memory]] = defaultdict(list)
    for memory in memories:
        fields = fields_of(memory, CoreFields)
        attribute = _plain(fields.attribute)
        if attribute and memory.basis is Basis.MEASURED and attribute not in _MANY:
            by_attribute[(fields.block or "", attribute)].append(memory)
    for group in by_attribute.values():
        values = {_plain(fields_of(memory, CoreFields).value) for memory in group}
        if len(values) > 1:
            *old, newest = sorted(group, key=lambda memory: (memory.updated_at, memory.id))
            yield Step(Why.OLDER, newest, tuple(old))


_MANY = frozenset(LEXICON.words("self_statements/many_valued").words)
"""Attributes of which a person has several."""


def _doubles(memories: Sequence[Memory]) -> Iterator[Step]:
    """Of one name and one sort, and of the same words or nearly the same meaning. The one with more evidence stays."""
    named: dict[tuple[str, ...], list[Memory]] = defaultdict(list)
    for memory in memories:
        named[_name(memory)].append(memory)
    for group in named.values():
        left = sorted(group, key=lambda memory: (-len(memory.evidence), memory.updated_at, memory.id))
        while len(left) > 1:
            strongest, *others = left
            same = tuple(memory for memory in others if _same(strongest, memory))
            if same:
                yield Step(Why.SAME, strongest, same)
            left = [memory for memory in others if memory not in same]


def _name(memory: Memory) -> tuple[str, ...]:
    match memory.fields:
        case CoreFields(attribute=sort, value=name):
            pass
        case SemanticFields(type=sort, name=name):
            pass
        case ResourceFields(resource_type=sort, title=name):
            pass
        case ProceduralFields(entry_type=sort) | VaultFields(entry_type=sort):
            name = None
        case EpisodicFields():
            sort = name = None
        case _:
            assert_never(memory.fields)
    return _plain(sort), " ".join(sorted(_plain(name or memory.summary).split()))


def _same(memory: Memory, other: Memory) -> bool:
    if _plain(memory.details or memory.summary) == _plain(other.details or other.summary):
        return True
    if memory.vector is None or other.vector is None or len(memory.vector) != len(other.vector):
        return False
    return float(memory.vector @ other.vector) >= ALIKE and not _numbers(memory) ^ _numbers(other)


def _numbers(memory: Memory) -> frozenset[str]:
    """Two orders are alike but for their numbers, and are two."""
    return frozenset(
        re.findall(r"\d+", f"{memory.summary} {memory.details} {fields_of(memory, ResourceFields).location or ''}")
    )


def _faded(memories: Sequence[Memory], before: datetime) -> Iterator[Step]:
    for memory in memories:
        fields = memory.fields
        times = fields.times_seen if isinstance(fields, ProceduralFields | ResourceFields) else None
        if len(memory.evidence) == 1 and (times or 1) <= 1 and memory.updated_at < before:
            yield Step(Why.FADED, None, (memory,))


def _plain(value: str | None) -> str:
    return _NOT_WORDS.sub(" ", (value or "").casefold()).strip()
