"""Cache of the senders in moments. Pure; any thread.

A message is asked for by its sender as much as by what it says ("what did Ana think of the hotel?"), yet its sender is
one word among many, and names mislead a sentence encoder: they pull the vector towards everything that names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memory.search.source import Source
from memory.text.speakers import senders

MOST = 50_000
"""Frames remembered; few names each."""


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
