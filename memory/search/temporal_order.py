"""Order in time as a ranking signal: before, after or between other moments; the latest or the first.

Pure; called by `Recall` in any thread. Positions are those of the frame index.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from memory.search.frame_index import FrameIndex, Ints
from memory.search.fusion import WEIGHTS, Scores

MAX_STEPS = 4
"""Scenes away that still count as `next`."""
SAME_SITTING = timedelta(hours=8) / timedelta(microseconds=1)
"""Nothing that comes after a night is `next`."""


def score_order(frames: FrameIndex, positions: Ints, anchors: list[int], *, after: bool) -> Scores:
    """For the moments beside what the query names: `anchors` holds the moment of `after X` or of `before Y`, or both
    of `between X and Y`, or nothing."""
    if not anchors:
        return np.zeros(len(positions))
    if len(anchors) == 2:
        return WEIGHTS.asked_order * _between(frames, positions, *anchors)
    return WEIGHTS.asked_order * _next_to(frames, positions, anchors[0], after=after)


def _next_to(frames: FrameIndex, positions: Ints, anchor: int, *, after: bool) -> Scores:
    """For each position 1 in the next scene, ⅔, ½, ⅖ in those that follow, -1 in the anchor's own, 0 elsewhere. Scenes
    on the anchor's page do not count: the person still had the same thing before them."""
    step = 1 if after else -1
    scene, steps = int(frames.scene[anchor]), 0
    values: dict[int, float] = {scene: -1.0}
    while steps < MAX_STEPS:
        scene += step
        if not 0 <= scene < len(frames.scenes):
            break
        first = int(frames.scenes[scene][0])
        if abs(int(frames.at[first]) - int(frames.at[anchor])) > SAME_SITTING:
            break
        if frames.page[first] == frames.page[anchor]:
            values[scene] = -1.0
            continue
        values[scene] = 2 / (2 + steps)
        steps += 1
    return np.array([values.get(int(frames.scene[position]), 0.0) for position in positions], np.float64)


def _between(frames: FrameIndex, positions: Ints, anchor: int, other_anchor: int) -> Scores:
    """1 in the scenes strictly between two, -1 in their own, 0 elsewhere."""
    first, last = sorted((int(frames.scene[anchor]), int(frames.scene[other_anchor])))
    scenes = frames.scene[positions]
    values = ((scenes > first) & (scenes < last)).astype(np.float64)
    values[(scenes == first) | (scenes == last)] = -1.0
    return values


def positions_near(frames: FrameIndex, anchors: list[int]) -> Ints:
    """A few moments of each scene around the anchors: they may hold none of the query's words."""
    scenes = {int(frames.scene[a]) + n for a in anchors for n in range(-MAX_STEPS - 2, MAX_STEPS + 3)}
    if len(anchors) == 2:
        first, last = sorted(int(frames.scene[a]) for a in anchors)
        scenes |= set(range(first, min(last, first + 30)))
    samples = [frames.scenes[s][:: max(1, len(frames.scenes[s]) // 8)] for s in scenes if 0 <= s < len(frames.scenes)]
    return np.concatenate(samples) if samples else np.zeros(0, np.int64)


def score_recency(frames: FrameIndex, positions: Ints, recency: int) -> Scores:
    """The newest state of a page first. With `latest` or `first` in the query (`recency` 1 or -1) time counts more, and
    a little also between pages."""
    late = _rank_within_page(frames, positions) - 0.5
    if recency == 0:
        return WEIGHTS.newest * late
    by_time = np.argsort(np.argsort(frames.at[positions], kind="stable"), kind="stable")
    return recency * WEIGHTS.asked_recency * (late + 0.5 * by_time / max(1, len(positions) - 1))


def _rank_within_page(frames: FrameIndex, positions: Ints) -> Scores:
    """How late each position's visit is among the visits to its page: 0 first … 1 last; ½ for a lone visit."""
    if not len(positions):
        return np.zeros(0)
    pairs = np.stack([frames.page[positions], frames.scene[positions]], axis=1)
    visits, member = np.unique(pairs, axis=0, return_inverse=True)  # by page, then by time
    _, starts, counts = np.unique(visits[:, 0], return_index=True, return_counts=True)
    page = np.repeat(np.arange(len(starts)), counts)
    nth = np.arange(len(visits)) - starts[page]
    late = np.where(counts[page] > 1, nth / np.maximum(1, counts[page] - 1), 0.5)
    return np.asarray(late[member.ravel()], np.float64)
