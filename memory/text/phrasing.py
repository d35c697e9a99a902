"""Lists, quotations and durations as a person writes them. Pure functions, called by the memory managers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MAX_LENGTH = 90


def join_list(things: Sequence[str], most: int = 3) -> str:
    """`a`, `a and b`, `a, b and 3 more`."""
    listed = list(things[:most])
    left = len(things) - len(listed)
    if left:
        return f"{', '.join(listed)} and {left} more"
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}" if listed else ""


def quote(text: str) -> str:
    """Between English quotation marks, shortened to MAX_LENGTH."""
    return f"“{shorten(text)}”"


def shorten(text: str, most: int = MAX_LENGTH) -> str:
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head = flat[: most - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[most // 2 :] else head}…"


def format_duration(seconds: float) -> str:
    """`23 min`, `1 h 18 min`; nothing for less than a minute, which nobody would mention."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{minutes} min" if not hours else f"{hours} h {rest} min" if rest else f"{hours} h"


def find_zone(name: str) -> tzinfo:
    """UTC for a zone that this machine has no data of: a day in another zone is better than none."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
