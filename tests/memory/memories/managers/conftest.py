"""A day as the managers see it: moments of windows with their lines, digested batch by batch into memories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.vector import Vector
from memory.archive.fake import store_in_ram
from memory.memories.batches import next_batch
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Kind, Memory
from memory.memories.service import MemoryService

MORNING = datetime(2027, 4, 6, 9, 0, tzinfo=UTC)
EVENING = MORNING + timedelta(days=30)
CELL, LINE = 260, 30


def at(minute: float) -> datetime:
    return MORNING + timedelta(minutes=minute)


def lines(*rows: str, x: int = 100, y: int = 220) -> tuple[Line, ...]:
    """Rows below each other; `¦` parts a row into cells of one table."""
    return tuple(
        Line(cell.strip(), (x + CELL * column, y + LINE * row, min(CELL - 30, 9 * len(cell.strip())), 22))
        for row, text in enumerate(rows)
        for column, cell in enumerate(text.split("¦"))
        if cell.strip()
    )


def look(
    minute: float,
    *rows: str,
    app: str = "Editor",
    title: str = "",
    url: str = "",
    vector: Sequence[float] | None = None,
    monitor: int = 1,
    shown: Iterable[Line] = (),
) -> Moment:
    return Moment(
        id=new_id(at(minute), f"{monitor:010x}"),
        at=at(minute),
        monitor=monitor,
        app=app,
        title=title or app,
        url=url,
        lines=(*lines(*rows), *shown),
        text_vectors=unit(vector) if vector else None,
    )


def unit(numbers: Sequence[float]) -> Vector:
    vector = np.asarray([numbers], np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def watched(start: float, end: float, monitor: int = 1) -> Coverage:
    return Coverage(f"{start:g}-{monitor}", at(start), at(end), monitor, State.SAVED)


class Person:
    """Whose day it is: `sees` moments, and `remembers` what the managers made of them."""

    def __init__(self) -> None:
        self.store = store_in_ram()
        self.mind = MemoryService(self.store.memories, clock=lambda: EVENING)
        self.meta = MetaMemoryManager(measured_managers(None))

    def sees(self, *moments: Moment, watched: Sequence[Coverage] = ()) -> None:
        self.store.add(moments, watched)
        while (batch := next_batch(self.store.memories, EVENING, whole=False)) is not None:
            self.meta.learn(self.mind.knowledge(self.meta.mark))
            digest = self.meta.digest(batch)
            assert [one.failure for one in digest.outcomes if one.failure] == []
            assert self.mind.apply(digest).refused == 0

    def remembers(self, kind: Kind, *, history: bool = False) -> list[Memory]:
        """Oldest first."""
        page = self.mind.page(kind, "", limit=1000, history=history)
        return sorted(page.memories, key=lambda one: (one.valid_from, one.id))

    def remembers_all(self) -> list[Memory]:
        return [one for kind in Kind for one in self.remembers(kind, history=True)]


@pytest.fixture
def person() -> Person:
    return Person()
