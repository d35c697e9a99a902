"""Memories as JSON, and as plain text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from base.records.vector import Vector
from memory.memories.memory import Basis, Kind, Memory, Value

_TIMES = ("created_at", "updated_at", "valid_from", "valid_to")


_PLAIN = ("id", "key", "summary", "details", "confidence", "superseded_by")


def as_json(memory: Memory) -> dict[str, Any]:
    """Everything but the vector; times as ISO-8601."""
    times = {name: getattr(memory, name) for name in _TIMES}
    return {
        "kind": str(memory.kind),
        **{name: getattr(memory, name) for name in _PLAIN},
        "tree_path": list(memory.tree_path),
        "fields": to_plain_json(memory.fields),
        "basis": str(memory.basis),
        "evidence": list(memory.evidence),
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def from_json(data: Mapping[str, Any], vector: Vector | None = None) -> Memory:
    """Raises KeyError, TypeError or ValueError for anything that `as_json` would not have written."""
    times = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in _TIMES}
    if any(at is None for name, at in times.items() if name != "valid_to"):
        raise ValueError
    return Memory(
        kind=Kind(data["kind"]),
        **{name: data[name] for name in _PLAIN},
        tree_path=tuple(map(str, data["tree_path"])),
        fields=dict(data["fields"]),
        basis=Basis(data["basis"]),
        evidence=tuple(map(str, data["evidence"])),
        vector=vector,
        **times,  # type: ignore[arg-type]
    )


def to_plain_json(value: Any) -> Any:
    """Lists and dicts of what JSON knows, whatever sequences and mappings a manager used."""
    if isinstance(value, Mapping):
        return {str(name): to_plain_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_plain_json(one) for one in value]
    return value


def strings(value: Value) -> Iterator[str]:
    """Every text in a field, however deep; names of fields are ours and left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def text_of_memory(memory: Memory) -> str:
    """Everything that a memory says, a line for each part."""
    return "\n".join((memory.summary, memory.details, *memory.tree_path, *strings(memory.fields)))


def packed(memory: Memory) -> bytes:
    text = json.dumps(as_json(memory), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "replace"), 6)
