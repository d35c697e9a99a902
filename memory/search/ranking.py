"""Ranking of candidates by all signals: words, meaning, n-grams, translations, pictures, window, names.

`Recall` calls `find_matches` and `find_weak_matches` at the same time in threads of its pool, where they read the
source, and `score_candidates` afterwards in its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from base.records.scope import Scope
from base.records.vector import Vector
from memory.search.answer_terms import answer_terms
from memory.search.frame_index import FrameIndex, Ints, Mask, Window
from memory.search.fusion import WEIGHTS, Scores, scene_scores, spread_to_neighbours, z_scores
from memory.search.source import SearchSource
from memory.search.vector_index import VectorIndex
from memory.text.cjk import has_cjk
from memory.text.glossary import find_translations
from memory.text.normalization import fold_case
from memory.text.tokens import stems
from memory.text.window_types import WindowType, window_types_by_word, window_types_of

MAX_CANDIDATES = 600
"""From words and from meaning each. More changed nothing on the corpora and costs reading."""
MAX_WEAK_CANDIDATES = 200
"""From each of the other signals."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One thing to look for."""

    words: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    phrases: tuple[str, ...] = field(default=(), repr=False)
    window_types: tuple[WindowType, ...] = field(default=(), repr=False)
    tokens: tuple[str, ...] = field(default=(), repr=False)
    """Every folded word of the text, function words too: for the names of apps."""
    text: str = field(default="", repr=False)
    vector: Vector | None = field(default=None, repr=False)
    """Of the text."""
    picture_vector: Vector | None = field(default=None, repr=False)
    """Of the text in the space of pictures."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Moments that may become hits; arrays in parallel."""

    positions: Ints
    """In the frame index, rising."""
    scores: Scores
    matched: Mask
    """The moment holds at least one of the words or names literally."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What the full-text indexes find for a `Lookup`: scores by frame, none outside `allowed`."""

    allowed: Mask
    words: dict[str, float]
    names: list[dict[str, float]]
    """For each of the lookup's names the frames that hold it."""


@dataclass(frozen=True, slots=True)
class WeakMatches:
    """Scores by frame of what speaks for a moment though none of the words stands there whole."""

    ngrams: dict[str, float]
    translations: dict[str, float]
    answer_terms: dict[str, float]
    """Words that an answer to the question likely holds."""


def find_matches(
    lookup: Lookup, *, source: SearchSource, frames: FrameIndex, allowed: Mask, scopes: Sequence[Scope]
) -> Matches:
    """In all `scopes`, the widest first."""
    words: dict[str, float] = {}
    for scope in scopes if lookup.words else ():
        words |= source.match_words(" ".join(lookup.words), scope, MAX_CANDIDATES)  # a frame scores the same in each
    names = [dict(source.match_phrase(name, scopes[0], MAX_CANDIDATES)) for name in lookup.names]
    for phrase in lookup.phrases:
        scored = dict(source.match_phrase(phrase, scopes[0], 10 * MAX_CANDIDATES))
        allowed = allowed & frames.mask_of_frames(scored)
    return Matches(allowed, words, names)


def find_weak_matches(lookup: Lookup, *, source: SearchSource, scope: Scope) -> WeakMatches:
    """In one scope only: a call of the engine takes 5 to 30 ms."""
    limit = MAX_WEAK_CANDIDATES
    ngrams = dict(source.match_ngrams(" ".join(lookup.words), scope, limit)) if lookup.words else {}
    foreign_words = find_translations(lookup.words, lookup.text)
    latin = " ".join(word for word in foreign_words if not has_cjk(word))
    cjk = " ".join(word for word in foreign_words if has_cjk(word))  # without spaces: only n-grams find it
    translated = dict(source.match_words(latin, scope, limit)) if latin else {}
    for frame, score in source.match_ngrams(cjk, scope, limit) if cjk else ():
        translated[frame] = max(score, translated.get(frame, 0.0))
    likely = answer_terms(lookup.text)
    answers = dict(source.match_words(likely, scope, MAX_CANDIDATES)) if likely else {}
    return WeakMatches(ngrams, translated, answers)


