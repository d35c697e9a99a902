"""Hits of a search: the window and times of a group of frames, its snippet, and the boxes to mark.

Called by `Recall` for the groups that it returns. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np

from base.records.line import Box, Line
from base.records.search import Hit
from memory.search.frame_index import FrameIndex, datetime_of
from memory.search.near_duplicates import Group
from memory.text.tokens import tokens
from memory.text.word_matching import match_words, word_weight

SNIPPET_LINES = 3
SNIPPET_LENGTH = 280


def build_hit(group: Group, frames: FrameIndex, lines: Sequence[Line], words: Sequence[str], summary: str) -> Hit:
    window, at = frames.windows[int(frames.window[group.position])], datetime_of(int(frames.at[group.position]))
    matched = [match_words(line.text, words) for line in lines]
    return Hit(
        frame=frames.ids[group.position],
        at=at,
        until=max(datetime_of(int(frames.at[group.last])), at),
        monitor=int(frames.monitor[group.position]),
        score=float(1 / (1 + np.exp(-group.score / 2))),
        app=window.app,
        title=window.title,
        url=window.url,
        snippet=_snippet(lines, matched, summary),
        text="\n".join(line.text for line in lines),
        boxes=_boxes(lines, matched),
    )


def holds_any_of(hit: Hit, words: Sequence[str]) -> bool:
    text = f"{hit.app}\n{hit.title}\n{hit.url}\n{hit.text}"
    return any(match_words(text, tokens(word)) for word in words)


def _boxes(lines: Sequence[Line], matched: Sequence[frozenset[str]]) -> tuple[Box, ...]:
    """The lines that hold the most of the query's words first; a line with one common word only when no line has more.

    `matched` holds the query's words in each line.
    """
    weights = [fsum(map(word_weight, words)) for words in matched]  # fsum: the same in whatever order a set is read
    least = max(weights, default=0.0) / 3
    chosen = [i for i, weight in enumerate(weights) if weight > 0 and weight >= least]
    return tuple(lines[i].box for i in sorted(chosen, key=lambda i: -weights[i]))


def _snippet(lines: Sequence[Line], matched: Sequence[frozenset[str]], summary: str) -> str:
    """The SNIPPET_LINES lines with the most of the query's words; where none has any, the summary, or the fullest
    lines."""
    if not lines or (summary and not any(matched)):
        return summary[:SNIPPET_LENGTH]

    def value_of(start: int) -> tuple[float, float, int]:
        excerpt = slice(start, start + SNIPPET_LINES)
        words: frozenset[str] = frozenset().union(*matched[excerpt])
        weight = sum(word_weight(word) for word in words) + 0.01 * sum(map(len, matched[excerpt]))
        return weight, sum(len(line.text) for line in lines[excerpt]) / 1000, -start

    start = max(range(max(1, len(lines) - SNIPPET_LINES + 1)), key=value_of)
    return " ".join(line.text.strip() for line in lines[start : start + SNIPPET_LINES])[:SNIPPET_LENGTH]
