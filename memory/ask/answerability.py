"""Whether what was found answers a question at all: enough of the question's words must be matched.

A word is matched where it stands in the best hits or memories, or a translation of it does, or a word of like meaning
(cosine of their vectors). Called by `memory.ask.extractive`; pure but for `meanings`, which embeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from base.records.search import Hit
from base.records.vector import Vector
from memory.memories.memory import Memory
from memory.search.query import SCREEN_DEEDS, Plan
from memory.text.cjk import has_cjk
from memory.text.glossary import find_translations
from memory.text.lexicon import LEXICON, folded_words
from memory.text.normalization import fold_case
from memory.text.tokens import tokens
from memory.text.word_matching import match_words

Meanings = Callable[[Sequence[str]], Vector | None]
"""(texts, dimensions) float32, rows of length 1; None without an encoder."""

HITS_READ = 5
"""Hits that an answer is looked for in."""
MIN_SHARE = 0.5
"""More than this share of the question's words must be matched."""
LIKE_MEANING = 0.6
"""Likeness of two words' vectors from which one may stand for the other: `diet` and `vegetarian` are at .62."""
NAME_WEIGHT = 2.0
"""Of what a machine or a person named, and of the first word of what is asked for; other words weigh 1."""

ASKED_FOR = folded_words("answer_words/asked_for")
"""What may be asked for: the question says its sort, the screen shows the thing itself (`which company`, `what
percentage`)."""
_DEEDS = SCREEN_DEEDS | folded_words("answer_words/does")
_DEED_ENDING = re.compile(r"(?:ed|ing|ly)$")
"""How English words for what is done, and how, mostly end: a screen uses other words."""
_EITHER = re.compile(rf"(\w+) {LEXICON.words('questions/or').alternatives} (\w+)")
_HEAD = re.compile(rf"\b{LEXICON.words('questions/head').alternatives}\s+(\w+)", re.IGNORECASE)


def is_answerable(plan: Plan, hits: Sequence[Hit], memories: Sequence[Memory], meanings: Meanings) -> bool:
    weights = _weigh_words(plan)
    if not weights or plan.order is not None:
        return True  # what came next need not speak of what it came after
    texts = [f"{hit.app}\n{hit.title}\n{hit.url}\n{hit.text}" for hit in hits[:HITS_READ]]
    texts += [f"{memory.summary}\n{memory.details}" for memory in memories]
    matched = frozenset().union(*(match_words(text, [*weights, *plan.words]) for text in texts))
    for word in weights.keys() - matched:
        foreign_words = find_translations([word], plan.text, variants=True)
        if foreign_words and any(match_words(text, foreign_words) for text in texts):
            matched |= {word}
    matched |= _words_of_like_meaning([word for word in weights if word not in matched], texts, meanings)
    choices = [frozenset(map(fold_case, pair)) for pair in _EITHER.findall(plan.text)]
    matched = matched.union(*(choice for choice in choices if matched & choice))  # one of the two is enough
    return sum(weight for word, weight in weights.items() if word in matched) > MIN_SHARE * sum(weights.values())


def _weigh_words(plan: Plan) -> dict[str, float]:
    """The words that an answer must hold, with their weights."""
    named = {word for name in plan.names for word in tokens(name)}
    window_words = frozenset(word for window_type in plan.window_types for word in window_type.said)
    required = [
        word
        for word in plan.words
        if word in named or not (word in ASKED_FOR or word in _DEEDS or _DEED_ENDING.search(word))
    ]
    head = _HEAD.search(plan.text)
    named |= set(tokens(head[1])[:1]) if head else set()
    return {word: NAME_WEIGHT if word in named else 1.0 for word in required if word not in window_words}


def _words_of_like_meaning(words: Sequence[str], texts: Sequence[str], meanings: Meanings) -> frozenset[str]:
    comparable = [
        word
        for text in texts
        for word in tokens(text)
        if has_cjk(word) or (len(word) > 2 and not any(char.isdigit() for char in word))
    ]
    words_there = list(dict.fromkeys(comparable))
    if not words or not words_there:
        return frozenset()
    vectors = meanings([*words, *words_there])
    if vectors is None:
        return frozenset(words)  # without an encoder nothing rules out such a word
    best = (vectors[: len(words)] @ vectors[len(words) :].T).max(1)
    return frozenset(word for word, likeness in zip(words, best, strict=True) if likeness >= LIKE_MEANING)