def score_candidates(
    lookup: Lookup,
    matches: Matches,
    weak: WeakMatches,
    *,
    frames: FrameIndex,
    meaning: Scores,
    picture: Scores,
    extra: Ints,
) -> Candidates:
    """Everything that matches or is near in meaning, scored; moments at the positions `extra` join them.

    meaning, picture: (moments,) the likeness of each moment's best passage, and of its picture.
    """
    allowed = matches.allowed
    scored = (matches.words, weak.ngrams, weak.translations, *matches.names)
    joined = {position for scores in scored for position in frames.positions_of(scores)} | {int(i) for i in extra}
    joined |= {int(i) for i in best_positions(meaning, allowed, MAX_CANDIDATES)}
    joined |= {int(i) for i in best_positions(picture, allowed, MAX_WEAK_CANDIDATES)}
    positions = np.array(sorted(i for i in joined if allowed[i]), np.int64)

    def at_positions(scores: dict[str, float]) -> Scores:
        return np.array([scores.get(frames.ids[i], 0.0) for i in positions], np.float64)

    by_words = at_positions(matches.words)
    by_any_language = np.maximum(by_words, WEIGHTS.translations * at_positions(weak.translations))
    by_window, by_app, by_type = _score_windows(lookup, positions, frames)
    by_name = sum((at_positions(scores) > 0 for scores in matches.names), np.zeros(len(positions)))
    fused = (
        WEIGHTS.words * z_scores(by_any_language)
        + WEIGHTS.meaning * z_scores(meaning[positions])
        + WEIGHTS.picture * z_scores(picture[positions])
        + WEIGHTS.ngrams * z_scores(at_positions(weak.ngrams))
        + WEIGHTS.window * z_scores(by_window)
    )
    fused = spread_to_neighbours(fused, positions, frames, WEIGHTS.neighbours)
    fused += WEIGHTS.scene * scene_scores(fused, positions, frames)
    fused += WEIGHTS.name * by_name / max(1, len(matches.names)) + WEIGHTS.app * by_app
    fused += WEIGHTS.answer_terms * z_scores(at_positions(weak.answer_terms))
    fused += (WEIGHTS.window_type + WEIGHTS.only_window_type * window_type_share(lookup)) * by_type
    return Candidates(positions, fused, (by_words > 0) | (by_name > 0))


def vector_scores(vector: Vector | None, index: VectorIndex | None, count: int) -> Scores:
    """(count,) the likeness of each frame; all 0 without a vector or an index."""
    if vector is None or index is None:
        return np.zeros(count)
    return index.best_scores(vector).astype(np.float64)


def best_positions(values: Scores, allowed: Mask, count: int) -> Ints:
    """Of the `count` highest values above 0, in no order."""
    inside = np.flatnonzero(allowed & (values > 0))
    if len(inside) <= count:
        return inside
    return inside[np.argpartition(-values[inside], count)[:count]]


def _score_windows(lookup: Lookup, positions: Ints, frames: FrameIndex) -> tuple[Scores, Scores, Scores]:
    """How far title and address, the app, and the type of each moment's window are what the query names. Each window
    is looked at once; a stem counts by its inverse document frequency among the windows."""
    query_stems = frozenset(stem for word in lookup.words for stem in stems(word))
    window_stems = {int(window): frames.window_stems(int(window)) for window in np.unique(frames.window[positions])}
    count = Counter(stem for stems_there in window_stems.values() for stem in stems_there & query_stems)
    rarity = {s: math.log(1 + (len(window_stems) - count[s] + 0.5) / (count[s] + 0.5)) for s in query_stems}
    whole = max(1e-9, sum(rarity.values()))
    apps = _score_apps(lookup.tokens, frames)
    types_by_name = window_types_by_word(lookup.window_types, lookup.tokens)
    rows = {}
    for number, stems_there in window_stems.items():
        window = frames.windows[number]
        share = sum(rarity[stem] for stem in query_stems & stems_there) / whole
        types = types_of_window(window) if types_by_name else frozenset()
        by_type = sum(bool(named & types) for named in types_by_name.values()) / max(1, len(types_by_name))
        rows[number] = (share, apps.get(window.app, 0.0), by_type)
    table = np.array([rows[int(window)] for window in frames.window[positions]], np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _score_apps(query: Sequence[str], frames: FrameIndex) -> dict[str, float]:
    """1 for the apps of the store that the query names best, by their words: `Calc` for LibreOffice Calc."""
    words = frozenset(query)
    shares = {}
    for app in frames.apps:
        name = fold_case(app).split()
        shares[app] = sum(part in words for part in name) / len(name)
    best = max(shares.values(), default=0.0)
    return {app: 1.0 for app, share in shares.items() if share == best and share > 0}


def types_of_window(window: Window) -> frozenset[str]:
    return window_types_of(window.app, window.title, window.url)


def window_type_share(lookup: Lookup) -> float:
    """The share of the words that only name a type of window; the rest is what its text may say."""
    names = window_types_by_word(lookup.window_types, lookup.tokens)
    naming = frozenset(word for name in names for word in name.split())
    return sum(word in naming for word in lookup.words) / max(1, len(lookup.words))
