"""Secret values of a vault memory, from its moments.

A memory of the vault holds no value. Each moment's values lie sealed beside it and go with it, so that forgetting a
moment forgets what was read there, whatever else rests on it. Called in the store's process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from base.records.moment import Moment
from base.records.secret import Revealed, SealedSecret
from memory.memories.changes import MemoryTablesPort
from memory.memories.fields import VaultFields
from memory.memories.memory import Kind, Memory, fields_of
from memory.memories.screen.secret_marks import find_secret_marks
from memory.memories.screen.window_subject import window_subject

Open = Callable[[str, SealedSecret], str]
"""Of a moment's id and one of its values; raises SealError."""
RECENT = 50
"""Moments that are looked at: a value that they no longer show has long been replaced."""


def reveal_values(tables: MemoryTablesPort, memory: Memory, open_value: Open) -> tuple[Revealed, ...]:
    """Each value once, the newest first; none where no moment kept one. Raises SealError."""
    by_value: dict[str, Revealed] = {}
    for moment, sealed in _sealed(tables, memory, memory.evidence[-RECENT:]):
        values = [open_value(moment.id, secret) for secret in sealed]
        whole = ["\n".join(values)] if fields_of(memory, VaultFields).entry_type == "private_key" else values
        for value in whole:
            by_value.setdefault(value, Revealed(value, moment.id, moment.at))
    return tuple(by_value.values())


def collect_values(tables: MemoryTablesPort, memories: Iterable[Memory]) -> dict[str, tuple[SealedSecret, ...]]:
    """By moment, the values that go when these memories are forgotten for good."""
    by_moment: dict[str, tuple[SealedSecret, ...]] = {}
    for memory in memories:
        for moment, sealed in _sealed(tables, memory, memory.evidence) if memory.kind is Kind.VAULT else ():
            by_moment[moment.id] = (*by_moment.get(moment.id, ()), *sealed)
    return by_moment


def _sealed(
    tables: MemoryTablesPort, memory: Memory, frames: Sequence[str]
) -> Iterator[tuple[Moment, tuple[SealedSecret, ...]]]:
    """The values of each moment that belong to the memory, the newest moment first."""
    values = tables.values_of(frames)
    moments = tables.moments([frame for frame in frames if frame in values])
    for moment in sorted(moments, key=lambda moment: moment.at, reverse=True):
        ours = {
            (id(mark.line), mark.start)
            for mark in find_secret_marks(moment, window_subject(moment))
            if mark.key == memory.key
        }
        sealed = (value for value in values[moment.id] if value.line < len(moment.lines))
        mine = tuple(secret for secret in sealed if (id(moment.lines[secret.line]), secret.start) in ours)
        if mine:
            yield moment, mine
