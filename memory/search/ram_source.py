"""Search source in RAM (BM25 over an inverted index), for tests and benchmarks.

The same rules as in the store: BM25 (k1 0.9, b 0.4: FINDINGS §5) over stemmed words and over n-grams. One thread may
write; `Recall` reads it from several.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa

from base.coverage import Coverage
from base.records.line import Line
from base.records.moment import Moment
from base.records.scope import Scope
from memory.search.source import Scored, VectorBlock
from memory.text.ngrams import make_ngrams
from memory.text.speakers import find_senders
from memory.text.tokens import stems

K1 = 0.9
B = 0.4


class Postings:
    """An inverted index: term → (document, times)."""

    def __init__(self) -> None:
        self._postings: dict[str, dict[str, int]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}

    def add(self, document: str, terms: Sequence[str]) -> None:
        self._lengths[document] = len(terms)
        for term, times in Counter(terms).items():
            self._postings[term][document] = times

    def remove(self, document: str) -> None:
        if self._lengths.pop(document, None) is not None:
            for times in self._postings.values():
                times.pop(document, None)

    def scores(self, terms: Sequence[str]) -> dict[str, float]:
        mean = sum(self._lengths.values()) / max(1, len(self._lengths))
        scores: dict[str, float] = defaultdict(float)
        for term in dict.fromkeys(terms):
            documents = self._postings.get(term, {})
            weight = math.log(1 + (len(self._lengths) - len(documents) + 0.5) / (len(documents) + 0.5))
            for document, times in documents.items():
                length = 1 - B + B * self._lengths[document] / mean
                scores[document] += weight * times * (K1 + 1) / (times + K1 * length)
        return scores


class RamSource:
    def __init__(self, moments: Sequence[Moment] = (), coverage: Sequence[Coverage] = ()) -> None:
        self._moments: dict[str, Moment] = {}
        self._coverage = list(coverage)
        self._words = Postings()
        self._ngrams = Postings()
        self.add(moments)

    def add(self, moments: Sequence[Moment]) -> None:
        for moment in moments:
            self.remove([moment.id])
            self._moments[moment.id] = moment
            text = _searched_text(moment)
            self._words.add(moment.id, stems(text))
            self._ngrams.add(moment.id, make_ngrams(text))

    def remove(self, ids: Sequence[str]) -> None:
        for frame in ids:
            if self._moments.pop(frame, None):
                self._words.remove(frame)
                self._ngrams.remove(frame)

    def encoders(self) -> dict[str, str]:
        return {frame: moment.encoders for frame, moment in self._moments.items()}

    def heads_table(self, scope: Scope | None = None, columns: Sequence[str] = ("id", "at")) -> Any:
        scope = scope or Scope()
        inside = (moment for moment in self._moments.values() if _is_in_scope(moment, scope))
        moments = sorted(inside, key=lambda moment: (moment.at, moment.id))
        derived = {"host": lambda m: _host(m.url), "senders": lambda m: " ".join(sorted(find_senders(m.lines)))}
        values = {name: [derived.get(name, attrgetter(name))(moment) for moment in moments] for name in columns}
        types = {"at": pa.timestamp("us", "UTC"), "monitor": pa.int16()}
        return pa.table({name: pa.array(column, types.get(name, pa.string())) for name, column in values.items()})

    def vectors(
        self, kind: Literal["text", "image"] = "text", ids: Sequence[str] | None = None
    ) -> Iterator[VectorBlock]:
        for frame in self._moments if ids is None else ids:
            moment = self._moments[frame]
            matrix = moment.text_vectors if kind == "text" else moment.image_vector
            if matrix is not None and len(matrix):
                rows = np.atleast_2d(matrix).astype(np.float16)
                yield VectorBlock([frame], np.zeros(len(rows), np.int64), rows)

    def match_words(self, text: str, scope: Scope, limit: int) -> Scored:
        return self._best(self._words.scores(stems(text)), scope, limit)

    def match_ngrams(self, text: str, scope: Scope, limit: int) -> Scored:
        return self._best(self._ngrams.scores(make_ngrams(text)), scope, limit)

    def match_phrase(self, text: str, scope: Scope, limit: int) -> Scored:
        phrase = stems(text)

        def holds_phrase(frame: str) -> bool:
            words = stems(_searched_text(self._moments[frame]))
            starts = range(len(words) - len(phrase) + 1) if phrase else ()
            return any(words[start : start + len(phrase)] == phrase for start in starts)

        scores = self._words.scores(phrase)
        return self._best({frame: score for frame, score in scores.items() if holds_phrase(frame)}, scope, limit)

    def summaries(self, ids: Sequence[str]) -> dict[str, str]:
        return {frame: self._moments[frame].summary for frame in ids if frame in self._moments}

    def lines(self, ids: Sequence[str]) -> dict[str, tuple[Line, ...]]:
        return {frame: self._moments[frame].lines for frame in ids if frame in self._moments}

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        return tuple(
            stretch
            for stretch in self._coverage
            if (since is None or stretch.end >= since) and (until is None or stretch.start < until)
        )

    def _best(self, scores: dict[str, float], scope: Scope, limit: int) -> Scored:
        inside = [(frame, score) for frame, score in scores.items() if _is_in_scope(self._moments[frame], scope)]
        return sorted(inside, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _searched_text(moment: Moment) -> str:
    return "\n".join((moment.app, moment.title, moment.url, moment.summary, moment.text))


def _host(url: str) -> str:
    return urlsplit(url if "://" in url else f"//{url}").hostname or ""


def _is_in_scope(moment: Moment, scope: Scope) -> bool:
    host = _host(moment.url)
    return (
        (scope.since is None or moment.at >= scope.since)
        and (scope.until is None or moment.at < scope.until)
        and (not scope.apps or any(app.casefold() in moment.app.casefold() for app in scope.apps))
        and (not scope.sites or any(host == site or host.endswith("." + site) for site in scope.sites))
        and all(title.casefold() in moment.title.casefold() for title in scope.titles)
        and (not scope.monitors or moment.monitor in scope.monitors)
        and (not scope.ids or moment.id in scope.ids)
    )
