"""Known facts of one entity, and since when they changed.

Pure data and functions, for the semantic manager.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from memory.memories.fields import KnownFact, SemanticFields
from memory.memories.memory import Memory, fields_of
from memory.memories.screen.facts import Fact, is_different

MAX_FACTS = 80
"""Facts of one thing."""
SINGLES, ROWS = 4, 2
"""Facts and rows of a table that a summary names."""


@dataclass(slots=True)
class EntityFacts:
    """`now` starts as what is remembered."""

    before: dict[str, Fact] = field(default_factory=dict, repr=False)
    now: dict[str, Fact] = field(default_factory=dict, repr=False)
    closed: dict[str, str] = field(default_factory=dict, repr=False)
    """The value before the one that holds, as far as it was known already."""
    changed_at: datetime | None = None
    """When the last value was first seen that is another one than before."""
    seen: list[tuple[datetime, str]] = field(default_factory=list)
    """Time and id of each frame that said any of it."""

    def hear(self, facts: Iterable[Fact], at: datetime, frame: str) -> None:
        self.seen.append((at, frame))
        for fact in facts:
            there = self.now.get(fact.key)
            if there is None:
                if len(self.now) < MAX_FACTS:
                    self.now[fact.key] = fact
                    self.before.setdefault(fact.key, fact)
            elif is_different(there.value, fact.value):
                self.now[fact.key] = fact
                self.changed_at = at
            elif len(fact.value) > len(there.value):
                self.now[fact.key] = Fact(there.attribute, fact.value)
                if self.before[fact.key].value == there.value:
                    self.before[fact.key] = self.now[fact.key]

    def contradicts(self, other: EntityFacts) -> bool:
        return any(is_different(fact.value, other.now[key].value) for key, fact in self.now.items() if key in other.now)

    @property
    def changes(self) -> dict[str, Fact]:
        """The older value of each fact that is another one now."""
        return {key: old for key, old in self.before.items() if is_different(old.value, self.now[key].value)}

    @property
    def older(self) -> dict[str, str]:
        return self.closed | {key: fact.value for key, fact in self.changes.items()}


def load_facts(memory: Memory | None) -> EntityFacts:
    known = {fact.key: fact for fact in facts_of(memory)} if memory else {}
    closed = {
        Fact(fact.attribute, "").key: fact.before
        for fact in fields_of(memory, SemanticFields).facts or ()
        if fact.before
    }
    return EntityFacts(dict(known), dict(known), closed)


def facts_of(memory: Memory) -> tuple[Fact, ...]:
    return tuple(Fact(fact.attribute, fact.value) for fact in fields_of(memory, SemanticFields).facts or ())


def to_known_facts(knowledge: EntityFacts) -> tuple[KnownFact, ...]:
    older = knowledge.older
    return tuple(
        KnownFact(attribute=fact.attribute, value=fact.value, before=older.get(key))
        for key, fact in knowledge.now.items()
    )


def write_lines(knowledge: EntityFacts) -> list[str]:
    return [_line(fact) for fact in to_known_facts(knowledge)]


def changed_lines(memory: Memory) -> frozenset[str]:
    """The lines of its details whose value replaced an older one."""
    facts = fields_of(memory, SemanticFields).facts or ()
    return frozenset(_line(fact) for fact in facts if fact.before is not None)


def _line(fact: KnownFact) -> str:
    return f"{fact.attribute}: {fact.value}" + (f" (before: {fact.before})" if fact.before is not None else "")


def describe_entity(facts_to_tell: Sequence[Fact], first: Collection[str] = ()) -> str:
    """The facts that come first in a sentence: those with these keys, then what is no row of a table, then rows."""
    groups: dict[str, list[Fact]] = {}
    for fact in sorted(facts_to_tell, key=lambda fact: (fact.key not in first, bool(fact.row))):
        groups.setdefault(fact.row if fact.key not in first else "", []).append(fact)
    singles = [f"{fact.attribute}: {fact.value}" for fact in groups.pop("", [])]
    rows = [f"{row}: {', '.join(f'{fact.head} {fact.value}' for fact in facts)}" for row, facts in groups.items()]
    parts = [*singles[:SINGLES], *rows[: ROWS if len(singles) < SINGLES else 0]]
    left = len(singles) + len(rows) - len(parts)
    return "; ".join(parts) + (f"; {left} more" if left else "")
