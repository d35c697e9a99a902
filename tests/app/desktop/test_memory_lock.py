"""What the lock does beside its threads."""

from __future__ import annotations

from app.desktop.memory_lock import warm
from base.records.search import Query
from memory.archive.fake import FakeArchive


class Asked(FakeArchive):
    def search(self, query: Query):  # type: ignore[no-untyped-def]
        self.query = query
        return super().search(query)


def test_warming_asks_for_one_hit_and_ends_quietly_at_a_lock() -> None:
    archive = Asked()
    warm(archive)
    assert archive.query.limit == 1

    archive.close()
    warm(archive)
