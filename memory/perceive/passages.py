"""The text of a screen as passages for embedding: a vector of a whole screen says nothing, a vector a line too much.

Pure functions, called by the perceiving thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from memory.perceive.order import blocks_in_reading_order
from memory.records import Line

MOST = 6
_WORDS = 90
"""Words a passage. Vectors alone over 133 questions of a working day found the right activity in the first five for
.80 with 90 words and the title; .74 without the title, .76 with 45, 60 or 120 words, .74 with one vector a screen."""
_ENOUGH = 40
"""Words from which on a passage may end where a block of the screen ends."""
_CONTEXT_WORDS = 12


def passages(lines: Sequence[Line], *, title: str = "", most: int = MOST) -> tuple[str, ...]:
    """At most `most` passages of about 60 to 120 words, each of neighbouring lines, each starting with the title."""
    blocks = [[line.text for line in block if not line.redacted] for block in blocks_in_reading_order(lines)]
    total = sum(_count(text) for block in blocks for text in block)
    size = max(_WORDS, -(-total // most))
    parts = list(_packed(blocks, size))
    context = " ".join(title.split()[:_CONTEXT_WORDS])
    return tuple(f"{context}\n{part}" if context else part for part in _richest(parts, most))


def _packed(blocks: Iterable[list[str]], size: int) -> Iterator[str]:
    part: list[str] = []
    words = 0
    for block in blocks:
        if words >= _ENOUGH and words + sum(map(_count, block)) > size:
            yield " ".join(part)
            part, words = [], 0
        for text in block:
            part.append(text)
            words += _count(text)
            if words >= size:
                yield " ".join(part)
                part, words = [], 0
    if words:
        yield " ".join(part)


def _richest(parts: list[str], most: int) -> list[str]:
    """The parts with most words, in their own order."""
    chosen = sorted(sorted(range(len(parts)), key=lambda index: -_count(parts[index]))[:most])
    return [parts[index] for index in chosen]


def _count(text: str) -> int:
    """Words; a run of Chinese or Japanese counts a word for two characters."""
    runs = re.findall(r"[\u2e80-\u9fff]+|[^\W\u2e80-\u9fff]+", text)
    return sum(-(-len(run) // 2) if "\u2e80" <= run[0] <= "\u9fff" else 1 for run in runs)
