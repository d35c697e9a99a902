"""Ranking signals over one pool of candidates. Reads the source; called from any thread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from base.records.scope import Scope
from base.records.vector import Vector
from memory.search.answer_terms import answer_terms
from memory.search.frame_index import FrameIndex, Ints, Mask, Window
from memory.search.fusion import WEIGHTS, Scores, by_scene, spread_to_neighbours, standardised
from memory.search.source import Scored, Source
from memory.search.vector_index import VectorIndex
from memory.text.cjk import has_cjk
from memory.text.glossary import translations
from memory.text.normalization import fold_case
from memory.text.tokens import stems
from memory.text.window_types import WindowType, names_of, window_types_of

CANDIDATES = 600
"""From words and from meaning each. More changed nothing on the corpora and costs reading."""
FEW = 200
"""From each minor signal."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One thing to look for."""

    words: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    phrases: tuple[str, ...] = field(default=(), repr=False)
    genres: tuple[WindowType, ...] = field(default=(), repr=False)
    said: tuple[str, ...] = field(default=(), repr=False)
    """Every folded word of the text, function words too: for the names of apps."""
    text: str = field(default="", repr=False)
    vector: Vector | None = field(default=None, repr=False)
    """Of the text."""
    sight: Vector | None = field(default=None, repr=False)
    """The words in the space of pictures."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates and what speaks for them; arrays in parallel."""

    places: Ints
    """Positions on the shelf, rising."""
    scores: Scores
    matched: Mask
    """Carries at least one of the words or names literally."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What the indexes say to an `Lookup`: scores by frame, none outside `within`."""

    within: Mask
    words: dict[str, float]
    named: list[dict[str, float]]
    """For each of the ask's names the frames that carry it."""


@dataclass(frozen=True, slots=True)
class WeakMatches:
    """What speaks for a moment though none of the words stands there whole."""

    grams: dict[str, float]
    foreign: dict[str, float]
    telling: dict[str, float]
    """Says what an answer to the question would say, of whatever it may be."""


def find_matches(ask: Lookup, *, source: Source, shelf: FrameIndex, within: Mask, scopes: Sequence[Scope]) -> Matches:
    """In all `scopes`, the widest first."""
    words = _merged(source.match_words(" ".join(ask.words), scope, CANDIDATES) for scope in scopes if ask.words)
    named = [dict(source.match_phrase(name, scopes[0], CANDIDATES)) for name in ask.names]
    exact = [dict(source.match_phrase(phrase, scopes[0], 10 * CANDIDATES)) for phrase in ask.phrases]
    for one in exact:
        within = within & mask(shelf, one)
    return Matches(within, words, named)


def find_weak_matches(ask: Lookup, *, source: Source, scope: Scope) -> WeakMatches:
    """A call of the engine takes 5 to 30 ms; only words are worth asking in two scopes."""
    grams = dict(source.match_ngrams(" ".join(ask.words), scope, FEW)) if ask.words else {}
    words = answer_terms(ask.text, ask.said)
    telling = dict(source.match_words(words, scope, CANDIDATES)) if words else {}
    return WeakMatches(grams, _foreign(ask, source, scope), telling)


def score_candidates(
    ask: Lookup, leads: Matches, minor: WeakMatches, *, shelf: FrameIndex, meaning: Scores, sight: Scores, extra: Ints
) -> Candidates:
    """The candidates of the leads and of meaning, and what speaks for each; `extra` positions join them.

    meaning, sight: (moments,) the likeness of each moment's best passage, and of its picture.
    """
    scored = (leads.words, minor.grams, minor.foreign, *leads.named)
    found = {i for one in scored for i in _places(one, shelf)} | {int(i) for i in extra}
    found |= {int(i) for i in top(meaning, leads.within, CANDIDATES)}
    found |= {int(i) for i in top(sight, leads.within, FEW)}
    places = np.array(sorted(i for i in found if leads.within[i]), np.int64)
    by_words = _aligned(leads.words, places, shelf)
    by_any = np.maximum(by_words, WEIGHTS.foreign * _aligned(minor.foreign, places, shelf))
    by_window, by_app, by_genre = _windows(ask, places, shelf)
    by_name = sum((_aligned(one, places, shelf) > 0 for one in leads.named), np.zeros(len(places)))
    fused = (
        WEIGHTS.words * standardised(by_any)
        + WEIGHTS.meaning * standardised(meaning[places])
        + WEIGHTS.sight * standardised(sight[places])
        + WEIGHTS.grams * standardised(_aligned(minor.grams, places, shelf))
        + WEIGHTS.window * standardised(by_window)
    )
    fused = spread_to_neighbours(fused, places, shelf, WEIGHTS.neighbours)
    fused += WEIGHTS.scene * by_scene(fused, places, shelf)
    fused += WEIGHTS.name * by_name / max(1, len(leads.named)) + WEIGHTS.app * by_app
    fused += WEIGHTS.telling * standardised(_aligned(minor.telling, places, shelf))
    fused += (WEIGHTS.genre + WEIGHTS.only_genre * of_genre(ask)) * by_genre
    return Candidates(places, fused, (by_words > 0) | (by_name > 0))


