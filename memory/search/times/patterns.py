"""Patterns over kinds of tokens: regular expressions whose letters are the names of kinds. Pure; any thread.

`pattern("LAST FILLER* WEEKDAY")` matches `last Tuesday`. Blanks count nothing; the rest is the syntax of `re`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from memory.search.times.tokenizer import Token, TokenKind

_SIGN = {kind: chr(0xE000 + number) for number, kind in enumerate(TokenKind)}
"""One letter of the private use area for each kind, so that `re` does the matching."""
_KIND_NAME = re.compile(r"\b[A-Z][A-Z_]+\b")


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(_KIND_NAME.sub(lambda match: _SIGN[TokenKind[match[0]]], text).replace(" ", ""))


def signs_of(tokens: Sequence[Token]) -> str:
    """What patterns are matched against: a sign for each token."""
    return "".join(_SIGN[token.kind] for token in tokens)


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens from `first` up to but not including `last`, of all tokens of the text."""

    first: int
    last: int
    all_tokens: Sequence[Token] = field(repr=False)

    @property
    def tokens(self) -> Sequence[Token]:
        return self.all_tokens[self.first : self.last]

    @property
    def previous(self) -> Token | None:
        return self.all_tokens[self.first - 1] if self.first else None

    @property
    def following(self) -> Token | None:
        return self.all_tokens[self.last] if self.last < len(self.all_tokens) else None

    def kind_of(self, *kinds: TokenKind) -> TokenKind | None:
        """The first of these kinds that a token of the match is of."""
        return next((token.kind for token in self.tokens if token.kind in kinds), None)

    def texts_of(self, *kinds: TokenKind) -> list[str]:
        return [token.text for token in self.tokens if token.kind in kinds]


def find_all(searched: re.Pattern[str], tokens: Sequence[Token]) -> Iterator[Match]:
    for match in searched.finditer(signs_of(tokens)):
        yield Match(match.start(), match.end(), tokens)
