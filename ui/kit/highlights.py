"""Matched parts of a snippet. Pure."""

from __future__ import annotations

import re
import unicodedata

from memory.text.language import FUNCTION_WORDS

_OPERATOR = re.compile(r"-?\b(?:app|site|title|before|after|on|kind):(?:\"[^\"]*\"|\S+)", re.IGNORECASE)
_EXCLUDED = re.compile(r"(?<!\S)-\S+")
_PHRASE = re.compile(r"\"([^\"]+)\"")
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS["en"])


def find_terms(query: str) -> tuple[str, ...]:
    """The words and phrases that a hit's text may show, longest first."""
    rest = _EXCLUDED.sub(" ", _OPERATOR.sub(" ", query))
    phrases = [phrase.strip() for phrase in _PHRASE.findall(rest)]
    loose = [word.strip(".,;:!?()[]{}\"'") for word in _PHRASE.sub(" ", rest).split()]
    terms = {*phrases, *(word for word in loose if word.casefold() not in _FUNCTION_WORDS)}
    return tuple(sorted((word for word in terms if len(word) > 1 or _is_unspaced(word)), key=lambda w: (-len(w), w)))


def find_matches(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """(start, length) in `text`, in order, not overlapping. Words match from a word's start, CJK anywhere."""
    folded = text.lower()
    if len(folded) != len(text):  # a few letters change length when lowered; then marks would be off
        folded = text
    taken: list[tuple[int, int]] = []
    for word in find_terms(query):
        edge = "" if _is_unspaced(word) else r"(?<!\w)"
        for match in re.finditer(edge + re.escape(word.lower()), folded):
            start, length = match.start(), match.end() - match.start()
            if all(start + length <= s or s + n <= start for s, n in taken):
                taken.append((start, length))
    return tuple(sorted(taken))


def _is_unspaced(word: str) -> bool:
    """Written without spaces: Chinese, Japanese, Thai and the like."""
    return any(unicodedata.category(letter) == "Lo" for letter in word)
