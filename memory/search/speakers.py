"""Speakers as a ranking signal: who says something in each moment.

People ask for a message by its sender as much as by what it says ("what did Ana think of the hotel?"). But the sender
is one word among many, and names mislead a sentence encoder: they pull the vector towards everything that names them.
Called by `Recall` in any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from memory.search.frame_index import FrameIndex
from memory.search.fusion import WEIGHTS, Scores
from memory.search.ranking import Candidates
from memory.search.source import SearchSource
from memory.text.speakers import ONESELF, find_mentioned_senders, find_senders, is_about_oneself

MAX_CACHED = 50_000
"""Frames; few names each."""
BEST = 200
"""Candidates of which it counts who says something there."""


class SpeakerCache:
    """Senders of the moments that were stored before senders were noted: read from their lines, once each.

    Any thread; two threads may read the same moment twice.
    """

    def __init__(self, source: SearchSource) -> None:
        self._source = source
        self._cached: dict[str, frozenset[str]] = {}

    def senders_of(self, frames: Sequence[str]) -> list[frozenset[str]]:
        """For each of the frames; empty for a frame that is gone."""
        unread = [frame for frame in frames if frame not in self._cached]
        if len(self._cached) + len(unread) > MAX_CACHED:
            self._cached = {}
            unread = list(frames)
        read = {frame: find_senders(lines) for frame, lines in self._source.lines(unread).items()} if unread else {}
        self._cached.update(read)
        return [read.get(frame) or self._cached.get(frame, frozenset()) for frame in frames]

    def forget(self, frames: Iterable[str]) -> None:
        for frame in frames:
            self._cached.pop(frame, None)


def speakers_of_best(candidates: Candidates, frames: FrameIndex, cache: SpeakerCache) -> dict[int, frozenset[str]]:
    """Who says something in the best candidates, by position in the frame index."""
    best = [int(i) for i in candidates.positions[np.argsort(-candidates.scores, kind="stable")[:BEST]]]
    noted = {i: names for i in best if (names := frames.senders[i]) is not None}
    unknown = [i for i in best if i not in noted]
    return noted | dict(zip(unknown, cache.senders_of([frames.ids[i] for i in unknown]), strict=True))


def score_speakers(
    query: Sequence[str], named: frozenset[str], candidates: Candidates, speakers: Mapping[int, frozenset[str]]
) -> Scores:
    """`query`: its folded words. `named`: the people among them."""
    oneself = ONESELF if is_about_oneself(query) else frozenset()
    mentioned_first = find_mentioned_senders(query, named)
    scores = np.zeros(len(candidates.positions))
    for i, position in enumerate(candidates.positions):
        names = speakers.get(int(position), frozenset())
        by_name = WEIGHTS.speaker if mentioned_first & names else WEIGHTS.other_speaker if named & names else 0.0
        scores[i] = by_name + WEIGHTS.oneself * bool(oneself & names)
    return scores
