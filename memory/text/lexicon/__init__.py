"""Word lists of the memory as data files, by language. Each file's header says what it is for and who reads it."""

from __future__ import annotations

from base.word_lists import WordFolder
from memory.text.normalization import fold_case

LEXICON = WordFolder(__name__)


def folded_words(name: str) -> frozenset[str]:
    """The words of a list without case and accents, as tokens are."""
    return frozenset(map(fold_case, LEXICON.words(name).words))
