"""Memories, journal and chats as table rows.

All six kinds lie in one table with a `kind` column and a JSON body: a search looks through all of them in one go, a
batch changes all of them in one commit, and a field that only one kind has needs no migration. What is filtered by has
a column of its own. Pure functions, called from any thread; nothing here imports the database.
"""

from __future__ import annotations

import json
import zlib

import pyarrow as pa
import xxhash

from base.records.chat import Chat
from memory.memories.changes import JournalEntry, PendingRetry
from memory.memories.memory import Kind, Memory
from memory.memories.serialization import from_json, pack_memory, text_of_memory
from memory.store.arrow import WHEN, Row, pack_vectors, unpack_vector
from memory.text.normalization import normalize_nfkc

IDS = pa.list_(pa.string())
ID = pa.field("id", pa.string(), nullable=False)

SCHEMAS: dict[str, pa.Schema] = {
    "memories": pa.schema(
        [
            ID,
            ("kind", pa.string()),
            ("key", pa.string()),
            ("closed", pa.bool_()),
            ("stamp", pa.int64()),
            ("evidence", IDS),
            ("words", pa.string()),
            ("body", pa.binary()),
            ("vector", pa.binary()),
        ]
    ),
    "journal": pa.schema(
        [
            ID,
            ("change", pa.string()),
            ("batch", pa.string()),
            ("at", WHEN),
            ("kind", pa.string()),
            ("actor", pa.string()),
            ("action", pa.string()),
            ("reason", pa.string()),
            ("memory", pa.string()),
            ("undoes", pa.string()),
            ("evidence", IDS),
            ("before", pa.binary()),
            ("vector", pa.binary()),
        ]
    ),
    "digested": pa.schema([ID]),
    "owed": pa.schema([ID, ("kind", pa.string()), ("frames", IDS), ("due", WHEN), ("attempts", pa.int32())]),
    "applying": pa.schema([ID, ("rows", pa.large_binary())]),
    "chats": pa.schema(
        [ID, ("conversation", pa.string()), ("at", WHEN), ("role", pa.string()), ("text", pa.string()), ("cites", IDS)]
    ),
}
"""`stamp` is a hash of what a memory says; by it a process sees which rows another one changed. `applying` holds a
commit that spans tables until every table has its part; after a crash the next writer finishes it."""


def memory_row(memory: Memory) -> Row:
    body, vector = pack_memory(memory), pack_vectors(memory.vector)
    return {
        "id": memory.id,
        "kind": str(memory.kind),
        "key": memory.key,
        "closed": memory.valid_to is not None,
        "stamp": xxhash.xxh3_64_intdigest(body + (vector or b"")) >> 1,
        "evidence": list(memory.evidence),
        "words": normalize_nfkc(text_of_memory(memory)),
        "body": body,
        "vector": vector,
    }


def memory_of(row: Row) -> Memory:
    return _unpack_memory(row["body"], row["vector"])


def _unpack_memory(body: bytes, vector: bytes | None) -> Memory:
    return from_json(json.loads(zlib.decompress(body)), unpack_vector(vector))


_ENTRY = ("id", "change", "batch", "at", "actor", "action", "reason", "memory", "undoes")


def entry_row(entry: JournalEntry) -> Row:
    before = entry.before
    return {
        **{name: getattr(entry, name) for name in _ENTRY},
        "kind": str(entry.kind),
        "evidence": list(before.evidence) if before else [],
        "before": pack_memory(before) if before else None,
        "vector": pack_vectors(before.vector) if before else None,
    }


def entry_of(row: Row) -> JournalEntry:
    before = _unpack_memory(row["before"], row["vector"]) if row["before"] else None
    return JournalEntry(**{name: row[name] for name in _ENTRY}, kind=Kind(row["kind"]), before=before)


def owed_row(retry: PendingRetry) -> Row:
    names = ("id", "due", "attempts")
    return {**{name: getattr(retry, name) for name in names}, "kind": str(retry.kind), "frames": list(retry.frames)}


def owed_of(row: Row) -> PendingRetry:
    return PendingRetry(row["id"], Kind(row["kind"]), tuple(row["frames"]), row["due"], row["attempts"])


def chat_row(chat: Chat) -> Row:
    names = ("id", "conversation", "at", "role", "text")
    return {**{name: getattr(chat, name) for name in names}, "cites": list(chat.citations)}


def chat_of(row: Row) -> Chat:
    return Chat(row["id"], row["conversation"], row["at"], row["role"], row["text"], tuple(row["cites"]))
