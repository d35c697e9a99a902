"""Language detection (py3langid, naive Bayes over bytes) and the function words of the language that is detected.

A line of a screen is short, so the detector alone is often unsure of it: each function word of a language speaks for it
too. Of 3,150 short lines of programs in seven languages this names the right language of .69 (2 to 4 words), .97 (5 to
8) and .98 (9 to 20), and a wrong one of .02, .002 and .000; function words alone .25, .63 and .66, wrong .13, .09 and
.07; the detector alone with the same doubt .63, .97 and .99, wrong .01, .001 and .000 (benchmarks/languages.py).

Called by whoever reads a screen or a query, in any thread. The model (30 MB) is read at the first text, in 0.6 s.
"""

from __future__ import annotations

import math
import re
import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from memory.text.cjk import has_cjk
from memory.text.lexicon import LEXICON
from memory.text.normalization import fold_case
from memory.text.tokens import tokens

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FUNCTION_WORDS = LEXICON.words("function_words/words").by_language
"""Words that carry no meaning of their own, by language."""

_NOT_A_LANGUAGE = "zxx"
"""What the detector calls numbers, markup and identifiers."""
_LANGUAGES = frozenset(
    "ar bn cs da de el en es fa fi fr he hi hu id it ja ko no nl pl pt ro ru sv th tr uk vi zh".split()  # noqa: SIM905
) | {_NOT_A_LANGUAGE}
"""Those that are told apart; with all 139 of the detector a short line is more often taken for a small one."""
_FOLDED = {language: frozenset(map(fold_case, words)) for language, words in FUNCTION_WORDS.items()}
_A_FUNCTION_WORD = 3.0
"""By how much, as a logarithm, a function word makes its language likelier …"""
_COUNTED = 3
"""… and how many are counted: of a long text the detector is sure by itself."""
_SURE = 0.7
"""Share of the likelihood from which a language is named."""
_SHORT = 200
"""Characters of a text whose language is remembered: a title or a query, not a screen."""
_LOADING = threading.Lock()
_CJK_FUNCTION = re.compile(LEXICON.words("function_words/parts").alternatives)


def detect_language(text: str) -> str:
    """ISO 639-1 of the likeliest language, empty where there is too little to tell."""
    return _detect_cached(text) if len(text) <= _SHORT else _detect(text)


def function_words(text: str) -> frozenset[str]:
    """Folded, those of the language of the text; where that is not sure, of the one that most function words speak
    for."""
    language = detect_language(text)
    if language not in _FOLDED:
        words = tokens(text)
        counts = {name: sum(word in listed for word in words) for name, listed in _FOLDED.items()}
        language = max(counts, key=counts.__getitem__)
        if not counts[language]:
            return frozenset()
    return _FOLDED[language]


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning, each once, in order; every word when nothing else is left."""
    words = tokens(text)
    empty = function_words(text)
    telling = [part for word in words for part in _content_of(word, empty)]
    return list(dict.fromkeys(telling or words))


def _content_of(word: str, empty: frozenset[str]) -> list[str]:
    if has_cjk(word):
        return [part for part in _CJK_FUNCTION.split(word) if part]
    return [] if word in empty else [word]


def _detect(text: str) -> str:
    words = tokens(text)
    if not any(word.isalpha() for word in words):
        return ""
    likelihoods = dict(_load_identifier().rank(text))
    logarithms = {
        language: math.log(likelihood + 1e-12)
        + _A_FUNCTION_WORD * min(_COUNTED, sum(word in _FOLDED.get(language, ()) for word in words))
        for language, likelihood in likelihoods.items()
    }
    best = max(logarithms, key=logarithms.__getitem__)
    share = 1 / sum(math.exp(logarithm - logarithms[best]) for logarithm in logarithms.values())
    return best if share >= _SURE and best != _NOT_A_LANGUAGE else ""


@lru_cache(maxsize=4096)
def _detect_cached(text: str) -> str:
    return _detect(text)


def _load_identifier() -> LanguageIdentifier:
    with _LOADING:
        return _read_identifier()


@cache
def _read_identifier() -> LanguageIdentifier:
    """Of our languages alone, a third smaller than what `LanguageIdentifier.from_model_file` keeps."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
    from py3langid.modelio import load_model

    features, priors, languages, moves, rows, output = load_model(MODEL_DIR / MODEL_FILE)
    ours = [place for place, language in enumerate(languages) if language in _LANGUAGES]
    names = [languages[place] for place in ours]
    return LanguageIdentifier(features[:, ours], priors[ours], names, moves, output, norm_probs=True, tk_row=rows)
