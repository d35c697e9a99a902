"""Coverage records: whether a stretch of time was recorded, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What the recorder did during a stretch of time (DESIGN §4, coverage)."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    PAUSED = "paused"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One stretch of time on one monitor. `reason` is a rule's name or a fault, never content."""

    id: str
    start: datetime
    end: datetime
    monitor: int
    state: State
    reason: str = ""
    count: int = 1
    """Samples of the screen in this stretch."""


def clip_coverage(stretches: Iterable[Coverage], since: datetime | None, until: datetime | None) -> Iterator[Coverage]:
    """The parts of the stretches that lie before `since` or from `until` on."""
    for stretch in stretches:
        if since and stretch.start < since:
            yield replace(stretch, end=min(stretch.end, since))
        if until and stretch.end > until:
            name = f"{stretch.id}+" if since and stretch.start < since else stretch.id
            yield replace(stretch, id=name, start=max(stretch.start, until))
