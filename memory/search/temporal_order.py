"""Hits before, after or between others. Pure; any thread."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from memory.search.frame_index import FrameIndex, Ints
from memory.search.fusion import Scores

FARTHEST = 4
"""Episodes away that still count as `next`."""
SAME_SITTING = timedelta(hours=8) / timedelta(microseconds=1)
"""Nothing that comes after a night is `next`."""


def beside(shelf: FrameIndex, places: Ints, anchor: int, *, after: bool) -> Scores:
    """For each place 1 in the next episode, ⅔, ½, ⅖ in those that follow, -1 in the anchor's own, 0 elsewhere.

    `anchor` is a position on the shelf. Episodes on the anchor's page do not count: it was still the same thing.
    """
    values = np.zeros(len(places))
    step = 1 if after else -1
    near: dict[int, float] = {int(shelf.scene[anchor]): -1.0}
    scene, counted = int(shelf.scene[anchor]), 0
    while counted < FARTHEST:
        scene += step
        if not 0 <= scene < len(shelf.scenes):
            break
        place = int(shelf.scenes[scene][0])
        if abs(int(shelf.at[place]) - int(shelf.at[anchor])) > SAME_SITTING:
            break
        if shelf.page[place] == shelf.page[anchor]:
            near[scene] = -1.0
            continue
        near[scene] = 2 / (2 + counted)
        counted += 1
    for i, place in enumerate(places):
        values[i] = near.get(int(shelf.scene[place]), 0.0)
    return values


def between(shelf: FrameIndex, places: Ints, one: int, other: int) -> Scores:
    """1 in the episodes strictly between two, -1 in their own, 0 elsewhere."""
    first, last = sorted((int(shelf.scene[one]), int(shelf.scene[other])))
    scenes = shelf.scene[places]
    values = ((scenes > first) & (scenes < last)).astype(np.float64)
    values[(scenes == first) | (scenes == last)] = -1.0
    return values


def near_scenes(shelf: FrameIndex, anchors: list[int]) -> Ints:
    """A few moments of each episode around the anchors: they may hold none of the query's words."""
    scenes = {int(shelf.scene[a]) + n for a in anchors for n in range(-FARTHEST - 2, FARTHEST + 3)}
    if len(anchors) == 2:
        first, last = sorted(int(shelf.scene[a]) for a in anchors)
        scenes |= set(range(first, min(last, first + 30)))
    chosen = [shelf.scenes[s][:: max(1, len(shelf.scenes[s]) // 8)] for s in scenes if 0 <= s < len(shelf.scenes)]
    return np.concatenate(chosen) if chosen else np.zeros(0, np.int64)


def newest_of_page(shelf: FrameIndex, places: Ints) -> Scores:
    """How late each place's visit is among the pool's visits to its page: 0 first … 1 last; ½ for a lone visit."""
    if not len(places):
        return np.zeros(0)
    pairs = np.stack([shelf.page[places], shelf.scene[places]], axis=1)
    visits, member = np.unique(pairs, axis=0, return_inverse=True)  # by page, then by time
    _, starts, counts = np.unique(visits[:, 0], return_index=True, return_counts=True)
    page = np.repeat(np.arange(len(starts)), counts)
    nth = np.arange(len(visits)) - starts[page]
    late = np.where(counts[page] > 1, nth / np.maximum(1, counts[page] - 1), 0.5)
    return np.asarray(late[member.ravel()], np.float64)


def lateness(shelf: FrameIndex, places: Ints) -> Scores:
    """0 for the pool's first moment … 1 for its last, by rank."""
    if len(places) < 2:
        return np.zeros(len(places))
    return np.argsort(np.argsort(shelf.at[places], kind="stable"), kind="stable") / (len(places) - 1)
