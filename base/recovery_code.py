"""How a recovery key is typed: one rule for what opens a memory and for what the window accepts as proof. Pure."""

from __future__ import annotations

_ALIKE = str.maketrans("018", "OIB")
"""The key's alphabet (Base32) has no 0, 1 or 8: whoever writes them means the letters."""


def plain(text: str) -> str:
    """The key, or a group of it, without case, spaces and dashes, and with the letters for the digits that look like
    them."""
    return "".join(text.upper().split()).replace("-", "").translate(_ALIKE)
