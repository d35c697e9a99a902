"""Groups hits of the same window and day. Pure; the result list calls it on the UI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from base.records.search import Hit


@dataclass(frozen=True, slots=True)
class HitGroup:
    best: Hit = field(repr=False)
    others: tuple[Hit, ...] = field(default=(), repr=False)
    """Sorted by time."""


def group_hits(hits: Sequence[Hit], zone: tzinfo) -> tuple[HitGroup, ...]:
    """Ordered by the best hit of each group; recall has already merged near-duplicates."""
    windows: dict[tuple[date, str, str], list[Hit]] = {}
    for hit in hits:
        windows.setdefault((hit.at.astimezone(zone).date(), hit.app, hit.title), []).append(hit)
    return tuple(HitGroup(first, tuple(sorted(rest, key=lambda hit: hit.at))) for first, *rest in windows.values())
