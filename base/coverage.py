"""Coverage records: what became of a stretch of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What became of a stretch of time (DESIGN §4, coverage)."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    PAUSED = "paused"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One stretch of time on one monitor and what became of it. `reason` is a rule's name or a fault, never content."""

    id: str
    start: datetime
    end: datetime
    monitor: int
    state: State
    reason: str = ""
    count: int = 1
    """Samples that the stretch stands for."""


def clip_coverage(stretches: Iterable[Coverage], since: datetime | None, until: datetime | None) -> Iterator[Coverage]:
    """The parts of the stretches that lie before `since` or from `until` on."""
    for stretch in stretches:
        if since and stretch.start < since:
            yield replace(stretch, end=min(stretch.end, since))
        if until and stretch.end > until:
            name = f"{stretch.id}+" if since and stretch.start < since else stretch.id
            yield replace(stretch, id=name, start=max(stretch.start, until))
