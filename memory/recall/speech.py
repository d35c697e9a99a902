"""Who says the lines of a moment: what only its text tells, and words and meaning do not weigh. Pure; any thread.

A message is asked for by its sender as much as by what it says ("what did Ana think of the hotel?"), yet its sender is
one word among many, and names mislead a sentence encoder: they pull the vector towards everything that names them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from memory.recall.source import Source
from memory.recall.words import fold, tokens
from memory.records import Line

_NAME = r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,2})"
_HOUR = r"\d{1,2}[:.]\d{2}"
_SENDER = re.compile(
    rf"""^\W{{0,2}}(?:\[?{_HOUR}[^\]]{{0,12}}\]?\s+)?<?      # [12:04] before it, <nick> of a terminal's chat
    {_NAME}
    (?:>|:(?=\s|$)|[\s,·|(–-]{{1,4}}(?:(?:today|yesterday|at|um|à|on)\b[\s,]*){{0,2}}{_HOUR}).*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""`Ana Ruiz 14:02`, `Ana: …`, `<ana> …`."""
SEEN = 2
"""Moments of a sender: one line may begin with any word and a colon."""
MOST = 50_000
"""Frames remembered; few names each."""
_LONGEST = 120
"""Characters looked at: a sender stands at a line's beginning."""

ONESELF = frozenset(fold("you me user i self du ich sie vous moi je tu toi yo tú eu você io 我 你 自分 私").split())
"""What programs write over the messages of the person at the screen."""
_MINE = frozenset(
    fold(
        """i me my mine myself ich mich mir mein meine meinen meiner meinem je j me moi mon ma mes yo mi mis eu meu
        minha io mio mia ik mijn 我 我的 私 僕 俺"""
    ).split()
)

_AND = frozenset(fold("and und et y e en").split())


def senders(lines: Iterable[Line]) -> frozenset[str]:
    """Folded words of the names that lines begin with."""
    found = (_SENDER.match(line.text[:_LONGEST]) for line in lines)
    return frozenset(word for match in found if match for word in tokens(match["name"]))


def about_oneself(said: Sequence[str]) -> bool:
    """The folded words of a query speak of the person who asks."""
    return any(word in _MINE or word[:1] == "我" for word in said)


def people(said: Sequence[str], spoken: Sequence[frozenset[str]]) -> frozenset[str]:
    """Those of the query's folded words that send messages in at least SEEN of the moments."""
    count = Counter(word for names in spoken for word in names)
    return frozenset(word for word in said if count[word] >= SEEN and word not in ONESELF)


def subject(said: Sequence[str], named: Container[str]) -> frozenset[str]:
    """Whom the folded words are about: the first who is named, and who is joined to them by an `and`."""
    found: list[str] = []
    for i, word in enumerate(said):
        if word in named and (not found or said[i - 1] in _AND):
            found.append(word)
        elif found and word not in _AND:
            break
    return frozenset(found)


def without(text: str, names: frozenset[str]) -> str:
    """The text without these words; whole where nothing else would be left."""
    kept = [part for part in text.split() if not names.intersection(tokens(part))]
    return " ".join(kept) if any(tokens(part) for part in kept) else text


class Speakers:
    """The senders in moments of which they were not noted, read once each. Any thread: what two read at once is read
    twice."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[str, frozenset[str]] = {}

    def of(self, frames: Sequence[str]) -> list[frozenset[str]]:
        """Of each of the frames; none of one that is gone."""
        unread = [frame for frame in frames if frame not in self._known]
        if len(self._known) + len(unread) > MOST:
            self._known = {}
            unread = list(frames)
        read = {frame: senders(lines) for frame, lines in self._source.lines(unread).items()} if unread else {}
        self._known.update(read)
        return [read.get(frame) or self._known.get(frame, frozenset()) for frame in frames]

    def forget(self, frames: Iterable[str]) -> None:
        for frame in frames:
            self._known.pop(frame, None)
