"""Words of a query in a text: which of them stand there, and how much each says.

Called by search, for snippets and boxes, and by answers. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from memory.text.cjk import has_cjk
from memory.text.tokens import stem, stems

MIN_PART = 4
"""A query word this long also matches inside a longer word."""


def word_weight(word: str) -> float:
    """Longer words and numbers say more."""
    return 1.0 + 0.1 * min(len(word), 10) + (0.5 if any(char.isdigit() for char in word) else 0.0)


def match_words(text: str, words: Sequence[str]) -> frozenset[str]:
    """Those of the folded query words that stand in the text: as a word, inside a longer one, or as CJK text."""
    text_stems = stems(text)
    distinct = frozenset(text_stems)
    return frozenset(word for word in words if stem(word) in distinct or _is_part_of_any(word, text_stems))


def _is_part_of_any(word: str, text_stems: Sequence[str]) -> bool:
    """CJK text has no spaces between words: there two characters in a row are enough."""
    if has_cjk(word):
        parts = [word, *(word[i : i + 2] for i in range(len(word) - 1))]
        return any(part in text_stem for text_stem in text_stems if has_cjk(text_stem) for part in parts)
    return len(word) >= MIN_PART and any(word in text_stem for text_stem in text_stems if len(text_stem) > len(word))
