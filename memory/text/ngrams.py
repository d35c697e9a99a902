"""Character n-grams for the second full-text index.

Each distinct token of three or more letters is cut into trigrams; runs of CJK characters, which have no spaces, into
single characters and bigrams. A gram is listed once a frame, which keeps the index near the size of the word index.
Pure functions, called from any thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from memory.text.cjk import CJK

_RUN = re.compile(f"([{CJK}]+)|([^\\W_{CJK}]+)")
MAX_TOKEN_LENGTH = 64
"""Longer tokens are keys, hashes and encoded data: nobody searches for their middle."""


def make_ngrams(text: str) -> list[str]:
    """Distinct grams in order of first appearance. One function cuts both what is stored and what is asked."""
    return list(dict.fromkeys(gram for run in dict.fromkeys(_find_runs(text)) for gram in _cut_run(run)))


def _find_runs(text: str) -> Iterator[tuple[str, str]]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    bare = unicodedata.normalize("NFC", "".join(c for c in plain if not _is_latin_mark(c)))
    return ((m[1] or "", m[2] or "") for m in _RUN.finditer(bare))


def _is_latin_mark(char: str) -> bool:
    """Accents are folded away; the voicing marks of kana (U+3099, U+309A) tell words apart and stay."""
    return unicodedata.combining(char) != 0 and char not in "\u3099\u309a"


def _cut_run(run: tuple[str, str]) -> Iterator[str]:
    cjk, word = run
    if cjk:
        yield from cjk
        yield from (cjk[i : i + 2] for i in range(len(cjk) - 1))
    elif 3 <= len(word) <= MAX_TOKEN_LENGTH:
        yield from (word[i : i + 3] for i in range(len(word) - 2))
