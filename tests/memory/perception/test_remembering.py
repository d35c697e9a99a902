"""Vectors of recent texts: made once, bounded, never held as text, gone at lock."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from base.records.vector import Vector
from memory.encoders.embedding_cache import CachedTextEncoder


class Counting:
    """Embeds a text as its length and counts what it is asked."""

    dimensions = 2

    def __init__(self, name: str = "length/1") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        self.asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)


def test_what_was_embedded_before_is_not_embedded_again() -> None:
    inner = Counting()
    encoder = CachedTextEncoder(inner)

    first = encoder.encode(["sea", "harbour"])
    again = encoder.encode(["lighthouse", "sea", "sea"])

    assert inner.asked == ["sea", "harbour", "lighthouse"]
    assert first.tolist() == [[3, 1], [7, 1]]
    assert again.tolist() == [[10, 1], [3, 1], [3, 1]]
    assert (encoder.name, encoder.dimensions) == ("length/1", 2)


def test_no_texts_give_no_vectors() -> None:
    assert CachedTextEncoder(Counting()).encode([]).shape == (0, 2)


def test_only_the_most_recent_are_kept() -> None:
    inner = Counting()
    encoder = CachedTextEncoder(inner, max_vectors=2)

    for text in ("one", "two", "one", "three", "one", "two"):
        encoder.encode([text])

    assert inner.asked == ["one", "two", "three", "two"]


def test_more_texts_at_once_than_are_kept_all_have_their_vector() -> None:
    encoder = CachedTextEncoder(Counting(), max_vectors=2)

    assert encoder.encode(["a", "bb", "ccc"])[:, 0].tolist() == [1, 2, 3]


def test_forgetting_leaves_nothing() -> None:
    inner = Counting()
    encoder = CachedTextEncoder(inner)
    encoder.encode(["sea"])

    encoder.forget_cache()
    encoder.encode(["sea"])

    assert inner.asked == ["sea", "sea"]


def test_texts_are_held_as_hashes_that_only_this_object_can_make() -> None:
    one, other = CachedTextEncoder(Counting()), CachedTextEncoder(Counting())
    for encoder in (one, other):
        encoder.encode(["a marmalade sentence"])

    assert "marmalade" not in repr(vars(one))
    assert vars(one)["_vectors"].keys() != vars(other)["_vectors"].keys()
