"""The search object: query in, ranked hits out.

`search` and `refresh` may be called from any thread, several at once: what they share is replaced whole.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from functools import partial
from typing import Literal, TypeVar

import numpy as np

from base.clock import micros
from base.errors import Locked
from base.records.line import Line
from base.records.scope import Scope
from base.records.search import Gap, Hit, Query, QueryImage, SearchResult
from base.records.vector import Vector
from memory.encoders.interface import ImageEncoder, TextEncoder, made_by_other_version
from memory.search import temporal_order
from memory.search.coverage_gaps import gaps
from memory.search.frame_index import COLUMNS, FrameIndex, Ints, Mask, build_frame_index, instant
from memory.search.fusion import WEIGHTS, Scores
from memory.search.grouping import Group, by_time, grouped
from memory.search.query import Plan, parse, query_words, scopes, with_time_as_words
from memory.search.ranking import (
    CANDIDATES,
    Candidates,
    Lookup,
    find_matches,
    find_weak_matches,
    likeness,
    mask,
    of_genre,
    score_candidates,
    top,
    window_types,
)
from memory.search.snippets import boxes, matches, snippet
from memory.search.source import Source
from memory.search.speakers import Speakers
from memory.search.times.parser import Interval
from memory.search.vector_index import PassageVectors, VectorIndex
from memory.text.speakers import ONESELF, about_oneself, mentioned_senders, people, remove_words
from memory.text.tokens import content_words, identifiers, tokens
from memory.text.window_types import window_types_in_query

T = TypeVar("T")

THREADS = 4
"""Of the pool beside the searching thread."""
SPARE = 3
"""Groups fetched for each one shown, where `-word` may strike some out."""
FRESH = 1000
"""More new moments than this are read with all the others, in one go."""
HEARD = 200
"""Best of the pool of which it counts who says something there."""
ALIKE_AT_LEAST = 0.5
"""Cosine below which two moments have no more in common than any two."""
HOUR = timedelta(hours=1)
SCANNED = 5_000
"""Moments whose windows are looked at for their sort, where nothing else is asked: each new window takes 0.1 ms."""
PICKED = 400
"""Moments of an asked stretch of time that join the pool whatever they say."""


@dataclass(frozen=True, slots=True)
class _View:
    """One consistent sight of the memory."""

    shelf: FrameIndex
    layout: VectorIndex | None
    gallery: VectorIndex | None


class Recall:
    def __init__(
        self, source: Source, *, text_encoder: TextEncoder | None, image_encoder: ImageEncoder | None = None
    ) -> None:
        """Reads nothing yet; the first `refresh` or `search` does. Without an encoder, words alone carry the search.
        Owns a thread pool, whose threads start with the first search: `close` ends them."""
        self._source = source
        self._text_encoder = text_encoder
        self._image_encoder = image_encoder
        self._encoding = threading.Lock()
        self._refreshing = threading.Lock()
        self._passages = PassageVectors(text_encoder.dimensions) if text_encoder else None
        self._pictures = PassageVectors(image_encoder.dimensions) if image_encoder else None
        self._encoders = text_encoder, image_encoder
        self._speakers = Speakers(source)
        self._made_by: Mapping[str, str] = {}
        self._view: _View | None = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="recall")

    def close(self) -> None:
        """Ends the threads; every later search raises Locked. Closing twice is harmless."""
        self._threads.shutdown()

    def refresh(self) -> None:
        """Take in what was written or removed since the last time; cheap when nothing was."""
        with self._refreshing:
            made_by = self._source.encoders()
            new, gone = made_by.keys() - self._made_by.keys(), self._made_by.keys() - made_by.keys()
            again = {frame for frame, names in made_by.items() if self._made_by.get(frame, names) != names}
            if self._view is None or new or gone or again:
                self._view = self._read(made_by, new=new, gone=gone, again=again)
                self._speakers.forget(gone)
                self._made_by = made_by

    def _read(self, made_by: Mapping[str, str], *, new: set[str], gone: set[str], again: set[str]) -> _View:
        """`again`: known frames whose vectors were made anew."""
        shelf = self._shelf(new, gone)
        asked = None if self._view is None else sorted(new | again)
        layouts: list[VectorIndex | None] = []
        kinds: tuple[Literal["text", "image"], ...] = ("text", "image")
        for kind, encoder, vectors in zip(kinds, self._encoders, (self._passages, self._pictures), strict=True):
            if encoder is None or vectors is None:
                layouts.append(None)
                continue
            if gone or again:
                vectors.remove(gone | again)
            if new or again:
                vectors.add(self._source.vectors(kind, asked), without=made_by_other_version(made_by, encoder.name))
            layouts.append(vectors.laid_out(shelf.ids))
        return _View(shelf, *layouts)

    def _shelf(self, new: set[str], gone: set[str]) -> FrameIndex:
        if self._view is None or gone or len(new) > FRESH:
            return build_frame_index(self._source.heads_table(Scope(), COLUMNS))
        return build_frame_index(self._source.heads_table(Scope(ids=tuple(sorted(new))), COLUMNS), self._view.shelf)

    def search(self, query: Query) -> SearchResult:
        """Raises BadInput never: what cannot be read as an operator is a word."""
        started = time.perf_counter()
        if self._view is None:
            self.refresh()
        view = self._view
        assert view is not None
        plan = parse(query)
        hits = self._hits(plan, query, view) if not plan.kinds or "frame" in plan.kinds else ()
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

    def _start(self, work: Callable[[], T]) -> Future[T]:
        """Runs `work` beside the searching thread. It never waits for other work of the pool, so that searches that run
        at the same time cannot block each other."""
        try:
            return self._threads.submit(work)
        except RuntimeError:  # the pool is closed
            raise Locked from None

    # -- candidates ----------------------------------------------------------------------------------------------------

    def _hits(self, plan: Plan, query: Query, view: _View) -> tuple[Hit, ...]:
        allowed = view.shelf.inside(plan.scope)
        inside = _inside(plan, view.shelf, allowed)
        if plan.times and not inside.any():
            plan = with_time_as_words(plan)
        if not allowed.any() or query.limit < 1:
            return ()
        wanted = query.limit * (SPARE if plan.without else 1)
        if plan.like or query.sight is not None:
            alike = self._alike(plan, query.sight, view, allowed)
            groups = grouped(alike, view.shelf, view.layout, wanted)
        elif plan.empty:
            places = np.flatnonzero(inside if plan.times else allowed)
            near = places[:SCANNED] if plan.recency < 0 else places[-SCANNED:]
            places = found if len(found := _of_sorts(near, plan, view.shelf)) else places
            groups = by_time(_ordered(places, plan, view.shelf), view.shelf, view.layout, wanted)
        else:
            pool = self._pool(plan, view, allowed, inside)
            groups = grouped(pool, view.shelf, view.layout, wanted)
        return self._shown(groups, plan, view.shelf)[: query.limit]

    def _alike(self, plan: Plan, sight: QueryImage | None, view: _View, allowed: Mask) -> Candidates:
        """By picture where the image model made vectors, and by what is written; words of the query must stand there
        too. The moment's own scene is no news."""
        place = view.shelf.place.get(plan.like)
        seen = sight or _sight_of(place, view)
        pairs = ((view.layout, seen.text_vectors), (view.gallery, seen.image_vector))
        scores = [
            layout.alike(np.atleast_2d(vectors))
            for layout, vectors in pairs
            if layout is not None and vectors is not None and vectors.size
        ]
        if not scores:
            return Candidates(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, bool))
        score = np.mean(scores, axis=0).astype(np.float64)
        there = allowed & (score >= ALIKE_AT_LEAST)
        if place is not None:
            there &= view.shelf.scene != view.shelf.scene[place]
        if plan.words:
            found = self._source.match_words(" ".join(plan.words), plan.scope, FRESH)
            there &= mask(view.shelf, (frame for frame, _ in found))
        places = np.sort(top(score, there, CANDIDATES))
        return Candidates(places, 4 * score[places], np.ones(len(places), bool))

    def _pool(self, plan: Plan, view: _View, allowed: Mask, inside: Mask) -> Candidates:
        anchors = self._anchors(plan, view, allowed, inside)
        extra = [_picked(np.flatnonzero(inside))] if plan.times and inside.any() else []
        if anchors:
            extra.append(temporal_order.near_scenes(view.shelf, anchors))
        candidates = self._gathered(self._ask(plan), plan, view, allowed, extra)
        scores = (
            candidates.scores
            + self._order(plan, anchors, candidates, view.shelf)
            + _recency(plan, candidates, view.shelf)
        )
        return _timed(replace(candidates, scores=scores), inside, plan)

    def _gathered(self, ask: Lookup, plan: Plan, view: _View, allowed: Mask, extra: Sequence[Ints] = ()) -> Candidates:
        joining = np.concatenate([np.zeros(0, np.int64), *extra])
        if plan.question and of_genre(ask) == 1:
            joining = np.append(joining, _picked(_of_sorts(np.flatnonzero(allowed)[-SCANNED:], ask, view.shelf)))
        around = [plan.scope, *_around(scopes(plan))]
        looking = self._start(
            lambda: find_matches(ask, source=self._source, shelf=view.shelf, within=allowed, scopes=around)
        )
        beside = self._start(lambda: find_weak_matches(ask, source=self._source, scope=around[-1]))
        meaning, sight = (
            likeness(vector, layout, len(view.shelf))
            for vector, layout in ((ask.vector, view.layout), (ask.sight, view.gallery))
        )
        weighed = partial(
            score_candidates, ask, looking.result(), beside.result(), shelf=view.shelf, sight=sight, extra=joining
        )
        candidates = weighed(meaning=meaning)
        spoken = self._spoken(candidates, view.shelf)
        named = people(ask.said, list(spoken.values()))
        if named and ask.vector is not None:
            nameless = self.embed(remove_words(ask.text, named))
            candidates = weighed(meaning=likeness(nameless, view.layout, len(view.shelf)))
            spoken = self._spoken(candidates, view.shelf)
        return replace(candidates, scores=candidates.scores + _by_speaker(ask, named, candidates, spoken))

    def _spoken(self, pool: Candidates, shelf: FrameIndex) -> dict[int, frozenset[str]]:
        """Who says something in the best of the pool, by position on the shelf."""
        best = [int(i) for i in pool.places[np.argsort(-pool.scores, kind="stable")[:HEARD]]]
        found = {i: names for i in best if (names := shelf.senders[i]) is not None}
        unknown = [i for i in best if i not in found]
        return found | dict(zip(unknown, self._speakers.of([shelf.ids[i] for i in unknown]), strict=True))

    def _ask(self, plan: Plan) -> Lookup:
        vector, sight = self._vectors(plan.text)
        return Lookup(
            plan.words, plan.names, plan.phrases, plan.genres, tuple(tokens(plan.text)), plan.text, vector, sight
        )

    def _vectors(self, text: str) -> tuple[Vector | None, Vector | None]:
        """The text in the space of meanings and in the space of pictures."""
        if self._image_encoder is None or not text.strip():
            return self.embed(text), None
        with self._encoding:
            sight: Vector = self._image_encoder.encode_texts([text])[0]
        return self.embed(text), sight

    def _anchors(self, plan: Plan, view: _View, allowed: Mask, inside: Mask) -> list[int]:
        """The moments that `after X` and `before Y` speak of."""
        if plan.order is None:
            return []
        texts = filter(None, (plan.order.after, plan.order.before))
        return [place for text in texts if (place := self._anchor(text, plan, view, allowed, inside)) is not None]

    def _anchor(self, text: str, plan: Plan, view: _View, allowed: Mask, inside: Mask) -> int | None:
        said = tuple(tokens(text))
        ask = Lookup(
            query_words(text, question=True) or tuple(content_words(text)),
            tuple(identifiers(text)),
            (),
            window_types_in_query(said),
            said,
            text,
            self.embed(text),
        )
        candidates = _timed(self._gathered(ask, plan, view, allowed), inside, plan)
        best = int(np.argmax(candidates.scores)) if len(candidates.places) else -1
        return int(candidates.places[best]) if best >= 0 else None

    def _order(self, plan: Plan, anchors: list[int], pool: Candidates, shelf: FrameIndex) -> Scores:
        if plan.order is None or not anchors:
            return np.zeros(len(pool.places))
        if len(anchors) == 2:
            return WEIGHTS.beside * temporal_order.between(shelf, pool.places, *anchors)
        return WEIGHTS.beside * temporal_order.beside(shelf, pool.places, anchors[0], after=bool(plan.order.after))

    # -- hits ----------------------------------------------------------------------------------------------------------

    def _shown(self, groups: Sequence[Group], plan: Plan, shelf: FrameIndex) -> tuple[Hit, ...]:
        """Only lines and summaries are read, which speak where no line does: all else is on the shelf."""
        ids = [shelf.ids[group.place] for group in groups]
        reading = self._start(lambda: self._source.summaries(ids))
        lines = self._source.lines(ids)
        there = [(group, lines[shelf.ids[group.place]]) for group in groups if shelf.ids[group.place] in lines]
        found = [[matches(line.text, plan.words) for line in told] for _, told in there]
        summaries = reading.result()
        hits = (
            _hit(group, shelf, told, one, summaries.get(shelf.ids[group.place], ""))
            for (group, told), one in zip(there, found, strict=True)
        )
        return tuple(hit for hit in hits if not _struck(hit, plan.without))

    def _gaps(self, plan: Plan, query: Query) -> tuple[Gap, ...]:
        asked = list(plan.times)
        if not asked and plan.scope.since is not None and plan.scope.until is not None:
            asked = [Interval(plan.scope.since, plan.scope.until)]
        if not asked:
            return ()
        coverage = self._source.coverage(min(i.since for i in asked), max(i.until for i in asked))
        return gaps(asked, coverage, query.now.astimezone(UTC))


