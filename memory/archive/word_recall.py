"""Search by words alone (BM25), for archives without a text encoder: tests and benchmarks. Any thread may call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from base.records.moment import Moment
from base.records.search import Hit, Query, SearchResult
from base.records.vector import Vector
from memory.store.frame_tables import FrameTables


class WordRecall:
    def __init__(self, frames: FrameTables) -> None:
        self._frames = frames

    def refresh(self) -> None:
        """The full-text index keeps up by itself."""

    def embed(self, text: str) -> Vector | None:
        return None

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return None

    def search(self, query: Query) -> SearchResult:
        scores = dict(self._frames.match_words(query.text, query.scope, query.limit))
        words = query.text.lower().split()
        moments = self._frames.moments(list(scores))
        return SearchResult(tuple(replace(hit_of(moment, words), score=scores[moment.id]) for moment in moments))

    def close(self) -> None: ...


def hit_of(moment: Moment, words: Sequence[str]) -> Hit:
    """Marks the lines that hold any of the words, which are in lower case."""
    marked = [line for line in moment.lines if any(word in line.text.lower() for word in words)]
    return Hit(
        frame=moment.id,
        at=moment.at,
        until=moment.at,
        monitor=moment.monitor,
        score=1.0,
        app=moment.app,
        title=moment.title,
        url=moment.url,
        snippet=marked[0].text if marked else moment.summary,
        text=moment.text,
        boxes=tuple(line.box for line in marked),
    )
