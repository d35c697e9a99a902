"""Operations that change memories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memory.memories.memory import Memory


class Action(StrEnum):
    ADD = "add"
    """Where an open record of the kind has the same key, the two become one: all evidence, the newer words."""
    UPDATE = "update"
    """`memory` takes the place of the record with its id; evidence is never lost by it."""
    MERGE = "merge"
    """`memory` takes the place of itself (or is new) and of all `targets`, which are the same thing; they go."""
    SUPERSEDE = "supersede"
    """`memory` is the newer value: `targets` are closed at its `valid_from` and point to it; history stays. Where it is
    older than a target after all (moments arrive out of order), it becomes a closed part of that one's history."""
    REMOVE = "remove"
    """`targets` go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    action: Action
    memory: Memory | None = None
    targets: tuple[str, ...] = ()
    reason: str = ""
    """Why, in a few words that quote no content: `same address`, `newer value`."""
