"""Tables of frames: text, details, vectors, coverage, and which frames were forgotten.

Search reads a `FrameTables` as its `memory.search.source.SearchSource`. Any thread may call; the `put_` and `delete_`
methods are steps of the store's writes and are called under its lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lancedb.query import MatchQuery, PhraseQuery

from base.coverage import Coverage, clip_coverage
from base.records.line import Line
from base.records.moment import Moment, MomentHead
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.vector import Vector
from memory.search.source import Scored, VectorBlock
from memory.store import schema
from memory.store.arrow import unpack_vectors
from memory.store.database import Database, pages
from memory.store.filters import one_of, scope_condition, touching
from memory.text.ngrams import make_ngrams
from memory.text.normalization import normalize_nfkc

LINES = ["id", "lines"]
DETAILS = [*LINES, "dimensions", "text_vectors", "image_vector", "thumbnail"]


class FrameTables:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._salt = bytes.fromhex(database.meta()["salt"])

    # -- which frames are there ----------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        """Every frame, in no order."""
        return self._database.ids("frames")

    def count(self, scope: Scope | None = None) -> int:
        return self._database.count("frames", scope_condition(scope or Scope()))

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those that are stored, and those that were forgotten and must not come back."""
        return self._database.present("frames", ids) | self.forgotten_among(ids)

    def version(self) -> int:
        """Rises with every change of the frames, also by another process (seen within `refresh_seconds`)."""
        return self._database.version("frames")

    def state(self) -> tuple[int, int]:
        """Changes with every change of frames or coverage, also by another process."""
        return self._database.version("frames"), self._database.version("coverage")

    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment's time."""
        ends = pc.min_max(self._database.scan("frames", ["at"])["at"]).as_py()
        return ends["min"], ends["max"]

    def passages(self) -> int:
        return pc.sum(self._database.scan("details", ["passages"])["passages"]).as_py() or 0

    # -- full-text search ----------------------------------------------------------------------------------------------

    def match_words(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over app, title, address, summary and text: any of the words, stemmed, accents folded."""
        return self._database.match("frames", MatchQuery(normalize_nfkc(text), "words"), scope_condition(scope), limit)

    def match_phrase(self, text: str, scope: Scope, limit: int) -> Scored:
        """The words next to each other in this order, stemmed, across line ends."""
        return self._database.match("frames", PhraseQuery(normalize_nfkc(text), "words"), scope_condition(scope), limit)

    def match_ngrams(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over parts of words; see `make_ngrams`. Text of fewer than three Latin letters matches nothing."""
        parts = make_ngrams(normalize_nfkc(text))
        if not parts:
            return []
        return self._database.match("frames", MatchQuery(" ".join(parts), "grams"), scope_condition(scope), limit)

    # -- vectors -------------------------------------------------------------------------------------------------------

    def vectors(
        self, kind: Literal["text", "image"] = "text", ids: Sequence[str] | None = None
    ) -> Iterator[VectorBlock]:
        """All vectors, or those of `ids`, in blocks. A reader that keeps up asks `ids()` and then for what is new."""
        self._database.refresh("details")
        column = "text_vectors" if kind == "text" else "image_vector"
        for page in pages(ids) if ids is not None else (None,):
            condition = one_of("id", page) if page is not None else None
            batches: list[pa.RecordBatch] = self._database.scan(
                "details", ["id", "dimensions", column], condition
            ).to_batches()
            for batch in batches:
                yield from _vector_blocks(batch, kind, column)

    def text_vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """(passages, dimensions) float32 of each frame that has any."""
        rows = self._database.rows("details", ["id", "dimensions", "text_vectors"], ids)
        unpacked = {row["id"]: unpack_vectors(row["text_vectors"], row["dimensions"]) for row in rows}
        return {frame: vectors for frame, vectors in unpacked.items() if vectors is not None}

    def encoders(self) -> dict[str, str]:
        """Of every frame the names of what read and embedded it, in no order: few different strings, each held once."""
        table = self._database.scan("frames", ["id", "encoders"])
        names = table["encoders"].combine_chunks().dictionary_encode()
        distinct = names.dictionary.to_pylist()
        by_frame = [distinct[place] for place in names.indices.to_pylist()]
        return dict(zip(table["id"].to_pylist(), by_frame, strict=True))

    # -- moments -------------------------------------------------------------------------------------------------------

    def heads_table(self, scope: Scope | None = None, columns: Sequence[str] = (*schema.HEAD, "host")) -> pa.Table:
        """The columns of every frame of the scope as Arrow, by time."""
        heads = self._database.scan("frames", columns, scope_condition(scope or Scope()))
        return heads.sort_by([("at", "ascending"), ("id", "ascending")])

    def ids_by_time(self, scope: Scope) -> list[str]:
        return self.heads_table(scope, ["id", "at"])["id"].to_pylist()  # type: ignore[no-any-return]

    def heads(self, scope: Scope, *, newest_first: bool = False, limit: int | None = None) -> tuple[MomentHead, ...]:
        if limit is None:
            heads = tuple(schema.head_of(row) for row in self.heads_table(scope, schema.HEAD).to_pylist())
            return heads[::-1] if newest_first else heads
        ids = self.ids_by_time(scope)
        return self.heads_of((ids[::-1] if newest_first else ids)[:limit])

    def heads_of(self, ids: Sequence[str]) -> tuple[MomentHead, ...]:
        """In the order of `ids`; unknown ones are left out."""
        heads = {row["id"]: schema.head_of(row) for row in self._database.rows("frames", schema.HEAD, ids)}
        return tuple(heads[frame] for frame in ids if frame in heads)

    def times_of(self, ids: Sequence[str]) -> dict[str, datetime]:
        return {row["id"]: row["at"] for row in self._database.rows("frames", ["id", "at"], ids)}

    def neighbours(self, frame: str, *, count: int = 2, within: timedelta) -> tuple[MomentHead, ...]:
        """Up to `count` moments before and after one on its monitor, it included, by time."""
        (head, *_) = self.heads_of([frame]) or (None,)
        if head is None:
            return ()
        near = self.heads(Scope(since=head.at - within, until=head.at + within, monitors=(head.monitor,)))
        place = [neighbour.id for neighbour in near].index(frame)
        return near[max(0, place - count) : place + count + 1]

    def moments(
        self, ids: Sequence[str], *, vectors: bool = False, pictures: Mapping[str, Picture] | None = None
    ) -> tuple[Moment, ...]:
        """In the order of `ids`, unknown ones left out. Thumbnails and vectors only when asked; `pictures`: those of
        `FilmTables`, to be put into the moments."""
        columns = [*schema.HEAD, "language", "encoders"]
        rows = {row["id"]: row for row in self._database.rows("frames", columns, ids)}
        details = self._database.required_rows("details", DETAILS if vectors else LINES, list(rows))
        by_frame = {row["id"]: row for row in details}
        pictures = pictures or {}
        return tuple(
            schema.moment_of(rows[frame], by_frame.get(frame), pictures.get(frame)) for frame in ids if frame in rows
        )

    def summaries(self, ids: Sequence[str]) -> dict[str, str]:
        return {row["id"]: row["summary"] for row in self._database.rows("frames", ["id", "summary"], ids)}

    def lines(self, ids: Sequence[str]) -> dict[str, tuple[Line, ...]]:
        rows = self._database.required_rows("details", LINES, ids)
        return {row["id"]: schema.unpack_lines(row["lines"]) for row in rows}

    def thumbnails(self, ids: Sequence[str]) -> dict[str, bytes]:
        rows = self._database.rows("details", ["id", "thumbnail"], ids)
        return {row["id"]: row["thumbnail"] for row in rows if row["thumbnail"]}

    # -- coverage ------------------------------------------------------------------------------------------------------

    def coverage_table(self) -> pa.Table:
        return self._database.scan("coverage", ["start", "end", "monitor", "state", "reason"])

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        """Stretches that touch [since, until), by start."""
        condition = " AND ".join(touching(since, until, start="start", end='"end"')) or None
        table = self._database.scan("coverage", schema.SCHEMAS["coverage"].names, condition).sort_by("start")
        return tuple(schema.coverage_of(row) for row in table.to_pylist())

    def put_coverage(self, coverage: Sequence[Coverage]) -> None:
        by_id = {stretch.id: stretch for stretch in coverage}
        self._database.put("coverage", [schema.coverage_row(stretch) for stretch in by_id.values()])

    def delete_coverage(self, since: datetime | None, until: datetime | None) -> None:
        """What reaches over an edge keeps its outer part, and that part the whole count: a count cannot be split."""
        touched = self.coverage(since, until)
        if touched:
            self._database.delete("coverage", [stretch.id for stretch in touched])
            self.put_coverage(list(clip_coverage(touched, since, until)))

    # -- forgetting ----------------------------------------------------------------------------------------------------

    def forgotten_count(self) -> int:
        """How many frames were ever forgotten."""
        return self._database.count("forgotten")

    def forgotten_among(self, ids: Iterable[str]) -> set[str]:
        digests = {self._digest(frame): frame for frame in ids}
        return {digests[digest] for digest in self._database.present("forgotten", digests)}

    def delete(self, ids: Sequence[str]) -> None:
        """Their rows, and a note that they must not come back. `Store.forget` does the rest."""
        for page in pages(ids):
            self._database.merge("forgotten", [{"id": self._digest(frame)} for frame in page])
            self._database.delete("frames", page)

    def _digest(self, frame: str) -> str:
        """What is forgotten is known by a keyed hash only."""
        return hashlib.blake2b(frame.encode(), key=self._salt, digest_size=16).hexdigest()


def _vector_blocks(batch: pa.RecordBatch, kind: str, column: str) -> Iterator[VectorBlock]:
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