def _sight_of(place: int | None, view: _View) -> QueryImage:
    if place is None:
        return QueryImage()
    text, picture = (layout.of(place) if layout is not None else None for layout in (view.layout, view.gallery))
    return QueryImage(text, picture)


def _inside(plan: Plan, shelf: FrameIndex, allowed: Mask) -> Mask:
    if not plan.times:
        return np.zeros(len(shelf), bool)
    asked = np.zeros(len(shelf), bool)
    for scope in scopes(plan):
        asked |= shelf.inside(scope)
    return allowed & asked


def _ordered(places: Ints, plan: Plan, shelf: FrameIndex) -> Ints:
    """By time: the newest first, or the first; about an hour, the nearest first."""
    hour = plan.times[0] if len(plan.times) == 1 and plan.recency == 0 else None
    if hour is not None and hour.until - hour.since <= HOUR:
        middle = (micros(hour.since) + micros(hour.until)) // 2
        return places[np.argsort(np.abs(shelf.at[places] - middle), kind="stable")]
    return places if plan.recency < 0 else places[::-1]


def _of_sorts(places: Ints, said: Plan | Lookup, shelf: FrameIndex) -> Ints:
    """Those in windows of the sorts that are named."""
    sorts = {genre.name for genre in said.genres}
    there = [w for w in np.unique(shelf.window[places]).tolist() if sorts and sorts & window_types(shelf.windows[w])]
    return places[np.isin(shelf.window[places], there)]


