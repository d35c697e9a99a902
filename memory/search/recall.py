"""Search over all moments: a query in, ranked hits out.

`search` and `refresh` may be called from any thread, several at once: what they share is replaced as a whole. A search
goes through plan, candidates, groups and hits; ranking reads the source in the threads of a pool that `close` ends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial
from typing import TypeVar

import numpy as np

from base.clock import micros
from base.errors import Locked
from base.records.scope import Scope
from base.records.search import Gap, Hit, Query, QueryImage, SearchResult
from base.records.vector import Vector
from memory.encoders.interface import ImageEncoder, TextEncoder
from memory.search.coverage_gaps import find_gaps
from memory.search.frame_index import FrameIndex, Ints, Mask
from memory.search.fusion import WEIGHTS
from memory.search.hits import build_hit, holds_any_of
from memory.search.near_duplicates import Group, group_by_scene, group_candidates
from memory.search.query import Plan, add_time_words, parse, query_words, time_scopes
from memory.search.ranking import (
    MAX_CANDIDATES,
    Candidates,
    Lookup,
    best_positions,
    find_matches,
    find_weak_matches,
    score_candidates,
    types_of_window,
    vector_scores,
    window_type_share,
)
from memory.search.search_index import SearchIndex, SearchIndexReader
from memory.search.source import SearchSource
from memory.search.speakers import SpeakerCache, score_speakers, speakers_of_best
from memory.search.temporal_order import positions_near, score_order, score_recency
from memory.search.times.parser import Interval
from memory.text.language import content_words
from memory.text.speakers import find_people, remove_words
from memory.text.tokens import identifiers, tokens
from memory.text.window_types import window_types_in_query

T = TypeVar("T")

THREADS = 4
"""Of the pool beside the searching thread."""
SPARE_GROUPS = 3
"""Groups fetched for each hit, where `-word` may remove some."""
MIN_LIKENESS = 0.5
"""Cosine below which two moments have no more in common than any two."""
MAX_WORD_MATCHES = 1000
"""Moments with the words of a query that also asks for the like of a picture or moment."""
HOUR = timedelta(hours=1)
MAX_SCANNED = 5_000
"""Moments whose window's type is looked at, where nothing else is asked: each new window takes 0.1 ms."""
MAX_SAMPLED = 400
"""Moments of the asked time that become candidates whatever they say."""


