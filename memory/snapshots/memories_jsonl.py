"""Memories as JSON lines, and back.

What goes in is what the exported frames support, all of it, unless the whole memory is exported. Never the values of
the vault: memories do not have them. In the thread of whoever exports or restores.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

import numpy as np
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from base.errors import BadArchive
from base.records.scope import Scope
from memory.archive.api import ArchiveApi
from memory.memories.memory import FIELDS, Basis, Kind, Memory
from memory.memories.rules import FIRST, LAST
from memory.memories.serialization import as_json, fields_from_json
from memory.snapshots.moments_parquet import ID, clean

PART = 1000
"""Memories in one file."""
MOST = 20_000
KINDS = tuple(Kind)
Name = Annotated[str, StringConstraints(pattern=f"^{ID.pattern}$")]


# -- out ---------------------------------------------------------------------------------------------------------------


def chosen(archive: ArchiveApi, kinds: Sequence[Kind], scope: Scope, frames: Collection[str]) -> Iterator[Memory]:
    """Of these kinds, open and closed: all of them, or with a scope those that rest on its frames alone. Of what has
    more evidence than is kept with it nobody can say so."""
    for kind in kinds:
        start, total = 0, 1
        while start < total:
            page = archive.memories(kind, limit=PART, offset=start, history=True)
            start, total = start + PART, page.total
            yield from (memory for memory in page.memories if scope.everything or _rests_on(memory, frames))


def _rests_on(memory: Memory, frames: Collection[str]) -> bool:
    return len(memory.evidence) < FIRST + LAST and all(one in frames for one in memory.evidence)


def finished(archive: ArchiveApi, frames: Sequence[str], memories: Collection[str], scope: Scope) -> list[str]:
    """Those of the frames of which everything that was made goes with them: whoever restores makes nothing more."""
    seen = archive.seen(frames)
    if scope.everything:
        return [frame for frame in frames if frame in seen]
    made = {frame: archive.memories_from(frame) for frame in frames if frame in seen}
    return [one for one, resting in made.items() if all(memory.id in memories for memory in resting)]


def lines(memories: Sequence[Memory]) -> bytes:
    return "".join(json.dumps(_line(memory), ensure_ascii=False) + "\n" for memory in memories).encode(
        "utf-8", "replace"
    )


def _line(memory: Memory) -> dict[str, object]:
    vector = memory.vector
    packed = None if vector is None else base64.b64encode(np.asarray(vector, "<f2").tobytes()).decode()
    data = {name: clean(value) if isinstance(value, str) else value for name, value in as_json(memory).items()}
    return {**data, "vector": packed}


# -- back --------------------------------------------------------------------------------------------------------------


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Kind
    id: Name
    key: str
    summary: str = Field(min_length=1)
    details: str
    tree_path: tuple[str, ...]
    fields: dict[str, JsonValue]
    basis: Basis
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Name, ...] = Field(min_length=1)
    created_at: AwareDatetime
    updated_at: AwareDatetime
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None
    superseded_by: Name | str
    vector: str | None = Field(max_length=1 << 16)

    def memory(self) -> Memory:
        names = type(self).model_fields.keys() - {"kind", "fields", "vector"}
        given = {name: getattr(self, name) for name in names}
        times = {name: at.astimezone(UTC) for name, at in given.items() if isinstance(at, datetime)}
        vector = None
        if self.vector is not None:
            vector = np.frombuffer(base64.b64decode(self.vector, validate=True), "<f2").astype(np.float32)
        return Memory(**{**given, **times}, fields=fields_from_json(FIELDS[self.kind], self.fields), vector=vector)


class _Seen(BaseModel):
    model_config = ConfigDict(extra="forbid")

    frames: tuple[Name, ...]


def read_lines(data: bytes, name: str) -> list[Memory]:
    """Raises BadArchive, naming the file, for anything that `lines` would not have written."""
    rows = data.splitlines()
    if len(rows) > MOST:
        raise BadArchive(f"{name} holds absurdly many memories")
    try:
        return [_Row.model_validate_json(row).memory() for row in rows]
    except (ValidationError, ValueError) as error:
        raise BadArchive(f"{name} holds something else than it should ({type(error).__name__})") from None


def seen_json(frames: Sequence[str]) -> bytes:
    return _Seen(frames=tuple(frames)).model_dump_json().encode()


def read_seen(data: bytes, name: str) -> tuple[str, ...]:
    try:
        return _Seen.model_validate_json(data).frames
    except ValidationError:
        raise BadArchive(f"{name} is not what was written") from None
