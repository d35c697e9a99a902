"""Tables of the six memories, their journal, chats and pending batches.

A commit spans tables. It is written whole into `applying` first; then each table takes its part, and `applying` is
emptied. Every step may be done twice, so the next writer finishes what a crash left. `memory.memories.journal` decides
which changes make sense. This is the `MemoryTablesPort` of `memory.memories.changes`. Any thread may call; writes take
the store's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar, overload

import pyarrow as pa
import pyarrow.compute as pc
from lancedb.query import MatchQuery

from base.coverage import Coverage
from base.records.chat import Chat
from base.records.moment import Moment
from base.records.secret import SealedSecret
from memory.memories import forgetting
from memory.memories.changes import Changeset, FrameOrder, JournalEntry, PendingRetry
from memory.memories.memory import Kind, Memory
from memory.search.source import Scored
from memory.store import schema
from memory.store.arrow import Row
from memory.store.database import Database, pages
from memory.store.filters import moment_literal, one_of, quote
from memory.store.frame_tables import FrameTables
from memory.store.memory_rows import chat_of, chat_row, entry_of, entry_row, memory_of, memory_row, owed_of, owed_row
from memory.text.normalization import normalize_nfkc

T = TypeVar("T")
_STEPS = ("journal", "memories", "owed", "digested")
_GONE, _PAID = "memories gone", "owed gone"
"""What the rows of `applying` are named by: a table's new rows, or the ids that go from a table."""
_BODY = ["body", "vector"]
TABLES = ("memories", "journal", "chats", "digested", "owed", "applying", "secrets")


