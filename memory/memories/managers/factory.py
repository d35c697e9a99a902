"""Builds memories with stable ids, evidence and vector.

Pure but for the encoder. Called in the reader's process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from base.ids import new_id
from memory.encoders.interface import TextEncoder
from memory.memories.fields import KindFields
from memory.memories.memory import Basis, Kind, Memory, kind_of

MAX_EMBEDDED = 450
"""Characters of a memory that its vector is made of: some 120 tokens, a few dozen CPU milliseconds."""


def memory_id(kind: Kind, key: str, at: datetime) -> str:
    return new_id(at, blake2b(f"{kind}\0{key}".encode(), digest_size=5).hexdigest())


@dataclass(frozen=True, slots=True)
class MemoryFactory:
    encoder: TextEncoder | None

    def new(
        self,
        key: str,
        summary: str,
        *,
        evidence: Iterable[str],
        at: datetime,
        until: datetime | None = None,
        details: str = "",
        tree_path: Sequence[str] = (),
        fields: KindFields,
        basis: Basis = Basis.MEASURED,
        confidence: float = 1.0,
    ) -> Memory:
        """`at`: since when it holds. `until`: when it was last seen."""
        return Memory(
            id=memory_id(kind_of(fields), key, at),
            key=key,
            summary=summary,
            details=details,
            tree_path=tuple(tree_path),
            fields=fields,
            basis=basis,
            confidence=round(confidence, 3),
            evidence=tuple(dict.fromkeys(evidence)),
            created_at=at,
            updated_at=until or at,
            valid_from=at,
        )

    def embedded(self, memories: Sequence[Memory], before: Sequence[Memory | None] | None = None) -> list[Memory]:
        """With vectors; one that says what it said before keeps its own."""
        olds = before or [None] * len(memories)
        texts = [_text(memory) for memory in memories]
        vectors = [old.vector if old and _text(old) == text else None for old, text in zip(olds, texts, strict=True)]
        needed = [text for text, vector in zip(texts, vectors, strict=True) if vector is None]
        if self.encoder is None or not needed:
            return [replace(memory, vector=vector) for memory, vector in zip(memories, vectors, strict=True)]
        fresh = iter(self.encoder.encode(needed))
        return [
            replace(memory, vector=next(fresh) if vector is None else vector)
            for memory, vector in zip(memories, vectors, strict=True)
        ]


def _text(memory: Memory) -> str:
    return f"{memory.summary}\n{memory.details}"[:MAX_EMBEDDED]
