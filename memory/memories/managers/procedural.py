"""Procedural memory: steps that come again in order.

The steps are mined from the episodes: no workflow is known beforehand. Two times are enough where something is made
(a document, a mail, a command), three where things are only looked at. Called in the reader's process, beside the other
managers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from memory.encoders.interface import TextEncoder
from memory.memories.fields import ProceduralFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers.episodic import EpisodeBook
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.managers.prefixspan import Pattern, mine_patterns
from memory.memories.managers.steps import Step, describe_step, find_outcomes, split_into_steps
from memory.memories.memory import Action, Kind, Memory, Operation, fields_of
from memory.text.phrasing import format_duration

PAUSE = timedelta(minutes=10)
"""Between two steps of one workflow at most."""
_RECENT = 500
"""Episodes that are looked through, the last ones."""
_LEAST = 3
"""Steps that make a workflow."""
_MAKING = frozenset(["letter", "writing", "editing", "terminal"])
_ALIKE = 0.6
"""Share of the steps that two workflows have in common if they are one that has changed."""


class ProceduralManager:
    kind = Kind.PROCEDURAL
    name = "measured-procedural-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        done = self._steps(batch, known)
        breaks = frozenset(i for i in range(1, len(done)) if done[i].start - done[i - 1].end > PAUSE)
        mined = mine_patterns([step.label for step in done], breaks, least=_LEAST, times=2)
        there = list(known.all(self.kind))
        operations = []
        for pattern in mined:
            if _is_workflow(pattern, done):
                old = max(there, key=lambda memory: _label_overlap(memory, pattern), default=None)
                old = old if old is not None and _label_overlap(old, pattern) >= _ALIKE else None
                there = [memory for memory in there if memory is not old]
                operations += self._operations(pattern, done, old)
        return operations

    def _steps(self, batch: Batch, known: MemoryLookup) -> list[Step]:
        """Of the episodes that are remembered, and of those that this batch makes."""
        episodes = sorted(known.all(Kind.EPISODIC), key=lambda episode: episode.valid_from)[-_RECENT:]
        book = EpisodeBook(episodes, batch, whole=True)
        for sight in self._view(batch):
            book.take(sight)
        return split_into_steps(book.drafts)

    def _operations(self, pattern: Pattern, done: Sequence[Step], old: Memory | None) -> list[Operation]:
        made = self._write(pattern, done, old)
        if old is not None and _seen_before(old) == _seen_before(made) and old.summary == made.summary:
            return []
        embedded = self._maker.embedded([made], [old])[0]
        action, reason = (Action.UPDATE, "done again") if old else (Action.ADD, "done several times")
        return [Operation(action=action, memory=embedded, reason=reason)]

    def _write(self, pattern: Pattern, done: Sequence[Step], old: Memory | None) -> Memory:
        times = [[done[place] for place in places] for places in pattern.places]
        columns = [[time[number] for time in times] for number in range(len(pattern.labels))]
        instructions = [_step(column) for column in columns]
        apps = list(dict.fromkeys(column[-1].draft.app for column in columns))
        took = median((time[-1].end - time[0].start).total_seconds() for time in times)
        last, seen = times[-1], _seen(times, old)
        often = "twice" if len(seen) == 2 else f"{len(seen)} times"
        usually = f"Usually takes {format_duration(took) or 'less than a minute'}"
        made = self._maker.new(
            old.key if old else "workflow:" + " > ".join(pattern.labels),
            " → ".join(_short_form(column) for column in columns) + f", {often}",
            evidence=[frame for time in times for step in time for frame in _frames(step)],
            at=times[0][0].start,
            until=last[-1].end,
            details="\n".join([f"{number}. {text}" for number, text in enumerate(instructions, 1)] + [usually]),
            tree_path=("Scripts" if all(column[-1].command for column in columns) else "Workflows", apps[0]),
            fields=ProceduralFields(
                entry_type="script" if all(column[-1].command for column in columns) else "workflow",
                steps=tuple(instructions),
                times_seen=len(seen),
                variations=_variations(pattern, done),
                apps=tuple(apps),
                labels=tuple(pattern.labels),
                seen=seen,
                seconds=round(took),
            ),
            confidence=min(0.95, 0.5 + 0.15 * len(seen)),
        )
        return replace(made, id=old.id) if old else made


def _seen(times: Sequence[Sequence[Step]], old: Memory | None) -> tuple[datetime, ...]:
    """When it was done, also before the episodes that are looked through now."""
    starts = [time[0].start for time in times]
    other = [at for at in _seen_before(old) if all(abs(at - start) > PAUSE for start in starts)]
    return tuple(sorted([*other, *starts]))


def _seen_before(memory: Memory | None) -> tuple[datetime, ...]:
    return fields_of(memory, ProceduralFields).seen or ()


def _is_workflow(pattern: Pattern, done: Sequence[Step]) -> bool:
    taken = [done[place] for place in pattern.places[-1]]
    makes = any(step.draft.act in _MAKING for step in taken)
    places = {step.draft.base if not step.command else step.command for step in taken}
    return len(places) >= 2 and len(pattern.places) >= (2 if makes else 3)


def _label_overlap(memory: Memory, pattern: Pattern) -> float:
    labels = set(fields_of(memory, ProceduralFields).labels or ())
    return len(labels & set(pattern.labels)) / max(len(labels), len(pattern.labels), 1)


def _step(column: Sequence[Step]) -> str:
    came = find_outcomes(column)
    return describe_step(column) + (f" ({'; '.join(came)})" if came else "")


def _short_form(column: Sequence[Step]) -> str:
    return describe_step(column).removeprefix("Open ").removeprefix("Run ").replace("Write a mail", "a mail")


def _frames(step: Step) -> tuple[str, ...]:
    frames = tuple(step.draft.shares)
    return tuple(dict.fromkeys((frames[0], frames[-1])))


def _variations(pattern: Pattern, done: Sequence[Step]) -> tuple[tuple[str, ...], ...]:
    """Times at which something else was done in between."""
    variations = []
    for places in pattern.places:
        if places[-1] - places[0] + 1 > len(places):
            variations.append(tuple(describe_step([done[place]]) for place in range(places[0], places[-1] + 1)))
    return tuple(variations[-3:])
