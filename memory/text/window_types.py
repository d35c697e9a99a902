"""Types of windows and the words people use for them.

A person who says "mail" may mean a page whose text never says so; a window is of a type by its app, its title's
ending, or its address. Called by search, answers and the memory managers, in any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from memory.text.lexicon import LEXICON
from memory.text.normalization import fold_case


@dataclass(frozen=True, slots=True)
class WindowType:
    name: str
    said: frozenset[str] = field(repr=False)
    """Folded words and two-word phrases that people call it by."""
    pattern: re.Pattern[str] = field(repr=False)
    """What its windows have in "app\ntitle\nurl", folded."""


WINDOW_TYPES = tuple(
    WindowType(name, frozenset(map(fold_case, words.words)), re.compile(seen.alternatives))
    for (name, words), seen in zip(
        LEXICON.meanings("window_types/said").items(), LEXICON.meanings("window_types/seen").values(), strict=True
    )
)


def window_types_in_query(words: Sequence[str]) -> tuple[WindowType, ...]:
    """The types of windows that a text names; `words` are its folded words in order."""
    phrases = _words_and_pairs(words)
    return tuple(window_type for window_type in WINDOW_TYPES if window_type.said & phrases)


def window_types_by_word(window_types: Sequence[WindowType], words: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each of the words that name a type, the types that it may mean: an article is in a paper or a wiki."""
    names = frozenset(name for window_type in window_types for name in window_type.said) & _words_and_pairs(words)
    return {
        name: frozenset(window_type.name for window_type in window_types if name in window_type.said) for name in names
    }


def _words_and_pairs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | {f"{first} {second}" for first, second in pairwise(words)}


@lru_cache(maxsize=20_000)
def window_types_of(app: str, title: str, url: str) -> frozenset[str]:
    """Names of the types that a window is of."""
    window = fold_case(f"{app}\n{title}\n{url}\n")
    return frozenset(window_type.name for window_type in WINDOW_TYPES if window_type.pattern.search(window))
