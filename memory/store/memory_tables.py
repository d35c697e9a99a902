"""Tables of memories, journal, chats, pending batches.

A commit spans tables. It is written whole into `applying` first; then each table takes its part, and `applying` is
emptied. Every step may be done twice, so whoever writes next finishes what a crash left. Which changes make sense is
`memory.memories.journal`'s to say. `Store` completes the class. Any thread may call; writes take the store's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar, overload

import pyarrow as pa
import pyarrow.compute as pc

from base.records.chat import Chat
from base.records.secret import SealedSecret
from memory.memories import forgetting
from memory.memories.changes import Changeset, JournalEntry, Order, PendingRetry
from memory.memories.memory import Memory
from memory.store import maintenance, schema
from memory.store.arrow import Row
from memory.store.consent_tables import ConsentTables
from memory.store.filters import moment_literal, one_of, quoted
from memory.store.frame_tables import pages
from memory.store.memory_rows import chat_of, chat_row, image_of, image_row, memory_of, memory_row, owed_of, owed_row
from memory.store.schema import secret_id

T = TypeVar("T")
_STEPS = ("journal", "memories", "owed", "digested")
_GONE, _PAID = "memories gone", "owed gone"
_BODY = ["body", "vector"]


class Column(Sequence[T]):
    """A column of a table as a sequence: a million frames are looked through for each batch, which needs thirty."""

    def __init__(self, values: pa.ChunkedArray) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...

    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        part = self._values[place]
        found: T | Sequence[T] = part.to_pylist() if isinstance(place, slice) else part.as_py()
        return found

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Raises ValueError when it is not there."""
        place = int(pc.index(self._values, value, start=start, end=stop).as_py())
        if place < 0:
            raise ValueError(value)
        return place


