"""Chooses which moments the managers see next.

Frames arrive out of order: the newest are read first, older ones are imported later. So each frame is marked when a
batch has held it. Called in the store's process, under no lock: a batch that two processes take is applied once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from base.clock import IDLE_AFTER
from memory.memories.attention import attention_seconds
from memory.memories.changes import Changeset, FrameOrder, MemoryTablesPort
from memory.memories.manager import Batch
from memory.memories.memory import Kind

MAX_NEW = 20
MAX_WAIT = timedelta(seconds=60)
"""A batch is due with so many new moments, or when the first of them is so old (MIRIX: 20 shots, about 60 s)."""
CONTEXT_BEFORE, CONTEXT_AFTER = 6, 3
"""Known moments before and after the new ones, for context."""


def next_batch(
    tables: MemoryTablesPort,
    now: datetime,
    *,
    zone: str = "UTC",
    whole: bool = True,
    idle_after: timedelta = IDLE_AFTER,
) -> Batch | None:
    """None when there is nothing to look at. With `whole` the last few new moments wait for more to come.
    `idle_after`: the idle time of the settings, see `memory.memories.attention`."""
    order = tables.frames_in_order()
    for debt in tables.owed(now):
        chosen = _places(order.ids, debt.frames)
        if chosen:
            return _batch(
                tables, order, chosen, BatchHead(debt.id, frozenset([debt.kind]), now, zone, idle_after, debt.rest)
            )
        tables.commit(Changeset(paid=(debt.id,)))  # everything it was about is forgotten
    run = _first_unseen_run(order.seen)
    if not run or (whole and len(run) < MAX_NEW and now - order.times[run[0]] < MAX_WAIT):
        return None
    name = _name_batch([order.ids[place] for place in run])
    return _batch(tables, order, run, BatchHead(name, frozenset(Kind), now, zone, idle_after))


def _first_unseen_run(seen: Sequence[bool]) -> list[int]:
    """The first new moments with no known one between them, so that what lies around them is context."""
    try:
        first = seen.index(False)
    except ValueError:
        return []
    last = first
    while last + 1 < len(seen) and last + 1 - first < MAX_NEW and not seen[last + 1]:
        last += 1
    return list(range(first, last + 1))


def _places(ids: Sequence[str], wanted: Sequence[str]) -> list[int]:
    places = []
    for name in wanted:
        with suppress(ValueError):
            places.append(ids.index(name))
    return sorted(places)


class BatchHead(NamedTuple):
    id: str
    kinds: frozenset[Kind]
    now: datetime
    zone: str
    idle_after: timedelta
    rest: bool = False


def _batch(tables: MemoryTablesPort, order: FrameOrder, new: Sequence[int], head: BatchHead) -> Batch:
    before = range(max(0, new[0] - CONTEXT_BEFORE), new[0])
    behind = range(new[-1] + 1, min(len(order.ids), new[-1] + 1 + CONTEXT_AFTER))
    moments = tables.moments([order.ids[place] for place in (*before, *new, *behind)], vectors=True)
    around = slice(before.start, behind.stop + 1)  # with the moment after the last one, which ends it
    times = list(zip(order.ids[around], order.times[around], order.monitors[around], strict=True))
    coverage = tables.coverage(times[0][1], times[-1][1] + head.idle_after)
    lasted = attention_seconds(times, coverage, head.idle_after)
    return Batch(
        moments=tuple(moments),
        new=frozenset(order.ids[place] for place in new) & {moment.id for moment in moments},
        now=head.now,
        zone=head.zone,
        durations={moment.id: lasted[moment.id] for moment in moments},
        id=head.id,
        kinds=head.kinds,
        rest=head.rest,
    )


def _name_batch(frames: Sequence[str]) -> str:
    """The same for the same frames, and in the order of their time."""
    return f"{frames[0]}-{blake2b(' '.join(frames).encode(), digest_size=5).hexdigest()}"
