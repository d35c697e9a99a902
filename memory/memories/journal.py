"""Turns operations into journalled changes.

A `Journal` is one commit in the making: it holds what the operations before have made of the memories, and for each
change the state before it. It refuses what has no evidence, joins what is the same, closes what a newer value replaces,
keeps what the person said against what managers conclude, and keeps core blocks within their size. Made under the
store's lock, used by one thread, thrown away after its commit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from memory.memories.changes import Changeset, JournalEntry
from memory.memories.index import MemoryIndex
from memory.memories.memory import Action, Basis, Kind, Memory, Operation
from memory.memories.rules import (
    MAX_BLOCK,
    core_block,
    count_characters,
    merge_memories,
    rank_core_line,
    says_the_same,
    validate,
)
from memory.memories.serialization import merge_fields


class Journal:
    """`there`: of all evidence that the operations name, what exists. `sequence`: what the journal's ids begin with;
    it sorts after that of every earlier commit."""

    def __init__(
        self,
        known: MemoryIndex,
        *,
        there: Collection[str],
        now: datetime,
        sequence: str,
        kind: Kind | None = None,
    ) -> None:
        """`kind`: the only one that may be changed."""
        self._known = known
        self._there = there
        self._kind = kind
        self._now = now
        self._sequence = sequence
        self._working: dict[str, Memory | None] = {}
        self._images: list[JournalEntry] = []
        self._label = ("", "", "", "", "")
        self._acts: dict[Action, Callable[[Operation], bool]] = {
            Action.ADD: self._add,
            Action.UPDATE: self._update,
            Action.MERGE: self._merge,
            Action.SUPERSEDE: self._supersede,
            Action.REMOVE: self._remove,
        }
        self._stated = False
        self.refused = 0

    def apply(self, operations: Iterable[Operation], *, actor: str, batch: str, stated: bool = False) -> None:
        """In this order. `stated`: by order of the person, whose word nothing outweighs.

        Raises TypeError or ValueError for fields that JSON cannot hold; the ledger is then of no use any more."""
        self._stated = stated
        for operation in operations:
            change = self._next_id()
            self._label = (change, batch or change, actor, str(operation.action), operation.reason)
            if not self._acts[operation.action](operation):
                self.refused += 1

    @property
    def count(self) -> int:
        """Changes that were made."""
        return len({image.change for image in self._images})

    def take_back(self, images: Sequence[JournalEntry], *, actor: str, batch: str) -> None:
        """Put everything back as the images show it, the last change first."""
        for image in reversed(images):
            change = self._next_id()
            before = self._sound(image.before) if image.before else None
            self._label = (change, batch or change, actor, "undo", "")
            self._write(image.memory, before, undoes=image.change)

    def changes(self) -> Changeset:
        """All of it, ready to be committed."""
        puts = tuple(memory for name, memory in self._working.items() if memory and memory is not self._known.get(name))
        gone = tuple(name for name, memory in self._working.items() if memory is None)
        return Changeset(puts, gone, tuple(self._images))

    # -- what is the case ----------------------------------------------------------------------------------------------

    def _get(self, name: str) -> Memory | None:
        return self._working[name] if name in self._working else self._known.get(name)

    def _open(self, kind: Kind) -> Iterator[Memory]:
        yield from (memory for memory in self._known.all(kind) if memory.id not in self._working)
        yield from (
            memory for memory in self._working.values() if memory and memory.kind is kind and memory.valid_to is None
        )

    def _like(self, memory: Memory) -> Memory | None:
        """The open record of the same thing, if there is one. A closed memory has no such record."""
        there = self._get(memory.id)
        if there is not None or not memory.key or memory.valid_to is not None:
            return there
        for candidate in self._working.values():
            if (
                candidate
                and (candidate.kind, candidate.key) == (memory.kind, memory.key)
                and candidate.valid_to is None
            ):
                return candidate
        same_key = self._known.by_key(memory.kind, [memory.key]).get(memory.key)
        return same_key if same_key and same_key.id not in self._working else None

    def _targets(self, operation: Operation) -> list[Memory]:
        names = dict.fromkeys(operation.targets)
        there = [memory for name in names if (memory := self._get(name)) is not None]
        return [memory for memory in there if self._kind in (None, memory.kind) and self._may_touch(memory)]

    def _may_touch(self, memory: Memory) -> bool:
        """What the person said stands until the person says otherwise."""
        return self._stated or memory.basis is not Basis.STATED

    def _write(self, name: str, memory: Memory | None, *, undoes: str = "") -> None:
        before = self._get(name)
        either = memory or before
        if either is None or (before and memory and says_the_same(before, memory)):
            return
        self._working[name] = memory
        change, batch, actor, action, reason = self._label
        self._images.append(
            JournalEntry(
                self._next_id(), change, batch, self._now, either.kind, actor, action, reason, name, before, undoes
            )
        )

    def _next_id(self) -> str:
        return f"{self._sequence}-{len(self._images):05d}"

    # -- the five operations -------------------------------------------------------------------------------------------

    def _add(self, operation: Operation) -> bool:
        memory = self._sound(operation.memory)
        if memory is None:
            return False
        there = self._like(memory)
        if there is not None and there.kind is memory.kind:
            memory = replace(memory, fields=merge_fields(there.fields, memory.fields))
        return self._renew(there, memory)

    def _update(self, operation: Operation) -> bool:
        memory = self._sound(operation.memory)
        return memory is not None and self._renew(self._like(memory), memory)

    def _renew(self, there: Memory | None, memory: Memory) -> bool:
        if there is None:
            self._write(memory.id, memory)
        elif there.kind is not memory.kind:
            return False
        elif self._may_touch(there):
            both = merge_memories(memory, [there], name=there.id)
            end = memory.valid_to or there.valid_to
            self._write(there.id, replace(both, valid_to=end, superseded_by=there.superseded_by))
        else:
            self._write(there.id, merge_memories(there, [memory], name=there.id))
        self._fit(memory)
        return True

    def _merge(self, operation: Operation) -> bool:
        memory = self._sound(operation.memory)
        others = [] if memory is None else [target for target in self._targets(operation) if target.kind is memory.kind]
        if memory is None or not others:
            return memory is not None and self._renew(self._like(memory), memory)
        itself = self._get(memory.id)
        parts = [*others, *([itself] if itself else [])]
        self._write(memory.id, merge_memories(memory, parts, name=memory.id))
        for part in others:
            if part.id != memory.id:
                self._write(part.id, None)
                self._repoint(part.id, memory.id)
        self._fit(memory)
        return True

    def _supersede(self, operation: Operation) -> bool:
        memory = self._sound(operation.memory)
        targets = [] if memory is None else self._holding(memory, operation)
        if memory is None or not targets:
            return memory is not None and self._may_stand(memory) and self._add(operation)
        same = next(
            (old_value for old_value in targets if old_value.id == memory.id or old_value.summary == memory.summary),
            None,
        )
        if same is not None:
            return self._renew(same, memory)
        newer = next((target for target in targets if target.valid_from > memory.valid_from), None)
        if newer is not None:
            return self._insert(memory, newer)
        for target in targets:
            self._write(target.id, replace(target, valid_to=memory.valid_from, superseded_by=memory.id))
        self._write(memory.id, memory)
        self._fit(memory)
        return True

    def _holding(self, memory: Memory, operation: Operation) -> list[Memory]:
        """The targets that still hold; where others took their place meanwhile, what now holds under the same key."""
        named = [
            target for target in self._targets(operation) if target.kind is memory.kind and target.valid_to is None
        ]
        like = self._like(memory)
        return named or [holder for holder in [like] if holder and holder.id != memory.id and self._may_touch(holder)]

    def _may_stand(self, memory: Memory) -> bool:
        like = self._like(memory)
        return like is None or self._may_touch(like)

    def _insert(self, memory: Memory, holding: Memory) -> bool:
        """An older value that came later: it ends where the next one began, and the one before ends where it began."""
        values = sorted(self._history(holding), key=lambda version: (version.valid_from, version.id))
        later = [value for value in values if value.valid_from > memory.valid_from]
        earlier = values[: len(values) - len(later)]
        same = next(
            (neighbour for neighbour in (*earlier[-1:], *later[:1]) if neighbour.summary == memory.summary), None
        )
        if same is not None:
            return self._renew(same, memory)
        self._write(memory.id, replace(memory, valid_to=later[0].valid_from, superseded_by=later[0].id))
        for neighbour in earlier[-1:]:
            self._write(neighbour.id, replace(neighbour, valid_to=memory.valid_from, superseded_by=memory.id))
        return True

    def _history(self, holding: Memory) -> Iterator[Memory]:
        """This value and all that came before it."""
        yield holding
        for memory in self._pointing_to(holding.id):
            yield from self._history(memory)

    def _remove(self, operation: Operation) -> bool:
        targets = self._targets(operation)
        for target in targets:
            self._write(target.id, None)
            self._repoint(target.id, "")
        return bool(targets)

    def _repoint(self, gone: str, name: str) -> None:
        for memory in self._pointing_to(gone):
            self._write(memory.id, replace(memory, superseded_by=name))

    def _pointing_to(self, name: str) -> list[Memory]:
        """What this one superseded."""
        names = dict.fromkeys([*self._known.pointing_to(name), *self._working])
        return [
            memory
            for name_before in names
            if (memory := self._get(name_before)) is not None and memory.superseded_by == name
        ]

    # -- rules ---------------------------------------------------------------------------------------------------------

    def _sound(self, memory: Memory | None) -> Memory | None:
        return validate(memory, self._there) if memory and self._kind in (None, memory.kind) else None

    def _fit(self, memory: Memory) -> None:
        """Of a core block that has grown too long the least certain lines go."""
        if memory.kind is not Kind.CORE:
            return
        lines = [line for line in self._open(Kind.CORE) if core_block(line) == core_block(memory)]
        lines.sort(key=rank_core_line)
        size = sum(map(count_characters, lines))
        while size > MAX_BLOCK:
            least = lines.pop(0)
            self._write(least.id, None)
            size -= count_characters(least)