def _around(narrow: Sequence[Scope]) -> list[Scope]:
    """One scope that holds all of them."""
    if not narrow:
        return []
    since = min(scope.since for scope in narrow if scope.since)
    until = max(scope.until for scope in narrow if scope.until)
    return [replace(narrow[0], since=since, until=until)]


def _picked(places: Ints) -> Ints:
    """At most PICKED of them, evenly."""
    return places[:: max(1, -(-len(places) // PICKED))]


def _timed(pool: Candidates, inside: Mask, plan: Plan) -> Candidates:
    """What lies in the asked time first; of the rest only what says more than everything inside does."""
    if not plan.times or not len(pool.places):
        return pool
    within = inside[pool.places]
    if not within.any():
        return pool
    best = pool.scores[within].max()
    kept = within | (pool.matched & (pool.scores > best))
    scores = pool.scores + (WEIGHTS.done if plan.deed else WEIGHTS.inside) * within
    return Candidates(pool.places[kept], scores[kept], pool.matched[kept])


def _by_speaker(ask: Lookup, named: frozenset[str], pool: Candidates, spoken: Mapping[int, frozenset[str]]) -> Scores:
    oneself = ONESELF if about_oneself(ask.said) else frozenset()
    first = mentioned_senders(ask.said, named)
    scores = np.zeros(len(pool.places))
    for i, place in enumerate(pool.places):
        names = spoken.get(int(place), frozenset())
        told = WEIGHTS.speaker if first & names else WEIGHTS.other_speaker if named & names else 0.0
        scores[i] = told + WEIGHTS.oneself * bool(oneself & names)
    return scores


def _recency(plan: Plan, pool: Candidates, shelf: FrameIndex) -> Scores:
    """The newest state of a page first; with `latest` or `first` in the query, a little also of all."""
    late = temporal_order.newest_of_page(shelf, pool.places) - 0.5
    if plan.recency == 0:
        return WEIGHTS.newest * late
    return plan.recency * WEIGHTS.asked_order * (late + 0.5 * temporal_order.lateness(shelf, pool.places))


def _struck(hit: Hit, without: Sequence[str]) -> bool:
    text = f"{hit.app}\n{hit.title}\n{hit.url}\n{hit.text}"
    return any(matches(text, tokens(word)) for word in without)


def _hit(group: Group, shelf: FrameIndex, lines: Sequence[Line], found: Sequence[frozenset[str]], summary: str) -> Hit:
    window, at = shelf.windows[int(shelf.window[group.place])], instant(int(shelf.at[group.place]))
    return Hit(
        frame=shelf.ids[group.place],
        at=at,
        until=max(instant(int(shelf.at[group.last])), at),
        monitor=int(shelf.monitor[group.place]),
        score=float(1 / (1 + np.exp(-group.score / 2))),
        app=window.app,
        title=window.title,
        url=window.url,
        snippet=snippet(lines, found, summary),
        text="\n".join(line.text for line in lines),
        boxes=boxes(lines, found),
    )
