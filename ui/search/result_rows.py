"""Rows of the result list, from grouped hits. Pure; the result list calls it on the UI thread."""

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
    """Not the best hit of its window."""
    more: int = 0
    """Of the best hit: how many other hits its window has."""
    unfolded: bool = False


def visible_rows(groups: Sequence[HitGroup], unfolded: Collection[int]) -> tuple[HitRow, ...]:
    """`unfolded`: indexes of the groups whose other hits are shown too."""
    rows: list[HitRow] = []
    for index, group in enumerate(groups):
        rows.append(HitRow(group.best, index, more=len(group.others), unfolded=index in unfolded))
        if index in unfolded:
            rows += [HitRow(hit, index, secondary=True) for hit in group.others]
    return tuple(rows)
