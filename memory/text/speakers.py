"""Who says a chat line; whether a question concerns oneself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from base.records.line import Line
from memory.text.lexicon import LEXICON, folded_words
from memory.text.tokens import tokens

_NAME = r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,2})"


_HOUR = r"\d{1,2}[:.]\d{2}"


_SENDER = re.compile(
    rf"""^\W{{0,2}}(?:\[?{_HOUR}[^\]]{{0,12}}\]?\s+)?<?      # [12:04] before it, <nick> of a terminal's chat
    {_NAME}
    (?:>|:(?=\s|$)|[\s,·|(–-]{{1,4}}(?:{LEXICON.words("speakers/before_an_hour").alternatives}\b[\s,]*){{0,2}}{_HOUR}).*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""`Ana Ruiz 14:02`, `Ana: …`, `<ana> …`."""


SEEN = 2
"""Moments of a sender: one line may begin with any word and a colon."""


_LONGEST = 120
"""Characters looked at: a sender stands at a line's beginning."""


ONESELF = folded_words("speakers/oneself")
"""What programs write over the messages of the person at the screen."""


_MINE = folded_words("speakers/mine")


_AND = folded_words("speakers/and")


def senders(lines: Iterable[Line]) -> frozenset[str]:
    """Folded words of the names that lines begin with."""
    generator = (_SENDER.match(line.text[:_LONGEST]) for line in lines)
    return frozenset(word for match in generator if match for word in tokens(match["name"]))


def about_oneself(said: Sequence[str]) -> bool:
    """The folded words of a query speak of the person who asks."""
    return any(word in _MINE or word[:1] == "我" for word in said)


def people(said: Sequence[str], spoken: Sequence[frozenset[str]]) -> frozenset[str]:
    """Those of the query's folded words that send messages in at least SEEN of the moments."""
    count = Counter(word for names in spoken for word in names)
    return frozenset(word for word in said if count[word] >= SEEN and word not in ONESELF)


def mentioned_senders(said: Sequence[str], named: Container[str]) -> frozenset[str]:
    """Whom the folded words are about: the first who is named, and who is joined to them by an `and`."""
    found: list[str] = []
    for i, word in enumerate(said):
        if word in named and (not found or said[i - 1] in _AND):
            found.append(word)
        elif found and word not in _AND:
            break
    return frozenset(found)


def remove_words(text: str, names: frozenset[str]) -> str:
    """The text without these words; whole where nothing else would be left."""
    kept = [part for part in text.split() if not names.intersection(tokens(part))]
    return " ".join(kept) if any(tokens(part) for part in kept) else text