class MemoryTables:
    def __init__(self, database: Database, frames: FrameTables) -> None:
        self._database = database
        self._frames = frames

    # -- writing -------------------------------------------------------------------------------------------------------

    @contextmanager
    def exclusive_write(self) -> Iterator[None]:
        """Nobody else writes within the block, in this process or another one, and no commit is half done. Raises
        StoreBusy."""
        with self._database.write():
            self.finish_commit()
            yield

    def commit(self, changes: Changeset) -> None:
        """Durable on return, all of it; after a crash all of it or nothing."""
        with self.exclusive_write():
            if changes.empty:
                return
            self._database.add("applying", list(_commit_steps(changes)))
            self.finish_commit()
            self._database.after_write()

    def has_unfinished_commit(self) -> bool:
        return bool(self._database.ids("applying"))

    def finish_commit(self) -> None:
        """What a crash left of a commit, within a write."""
        self._database.refresh("applying")
        steps = self._database.scan("applying", ["id", "rows"])
        if not steps.num_rows:
            return
        parts: dict[str, list[Row]] = {
            row["id"]: pa.ipc.open_stream(row["rows"]).read_all().to_pylist() for row in steps.to_pylist()
        }
        for name in _STEPS:
            self._database.refresh(name)
            if name in parts:
                self._database.put(name, parts[name])
        self._database.delete("memories", [row["id"] for row in parts.get(_GONE, [])])
        self._database.delete("owed", [row["id"] for row in parts.get(_PAID, [])])
        self._database.table("applying").delete("true")

    def keep_chats(self, chats: Sequence[Chat]) -> None:
        with self._database.write():
            self._database.refresh("chats")
            self._database.put("chats", [chat_row(chat) for chat in chats])
            self._database.after_write()

    def clear_chats(self, conversation: str = "") -> None:
        """One conversation, or all. On return no file holds them."""
        with self._database.write():
            condition = f"conversation = {quote(conversation)}" if conversation else "true"
            self._database.table("chats").delete(condition)
            self._database.purge("chats")

    # -- memories and their journal ------------------------------------------------------------------------------------

    def memories_version(self) -> int:
        """Rises with every change of the memories, also by another process, and with compaction."""
        self._database.refresh("memories")
        return self._database.version("memories")

    def memory_stamps(self) -> dict[str, int]:
        """Of every memory, open and closed, in no order: a different stamp says that it was changed."""
        stamps = self._database.scan("memories", ["id", "stamp"])
        return dict(zip(stamps["id"].to_pylist(), stamps["stamp"].to_pylist(), strict=True))

    def memories_of(self, ids: Sequence[str]) -> tuple[Memory, ...]:
        return tuple(map(memory_of, self._database.rows("memories", _BODY, ids)))

    def match_memories(self, text: str, limit: int, *, kind: Kind | None = None, closed: bool = False) -> Scored:
        """BM25 over what memories say; with `closed` also those that a newer value has superseded."""
        parts = ([f"kind = {quote(kind)}"] if kind else []) + ([] if closed else ["NOT closed"])
        query = MatchQuery(normalize_nfkc(text), "words")
        return self._database.match("memories", query, " AND ".join(parts) or None, limit)

    def sequence(self) -> int:
        """Rises with every commit: the journal's ids begin with it."""
        self._database.refresh("journal")
        return self._database.version("journal")

    def journal(self, *, memory: str = "", change: str = "") -> tuple[JournalEntry, ...]:
        """In the order of the changes: those of a memory, of a change or of a batch."""
        self._database.refresh("journal")
        name = quote(change)
        condition = f"memory = {quote(memory)}" if memory else f"(change = {name} OR batch = {name})"
        entries = self._database.scan("journal", schema.SCHEMAS["journal"].names, condition)
        return tuple(map(entry_of, entries.sort_by("id").to_pylist()))

    def undone(self, changes: Iterable[str]) -> set[str]:
        """Those that were taken back."""
        undone: set[str] = set()
        for page in pages(list(dict.fromkeys(changes))):
            undone.update(self._database.scan("journal", ["undoes"], one_of("undoes", page))["undoes"].to_pylist())
        return undone

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        """The last ones, oldest first."""
        self._database.refresh("chats")
        condition = f"conversation = {quote(conversation)}" if conversation else None
        chats = self._database.scan("chats", schema.SCHEMAS["chats"].names, condition)
        rows = chats.sort_by([("at", "ascending"), ("id", "ascending")]).to_pylist()
        return tuple(map(chat_of, rows[-limit:] if limit else []))

    # -- evidence ------------------------------------------------------------------------------------------------------

    def existing_evidence(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are frames or utterances of the person's and were not forgotten."""
        wanted = list(dict.fromkeys(ids))
        self._database.refresh("frames")
        frames = self._database.present("frames", wanted)
        return frames | self._database.present("chats", [name for name in wanted if name not in frames])

    def values_of(self, frames: Sequence[str]) -> dict[str, tuple[SealedSecret, ...]]:
        """The sealed values of what was taken out of frames, in the order of their marks."""
        self._database.refresh("secrets")
        values: dict[str, tuple[SealedSecret, ...]] = {}
        for page in pages(list(dict.fromkeys(frames))):
            rows = self._database.scan("secrets", ["frame", "line", "start", "sealed"], one_of("frame", page))
            for row in rows.sort_by([("line", "ascending"), ("start", "ascending")]).to_pylist():
                secret = SealedSecret(row["line"], row["start"], row["sealed"])
                values[row["frame"]] = (*values.get(row["frame"], ()), secret)
        return values

    def moments(self, ids: Sequence[str], *, vectors: bool = False) -> tuple[Moment, ...]:
        return self._frames.moments(ids, vectors=vectors)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        return self._frames.coverage(since, until)

    def times_of(self, ids: Sequence[str]) -> dict[str, datetime]:
        return self._frames.times_of(ids)

    # -- batches -------------------------------------------------------------------------------------------------------

    def frames_in_order(self) -> FrameOrder:
        for name in ("frames", "digested"):
            self._database.refresh(name)
        frames = self._frames.heads_table(columns=["id", "at", "monitor"])
        digested = self._database.scan("digested", ["id"])["id"].combine_chunks()
        seen = pc.is_in(frames["id"], value_set=digested)
        return FrameOrder(Column(frames["id"]), Column(frames["at"]), Column(frames["monitor"]), Column(seen))

    def digested(self, ids: Sequence[str]) -> set[str]:
        self._database.refresh("digested")
        return self._database.present("digested", ids)

    def undigested(self) -> int:
        """Frames that no batch has held."""
        return self._frames.count() - self._database.count("digested")

    def owed(self, due: datetime | None = None) -> tuple[PendingRetry, ...]:
        """All, or those that are to be tried by then; the longest due first."""
        self._database.refresh("owed")
        condition = f"due <= {moment_literal(due)}" if due else None
        owed = self._database.scan("owed", schema.SCHEMAS["owed"].names, condition)
        return tuple(map(owed_of, owed.sort_by([("due", "ascending"), ("id", "ascending")]).to_pylist()))

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def forget_memories(self, ids: Sequence[str], values: Mapping[str, Sequence[SealedSecret]]) -> None:
        """Remove memories for good, and all that the journal knows of them, and these values of frames. The frames
        that they came from stay."""
        with self.exclusive_write():
            self._database.refresh("secrets")
            secrets = [schema.secret_id(frame, secret) for frame, some in values.items() for secret in some]
            self._database.delete("secrets", secrets)
            self._delete_chats_citing(set(ids))
            self._database.delete("memories", ids)
            for page in pages(ids):
                self._database.table("journal").delete(one_of("memory", page))
            self._database.purge(*TABLES)

    def delete_orphans(self, frames: set[str]) -> None:
        """Remove what rests on frames that are not in `frames`: memories, their earlier states, chats that cite them.
        Memories of which a part of the evidence is left are owed to their kinds, to be made again from that part. Each
        step may be done again after a crash."""
        self.finish_commit()
        evidence = frames | set(self._database.ids("chats"))
        if self._rows_without_evidence("memories", evidence):
            memories = list(map(memory_of, self._database.scan("memories", _BODY).to_pylist()))
            changes = forgetting.remove_unsupported(memories, evidence)
            self._database.put("owed", [owed_row(retry) for retry in changes.owed])
            self._delete_chats_citing(set(changes.gone))
            self._database.put("memories", [memory_row(memory) for memory in changes.puts])
            self._database.delete("memories", changes.gone)
        citations = self._database.scan("chats", ["cites"])["cites"].to_pylist()
        self._delete_chats_citing(self._frames.forgotten_among({frame for cites in citations for frame in cites}))
        self._database.delete("journal", self._rows_without_evidence("journal", evidence))
        self._database.delete("digested", [name for name in self._database.ids("digested") if name not in frames])
        self._database.purge(*TABLES)

    def _rows_without_evidence(self, name: str, evidence: set[str]) -> list[str]:
        """Ids of rows some of whose evidence is not there."""
        rows = self._database.scan(name, ["id", "evidence"]).to_pylist()
        return [row["id"] for row in rows if not evidence.issuperset(row["evidence"] or ())]

    def _delete_chats_citing(self, ids: set[str]) -> None:
        rows = self._database.scan("chats", ["id", "cites"]).to_pylist()
        self._database.delete("chats", [row["id"] for row in rows if not ids.isdisjoint(row["cites"])])


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
        items: T | Sequence[T] = part.to_pylist() if isinstance(place, slice) else part.as_py()
        return items

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Raises ValueError when it is not there."""
        place = int(pc.index(self._values, value, start=start, end=stop).as_py())
        if place < 0:
            raise ValueError(value)
        return place


def _commit_steps(changes: Changeset) -> Iterator[Row]:
    """A row of `applying` for each table that the commit changes."""
    steps: dict[str, tuple[str, list[Row]]] = {
        "journal": ("journal", [entry_row(entry) for entry in changes.images]),
        "memories": ("memories", [memory_row(memory) for memory in changes.puts]),
        "owed": ("owed", [owed_row(retry) for retry in changes.owed]),
        "digested": ("digested", [{"id": frame} for frame in changes.digested]),
        _GONE: ("digested", [{"id": name} for name in changes.gone]),
        _PAID: ("digested", [{"id": name} for name in changes.paid]),
    }
    for step, (name, rows) in steps.items():
        if rows:
            table = schema.table_of(name, rows)
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
            yield {"id": step, "rows": sink.getvalue().to_pybytes()}
