"""Turns a text into the tokens of BERT's uncased vocabulary (WordPiece, Devlin et al. 2018).

Written here because the usual library brings a client for a model hub with it: 38 MB, and code that speaks to the
network. Nothing of a text is kept. The reader's thread calls it, and recall for queries.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LONGEST_WORD = 100
_CHINESE = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPiece:
    """A vocabulary. `max_tokens`: of a text, with the two that mark its beginning and end; the rest is cut off."""

    def __init__(self, tokenizer: bytes, *, max_tokens: int) -> None:
        """tokenizer: tokenizer.json as models are published with."""
        self._ids: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
        self._begin, self._end, self._unknown = (self._ids[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._room = max_tokens - 2

    def encode(self, text: str) -> list[int]:
        """Numbers of the tokens, the marks at both ends included."""
        ids = [self._begin]
        for word in _words(text):
            ids += self._pieces(word)
            if len(ids) > self._room:
                break
        return [*ids[: self._room + 1], self._end]

    def _pieces(self, word: str) -> list[int]:
        """The longest pieces from left to right; one unknown token for a word that they do not make up."""
        if len(word) > _LONGEST_WORD:
            return [self._unknown]
        ids: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._ids), 0)
            if not end:
                return [self._unknown]
            ids.append(self._ids[mark + word[start:end]])
            start = end
        return ids


def _words(text: str) -> Iterator[str]:
    """Lower case without accents; each sign of punctuation and each Chinese character is a word."""
    plain = "".join(map(_plain, unicodedata.normalize("NFD", "".join(map(_clean, text)))))
    return iter(plain.split())


@lru_cache(maxsize=1 << 14)
def _clean(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    return f" {sign} " if any(first <= ord(sign) <= last for first, last in _CHINESE) else sign


@lru_cache(maxsize=1 << 14)
def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Mn":
        return ""
    return f" {sign} " if sign in _ASCII_PUNCTUATION or kind.startswith("P") else sign.lower()