class Recall:
    def __init__(
        self, source: SearchSource, *, text_encoder: TextEncoder | None, image_encoder: ImageEncoder | None = None
    ) -> None:
        """Reads nothing yet; the first `refresh` or `search` does. Without an encoder, words alone carry the search.
        The threads start with the first search."""
        self._source = source
        self._text_encoder = text_encoder
        self._image_encoder = image_encoder
        self._encoding = threading.Lock()
        self._index = SearchIndexReader(source, text_encoder, image_encoder)
        self._speakers = SpeakerCache(source)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="recall")

    def close(self) -> None:
        """Ends the threads; every later search raises Locked. Closing twice is harmless."""
        self._pool.shutdown()

    def refresh(self) -> None:
        """Take in what was written or removed since the last time; cheap when nothing was."""
        self._speakers.forget(self._index.refresh())

    def search(self, query: Query) -> SearchResult:
        """Never raises BadInput: what cannot be read as an operator is a word."""
        started = time.perf_counter()
        index = self._index.current()
        plan = parse(query)
        hits = self._find_hits(plan, query, index) if not plan.kinds or "frame" in plan.kinds else ()
        return SearchResult(hits, self._gaps(plan, query), (time.perf_counter() - started) * 1000)

    def embed(self, text: str) -> Vector | None:
        """The text in the space of meanings; None without an encoder, or without a text."""
        if self._text_encoder is None or not text.strip():
            return None
        with self._encoding:
            vector: Vector = self._text_encoder.encode([text])[0]
        return vector

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        """(texts, dimensions), each in the space of meanings; None without an encoder."""
        if self._text_encoder is None:
            return None
        with self._encoding:
            return self._text_encoder.encode(texts)

    def _embed_for_pictures(self, text: str) -> Vector | None:
        """The text in the space of pictures."""
        if self._image_encoder is None or not text.strip():
            return None
        with self._encoding:
            vector: Vector = self._image_encoder.encode_texts([text])[0]
        return vector

    def _start(self, work: Callable[[], T]) -> Future[T]:
        """Runs `work` in the pool. It never waits for other work of the pool, so that searches that run at the same
        time cannot block each other."""
        try:
            return self._pool.submit(work)
        except RuntimeError:  # the pool is closed
            raise Locked from None

    def _find_hits(self, plan: Plan, query: Query, index: SearchIndex) -> tuple[Hit, ...]:
        frames, passages = index.frames, index.passages
        allowed = frames.mask_of_scope(plan.scope)
        in_time = _mask_of_times(plan, frames, allowed)
        if plan.times and not in_time.any():
            plan = add_time_words(plan)
        if not allowed.any() or query.limit < 1:
            return ()
        limit = query.limit * (SPARE_GROUPS if plan.without else 1)
        if plan.like or query.image is not None:
            groups = group_candidates(self._find_like(plan, query.image, index, allowed), frames, passages, limit)
        elif plan.empty:
            positions = _filter_by_window_type(np.flatnonzero(in_time if plan.times else allowed), plan, frames)
            groups = group_by_scene(_sort_by_time(positions, plan, frames), frames, passages, limit)
        else:
            candidates = self._find_by_all_signals(plan, index, allowed, in_time)
            groups = group_candidates(candidates, frames, passages, limit)
        return self._read_hits(groups, plan, frames)[: query.limit]

    # -- candidates ----------------------------------------------------------------------------------------------------

    def _find_like(self, plan: Plan, image: QueryImage | None, index: SearchIndex, allowed: Mask) -> Candidates:
        """Moments like a picture or like another moment: by picture where the image model made vectors, and by text.
        Words of the query must stand there too. The other moment's own scene is left out: the person knows it."""
        position = index.frames.positions.get(plan.like)
        if image is None:
            image = _vectors_of_moment(position, index)
        pairs = ((index.passages, image.text_vectors), (index.pictures, image.image_vector))
        likeness = [
            vector_index.mean_best_scores(np.atleast_2d(vectors))
            for vector_index, vectors in pairs
            if vector_index is not None and vectors is not None and vectors.size
        ]
        if not likeness:
            return Candidates(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, bool))
        scores = np.mean(likeness, axis=0).astype(np.float64)
        alike = allowed & (scores >= MIN_LIKENESS)
        if position is not None:
            alike &= index.frames.scene != index.frames.scene[position]
        if plan.words:
            scored = self._source.match_words(" ".join(plan.words), plan.scope, MAX_WORD_MATCHES)
            alike &= index.frames.mask_of_frames(frame for frame, _ in scored)
        positions = np.sort(best_positions(scores, alike, MAX_CANDIDATES))
        return Candidates(positions, 4 * scores[positions], np.ones(len(positions), bool))

    def _find_by_all_signals(self, plan: Plan, index: SearchIndex, allowed: Mask, in_time: Mask) -> Candidates:
        anchors = self._find_anchors(plan, index, allowed, in_time)
        extra = [_sample(np.flatnonzero(in_time))] if plan.times and in_time.any() else []
        if anchors:
            extra.append(positions_near(index.frames, anchors))
        lookup = Lookup(
            plan.words,
            plan.names,
            plan.phrases,
            plan.window_types,
            tuple(tokens(plan.text)),
            plan.text,
            self.embed(plan.text),
            self._embed_for_pictures(plan.text),
        )
        candidates = self._rank(lookup, plan, index, allowed, extra)
        scores = (
            candidates.scores
            + score_order(index.frames, candidates.positions, anchors, after=bool(plan.order and plan.order.after))
            + score_recency(index.frames, candidates.positions, plan.recency)
        )
        return _prefer_asked_time(replace(candidates, scores=scores), in_time, plan)

    def _find_anchors(self, plan: Plan, index: SearchIndex, allowed: Mask, in_time: Mask) -> list[int]:
        """The moments that `after X` and `before Y` speak of, each the best one for its text."""
        anchors = []
        for text in (plan.order.after, plan.order.before) if plan.order else ():
            if not text:
                continue
            folded = tuple(tokens(text))
            lookup = Lookup(
                words=query_words(text, question=True) or tuple(content_words(text)),
                names=tuple(identifiers(text)),
                window_types=window_types_in_query(folded),
                tokens=folded,
                text=text,
                vector=self.embed(text),
            )
            candidates = _prefer_asked_time(self._rank(lookup, plan, index, allowed), in_time, plan)
            if len(candidates.positions):
                anchors.append(int(candidates.positions[np.argmax(candidates.scores)]))
        return anchors

    def _rank(
        self, lookup: Lookup, plan: Plan, index: SearchIndex, allowed: Mask, extra: Sequence[Ints] = ()
    ) -> Candidates:
        frames = index.frames
        joining = np.concatenate([np.zeros(0, np.int64), *extra])
        if plan.question and window_type_share(lookup) == 1:
            latest = np.flatnonzero(allowed)[-MAX_SCANNED:]
            joining = np.append(joining, _sample(_positions_of_types(latest, lookup, frames)))
        scopes = [plan.scope, *_scope_around(time_scopes(plan))]
        matching = self._start(
            lambda: find_matches(lookup, source=self._source, frames=frames, allowed=allowed, scopes=scopes)
        )
        weak_matching = self._start(lambda: find_weak_matches(lookup, source=self._source, scope=scopes[-1]))
        meaning = vector_scores(lookup.vector, index.passages, len(frames))
        picture = vector_scores(lookup.picture_vector, index.pictures, len(frames))
        score = partial(
            score_candidates,
            lookup,
            matching.result(),
            weak_matching.result(),
            frames=frames,
            picture=picture,
            extra=joining,
        )
        candidates = score(meaning=meaning)
        speakers = speakers_of_best(candidates, frames, self._speakers)
        named = find_people(lookup.tokens, list(speakers.values()))
        if named and lookup.vector is not None:
            without_names = self.embed(remove_words(lookup.text, named))
            candidates = score(meaning=vector_scores(without_names, index.passages, len(frames)))
            speakers = speakers_of_best(candidates, frames, self._speakers)
        by_speaker = score_speakers(lookup.tokens, named, candidates, speakers)
        return replace(candidates, scores=candidates.scores + by_speaker)

    # -- hits ----------------------------------------------------------------------------------------------------------

    def _read_hits(self, groups: Sequence[Group], plan: Plan, frames: FrameIndex) -> tuple[Hit, ...]:
        """Reads only lines, and the summaries that stand in for them; everything else is in the frame index."""
        ids = [frames.ids[group.position] for group in groups]
        reading = self._start(lambda: self._source.summaries(ids))
        lines = self._source.lines(ids)
        summaries = reading.result()
        hits = (
            build_hit(group, frames, lines[frame], plan.words, summaries.get(frame, ""))
            for group, frame in zip(groups, ids, strict=True)
            if frame in lines
        )
        return tuple(hit for hit in hits if not holds_any_of(hit, plan.without))

    def _gaps(self, plan: Plan, query: Query) -> tuple[Gap, ...]:
        times = list(plan.times)
        if not times and plan.scope.since is not None and plan.scope.until is not None:
            times = [Interval(plan.scope.since, plan.scope.until)]
        if not times:
            return ()
        coverage = self._source.coverage(min(time.since for time in times), max(time.until for time in times))
        return find_gaps(times, coverage, query.now.astimezone(UTC))


