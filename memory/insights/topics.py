"""Topics: the words that the titles and summaries of a span were about, by time. Pure functions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from base.records.report import Term
from memory.text.cjk import has_cjk
from memory.text.language import function_words
from memory.text.normalization import fold_case
from memory.text.tokens import TOKEN, tokens

MAX_TERMS = 60


def find_topics(lines: Iterable[tuple[str, str, float]]) -> tuple[Term, ...]:
    """The words of (line, app, seconds), heaviest first. A line counts by the root of its time, so that a window left
    open for a morning does not drown ten that were worked in; an app's own name is no topic."""
    weights: defaultdict[str, float] = defaultdict(float)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for line, app, seconds in lines:
        words = tokens(line)
        left_out = function_words(line) | frozenset(tokens(app))
        written = {fold_case(word): word for word in TOKEN.findall(line)}
        for word in dict.fromkeys(words):
            if word not in left_out and _may_be_topic(word):
                weights[word] += math.sqrt(seconds)
                spellings[word][written.get(word, word)] += 1
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])[:MAX_TERMS]
    return tuple(Term(spellings[word].most_common(1)[0][0], weight / heaviest[0][1]) for word, weight in heaviest)


def _may_be_topic(word: str) -> bool:
    if has_cjk(word):
        return 2 <= len(word) <= 8
    return len(word) > 2 and word.isalpha()
