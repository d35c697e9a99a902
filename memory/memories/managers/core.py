"""Core memory: who the person is.

The name comes from where a computer and those who write say it: a shell's prompt, a greeting, `to me`, a passenger. A
page about oneself gives the rest; what the person writes of themselves (`I am allergic to …`) counts as stated; hours,
programs and languages are counted over the days and marked as inferred. Called in the reader's process, beside the
other managers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from memory.encoders.interface import TextEncoder
from memory.memories.fields import CoreFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers import habits, self_facts
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.managers.self_facts import SelfStatement
from memory.memories.memory import Action, Basis, Kind, Memory, Operation, fields_of
from memory.memories.screen.document_text import line_key
from memory.memories.screen.facts import find_facts, is_different
from memory.memories.screen.observation import Observation
from memory.memories.screen.window_subject import normalize_key
from memory.text.phrasing import shorten

NAME = "core:name"


class CoreManager:
    kind = Kind.CORE
    name = "measured-core-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        looks = [sight for sight in self._view(batch) if sight.new]
        statements: dict[str, list[SelfStatement]] = {}
        for statement in self._find_statements(looks, known, batch):
            statements.setdefault(statement.key, []).append(statement)
        there = known.by_key(self.kind, list(statements))
        operations = [
            operation
            for key, same_key in statements.items()
            for operation in self._operations_for(same_key, there.get(key))
        ]
        memories = [operation.memory for operation in operations if operation.memory is not None]
        embedded = self._maker.embedded(memories, [there.get(memory.key) for memory in memories])
        return [
            Operation(action=operation.action, memory=memory, targets=operation.targets, reason=operation.reason)
            for operation, memory in zip(operations, embedded, strict=True)
        ]

    def _find_statements(
        self, looks: Sequence[Observation], known: MemoryLookup, batch: Batch
    ) -> Iterator[SelfStatement]:
        remembered = known.by_key(Kind.CORE, [NAME]).get(NAME)
        name = _value(remembered) if remembered else ""
        full = self_facts.find_name(looks, name)
        if full is not None:
            yield full
            name = full.value
        for look in looks:
            if name:
                yield from self_facts.find_addresses(look, name)
                yield from self_facts.find_statements(look, name)
            if self_facts.is_own_page(look, name):
                for fact in find_facts(look):
                    yield SelfStatement(fact.attribute, fact.value, look.at, look.moment.id)
        yield from habits.count_habits(known.all(Kind.EPISODIC), batch.zone)

    def _operations_for(self, statements: Sequence[SelfStatement], old: Memory | None) -> Iterator[Operation]:
        """The last value counts; where it differs from the one before, the older one becomes history."""
        last = statements[-1]
        if old is None:
            yield Operation(action=Action.ADD, memory=self._write(statements, None), reason="it was read")
        elif last.basis is Basis.INFERRED and not _is_better(last, old):
            return
        elif old.key == NAME or last.basis is Basis.INFERRED or not is_different(_value(old), last.value):
            yield Operation(action=Action.UPDATE, memory=self._write(statements, old), reason="it was read again")
        else:
            same = [statement for statement in statements if not is_different(statement.value, last.value)]
            made = self._write(same, None)
            yield Operation(action=Action.SUPERSEDE, memory=made, targets=(old.id,), reason="newer value")

    def _write(self, statements: Sequence[SelfStatement], old: Memory | None) -> Memory:
        last = (
            max(statements, key=lambda statement: (len(statement.value), statement.at))
            if statements[0].key == NAME
            else statements[-1]
        )
        frames = [*(old.evidence if old else ()), *(frame for statement in statements for frame in statement.frames)]
        return self._maker.new(
            last.key,
            last.sentence or f"{last.attribute}: {shorten(last.value, 200)}",
            evidence=frames,
            at=min(statements[0].at, old.valid_from) if old else statements[0].at,
            until=max(statements[-1].at, old.updated_at) if old else statements[-1].at,
            details=last.context,
            tree_path=("About me", last.branch),
            fields=CoreFields(
                block="human",
                attribute=last.attribute,
                value=last.value,
                sure=len(set(frames)),
            ),
            basis=last.basis,
            confidence=_confidence(last.basis, len(set(frames))),
        )


def _is_better(statement: SelfStatement, old: Memory) -> bool:
    """What was concluded is replaced by what was read, and a domain by a name."""
    return (
        old.basis is Basis.INFERRED
        and line_key(_value(old)) != line_key(statement.value)
        and "." not in statement.value.split()[-1]
    )


def _value(memory: Memory) -> str:
    return fields_of(memory, CoreFields).value or ""


def _confidence(basis: Basis, times: int) -> float:
    least = {Basis.STATED: 0.9, Basis.MEASURED: 0.8, Basis.INFERRED: 0.6}[basis]
    return min(0.99, least + 0.02 * times)


def values(memories: Iterable[Memory]) -> dict[str, str]:
    """The known values of the person, by attribute."""
    return {normalize_key(fields_of(memory, CoreFields).attribute or ""): _value(memory) for memory in memories}
