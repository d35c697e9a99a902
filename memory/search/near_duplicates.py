"""Groups of near-duplicate frames, one for each hit (cosine likeness of their passages). Pure; any thread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from memory.search.frame_index import FrameIndex, Ints, Mask
from memory.search.ranking import Candidates
from memory.search.vector_index import VectorIndex

SAME_VIEW = 0.9
"""Cosine likeness of two frames' passages above which they show the same: typing a line stays above it, scrolling does
not."""
REPEATED_SCENE = 0.1
"""What each further view of one scene loses, in fused units. More hid good turns of long conversations (LOCOMO: at 0.75
recall@10 fell from .74 to .65) and won nothing on screens."""
MAX_VIEWS = 10
"""Of one scene."""
REPEATED_PAGE = 0.15
"""What a page loses for each hit that it already has from another visit."""
SAME_SCORE = 0.1
"""Scores this near are equal; then the later frame of a scene is shown, where typing and loading are done."""
MAX_COMPARED = 40
"""Frames of a scene that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Group:
    """What becomes one hit; positions in the frame index."""

    position: int
    """Of the frame that is shown."""
    last: int
    score: float


def group_candidates(
    candidates: Candidates, frames: FrameIndex, passages: VectorIndex | None, limit: int
) -> list[Group]:
    """At most `limit`, best first, scores falling."""
    scenes: dict[int, list[int]] = defaultdict(list)
    for i in np.argsort(-candidates.scores, kind="stable"):
        scene = int(frames.scene[candidates.positions[i]])
        if scene in scenes or len(scenes) < 4 * limit:
            scenes[scene].append(int(i))
    pages: dict[int, int] = defaultdict(int)
    views: list[tuple[float, int]] = []
    for members in scenes.values():  # in the order of their best
        page = int(frames.page[candidates.positions[members[0]]])
        for nth, (position, score) in enumerate(_views(np.array(members[:MAX_COMPARED]), candidates, passages)):
            views.append((score - REPEATED_SCENE * nth - REPEATED_PAGE * min(pages[page], 4), position))
        pages[page] += 1
    best = sorted(views, key=lambda view: -view[0])[:limit]
    return [Group(position, _last_of_view(position, frames, passages), score) for score, position in best]


def _views(members: Ints, candidates: Candidates, passages: VectorIndex | None) -> list[tuple[int, float]]:
    """(position to show, score) of each different view of one scene, best first."""
    views: list[tuple[int, float]] = []
    left = members
    while len(left) and len(views) < MAX_VIEWS:
        best = left[0]
        same = _show_the_same(int(candidates.positions[best]), candidates.positions[left], passages)
        near = same & (candidates.scores[left] >= candidates.scores[best] - SAME_SCORE)
        views.append((int(candidates.positions[left[near]].max()), float(candidates.scores[best])))
        left = left[~same]
    return views


def _show_the_same(position: int, others: Ints, passages: VectorIndex | None) -> Mask:
    if passages is None:
        return np.ones(len(others), bool)
    return np.asarray((passages.likeness(position, others) >= SAME_VIEW) | (others == position), bool)


def _last_of_view(position: int, frames: FrameIndex, passages: VectorIndex | None) -> int:
    """The last moment of the scene, in unbroken sequence, that still shows the same."""
    sequence = [position]
    while len(sequence) <= MAX_COMPARED and frames.following[sequence[-1]] >= 0:
        sequence.append(int(frames.following[sequence[-1]]))
    same = _show_the_same(position, np.array(sequence), passages)
    return sequence[len(same) - 1 if same.all() else int(np.argmin(same)) - 1]


def group_by_scene(positions: Ints, frames: FrameIndex, passages: VectorIndex | None, limit: int) -> list[Group]:
    """One group a scene, in the order of the positions: the answer to a filter alone."""
    first_of_scene: dict[int, int] = {}
    for position in positions:
        first_of_scene.setdefault(int(frames.scene[position]), int(position))
        if len(first_of_scene) == limit:
            break
    return [
        Group(position, _last_of_view(position, frames, passages), -float(nth))
        for nth, position in enumerate(first_of_scene.values())
    ]
