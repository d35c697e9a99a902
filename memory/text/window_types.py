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
    """Folded words and two-word phrases that mean it."""
    seen: re.Pattern[str] = field(repr=False)
    """What its windows have in "app\ntitle\nurl", folded."""


GENRES = tuple(
    WindowType(name, frozenset(map(fold_case, words.words)), re.compile(seen.alternatives))
    for (name, words), seen in zip(
        LEXICON.meanings("window_types/said").items(), LEXICON.meanings("window_types/seen").values(), strict=True
    )
)


def window_types_in_query(words: Sequence[str]) -> tuple[WindowType, ...]:
    """The sorts of windows that a text names; `words` are its folded words in order."""
    said = _said(words)
    return tuple(genre for genre in GENRES if genre.said & said)


def names_of(genres: Sequence[WindowType], words: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each of the words that name a sort, the sorts that it may mean: an article is in a paper or a wiki."""
    said = frozenset(word for genre in genres for word in genre.said) & _said(words)
    return {word: frozenset(genre.name for genre in genres if word in genre.said) for word in said}


def _said(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


@lru_cache(maxsize=20_000)
def window_types_of(app: str, title: str, url: str) -> frozenset[str]:
    """The sorts that a window is of."""
    window = fold_case(f"{app}\n{title}\n{url}\n")
    return frozenset(genre.name for genre in GENRES if genre.seen.search(window))
