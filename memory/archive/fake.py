"""Archive in RAM, for tests: the true archive and store, over a database that is never written to a disk.

Its search is plainer than the product's, so that a test can tell what it finds. Any thread may call.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from base.clock import IDLE_AFTER, Clock, utc_now
from base.coverage import Coverage
from base.records.moment import Moment
from base.records.scope import Scope
from base.records.search import Query, SearchResult
from base.records.vector import Vector
from memory.archive.local import LocalArchive
from memory.archive.word_recall import hit_of
from memory.search.query import parse
from memory.store.database import Database
from memory.store.frame_tables import FrameTables
from memory.store.store import Store


class FakeArchive(LocalArchive):
    def __init__(
        self,
        moments: Iterable[Moment] = (),
        coverage: Iterable[Coverage] = (),
        *,
        clock: Clock = utc_now,
        vault_key: bytes = b"",
        idle_after: timedelta = IDLE_AFTER,
    ) -> None:
        super().__init__(
            store=store_in_ram(),
            recall=ScanRecall,
            files=NoFiles(),
            vault_key=vault_key,
            clock=clock,
            idle_after=idle_after,
        )
        self.add(tuple(moments), tuple(coverage))


def store_in_ram() -> Store:
    return Store(Database(uri="memory://", refresh_seconds=0))


class ScanRecall:
    """Finds the moments within the query's operators that hold every word of it, newest first."""

    def __init__(self, frames: FrameTables) -> None:
        self._frames = frames

    def refresh(self) -> None:
        """Every search reads the store."""

    def embed(self, text: str) -> Vector | None:
        return None

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        return None

    def search(self, query: Query) -> SearchResult:
        plan = parse(query)
        moments = self._newest_first(plan.scope)
        if plan.like:
            like = self._frames.moments([plan.like])
            alike = [moment for moment in moments if like and moment.app == like[0].app and moment.id != plan.like]
            return SearchResult(tuple(hit_of(moment, []) for moment in alike[: query.limit]))
        if not query.text.strip():
            return SearchResult(())
        words = plan.text.lower().split()
        matching = [moment for moment in moments if _holds_all(moment, words)]
        for word in plan.without:
            matching = [moment for moment in matching if not _holds_all(moment, [word.lower()])]
        return SearchResult(tuple(hit_of(moment, words) for moment in matching[: query.limit]))

    def _newest_first(self, scope: Scope) -> tuple[Moment, ...]:
        return self._frames.moments(self._frames.ids_by_time(scope)[::-1])

    def close(self) -> None: ...


class NoFiles:
    """The `SealedFiles` of a database in RAM."""

    def disk_bytes(self) -> int:
        return 0

    def object_count(self) -> int:
        return 0

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None: ...


def _holds_all(moment: Moment, words: Sequence[str]) -> bool:
    text = "\n".join((moment.app, moment.title, moment.url, moment.summary, moment.text)).lower()
    return all(word in text for word in words)