def _vectors_of_moment(position: int | None, index: SearchIndex) -> QueryImage:
    if position is None:
        return QueryImage()
    return QueryImage(
        text_vectors=None if index.passages is None else index.passages.vectors_of(position),
        image_vector=None if index.pictures is None else index.pictures.vectors_of(position),
    )


def _mask_of_times(plan: Plan, frames: FrameIndex, allowed: Mask) -> Mask:
    mask = np.zeros(len(frames), bool)
    for scope in time_scopes(plan):
        mask |= frames.mask_of_scope(scope)
    return allowed & mask


def _filter_by_window_type(positions: Ints, plan: Plan, frames: FrameIndex) -> Ints:
    """Those in windows of the types that the query names; all where there are none."""
    scanned = positions[:MAX_SCANNED] if plan.recency < 0 else positions[-MAX_SCANNED:]
    of_types = _positions_of_types(scanned, plan, frames)
    return of_types if len(of_types) else positions


def _positions_of_types(positions: Ints, query: Plan | Lookup, frames: FrameIndex) -> Ints:
    names = {window_type.name for window_type in query.window_types}
    windows = np.unique(frames.window[positions]).tolist() if names else []
    of_types = [window for window in windows if names & types_of_window(frames.windows[window])]
    return positions[np.isin(frames.window[positions], of_types)]


def _sort_by_time(positions: Ints, plan: Plan, frames: FrameIndex) -> Ints:
    """The newest first, or the first; where an hour is asked for, the nearest to its middle first."""
    hour = plan.times[0] if len(plan.times) == 1 and plan.recency == 0 else None
    if hour is not None and hour.until - hour.since <= HOUR:
        middle = (micros(hour.since) + micros(hour.until)) // 2
        return positions[np.argsort(np.abs(frames.at[positions] - middle), kind="stable")]
    return positions if plan.recency < 0 else positions[::-1]


def _scope_around(scopes: Sequence[Scope]) -> list[Scope]:
    """One scope that holds all of them."""
    if not scopes:
        return []
    since = min(scope.since for scope in scopes if scope.since)
    until = max(scope.until for scope in scopes if scope.until)
    return [replace(scopes[0], since=since, until=until)]


def _sample(positions: Ints) -> Ints:
    """At most MAX_SAMPLED of them, evenly."""
    return positions[:: max(1, -(-len(positions) // MAX_SAMPLED))]


def _prefer_asked_time(candidates: Candidates, in_time: Mask, plan: Plan) -> Candidates:
    """What lies in the asked time first; of the rest only what says more than everything inside does."""
    if not plan.times or not len(candidates.positions):
        return candidates
    inside = in_time[candidates.positions]
    if not inside.any():
        return candidates
    best = candidates.scores[inside].max()
    chosen = inside | (candidates.matched & (candidates.scores > best))
    scores = candidates.scores + (WEIGHTS.asked_time_of_deed if plan.deed else WEIGHTS.asked_time) * inside
    return Candidates(candidates.positions[chosen], scores[chosen], candidates.matched[chosen])
