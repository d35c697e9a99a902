"""Cache of recent text vectors (LRU, keyed BLAKE2).

Passages are stored by a hash with a key that only this object has, never as text; only in RAM, bounded, and cleared at
a lock. The reader's thread calls it, and recall for queries.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from base.records.vector import Vector
from memory.encoders.interface import TextEncoder

MAX_VECTORS = 4096
"""6 MB of vectors with 384 dimensions."""


class CachedTextEncoder:
    """A TextEncoder around another one, for one thread at a time."""

    def __init__(self, encoder: TextEncoder, *, max_vectors: int = MAX_VECTORS) -> None:
        self._encoder = encoder
        self._max_vectors = max_vectors
        self._key = secrets.token_bytes(32)
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vector:
        keys = [self._hash(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        if missing:
            self._vectors.update(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
        for key in keys:
            self._vectors.move_to_end(key)
        vectors = np.array([self._vectors[key] for key in keys], np.float32).reshape(-1, self.dimensions)
        while len(self._vectors) > self._max_vectors:
            self._vectors.popitem(last=False)
        return vectors

    def forget_cache(self) -> None:
        """Drops all vectors, at a lock."""
        self._vectors.clear()

    def _hash(self, text: str) -> bytes:
        keyed_text = f"{self.name}\0{text}".encode("utf-8", "replace")
        return blake2b(keyed_text, key=self._key, digest_size=16).digest()
