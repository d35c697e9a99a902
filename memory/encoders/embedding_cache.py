"""Cache of recent text vectors.

Passages are remembered by a hash under a key that only this object has, never as text; in memory only, bounded, and
gone at lock. Called by the perceiving thread, and by recall for queries.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from base.records.vector import Vector
from memory.encoders.interface import TextEncoder

MOST = 4096
"""Vectors kept: 6 MB of 384 dimensions."""


class CachedTextEncoder:
    """A TextEncoder around another one. Not for several threads at once."""

    def __init__(self, encoder: TextEncoder, *, most: int = MOST) -> None:
        self._encoder = encoder
        self._most = most
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, Vector] = OrderedDict()

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vector:
        keys = [self._hash(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            self._known.update(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
        for key in keys:
            self._known.move_to_end(key)
        vectors = np.array([self._known[key] for key in keys], np.float32).reshape(-1, self.dimensions)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return vectors

    def forget_cache(self) -> None:
        """Drop the vectors of recent texts (lock)."""
        self._known.clear()

    def _hash(self, text: str) -> bytes:
        said = f"{self.name}\0{text}".encode("utf-8", "replace")
        return blake2b(said, key=self._key, digest_size=16).digest()
