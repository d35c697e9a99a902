"""Senders of chat lines, and whether a question is about the person who asks.

Pure functions, called by search and by the store, which keeps the senders of each frame.
"""

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


MIN_MOMENTS = 2
"""Moments of a sender: one line may begin with any word and a colon."""


_MAX_SENDER_LENGTH = 120
"""Characters looked at: a sender stands at a line's beginning."""


ONESELF = folded_words("speakers/oneself")
"""What programs write over the messages of the person at the screen."""


_MINE = folded_words("speakers/mine")


_AND = folded_words("speakers/and")


def find_senders(lines: Iterable[Line]) -> frozenset[str]:
    """Folded words of the names that lines begin with."""
    matches = (_SENDER.match(line.text[:_MAX_SENDER_LENGTH]) for line in lines)
    return frozenset(word for match in matches if match for word in tokens(match["name"]))


def is_about_oneself(words: Sequence[str]) -> bool:
    """Whether the folded words of a query speak of the person who asks."""
    return any(word in _MINE or word[:1] == "我" for word in words)


def find_people(words: Sequence[str], senders: Sequence[frozenset[str]]) -> frozenset[str]:
    """Those of the query's folded words that send messages in at least MIN_MOMENTS of the moments."""
    moments = Counter(name for names in senders for name in names)
    return frozenset(word for word in words if moments[word] >= MIN_MOMENTS and word not in ONESELF)


def find_mentioned_senders(words: Sequence[str], senders: Container[str]) -> frozenset[str]:
    """Whom the folded words are about: the first sender who is named, and those joined to them by an `and`."""
    mentioned: list[str] = []
    for i, word in enumerate(words):
        if word in senders and (not mentioned or words[i - 1] in _AND):
            mentioned.append(word)
        elif mentioned and word not in _AND:
            break
    return frozenset(mentioned)


def remove_words(text: str, names: frozenset[str]) -> str:
    """The text without these words; whole where nothing else would be left."""
    parts = [part for part in text.split() if not names.intersection(tokens(part))]
    return " ".join(parts) if any(tokens(part) for part in parts) else text
