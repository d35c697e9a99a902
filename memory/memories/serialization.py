"""Memories as JSON, and as plain text.

The only place that knows how the typed fields of `memory.memories.fields` lie in stored JSON: a field's name is its
key, None is left out. JSON that this version would write differently is kept as it is read and written back unchanged,
but for what was changed meanwhile. Pure functions, from any thread.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, get_type_hints

from base.records.vector import Vector
from memory.memories.fields import KindFields, KnownFact, Relation
from memory.memories.memory import FIELDS, Basis, Kind, Memory

_TIMES = ("created_at", "updated_at", "valid_from", "valid_to")
_PLAIN = ("id", "key", "summary", "details", "confidence", "superseded_by")


# -- a whole memory ----------------------------------------------------------------------------------------------------


def as_json(memory: Memory) -> dict[str, Any]:
    """Everything but the vector; times as ISO-8601."""
    times = {name: getattr(memory, name) for name in _TIMES}
    return {
        "kind": str(memory.kind),
        **{name: getattr(memory, name) for name in _PLAIN},
        "tree_path": list(memory.tree_path),
        "fields": fields_to_json(memory.fields),
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
        **{name: data[name] for name in _PLAIN},
        tree_path=tuple(map(str, data["tree_path"])),
        fields=fields_from_json(FIELDS[Kind(data["kind"])], data["fields"]),
        basis=Basis(data["basis"]),
        evidence=tuple(map(str, data["evidence"])),
        vector=vector,
        **times,  # type: ignore[arg-type]
    )


def pack_memory(memory: Memory) -> bytes:
    text = json.dumps(as_json(memory), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "replace"), 6)


def text_of_memory(memory: Memory) -> str:
    """Everything that a memory says, a line for each part."""
    fields = memory.fields
    values = [fields.stored] if fields.stored else [getattr(fields, name) for name in _readers()[type(fields)]]
    return "\n".join((memory.summary, memory.details, *memory.tree_path, *_strings(values)))


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """Every text, however deep; names of fields are ours and left out."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from _strings(value)
        elif isinstance(value, Mapping):
            yield from _strings(value.values())
        elif isinstance(value, datetime | KnownFact | Relation):
            yield from _strings([to_plain_json(value)])


# -- the fields of a kind ----------------------------------------------------------------------------------------------

_Fields = TypeVar("_Fields", bound=KindFields)


def fields_from_json(kind: type[_Fields], data: Mapping[str, Any]) -> _Fields:
    """A value of another type than the field has counts as none. Raises TypeError or ValueError for no JSON object."""
    stored = dict(data)
    fields = _read_fields(kind, stored)
    return fields if _is_identical(fields_to_json(fields), stored) else replace(fields, stored=stored)


def fields_to_json(fields: KindFields) -> dict[str, Any]:
    readers = _readers()[type(fields)]
    written = {name: to_plain_json(value) for name in readers if (value := getattr(fields, name)) is not None}
    if fields.stored is None:
        return written
    before = _read_fields(type(fields), fields.stored)
    merged = {}
    for name, value in fields.stored.items():
        if name not in readers or getattr(fields, name) == getattr(before, name):
            merged[name] = to_plain_json(value)
        elif name in written:
            merged[name] = written[name]
    return merged | {name: value for name, value in written.items() if name not in merged}


def merge_fields(older: _Fields, newer: _Fields) -> _Fields:
    """What the newer ones have, and what only the older ones have."""
    return fields_from_json(type(newer), {**fields_to_json(older), **fields_to_json(newer)})


def to_plain_json(value: Any) -> Any:
    """Lists and dicts of what JSON knows, whatever a manager used."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [part if isinstance(part, str) else to_plain_json(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, KnownFact):
        row = {"attribute": value.attribute, "value": value.value}
        return row if value.before is None else {**row, "before": value.before}
    if isinstance(value, Relation):
        return {"to": value.to, "how": value.how}
    if isinstance(value, Mapping):
        return {str(name): to_plain_json(part) for name, part in value.items()}
    return value


def _is_identical(written: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    """Whether both are the same JSON text: other than for `==`, the order of keys counts, here and in rows. That 1 is
    not taken for 1.0 or true is seen to by the readers."""
    if list(written.items()) != list(stored.items()):
        return False
    rows = (name for name, value in written.items() if isinstance(value, list) and value and isinstance(value[0], dict))
    return all(str(written[name]) == str(stored[name]) for name in rows)


def _read_fields(kind: type[_Fields], stored: Mapping[str, Any]) -> _Fields:
    return kind(**{name: read(stored[name]) for name, read in _readers()[kind].items() if name in stored})


@cache
def _readers() -> Mapping[type, Mapping[str, Callable[[Any], Any]]]:
    """Of each kind, by the name of each field, what reads its JSON; chosen by the annotation of the field."""
    return {
        kind: {name: _READERS[hint] for name, hint in get_type_hints(kind).items() if name != "stored"}
        for kind in FIELDS.values()
    }


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None if _number(value) is None else str(value)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _time(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None


def _known_fact(row: Any) -> KnownFact | None:
    if not isinstance(row, Mapping):
        return None
    before = _text(row.get("before"))
    return KnownFact(attribute=_text(row.get("attribute")) or "", value=_text(row.get("value")) or "", before=before)


def _relation(row: Any) -> Relation | None:
    return (
        Relation(to=_text(row.get("to")) or "", how=_text(row.get("how")) or "") if isinstance(row, Mapping) else None
    )


def _each(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Reads a list; parts of another type are passed over."""

    def read_list(value: Any) -> tuple[Any, ...] | None:
        if not isinstance(value, list | tuple):
            return None
        return tuple(part for part in map(read, value) if part is not None)

    return read_list


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    str | None: _text,
    int | None: _count,
    float | None: _number,
    bool | None: _flag,
    datetime | None: _time,
    tuple[str, ...] | None: _each(_text),
    tuple[float, ...] | None: _each(_number),
    tuple[datetime, ...] | None: _each(_time),
    tuple[tuple[str, ...], ...] | None: _each(_each(_text)),
    tuple[KnownFact, ...] | None: _each(_known_fact),
    tuple[Relation, ...] | None: _each(_relation),
}
