"""Topics: the words that the titles and summaries of a span were about, by time. Pure functions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from base.records.report import Term
from memory.text.cjk import has_cjk
from memory.text.language import function_words
from memory.text.normalization import fold_case
from memory.text.tokens import TOKEN, tokens

MAX_TERMS = 60
EXAMPLES = 5
"""Lines by whose language a word is judged: to detect that of every line takes a minute for 100,000 moments."""


def find_topics(lines: Iterable[tuple[str, str, float]]) -> tuple[Term, ...]:
    """The words of (line, app, seconds), heaviest first. A line counts by the root of its time, so that a window left
    open for a morning does not drown ten that were worked in; an app's own name is no topic."""
    weights: defaultdict[str, float] = defaultdict(float)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for line, app, seconds in lines:
        written = {fold_case(word): word for word in TOKEN.findall(line)}
        app_words = frozenset(tokens(app))
        for word in dict.fromkeys(tokens(line)):
            if word not in app_words and _may_be_topic(word):
                weights[word] += math.sqrt(seconds)
                spellings[word][written.get(word, word)] += 1
                if len(examples[word]) < EXAMPLES:
                    examples[word].append(line)
    by_weight = sorted(weights, key=lambda word: -weights[word])
    topics = list(islice((word for word in by_weight if not _is_function_word(word, examples[word])), MAX_TERMS))
    return tuple(Term(spellings[word].most_common(1)[0][0], weights[word] / weights[topics[0]]) for word in topics)


def _is_function_word(word: str, lines: Sequence[str]) -> bool:
    """Whether it is one in the language of most of the lines."""
    return 2 * sum(word in function_words(line) for line in lines) > len(lines)


def _may_be_topic(word: str) -> bool:
    if has_cjk(word):
        return 2 <= len(word) <= 8
    return len(word) > 2 and word.isalpha()
