"""Memories as JSON lines, and back.

An export of a scope holds the memories that rest on its frames alone; a whole export holds all. The values of vault
memories are never in it: memories do not hold them. Export and restore call this, in their caller's thread.
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

PART_MEMORIES = 1000
"""Memories in one file."""
MAX_LINES = 20_000
KINDS = tuple(Kind)
Name = Annotated[str, StringConstraints(pattern=f"^{ID.pattern}$")]


# -- out ---------------------------------------------------------------------------------------------------------------


def select_memories(
    archive: ArchiveApi, kinds: Sequence[Kind], scope: Scope, frames: Collection[str]
) -> Iterator[Memory]:
    """Of these kinds, open and closed: all of them, or with a scope those that rest on its frames alone. A memory that
    has more evidence than is stored with it is left out: what it rests on is not known."""
    for kind in kinds:
        start, total = 0, 1
        while start < total:
            page = archive.memories(kind, limit=PART_MEMORIES, offset=start, history=True)
            start, total = start + PART_MEMORIES, page.total
            for memory in page.memories:
                known = len(memory.evidence) < FIRST + LAST
                if scope.everything or (known and all(frame in frames for frame in memory.evidence)):
                    yield memory


def finished_frames(archive: ArchiveApi, frames: Sequence[str], memories: Collection[str], scope: Scope) -> list[str]:
    """Those of the frames whose memories are all exported: after a restore nothing more is to be made from them."""
    seen = archive.seen(frames)
    if scope.everything:
        return [frame for frame in frames if frame in seen]
    return [
        frame
        for frame in frames
        if frame in seen and all(memory.id in memories for memory in archive.memories_from(frame))
    ]


def write_lines(memories: Sequence[Memory]) -> bytes:
    lines = []
    for memory in memories:
        data = {name: clean(value) if isinstance(value, str) else value for name, value in as_json(memory).items()}
        vector = None if memory.vector is None else np.asarray(memory.vector, "<f2").tobytes()
        data["vector"] = None if vector is None else base64.b64encode(vector).decode()
        lines.append(json.dumps(data, ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8", "replace")


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
    """Raises BadArchive, naming the file, for anything that `write_lines` would not have written."""
    rows = data.splitlines()
    if len(rows) > MAX_LINES:
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
