"""Validity, merging and length limits of memories. Pure functions, for the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from memory.memories.fields import CoreFields
from memory.memories.memory import FIELDS, Basis, Memory, fields_of
from memory.memories.serialization import as_json, fields_from_json, fields_to_json, pack_memory

MAX_BLOCK = 5000
"""Characters of a core block: what a prompt can always hold (MIRIX, section 2)."""
LINE, DETAILS, FIELD = 400, 5000, 50_000
"""Most characters of a summary, of details (MIRIX), and of a text in a field, such as what was read of a document."""
FIRST, LAST = 20, 180
"""Frames of evidence kept: how it began and how it goes on."""


def validate(memory: Memory, there: Collection[str]) -> Memory | None:
    """As it may be kept: with evidence that exists, in one line of summary, within its sizes. None: it may not."""
    evidence = limit_evidence(frame for frame in memory.evidence if frame in there)
    summary = " ".join(memory.summary.split())[:LINE]
    if not evidence or not summary:
        return None
    valid = replace(
        memory,
        evidence=evidence,
        summary=summary,
        details=memory.details[:DETAILS],
        fields=fields_from_json(FIELDS[memory.kind], clip_texts(fields_to_json(memory.fields))),
        confidence=min(1.0, max(0.0, memory.confidence)),
    )
    pack_memory(valid)  # raises for what is no JSON
    return valid


def merge_memories(memory: Memory, others: Sequence[Memory], *, name: str) -> Memory:
    """What `memory` says, with everything that supports any of them."""
    everyone = [memory, *others]
    return replace(
        memory,
        id=name,
        key=memory.key or next((memory.key for memory in others if memory.key), ""),
        evidence=limit_evidence(frame for memory in everyone for frame in memory.evidence),
        created_at=min(memory.created_at for memory in everyone),
        updated_at=max(memory.updated_at for memory in everyone),
        valid_from=min(memory.valid_from for memory in everyone),
    )


def limit_evidence(frames: Iterable[str]) -> tuple[str, ...]:
    ordered = sorted(set(frames))
    return tuple(ordered) if len(ordered) <= FIRST + LAST else (*ordered[:FIRST], *ordered[-LAST:])


def clip_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: clip_texts(part) for name, part in value.items()}
    if isinstance(value, list):
        return [clip_texts(part) for part in value]
    return value[:FIELD] if isinstance(value, str) else value


def says_the_same(memory: Memory, other: Memory) -> bool:
    """Whether they say the same on the same grounds; when it was last said does not count."""
    return {**as_json(memory), "updated_at": ""} == {**as_json(other), "updated_at": ""}


def core_block(memory: Memory) -> str:
    return fields_of(memory, CoreFields).block or "human"


def count_characters(memory: Memory) -> int:
    return len(memory.summary) + len(memory.details) + 1


def rank_core_line(memory: Memory) -> tuple[bool, float, float, datetime]:
    times = fields_of(memory, CoreFields).sure or 0
    return memory.basis is Basis.STATED, memory.confidence, times, memory.updated_at
