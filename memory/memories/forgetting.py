"""What becomes of memories when their moments are forgotten.

A memory all of whose words also stand in what is left of its evidence stays, with less evidence. Any other goes, and
its kind looks at the rest of the evidence anew, as if it had never seen more. Pure functions, in the store's process.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from base.records.moment import Moment
from memory.memories.changes import Changeset, PendingRetry
from memory.memories.memory import Kind, Memory
from memory.memories.serialization import text_of_memory
from memory.text.cjk import has_cjk
from memory.text.ngrams import make_ngrams

MAX_BATCH = 20
"""Frames that a kind looks at again in one batch."""
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"\w+")


def text_of(moment: Moment) -> str:
    return "\n".join((moment.app, moment.title, moment.url, moment.summary, moment.text))


def drop_evidence(memories: Iterable[Memory], going: Collection[str], texts: Mapping[str, str]) -> tuple[Memory, ...]:
    """Those that lose some evidence and may stay, without it. `texts`: what the frames say that any of them names.

    An episode never stays: when it began and how long it took were measured on the frames that go.
    """
    words = {frame: _words(text) for frame, text in texts.items()}
    return tuple(
        replace(memory, evidence=tuple(frame for frame in memory.evidence if frame not in going))
        for memory in memories
        if memory.kind is not Kind.EPISODIC and _is_supported(memory, going, words)
    )


def _is_supported(memory: Memory, going: Collection[str], words: Mapping[str, set[str]]) -> bool:
    lost = [words.get(frame, set()) for frame in memory.evidence if frame in going]
    left = [words.get(frame, set()) for frame in memory.evidence if frame not in going]
    only_lost = set().union(*lost) - set().union(*left)
    return bool(left) and not only_lost & _words(text_of_memory(memory))


def _words(text: str) -> set[str]:
    """Also the parts of scripts that are written without spaces."""
    words = set(_WORD.findall(text.casefold()))
    return words | {part for word in words if has_cjk(word) for part in make_ngrams(word)}


def remove_unsupported(memories: Sequence[Memory], there: Collection[str]) -> Changeset:
    """Memories that name evidence which is not there go; what is left of it is owed to their kinds."""
    gone = {memory.id: memory for memory in memories if not all(frame in there for frame in memory.evidence)}
    owed = [piece for kind in Kind for piece in _owed(kind, gone.values(), there)]
    puts = [_reopen(memory, gone) for memory in memories if memory.id not in gone and memory.superseded_by in gone]
    return Changeset(puts=tuple(puts), gone=tuple(gone), owed=tuple(owed))


def _owed(kind: Kind, gone: Iterable[Memory], there: Collection[str]) -> Iterable[PendingRetry]:
    left = sorted({frame for memory in gone if memory.kind is kind for frame in memory.evidence if frame in there})
    for start in range(0, len(left), MAX_BATCH):
        piece = tuple(left[start : start + MAX_BATCH])
        yield PendingRetry(f"{piece[0]}-{kind}", kind, piece, AT_ONCE)


def _reopen(memory: Memory, gone: Mapping[str, Memory]) -> Memory:
    """What the forgotten value had closed holds again, or is closed by the one that came after that."""
    after = memory.superseded_by
    while after in gone:
        after = gone[after].superseded_by
    return replace(memory, superseded_by=after, valid_to=memory.valid_to if after else None)
