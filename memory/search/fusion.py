"""Score fusion: weighted sum of z-scores, smoothed over neighbours and scenes. Pure; called by ranking.

Scores are fused, not ranks: rank fusion lost .06 to .12 of recall against this on LOCOMO. The weights are round numbers
set by hand and checked on two corpora (benchmarks/recall.py); fitted ones did not carry over to another corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory.search.frame_index import FrameIndex, Ints

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """In units of the fused score's standard deviation, more or less."""

    words: float = 0.5
    """Screens are full of names and numbers: exact words are the best single signal."""
    meaning: float = 0.5
    """As much as words: it finds what is asked in other words, and costs names nothing."""
    ngrams: float = 0.1
    """They mostly repeat what words say, but only they find CJK, parts of words and misread characters."""
    translations: float = 0.8
    """Of their score, for the words in the other languages of the glossary: a little below the words themselves. As a
    signal of its own one chance translation among many moments outweighed everything else."""
    picture: float = 0.3
    """What the picture shows, where the image model is installed; set by hand, not yet measured with real weights."""
    answer_terms: float = 0.2
    """Says when, or how long, where that is asked."""
    window: float = 0.15
    """Title and address name what a page is about; its text only mentions it."""
    neighbours: tuple[float, ...] = (0.5, 0.25)
    """The share of a neighbour's score that counts, at one step and at two steps away."""
    scene: float = 0.25
    """For the best of its scene: a conversation about a thing more likely holds the answer than a mention."""
    speaker: float = 1.5
    """Said by the person whom the query is about: the first that it names."""
    other_speaker: float = 0.75
    """Said by another person whom it names: the answer to `what did Ana promise Ben` is in Ana's words."""
    oneself: float = 0.75
    """Said by the person at the screen, who asks about themselves."""
    name: float = 1.0
    """An identifier or a quotation of the query stands there word for word."""
    app: float = 0.75
    """The query names the app."""
    window_type: float = 0.75
    """The window is of the type that the query names; there may be many such windows."""
    only_window_type: float = 1.5
    """Added where the query names nothing but a type: `the map` says nothing that words or meaning could find."""
    newest: float = 0.4
    """The newest state of a page comes before its older ones when the query says nothing of it."""
    asked_recency: float = 0.6
    """The same when the latest (or the first) is asked for."""
    asked_order: float = 2.5
    """The episode right after (or before) the one that the query names."""
    asked_time: float = 1.5
    """Within the time that the query names in words."""
    asked_time_of_deed: float = 5.0
    """The same where it is the time of what the person did or saw: hardly anything outside can be meant."""


WEIGHTS = Weights()
BEST_OF_SCENE = 3
"""Moments whose mean stands for a scene: the single best one may be chance."""


def z_scores(values: Scores) -> Scores:
    """All 0 where nothing differs."""
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values))


def spread_to_neighbours(scores: Scores, positions: Ints, frames: FrameIndex, shares: tuple[float, ...]) -> Scores:
    """The mean of each moment's score and its neighbours' in the scene: a long scene gains nothing by its length."""
    score_at = np.full(len(frames), np.nan)
    score_at[positions] = scores
    total, weight = scores.copy(), np.ones(len(scores))
    for step in (frames.previous, frames.following):
        neighbour = positions
        for share in shares:
            neighbour = np.where(neighbour >= 0, step[neighbour], -1)
            neighbour_scores = np.where(neighbour >= 0, score_at[neighbour], np.nan)
            known = ~np.isnan(neighbour_scores)
            total[known] += share * neighbour_scores[known]
            weight[known] += share
    return total / weight


def scene_scores(scores: Scores, positions: Ints, frames: FrameIndex) -> Scores:
    """For each moment the mean of its scene's BEST_OF_SCENE best moments."""
    if not len(positions):
        return scores
    scenes, member = np.unique(frames.scene[positions], return_inverse=True)
    falling = np.lexsort((-scores, member))
    starts = np.searchsorted(member[falling], np.arange(len(scenes)))
    best = falling[np.arange(len(falling)) - starts[member[falling]] < BEST_OF_SCENE]
    return (np.bincount(member[best], scores[best]) / np.bincount(member[best]))[member]
