"""Visible rows of grouped hits. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from base.records.search import Hit
from ui.search.groups import HitGroup


@dataclass(frozen=True, slots=True)
class HitRow:
    hit: Hit = field(repr=False)
    group: int
    secondary: bool = False
    """Not the best of its window."""
    more: int = 0
    """Of a best one: how many others there are."""
    unfolded: bool = False


def visible_rows(groups: Sequence[HitGroup], unfolded: Collection[int]) -> tuple[HitRow, ...]:
    """`unfolded`: places of groups whose others are shown."""
    rows: list[HitRow] = []
    for place, group in enumerate(groups):
        rows.append(HitRow(group.best, place, more=len(group.others), unfolded=place in unfolded))
        if place in unfolded:
            rows += [HitRow(hit, place, secondary=True) for hit in group.others]
    return tuple(rows)
