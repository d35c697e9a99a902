"""The check that somebody has the recovery key: two of its groups, chosen at random. Qt-free."""

from __future__ import annotations

import secrets


def choose_two(groups: int) -> tuple[int, int]:
    """Indices, the lower one first."""
    first, second = sorted(secrets.SystemRandom().sample(range(groups), 2))
    return first, second
