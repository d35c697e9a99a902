"""Dictionary of everyday words in five languages, with look-up.

The packaged text encoder knows English only (FINDINGS §2). A word of one column stands for its row's others, at a
weight below the word itself. Called by search and by extractive answers, in any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from memory.text.cjk import has_cjk
from memory.text.language import detect_language
from memory.text.lexicon import LEXICON
from memory.text.normalization import fold_case
from memory.text.tokens import stem


@lru_cache(maxsize=4)
def _read_meanings(*, english: bool, variants: bool) -> Mapping[str, frozenset[str]]:
    """From every stem and CJK word to its row's words of the other languages, and with `variants` to the other variants
    of its own. `english`: the first column only is read."""
    words_of: dict[str, set[str]] = {}
    for row in LEXICON.rows("glossary"):
        cells = {language: [fold_case(word) for word in words] for language, words in row.items()}
        every = {word for words in cells.values() for word in words}
        for language, words in cells.items():
            if english and language != "en":
                continue
            others = every if variants else every - set(words)
            for word in words:
                words_of.setdefault(word if has_cjk(word) else stem(word), set()).update(others - {word})
    return {word: frozenset(others) for word, others in words_of.items()}


def find_translations(words: Iterable[str], text: str = "", *, variants: bool = False) -> tuple[str, ...]:
    """What the folded words are called in the other languages; CJK runs are read for the words inside them.

    text: where they stand; where it is English, a French `article` is not meant. variants: what else they are
    called in their own language too, which tells whether a text speaks of a thing, but finds too much.
    """
    every = _read_meanings(english=False, variants=variants)
    latin = _read_meanings(english=True, variants=variants) if detect_language(text) == "en" else every
    asked = list(words)
    translated: dict[str, None] = {}
    for word in asked:
        keys = [key for key in every if key in word] if has_cjk(word) else [stem(word)]
        for key in keys:
            translated.update(dict.fromkeys(sorted((every if has_cjk(word) else latin).get(key, ()))))
    return tuple(word for word in translated if word not in asked)
