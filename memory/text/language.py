"""Function words of each language, and language detection by them."""

from __future__ import annotations

from collections.abc import Sequence

from memory.text.lexicon import LEXICON
from memory.text.normalization import fold_case

FUNCTION_WORDS = LEXICON.words("function_words/words").by_language
"""Words that carry no meaning of their own, by language."""

_FOLDED = {language: frozenset(map(fold_case, words)) for language, words in FUNCTION_WORDS.items()}


def detect_language(words: Sequence[str]) -> str:
    """The one that the most function words speak for, empty when none does: `die` is German in German only."""
    spoken = max(_FOLDED, key=lambda name: sum(word in _FOLDED[name] for word in words))
    return spoken if any(word in _FOLDED[spoken] for word in words) else ""


def function_words(words: Sequence[str]) -> frozenset[str]:
    """Those of the language of `words`."""
    return _FOLDED.get(detect_language(words), frozenset())
