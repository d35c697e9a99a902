"""Protocol of the store as search reads it: all that search knows of the store.

`memory.store.frame_tables.FrameTables` implements it, and in RAM `memory.search.ram_source.RamSource`. Methods may be
called from several threads at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from base.coverage import Coverage
from base.records.line import Line
from base.records.scope import Scope

Scored = list[tuple[str, float]]
"""(frame id, score), best first."""


@dataclass(frozen=True, slots=True)
class VectorBlock:
    """Vectors of one width. `matrix` is (n, d) float16; row i belongs to the frame `ids[owners[i]]`."""

    ids: list[str]
    owners: NDArray[np.int64] = field(repr=False)
    matrix: NDArray[np.float16] = field(repr=False)


class SearchSource(Protocol):
    def encoders(self) -> Mapping[str, str]:
        """For every frame the names of the models that read and embedded it, joined by `;`."""

    def heads_table(self, scope: Scope | None = None, columns: Sequence[str] = ...) -> Any:
        """A pyarrow.Table of these columns (id, at, monitor, app, title, url, host, senders), by time."""

    def vectors(
        self, kind: Literal["text", "image"] = "text", ids: Sequence[str] | None = None
    ) -> Iterator[VectorBlock]: ...

    def match_words(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over app, title, address, summary and text: any of the words, stemmed, accents folded."""

    def match_phrase(self, text: str, scope: Scope, limit: int) -> Scored:
        """The words next to each other in this order, stemmed."""

    def match_ngrams(self, text: str, scope: Scope, limit: int) -> Scored:
        """BM25 over parts of words."""

    def summaries(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Of the frames that are there."""

    def lines(self, ids: Sequence[str]) -> Mapping[str, Sequence[Line]]:
        """Of the frames that are there."""

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Coverage]: ...