def _foreign(ask: Lookup, source: Source, scope: Scope) -> dict[str, float]:
    """What the words are called in other languages: whole words, or for CJK parts of runs."""
    others = translations(ask.words, ask.said)
    latin = " ".join(word for word in others if not has_cjk(word))
    cjk = " ".join(word for word in others if has_cjk(word))
    scores = dict(source.match_words(latin, scope, FEW)) if latin else {}
    for frame, score in source.match_ngrams(cjk, scope, FEW) if cjk else ():
        scores[frame] = max(score, scores.get(frame, 0.0))
    return scores


def _merged(lists: Iterable[Scored]) -> dict[str, float]:
    """BM25 of one query is the same number in every scope."""
    return {frame: score for scored in lists for frame, score in scored}


def _places(scored: Iterable[str], shelf: FrameIndex) -> list[int]:
    """A frame that was written since the shelf was read is not there yet."""
    return [shelf.place[frame] for frame in scored if frame in shelf.place]


def mask(shelf: FrameIndex, found: Iterable[str]) -> Mask:
    mask = np.zeros(len(shelf), bool)
    mask[_places(found, shelf)] = True
    return mask


def _aligned(scored: dict[str, float], places: Ints, shelf: FrameIndex) -> Scores:
    return np.array([scored.get(shelf.ids[i], 0.0) for i in places], np.float64)


def likeness(vector: Vector | None, layout: VectorIndex | None, size: int) -> Scores:
    if vector is None or layout is None:
        return np.zeros(size)
    return layout.best(vector).astype(np.float64)


def top(values: Scores, within: Mask, count: int) -> NDArray[np.int64]:
    inside = np.flatnonzero(within & (values > 0))
    if len(inside) <= count:
        return inside
    return inside[np.argpartition(-values[inside], count)[:count]]


def _windows(ask: Lookup, places: Ints, shelf: FrameIndex) -> tuple[Scores, Scores, Scores]:
    """How far the window's title and address, its app, and its sort are what the query names. One look a window."""
    asked = frozenset(stem for word in ask.words for stem in stems(word))
    kinds = np.unique(shelf.window[places])
    have = {int(w): shelf.stems_of(int(w)) for w in kinds}
    rarity = _rarity(asked, have.values())
    whole = max(1e-9, sum(rarity.values()))
    apps = _apps_named(ask.said, shelf)
    genres = names_of(ask.genres, ask.said)
    rows = {}
    for kind, stems_there in have.items():
        window = shelf.windows[kind]
        share = sum(rarity[s] for s in asked & stems_there) / whole
        sorts = window_types(window) if genres else frozenset()
        met = sum(bool(genre & sorts) for genre in genres.values()) / max(1, len(genres))
        rows[kind] = (share, apps.get(window.app, 0.0), met)
    table = np.array([rows[int(w)] for w in shelf.window[places]], np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def window_types(window: Window) -> frozenset[str]:
    return window_types_of(window.app, window.title, window.url)


def of_genre(ask: Lookup) -> float:
    """The share of the words that only name a sort of window; the rest is what its text may say."""
    naming = frozenset(word for name in names_of(ask.genres, ask.said) for word in name.split())
    return sum(word in naming for word in ask.words) / max(1, len(ask.words))


def _rarity(asked: frozenset[str], windows: Iterable[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency of each asked stem among windows."""
    listed = list(windows)
    count = Counter(stem for have in listed for stem in have & asked)
    return {stem: math.log(1 + (len(listed) - count[stem] + 0.5) / (count[stem] + 0.5)) for stem in asked}


def _apps_named(said: Sequence[str], shelf: FrameIndex) -> dict[str, float]:
    """1 for the apps of the store that the query names best, by their words: `Calc` for LibreOffice Calc."""
    words = frozenset(said)
    shares = {}
    for app in shelf.apps:
        name = fold_case(app).split()
        shares[app] = sum(part in words for part in name) / len(name)
    best = max(shares.values(), default=0.0)
    return {app: 1.0 for app, share in shares.items() if share == best and share > 0}
