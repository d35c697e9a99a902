"""Score fusion: convex sum of z-scores. Pure.

Scores are fused, not ranks: rank fusion lost .06 to .12 of recall against this on LOCOMO. The weights are round numbers
set by hand and checked on two corpora (benchmarks/recall.py); fitted ones did not carry over to another corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory.search.frame_index import FrameIndex

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """In units of the fused score's standard deviation, more or less."""

    words: float = 0.5
    """Screens are full of names and numbers: exact words are the best single signal."""
    meaning: float = 0.5
    """As much as words: it finds what is asked in other words, and costs names nothing."""
    grams: float = 0.1
    """Mostly repeats what words say; alone it carries CJK, parts of words and slips of reading."""
    foreign: float = 0.8
    """Of their score, for the words in the other languages of the glossary: a little below the words themselves. As a
    signal of its own one chance translation among many moments outweighed everything else."""
    sight: float = 0.3
    """What the picture shows, where the image model is installed; set by hand, not yet measured with real weights."""
    telling: float = 0.2
    """Says when, or how long, where that is asked."""
    window: float = 0.15
    """Title and address name what a page is about; its text only mentions."""
    neighbours: tuple[float, ...] = (0.5, 0.25)
    """Lent from one step away, from two steps away."""
    scene: float = 0.25
    """The best that its scene has: a conversation about a thing holds the answer more likely than a mention."""
    speaker: float = 1.5
    """Said by the one whom the query is about: the first that it names."""
    other_speaker: float = 0.75
    """Said by another whom it names: `what did Ana promise Ben` is told by Ana."""
    oneself: float = 0.75
    """Said by the person at the screen, who asks about themselves."""
    name: float = 1.0
    """An identifier or a quotation of the query stands there word for word."""
    app: float = 0.75
    """An app of the store is named in the query."""
    genre: float = 0.75
    """The window is of the sort that the query names; there may be many such."""
    only_genre: float = 1.5
    """More, where the query names nothing but a sort: `the map` says nothing that words or meaning could find."""
    newest: float = 0.4
    """The newest state of one page before its older ones, when nothing is said."""
    asked_order: float = 0.6
    """The same when the latest (or the first) is asked for."""
    beside: float = 2.5
    """The episode right after (before) the one that the query names."""
    inside: float = 1.5
    """Within the time that the query names in words."""
    done: float = 5.0
    """The same where it is the time of what one did or saw: then little outside can be meant."""


WEIGHTS = Weights()
BEST = 3
"""Of a scene: the one best moment may be chance."""


def standardised(values: Scores) -> Scores:
    """z-scores; all 0 where nothing differs."""
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values))


def spread_to_neighbours(
    scores: Scores, pool: NDArray[np.int64], shelf: FrameIndex, shares: tuple[float, ...]
) -> Scores:
    """Each moment's score with its neighbours' in the scene, as a mean: a long scene gains nothing by its length."""
    whole = np.full(len(shelf), np.nan)
    whole[pool] = scores
    total, weight = scores.copy(), np.ones(len(scores))
    for towards in (shelf.before, shelf.after):
        place = pool
        for share in shares:
            place = np.where(place >= 0, towards[place], -1)
            theirs = np.where(place >= 0, whole[place], np.nan)
            known = ~np.isnan(theirs)
            total[known] += share * theirs[known]
            weight[known] += share
    return total / weight


def by_scene(scores: Scores, pool: NDArray[np.int64], shelf: FrameIndex) -> Scores:
    """For each moment the mean of its scene's best three."""
    if not len(pool):
        return scores
    scenes, member = np.unique(shelf.scene[pool], return_inverse=True)
    falling = np.lexsort((-scores, member))
    starts = np.searchsorted(member[falling], np.arange(len(scenes)))
    best = falling[np.arange(len(falling)) - starts[member[falling]] < BEST]
    return (np.bincount(member[best], scores[best]) / np.bincount(member[best]))[member]
