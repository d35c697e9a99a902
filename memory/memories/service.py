"""Reads and changes the six memories.

Each change is made under the store's lock and is durable when the method returns. Any thread may call.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from base.clock import Clock
from base.errors import BadInput
from base.records.secret import Revealed
from base.records.vector import Vector
from memory.memories import forgetting, ranking
from memory.memories.changes import (
    PERSON,
    REST,
    ApplyResult,
    BatchResult,
    Change,
    Changeset,
    JournalEntry,
    MemoryCounts,
    MemoryPage,
    MemorySnapshot,
    MemoryTablesPort,
    Outcome,
    PendingRetry,
    merge_changesets,
)
from memory.memories.index import MemoryIndex
from memory.memories.journal import Journal
from memory.memories.memory import Action, Basis, Kind, Memory, Operation

if TYPE_CHECKING:
    from memory.memories.reveal import Open


log = logging.getLogger(__name__)

SOON, LATEST = timedelta(minutes=1), timedelta(days=1)
"""Until a batch is tried again: doubled with each failure, up to the latter. It is never given up."""


class MemoryService:
    def __init__(
        self, tables: MemoryTablesPort, *, clock: Clock, embed: Callable[[str], Vector | None] = lambda _: None
    ) -> None:
        """embed: the text encoder of the queries, None without one."""
        self._tables = tables
        self._clock = clock
        self._embed = embed
        self._lock = threading.RLock()
        self._index = MemoryIndex()
        self._stamps: Mapping[str, int] = {}
        self._version = -1

    # -- reading -------------------------------------------------------------------------------------------------------

    def _up_to_date_index(self) -> MemoryIndex:
        """The index, with what was written since, also by another process."""
        version = self._tables.memories_version()
        if version != self._version:
            stamps = self._tables.memory_stamps()
            for name in self._stamps.keys() - stamps.keys():
                self._index.remove(name)
            changed = [name for name, stamp in stamps.items() if self._stamps.get(name) != stamp]
            for memory in self._tables.memories_of(changed):
                self._index.put(memory)
            self._stamps, self._version = stamps, version
        return self._index

    def get(self, name: str) -> Memory | None:
        with self._lock:
            return self._up_to_date_index().get(name)

    def page(self, kind: Kind | None, query: str, *, limit: int, offset: int = 0, history: bool = False) -> MemoryPage:
        """Newest first, or by what says most of the query; with `history` also what newer values closed."""
        with self._lock:
            known = self._up_to_date_index()
            kinds = [kind] if kind else list(Kind)
            memories = [memory for kind in kinds for memory in known.all(kind, history=history)]
        if query.strip():
            scores = dict(self._tables.match_memories(query, len(known), kind=kind, closed=history))
            memories = ranking.search_memories(memories, query, scores, self._embed(query))
        else:
            memories.sort(key=ranking.newest_first)
        return MemoryPage(tuple(memories[offset : offset + limit]), len(memories))

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int) -> Mapping[Kind, tuple[Memory, ...]]:
        """The best of each kind by words and meaning together: what an answer is written from."""
        with self._lock:
            known = self._up_to_date_index()
            pools = {kind: known.all(kind) for kind in kinds}
        vector = self._embed(text)
        chosen = {}
        for kind, pool in pools.items():
            scores = dict(self._tables.match_memories(text, ranking.MAX_WORD_MATCHES, kind=kind)) if pool else {}
            chosen[kind] = tuple(memory for memory, _ in ranking.rank_memories(pool, scores, vector)[:limit])
        return chosen

    def memories_from(self, frame: str) -> tuple[Memory, ...]:
        with self._lock:
            return tuple(self._up_to_date_index().memories_from(frame))

    def history(self, name: str) -> tuple[Change, ...]:
        images = self._tables.journal(memory=name)
        taken = self._tables.undone(image.change for image in images)
        names = ("batch", "at", "actor", "action", "reason", "before")
        return tuple(
            Change(entry.change, **{name: getattr(entry, name) for name in names}, undone=entry.change in taken)
            for entry in images
        )

    def counts(self) -> MemoryCounts:
        with self._lock:
            known = self._up_to_date_index()
            open_ones = known.counts()
            closed = len(known) - sum(open_ones.values())
        return MemoryCounts(open_ones, closed, self._tables.undigested(), len(self._tables.owed()))

    def knowledge(self, mark: str) -> MemorySnapshot:
        with self._lock:
            return self._up_to_date_index().since(mark)

    # -- changing ------------------------------------------------------------------------------------------------------

    def apply(self, digest: BatchResult) -> ApplyResult:
        """What the managers made of a batch, in one commit. A digest that was applied before changes nothing."""
        with self._lock, self._tables.exclusive_write():
            again = {retry.id: retry for retry in self._tables.owed()}.get(digest.batch)
            if again is None and self._tables.digested(digest.frames):
                return ApplyResult()
            made = {outcome.kind: self._made(digest, outcome) for outcome in digest.outcomes}
            failed = {
                outcome.kind: outcome for outcome in digest.outcomes if outcome.failure or made[outcome.kind] is None
            }
            ledgers = {kind: ledger for kind, ledger in made.items() if ledger is not None}
            debts = tuple(self._debt(digest, outcome, again) for outcome in failed.values())
            marks = Changeset(
                digested=() if again else digest.frames,
                owed=debts,
                paid=(again.id,) if again and again.id not in {debt.id for debt in debts} else (),
            )
            self._tables.commit(merge_changesets([*(journal.changes() for journal in ledgers.values()), marks]))
            self._up_to_date_index()
        counts = {kind: ledger.count for kind, ledger in ledgers.items() if ledger.count or kind not in failed}
        return ApplyResult(counts, sum(journal.refused for journal in ledgers.values()), tuple(failed))

    def _made(self, digest: BatchResult, outcome: Outcome) -> Journal | None:
        """None: the manager failed and left nothing to keep, or what it proposes cannot be stored."""
        failure, stands = outcome.failure, outcome.stands or not outcome.failure
        ledger = self._ledger(outcome.operations, kind=outcome.kind)
        try:
            ledger.apply(outcome.operations, actor=outcome.manager, batch=digest.batch)
        except (TypeError, ValueError) as fault:
            failure, stands = type(fault).__name__, False
        if failure:
            log.warning("a batch is owed to %s: %s", outcome.kind, failure)
        return ledger if stands else None

    def _debt(self, digest: BatchResult, outcome: Outcome, again: PendingRetry | None) -> PendingRetry:
        attempts = again.attempts + 1 if again else 1
        wait = min(LATEST, SOON * 2 ** min(attempts - 1, 20))
        name = again.id if again else f"{digest.batch}-{outcome.kind}"
        if outcome.stands and not name.endswith(REST):
            name += REST
        return PendingRetry(name, outcome.kind, digest.frames, self._clock() + wait, attempts)

    def _ledger(self, operations: Iterable[Operation], *, kind: Kind | None = None) -> Journal:
        named = {frame for operation in operations if operation.memory for frame in operation.memory.evidence}
        return self._ledger_over(self._tables.existing_evidence(named), kind)

    def _ledger_over(self, there: Collection[str], kind: Kind | None = None) -> Journal:
        """Ids rise from commit to commit, and within one from kind to kind."""
        place = f"{self._tables.sequence():010d}-{list(Kind).index(kind) if kind else 0}"
        return Journal(self._up_to_date_index(), there=there, now=self._clock(), sequence=place, kind=kind)

    def apply_operations(
        self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False
    ) -> ApplyResult:
        """Operations that come from no batch: by order of the person, or of reflection. One batch to undo."""
        with self._lock, self._tables.exclusive_write():
            ledger = self._ledger(operations)
            ledger.apply(operations, actor=actor, batch=batch, stated=stated)
            changes = ledger.changes()
            self._tables.commit(changes)
            self._up_to_date_index()
        touched = {(image.change, image.kind) for image in changes.images}
        return ApplyResult(Counter(kind for _, kind in touched), ledger.refused)

    def edit(self, memory: Memory) -> Memory:
        """By order of the person. Raises BadInput without evidence, or where there is nothing to edit."""
        there = self.get(memory.id)
        if there is None:
            raise _no_such_memory()
        self._by_order(Action.UPDATE, memory)
        edited = self.get(memory.id)
        assert edited is not None
        return edited

    def state(self, memory: Memory) -> Memory:
        """Something new that the person said; its evidence may be the utterance itself. Raises BadInput."""
        self._by_order(Action.ADD, memory)
        with self._lock:
            known = self._up_to_date_index()
            stated = known.get(memory.id) or known.by_key(memory.kind, [memory.key]).get(memory.key)
        assert stated is not None
        return stated

    def _by_order(self, action: Action, memory: Memory) -> None:
        vector = self._embed(f"{memory.summary}\n{memory.details}")
        stated = replace(memory, basis=Basis.STATED, updated_at=self._clock(), vector=vector)
        done = self.apply_operations([Operation(action=action, memory=stated)], actor=PERSON, stated=True)
        if done.refused:
            raise BadInput("a memory needs a summary and evidence", advice="Name a moment that shows it.")

    def delete(self, name: str) -> None:
        """By order of the person; `undo` brings it back. Raises BadInput for an unknown one."""
        if self.get(name) is None:
            raise _no_such_memory()
        self.apply_operations([Operation(action=Action.REMOVE, targets=(name,))], actor=PERSON, stated=True)

    def merge(self, names: Sequence[str]) -> Memory:
        """The first one stays, with all evidence. Raises BadInput for unknown ones and for several kinds."""
        memories = [self.get(name) for name in dict.fromkeys(names)]
        there = [memory for memory in memories if memory is not None]
        if len(there) < 2 or len(there) < len(memories):
            raise _no_such_memory()
        if len({memory.kind for memory in there}) > 1:
            raise BadInput("only memories of the same kind can be merged", advice="Choose memories of the same kind.")
        targets = tuple(memory.id for memory in there[1:])
        merged = Operation(action=Action.MERGE, memory=there[0], targets=targets)
        self.apply_operations([merged], actor=PERSON, stated=True)
        staying = self.get(there[0].id)
        assert staying is not None
        return staying

    def undo(self, name: str) -> int:
        """Take a change back, or all changes of a batch; how many. Raises BadInput where later ones build on them."""
        with self._lock, self._tables.exclusive_write():
            images = self._tables.journal(change=name)
            taken = self._tables.undone(image.change for image in images)
            images = [entry for entry in images if entry.change not in taken and not entry.undoes]
            self._refuse_built_on(images)
            named = {frame for entry in images if entry.before for frame in entry.before.evidence}
            ledger = self._ledger_over(self._tables.existing_evidence(named))
            ledger.take_back(images, actor=PERSON, batch="")
            self._tables.commit(ledger.changes())
            self._up_to_date_index()
        return len({image.change for image in images})

    def _refuse_built_on(self, images: Sequence[JournalEntry]) -> None:
        ours = {image.change for image in images}
        last = max((image.id for image in images), default="")
        for memory in {image.memory for image in images}:
            later = [
                entry for entry in self._tables.journal(memory=memory) if entry.id > last and entry.change not in ours
            ]
            taken = self._tables.undone(entry.change for entry in later)
            if any(entry.change not in taken and not entry.undoes for entry in later):
                raise BadInput("the memory was changed again since then", advice="Undo the later change first.")

    def put_back(self, memories: Sequence[Memory], seen: Sequence[str]) -> int:
        with self._lock, self._tables.exclusive_write():
            known = self._up_to_date_index()
            new = [memory for memory in memories if known.get(memory.id) is None and not _is_older(memory, known)]
            operations = [Operation(action=Action.ADD, memory=memory) for memory in new]
            ledger = self._ledger(operations)
            ledger.apply(operations, actor="restore", batch="")
            self._tables.commit(replace(ledger.changes(), digested=tuple(self._tables.existing_evidence(seen))))
            self._up_to_date_index()
        return len(new) - ledger.refused

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def forget(self, names: Sequence[str]) -> int:
        """For good: their history too, and of the vault's the values. How many there were; the frames they came from
        stay."""
        from memory.memories.reveal import collect_values  # the managers' modules: unlocking is sooner without

        with self._lock:
            there = [memory for name in names if (memory := self.get(name)) is not None]
            if there:
                self._tables.forget_memories([memory.id for memory in there], collect_values(self._tables, there))
                self._up_to_date_index()
        return len(there)

    def reveal(self, name: str, open_value: Open) -> tuple[Revealed, ...]:
        """Raises BadInput for what is not of the vault, SealError."""
        from memory.memories.reveal import reveal_values

        memory = self.get(name)
        if memory is None or memory.kind is not Kind.VAULT:
            raise BadInput(
                "the vault has no such entry", advice="`afterglow memories --kind vault` shows them with their ids."
            )
        return reveal_values(self._tables, memory, open_value)

    def would_go(self, frames: Sequence[str]) -> int:
        """Memories that are deleted with these frames; some may be made again from the frames that are left."""
        with self._lock:
            touched, spared = self._touched(frames)
        return len(touched) - len(spared)

    def before_forgetting(self, frames: Sequence[str]) -> int:
        """Memories that stand without these frames go on without them; the store sweeps the others with the frames.
        How many those are."""
        with self._lock, self._tables.exclusive_write():
            touched, spared = self._touched(frames)
            self._tables.commit(Changeset(puts=spared))
        return len(touched) - len(spared)

    def _touched(self, frames: Sequence[str]) -> tuple[Sequence[Memory], tuple[Memory, ...]]:
        """Memories that rest on any of the frames, and as they may stay those of them that may."""
        going, known = set(frames), self._up_to_date_index()
        touched = {memory.id: memory for frame in frames for memory in known.memories_from(frame)}
        partly = [memory for memory in touched.values() if not going.issuperset(memory.evidence)]
        named = sorted({frame for memory in partly for frame in memory.evidence})
        texts = {moment.id: forgetting.text_of(moment) for moment in self._tables.moments(named)}
        return list(touched.values()), forgetting.drop_evidence(partly, going, texts)

    def after_forgetting(self) -> None:
        with self._lock:
            self._up_to_date_index()


def _no_such_memory() -> BadInput:
    return BadInput("there is no such memory", advice="`afterglow memories` shows them with their ids.")


def _is_older(memory: Memory, known: MemoryIndex) -> bool:
    """Whether the same thing is known here, and better."""
    there = known.by_key(memory.kind, [memory.key]).get(memory.key) if memory.valid_to is None else None
    return there is not None and there.updated_at >= memory.updated_at
