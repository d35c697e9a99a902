"""The check that somebody has the recovery key: two of its groups, chosen at random. Qt-free."""

from __future__ import annotations

import secrets

_ALIKE = str.maketrans("018", "OIB")
"""The key's alphabet (Base32) has no 0, 1 or 8: whoever writes them means the letters."""


def plain(text: str) -> str:
    """A group without case, spaces and dashes, and with the letters for the digits that look like them."""
    return "".join(text.upper().split()).replace("-", "").translate(_ALIKE)


def choose_two(groups: int) -> tuple[int, int]:
    """Indices, the lower one first."""
    first, second = sorted(secrets.SystemRandom().sample(range(groups), 2))
    return first, second
