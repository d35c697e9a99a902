"""Reads of frames, coverage and vectors.

`Store` completes it with the engine, the locks and the writes. Every method may be called from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from base.coverage import Coverage
from base.records.line import Line
from base.records.moment import Moment, MomentHead
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.statistics import AccessEntry
from base.records.vector import Vector
from memory.store import schema
from memory.store.arrow import Row, unpacked_vectors
from memory.store.filters import one_of, where, within

T = TypeVar("T")
PAGE = 1000
"""Ids in one filter."""
FULL = ["id", "lines", "dimensions", "text_vectors", "image_vector", "thumbnail"]


@dataclass(frozen=True, slots=True)
class VectorBlock:
    """Vectors of one width. `matrix` is (n, d) float16; row i belongs to the frame `ids[owners[i]]`."""

    ids: list[str]
    owners: NDArray[np.int64] = field(repr=False)
    matrix: NDArray[np.float16] = field(repr=False)


class FrameTables:
    def _read(self, name: str, work: Callable[[Any], T]) -> T:
        """`work` on the table as it was at most `refresh_seconds` ago, faults translated."""
        raise NotImplementedError

    def _newest(self, name: str) -> None:
        """From now on read the table as it is now; needed where another one, read later, names rows of it."""
        self._read(name, lambda table: table.checkout_latest())

    # -- who is there --------------------------------------------------------------------------------------------------

    def _present(self, name: str, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for page in pages(list(ids)):
            found.update(self._column(name, one_of("id", page)))
        return found

    def _column(self, name: str, condition: str | None = None) -> list[str]:
        return self._scan(name, ["id"], condition)["id"].to_pylist()  # type: ignore[no-any-return]

    def _scan(self, name: str, columns: Sequence[str], condition: str | None = None) -> pa.Table:
        def work(table: Any) -> pa.Table:
            query = table.search().select(list(columns))
            return (query.where(condition) if condition else query).to_arrow()

        return self._read(name, work)

    def ids(self) -> list[str]:
        """Every frame, in no order."""
        return self._column("frames")

    def count(self, scope: Scope | None = None) -> int:
        condition = where(scope or Scope())
        return int(self._read("frames", lambda t: t.count_rows(condition)))

    def forgotten(self) -> int:
        """How many frames ever were."""
        return int(self._read("forgotten", lambda table: table.count_rows()))

    def state(self) -> tuple[int, int]:
        """Changes with every change of frames or coverage, also by another process."""
        frames, coverage = (int(self._read(name, lambda table: table.version)) for name in ("frames", "coverage"))
        return frames, coverage

    # -- vectors -------------------------------------------------------------------------------------------------------

    def vectors(
        self, kind: Literal["text", "image"] = "text", ids: Sequence[str] | None = None
    ) -> Iterator[VectorBlock]:
        """All vectors, or those of `ids`, in blocks. A reader that keeps up asks `ids()` and then for what is new."""
        self._newest("details")
        column = "text_vectors" if kind == "text" else "image_vector"
        names = ["id", "dimensions", column]
        for page in pages(ids) if ids is not None else (None,):
            condition = one_of("id", page) if page is not None else None
            batches: list[pa.RecordBatch] = self._scan("details", names, condition).to_batches()
            for batch in batches:
                yield from _blocks(batch, kind, column)

    def text_vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """(passages, dimensions) float32 of each frame that has any."""
        rows = self._rows("details", ["id", "dimensions", "text_vectors"], ids)
        found = {row["id"]: unpacked_vectors(row["text_vectors"], row["dimensions"]) for row in rows}
        return {frame: vectors for frame, vectors in found.items() if vectors is not None}

    # -- moments -------------------------------------------------------------------------------------------------------

    def _rows(self, name: str, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
        groups = pages(list(dict.fromkeys(ids)))
        return [row for page in groups for row in self._scan(name, columns, one_of("id", page)).to_pylist()]

    def _rows_named(self, name: str, columns: Sequence[str], ids: Sequence[str]) -> list[Row]:
        """Rows that a frame names: where one is missing, another process wrote it since this table was read."""
        rows = self._rows(name, columns, ids)
        if len(rows) < len(set(ids)):
            self._newest(name)
            rows = self._rows(name, columns, ids)
        return rows

    def heads_table(self, scope: Scope | None = None, columns: Sequence[str] = (*schema.HEAD, "host")) -> pa.Table:
        """The columns of every frame of the scope as Arrow, by time."""
        found = self._scan("frames", columns, where(scope or Scope()))
        return found.sort_by([("at", "ascending"), ("id", "ascending")])

    def ids_by_time(self, scope: Scope) -> list[str]:
        return self.heads_table(scope, ["id", "at"])["id"].to_pylist()  # type: ignore[no-any-return]

    def heads(self, scope: Scope, *, newest_first: bool = False, limit: int | None = None) -> tuple[MomentHead, ...]:
        if limit is None:
            heads = tuple(schema.head_of(row) for row in self.heads_table(scope, schema.HEAD).to_pylist())
            return heads[::-1] if newest_first else heads
        ids = self.ids_by_time(scope)
        return self.heads_of((ids[::-1] if newest_first else ids)[:limit])

    def encoders(self) -> dict[str, str]:
        """Of every frame the names of what read and embedded it, in no order: few different strings, each held once."""
        found = self._scan("frames", ["id", "encoders"])
        names = found["encoders"].combine_chunks().dictionary_encode()
        distinct = names.dictionary.to_pylist()
        made_by = [distinct[place] for place in names.indices.to_pylist()]
        return dict(zip(found["id"].to_pylist(), made_by, strict=True))

    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment's time."""
        ends = pc.min_max(self._scan("frames", ["at"])["at"]).as_py()
        return ends["min"], ends["max"]

    def heads_of(self, ids: Sequence[str]) -> tuple[MomentHead, ...]:
        """In the order of `ids`; unknown ones are left out."""
        found = {row["id"]: schema.head_of(row) for row in self._rows("frames", schema.HEAD, ids)}
        return tuple(found[frame] for frame in ids if frame in found)

    def neighbours(self, frame: str, *, count: int = 2, within: timedelta) -> tuple[MomentHead, ...]:
        """Up to `count` moments before and after one on its monitor, it included, by time."""
        (head, *_) = self.heads_of([frame]) or (None,)
        if head is None:
            return ()
        near = self.heads(Scope(since=head.at - within, until=head.at + within, monitors=(head.monitor,)))
        place = [head.id for head in near].index(frame)
        return near[max(0, place - count) : place + count + 1]

    def moments(self, ids: Sequence[str], *, vectors: bool = False, pictures: bool = False) -> tuple[Moment, ...]:
        """In the order of `ids`, unknown ones left out; thumbnails and vectors, and pictures, only when asked."""
        rows = {row["id"]: row for row in self._rows("frames", [*schema.HEAD, "language", "encoders"], ids)}
        details = {row["id"]: row for row in self._rows_named("details", FULL if vectors else FULL[:2], list(rows))}
        seen = self.pictures(ids) if pictures else {}
        return tuple(schema.moment_of(rows[i], details.get(i), seen.get(i)) for i in ids if i in rows)

    def summaries(self, ids: Sequence[str]) -> dict[str, str]:
        return {row["id"]: row["summary"] for row in self._rows("frames", ["id", "summary"], ids)}

    def lines(self, ids: Sequence[str]) -> dict[str, tuple[Line, ...]]:
        rows = self._rows_named("details", FULL[:2], ids)
        return {row["id"]: schema.unpacked_lines(row["lines"]) for row in rows}

    def pictures(self, ids: Sequence[str]) -> dict[str, Picture]:
        raise NotImplementedError

    def thumbnails(self, ids: Sequence[str]) -> dict[str, bytes]:
        rows = self._rows("details", ["id", "thumbnail"], ids)
        return {row["id"]: row["thumbnail"] for row in rows if row["thumbnail"]}

    def coverage_table(self) -> pa.Table:
        return self._scan("coverage", ["start", "end", "monitor", "state", "reason"])

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        """Stretches that touch [since, until), by start."""
        condition = " AND ".join(within(since, until, start="start", end='"end"')) or None
        rows = self._scan("coverage", schema.SCHEMAS["coverage"].names, condition).sort_by("start").to_pylist()
        return tuple(schema.coverage_of(row) for row in rows)

    def sizes(self) -> tuple[int, int]:
        """(passages, bytes of pictures)."""
        counts = self._scan("details", ["passages"])["passages"]
        pictures = (pc.sum(self._scan(name, ["bytes"])["bytes"]).as_py() or 0 for name in ("stills", "segments"))
        return pc.sum(counts).as_py() or 0, sum(pictures)

    def accesses(self, limit: int) -> tuple[AccessEntry, ...]:
        """Newest first."""
        rows = self._scan("accesses", schema.SCHEMAS["accesses"].names).sort_by([("at", "descending")])
        return tuple(AccessEntry(**row) for row in rows.slice(0, limit).to_pylist())


def _blocks(batch: pa.RecordBatch, kind: str, column: str) -> Iterator[VectorBlock]:
    """One block for each width of vector in the batch: an older encoder's vectors do not mix with a newer one's."""
    rows = zip(batch["id"].to_pylist(), batch["dimensions"].to_pylist(), batch[column].to_pylist(), strict=True)
    widths: dict[int, list[tuple[str, bytes]]] = {}
    for frame, dimensions, data in rows:
        if data:
            widths.setdefault(dimensions if kind == "text" else len(data) // 2, []).append((frame, data))
    for width, group in widths.items():
        matrix = np.frombuffer(b"".join(data for _, data in group), dtype="<f2").reshape(-1, width)
        counts = [len(data) // (2 * width) for _, data in group]
        yield VectorBlock([frame for frame, _ in group], np.repeat(np.arange(len(group)), counts), matrix)


def pages(items: Sequence[str], size: int = PAGE) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
