"""Ranks memories for a text, by words and meaning. Pure functions, in the store's process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from base.records.vector import Vector
from memory.memories.memory import Kind, Memory
from memory.memories.serialization import text_of_memory

MAX_WORD_MATCHES = 200
"""Memories of a kind that words may bring in."""
ALIKE = 0.4
"""Cosine from which two short English texts are about the same thing, with this encoder (all-MiniLM-L6-v2: unrelated
sentences lie at 0.0 to 0.2, paraphrases above 0.6)."""


def rank_memories(
    memories: Sequence[Memory], word_scores: Mapping[str, float], vector: Vector | None
) -> list[tuple[Memory, float]]:
    """Those that match by words or meaning, best first: the share of the best word score plus the cosine."""
    top = max(word_scores.values(), default=0.0) or 1.0
    likeness = _cosines(memories, vector)
    scored = [
        (memory, word_scores.get(memory.id, 0.0) / top + max(0.0, near))
        for memory, near in zip(memories, likeness, strict=True)
        if memory.id in word_scores or near >= ALIKE
    ]
    return sorted(scored, key=lambda pair: (-pair[1], newest_first(pair[0])))


def search_memories(
    memories: Sequence[Memory], query: str, word_scores: Mapping[str, float], vector: Vector | None
) -> list[Memory]:
    """For a list to look through: what holds every word of the query, as it is typed, before what is only alike."""
    words = query.casefold().split()
    order = [memory for memory, _ in rank_memories(memories, word_scores, vector)]
    literal = {memory.id for memory in memories if _holds(memory, words)}
    rest = {memory.id for memory in order}
    missed = sorted((memory for memory in memories if memory.id in literal and memory.id not in rest), key=newest_first)
    return [
        *(memory for memory in order if memory.id in literal),
        *missed,
        *(memory for memory in order if memory.id not in literal),
    ]


def newest_first(memory: Memory) -> tuple[float, str]:
    """An episode by when it happened, anything else by when it was last confirmed."""
    at = memory.valid_from if memory.kind is Kind.EPISODIC else memory.updated_at
    return -at.timestamp(), memory.id


def _holds(memory: Memory, words: Sequence[str]) -> bool:
    text = text_of_memory(memory).casefold()
    return all(word in text for word in words)


def _cosines(memories: Sequence[Memory], vector: Vector | None) -> list[float]:
    if vector is None:
        return [0.0] * len(memories)
    fit = [
        memory.vector if memory.vector is not None and len(memory.vector) == len(vector) else None
        for memory in memories
    ]
    matrix = np.array([vector_or_none for vector_or_none in fit if vector_or_none is not None], np.float32).reshape(
        -1, len(vector)
    )
    scores = iter((matrix @ vector).tolist())
    return [next(scores) if vector_or_none is not None else 0.0 for vector_or_none in fit]
