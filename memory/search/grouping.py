"""Groups near-duplicate hits. Pure; any thread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from memory.search.frame_index import FrameIndex, Ints, Mask
from memory.search.ranking import Candidates
from memory.search.vector_index import VectorIndex

ALIKE = 0.9
"""Cosine likeness of two frames' passages above which they show the same: a line typed keeps it, scrolling does not."""
AGAIN = 0.1
"""What another view within one episode pays, in fused units. More hid good turns of long conversations (LOCOMO: at 0.75
recall@10 fell from .74 to .65) and won nothing on screens."""
VIEWS = 10
"""Different views of one episode at most."""
SAME_PAGE = 0.15
"""What a page pays that already has a hit from another visit."""
NEAR = 0.1
"""Scores this near are equal; then the later frame of a scene is shown, where typing and loading are done."""
LOOKED_AT = 40
"""Frames of a scene that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Group:
    """One hit to be: positions on the shelf."""

    place: int
    last: int
    score: float


def grouped(pool: Candidates, shelf: FrameIndex, layout: VectorIndex | None, limit: int) -> list[Group]:
    """At most `limit`, best first, scores falling."""
    order = np.argsort(-pool.scores, kind="stable")
    scenes: dict[int, list[int]] = defaultdict(list)
    for i in order:
        scene = int(shelf.scene[pool.places[i]])
        if scene in scenes or len(scenes) < 4 * limit:
            scenes[scene].append(int(i))
    pages: dict[int, int] = defaultdict(int)
    views: list[tuple[float, int]] = []
    for members in scenes.values():  # in order of their best
        page = int(shelf.page[pool.places[members[0]]])
        for nth, (shown, score) in enumerate(_views(np.array(members[:LOOKED_AT]), pool, layout)):
            views.append((score - AGAIN * nth - SAME_PAGE * min(pages[page], 4), shown))
        pages[page] += 1
    best = sorted(views, key=lambda view: -view[0])[:limit]
    return [Group(shown, _end(shown, shelf, layout), score) for score, shown in best]


def _views(members: Ints, pool: Candidates, layout: VectorIndex | None) -> list[tuple[int, float]]:
    """(shown position, score) of each different view of one scene, best first."""
    views: list[tuple[int, float]] = []
    left = members
    while len(left) and len(views) < VIEWS:
        best = left[0]
        same = _alike(int(pool.places[best]), pool.places[left], layout)
        near = same & (pool.scores[left] >= pool.scores[best] - NEAR)
        views.append((int(pool.places[left[near]].max()), float(pool.scores[best])))
        left = left[~same]
    return views


def _alike(one: int, others: Ints, layout: VectorIndex | None) -> Mask:
    if layout is None:
        return np.ones(len(others), bool)
    return np.asarray((layout.likeness(one, others) >= ALIKE) | (others == one), bool)


def _end(place: int, shelf: FrameIndex, layout: VectorIndex | None) -> int:
    """The last moment of the scene, in unbroken sequence, that still shows the same."""
    following = [place]
    while len(following) <= LOOKED_AT and shelf.after[following[-1]] >= 0:
        following.append(int(shelf.after[following[-1]]))
    same = _alike(place, np.array(following), layout)
    return following[len(same) - 1 if same.all() else int(np.argmin(same)) - 1]


def by_time(places: Ints, shelf: FrameIndex, layout: VectorIndex | None, limit: int) -> list[Group]:
    """One group a scene, in the order of the places: the answer to a filter alone."""
    chosen: dict[int, int] = {}
    for place in places:
        chosen.setdefault(int(shelf.scene[place]), int(place))
        if len(chosen) == limit:
            break
    return [Group(p, _end(p, shelf, layout), -float(n)) for n, p in enumerate(chosen.values())]
