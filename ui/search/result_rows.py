"""Visible rows of grouped hits. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from base.records.search import Hit
from ui.search.groups import Group


@dataclass(frozen=True, slots=True)
class Row:
    hit: Hit = field(repr=False)
    group: int
    other: bool = False
    """Not the best of its window."""
    more: int = 0
    """Of a best one: how many others there are."""
    open: bool = False


def rows_of(groups: Sequence[Group], unfolded: Collection[int]) -> tuple[Row, ...]:
    """`unfolded`: places of groups whose others are shown."""
    rows: list[Row] = []
    for place, group in enumerate(groups):
        rows.append(Row(group.best, place, more=len(group.others), open=place in unfolded))
        if place in unfolded:
            rows += [Row(hit, place, other=True) for hit in group.others]
    return tuple(rows)