class MemoryTables(ConsentTables):
    # -- writing -------------------------------------------------------------------------------------------------------

    @contextmanager
    def exclusive_write(self) -> Iterator[None]:
        """Nobody else writes within the block, in this process or another one, and no commit is half done. Raises
        StoreBusy."""
        with self._edge(), self._writing():
            self._finish_applying()
            yield

    def commit(self, changes: Changeset) -> None:
        """Durable on return, all of it; after a crash all of it or nothing."""
        with self.exclusive_write():
            if changes.empty:
                return
            self._tables["applying"].add(schema.table_of("applying", list(_steps(changes))))
            self._finish_applying()
            self._written()

    def _finish_applying(self) -> None:
        self._newest("applying")
        steps = self._scan("applying", ["id", "rows"])
        if not steps.num_rows:
            return
        parts = {row["id"]: _read(row["rows"]) for row in steps.to_pylist()}
        for name in _STEPS:
            self._newest(name)
            if name in parts:
                self._put(name, parts[name])
        self._delete("memories", [row["id"] for row in parts.get(_GONE, [])])
        self._delete("owed", [row["id"] for row in parts.get(_PAID, [])])
        self._tables["applying"].delete("true")

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        with self._edge(), self._writing():
            self._newest("chats")
            self._put("chats", [chat_row(chat) for chat in chats])
            self._written()

    def clear_chats(self, conversation: str = "") -> None:
        """One conversation, or all. On return no file holds them."""
        with self._edge(), self._writing():
            self._tables["chats"].delete(f"conversation = {quoted(conversation)}" if conversation else "true")
            maintenance.purge(self._tables["chats"])

    # -- reading -------------------------------------------------------------------------------------------------------

    def memories_version(self) -> int:
        """Rises with every change of the memories, also by another process, and with upkeep."""
        self._newest("memories")
        return int(self._read("memories", lambda table: table.version))

    def memory_stamps(self) -> dict[str, int]:
        """Of every memory, open and closed, in no order: another one says that it was changed."""
        found = self._scan("memories", ["id", "stamp"])
        return dict(zip(found["id"].to_pylist(), found["stamp"].to_pylist(), strict=True))

    def memories_of(self, ids: Sequence[str]) -> tuple[Memory, ...]:
        return tuple(map(memory_of, self._rows("memories", _BODY, ids)))

    def sequence(self) -> int:
        """Rises with every commit: what the journal's ids begin with."""
        self._newest("journal")
        return int(self._read("journal", lambda table: table.version))

    def existing_evidence(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are frames or utterances of the person's and were not forgotten."""
        wanted = list(dict.fromkeys(ids))
        self._newest("frames")
        found = self._present("frames", wanted)
        return found | self._present("chats", [one for one in wanted if one not in found])

    def values_of(self, frames: Sequence[str]) -> dict[str, tuple[SealedSecret, ...]]:
        """The sealed values of what was taken out of frames, in the order of their marks."""
        self._newest("secrets")
        found: dict[str, tuple[SealedSecret, ...]] = {}
        for page in pages(list(dict.fromkeys(frames))):
            rows = self._scan("secrets", ["frame", "line", "start", "sealed"], one_of("frame", page))
            for row in rows.sort_by([("line", "ascending"), ("start", "ascending")]).to_pylist():
                secret = SealedSecret(row["line"], row["start"], row["sealed"])
                found[row["frame"]] = (*found.get(row["frame"], ()), secret)
        return found

    def times_of(self, ids: Sequence[str]) -> dict[str, datetime]:
        return {row["id"]: row["at"] for row in self._rows("frames", ["id", "at"], ids)}

    def journal(self, *, memory: str = "", change: str = "") -> tuple[JournalEntry, ...]:
        """In the order of the changes: those of a memory, of a change or of a batch."""
        self._newest("journal")
        named = quoted(change)
        condition = f"memory = {quoted(memory)}" if memory else f"(change = {named} OR batch = {named})"
        found = self._scan("journal", schema.SCHEMAS["journal"].names, condition)
        return tuple(map(image_of, found.sort_by("id").to_pylist()))

    def undone(self, changes: Iterable[str]) -> set[str]:
        """Those that were taken back."""
        pages_of = pages(list(dict.fromkeys(changes)))
        generator = (self._scan("journal", ["undoes"], one_of("undoes", page)) for page in pages_of)
        return {one for table in generator for one in table["undoes"].to_pylist()}

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        """The last ones, oldest first."""
        self._newest("chats")
        condition = f"conversation = {quoted(conversation)}" if conversation else None
        found = self._scan("chats", schema.SCHEMAS["chats"].names, condition)
        rows = found.sort_by([("at", "ascending"), ("id", "ascending")]).to_pylist()
        return tuple(map(chat_of, rows[-limit:] if limit else []))

    # -- what is to be looked at ---------------------------------------------------------------------------------------

    def frames_in_order(self) -> Order:
        for name in ("frames", "digested"):
            self._newest(name)
        found = self.heads_table(columns=["id", "at", "monitor"])
        seen = pc.is_in(found["id"], value_set=self._scan("digested", ["id"])["id"].combine_chunks())
        return Order(Column(found["id"]), Column(found["at"]), Column(found["monitor"]), Column(seen))

    def digested(self, ids: Sequence[str]) -> set[str]:
        self._newest("digested")
        return self._present("digested", ids)

    def undigested(self) -> int:
        """Frames that no batch has held."""
        return self.count() - int(self._read("digested", lambda table: table.count_rows()))

    def owed(self, due: datetime | None = None) -> tuple[PendingRetry, ...]:
        """All, or those that are to be tried by then; the longest due first."""
        self._newest("owed")
        condition = f"due <= {moment_literal(due)}" if due else None
        found = self._scan("owed", schema.SCHEMAS["owed"].names, condition)
        return tuple(map(owed_of, found.sort_by([("due", "ascending"), ("id", "ascending")]).to_pylist()))

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def forget_memories(self, ids: Sequence[str], values: Mapping[str, Sequence[SealedSecret]]) -> None:
        """Remove memories for good, and all that the journal knows of them, and these values of frames. The frames
        that they came from stay."""
        with self.exclusive_write():
            self._newest("secrets")
            self._delete("secrets", [secret_id(frame, secret) for frame, some in values.items() for secret in some])
            self._drop_chats(set(ids))
            self._delete("memories", ids)
            for page in pages(ids):
                self._tables["journal"].delete(one_of("memory", page))
            self._purge_memories()

    def _sweep_memories(self, frames: set[str]) -> None:
        """What rests on frames that are gone: memories, their former states, what was said of them. Memories of which
        a part of the evidence is left are made anew of that part. Each step may be done again after a crash."""
        self._finish_applying()
        there = frames | set(self._column("chats"))
        if _naming_others(self._scan("memories", ["id", "evidence"]), "evidence", there):
            all_of_them = list(map(memory_of, self._scan("memories", _BODY).to_pylist()))
            self._let_go(forgetting.remove_unsupported(all_of_them, there))
        cited = {one for row in self._scan("chats", ["cites"])["cites"].to_pylist() for one in row}
        self._drop_chats(self._forgotten(cited))
        self._delete("journal", _naming_others(self._scan("journal", ["id", "evidence"]), "evidence", there))
        self._delete("digested", [one for one in self._column("digested") if one not in frames])
        self._purge_memories()

    def _let_go(self, left: Changeset) -> None:
        self._put("owed", [owed_row(retry) for retry in left.owed])
        self._drop_chats(set(left.gone))
        self._put("memories", [memory_row(put) for put in left.puts])
        self._delete("memories", left.gone)

    def _drop_chats(self, gone: set[str]) -> None:
        """Utterances that cite any of these."""
        rows = self._scan("chats", ["id", "cites"]).to_pylist()
        self._delete("chats", [row["id"] for row in rows if not gone.isdisjoint(row["cites"])])

    def _forgotten(self, ids: Iterable[str]) -> set[str]:
        raise NotImplementedError

    def _purge_memories(self) -> None:
        raise NotImplementedError


def _steps(changes: Changeset) -> Iterator[Row]:
    parts: dict[str, tuple[str, list[Row]]] = {
        "journal": ("journal", [image_row(image) for image in changes.images]),
        "memories": ("memories", [memory_row(put) for put in changes.puts]),
        "owed": ("owed", [owed_row(retry) for retry in changes.owed]),
        "digested": ("digested", [{"id": one} for one in changes.digested]),
        _GONE: ("digested", [{"id": one} for one in changes.gone]),
        _PAID: ("digested", [{"id": one} for one in changes.paid]),
    }
    for step, (table, rows) in parts.items():
        if rows:
            yield {"id": step, "rows": _written_out(schema.table_of(table, rows))}


def _written_out(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _read(data: bytes) -> list[Row]:
    rows: list[Row] = pa.ipc.open_stream(data).read_all().to_pylist()
    return rows


def _naming_others(table: pa.Table, column: str, known: set[str]) -> list[str]:
    """Ids of rows that name an id which is not known."""
    rows = zip(table["id"].to_pylist(), table[column].to_pylist(), strict=True)
    return [one for one, named in rows if not known.issuperset(named or ())]
