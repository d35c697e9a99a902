"""Tokenizer, stemmer (Snowball, English) and identifiers. Pure functions, called from any thread.

The stems are the ones that the store's full-text index makes, so that what is highlighted is what was matched.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import snowballstemmer

from memory.text.cjk import CJK
from memory.text.normalization import fold_case

TOKEN = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
"""A run of CJK characters, or of any other letters and digits. Underscores part words, as in the full-text index."""

IDENTIFIER = re.compile(
    r"""(?<![\w@])(?=[^\s,;:?!()]*[\w])      # something that a machine named:
    [!#@]?[\w]+(?:[-_./:@+][\w]+)+/?         # joined by punctuation: ledger_sync.py, INV-2026-06072, a.example/b
    |(?<!\w)[!#]\d+                          # !517, #42
    |(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w{4,}   # letters and digits mixed: MSKU3519683
    """,
    re.VERBOSE,
)


_stemmer = snowballstemmer.stemmer("english")
_STEMMING = threading.Lock()
"""The stemmer holds the word that it works on: two threads at once break it."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English stem of a folded word; other languages and digits pass nearly unchanged."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _STEMMING:
        return str(_stemmer.stemWord(word))


def tokens(text: str) -> list[str]:
    """Folded words and CJK runs, in order."""
    return TOKEN.findall(fold_case(text))


def stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def identifiers(text: str) -> list[str]:
    """Names that machines give (file names, order numbers, hosts, test names), as they were written."""
    return list(dict.fromkeys(match[0].rstrip("/") for match in IDENTIFIER.finditer(text)))
