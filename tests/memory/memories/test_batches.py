"""Which moments the managers see, and how long each was on the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base.coverage import Coverage, State
from base.records.scope import Scope
from memory.archive.fake import FakeArchive
from memory.memories.batches import CONTEXT_AFTER, CONTEXT_BEFORE, MAX_NEW
from memory.memories.changes import BatchResult, Outcome
from memory.memories.manager import Batch
from memory.memories.memory import Kind
from tests.memory.memories.conftest import NOON, fake, frame_id, later_fake, moment


def take(archive: FakeArchive, *, whole: bool = False, failing: Kind | None = None) -> Batch | None:
    batch = archive.next_batch(whole=whole)
    if batch is not None:
        outcomes = tuple(Outcome(k, "m", failure="X" if k is failing else "") for k in Kind if k in batch.kinds)
        archive.apply(BatchResult(batch.id, tuple(sorted(batch.new)), outcomes))
    return batch


def news(archive: FakeArchive) -> list[int]:
    counts = []
    while (batch := take(archive)) is not None:
        counts.append(len(batch.new))
    return counts


def test_moments_come_in_time_order_a_batch_at_a_time_with_some_before_and_after() -> None:
    archive = later_fake()
    archive.add([moment(n) for n in reversed(range(50))])

    first, second = take(archive), take(archive)

    assert first is not None
    assert second is not None
    assert [one.id for one in first.moments] == [frame_id(n) for n in range(MAX_NEW + CONTEXT_AFTER)]
    assert first.new == {frame_id(n) for n in range(MAX_NEW)}
    assert [one.id for one in second.moments] == [
        frame_id(n) for n in range(MAX_NEW - CONTEXT_BEFORE, 2 * MAX_NEW + CONTEXT_AFTER)
    ]
    assert news(archive) == [10]


def test_a_few_new_moments_wait_for_more_for_a_minute() -> None:
    now = [NOON + timedelta(seconds=50)]
    archive = fake(lambda: now[0])
    archive.add([moment(0), moment(0.5)])

    early = archive.next_batch()
    now[0] += timedelta(seconds=10)

    assert early is None
    assert archive.next_batch() is not None


def test_what_arrives_later_is_seen_with_what_was_known_around_it() -> None:
    archive = later_fake()
    archive.add([moment(n) for n in (0, 1, 2, 5, 6)])
    take(archive)

    archive.add([moment(3), moment(4), moment(9)])
    batch = take(archive)

    assert batch is not None
    assert batch.new == {frame_id(3), frame_id(4)}
    assert [one.id for one in batch.moments] == [frame_id(n) for n in (0, 1, 2, 3, 4, 5, 6, 9)]
    assert news(archive) == [1]


def test_a_batch_has_the_same_name_at_every_attempt() -> None:
    archive = later_fake()
    archive.add([moment(n) for n in range(3)])

    names = {archive.next_batch(whole=False).id for _ in range(3)}  # type: ignore[union-attr]

    assert len(names) == 1


def test_a_kind_that_failed_gets_the_same_batch_again_later_and_later_and_blocks_nobody() -> None:
    now = [NOON + timedelta(hours=1)]
    archive = fake(lambda: now[0])
    archive.add([moment(n) for n in range(3)])
    first = take(archive, failing=Kind.CORE)
    assert first is not None

    waits = []
    for _ in range(3):
        began = now[0]
        archive.add([moment(len(waits) + 10)])
        assert (between := take(archive)) is not None
        assert between.kinds == frozenset(Kind)
        while (again := take(archive, failing=Kind.CORE)) is None:
            now[0] += timedelta(seconds=30)
        assert (again.new, again.kinds) == (first.new, {Kind.CORE})
        waits.append(now[0] - began)

    assert waits == [timedelta(minutes=n) for n in (1, 2, 4)]
    now[0] += timedelta(minutes=8)
    assert take(archive) is not None
    assert archive.memory_counts().owed == 0


def test_what_was_owed_and_is_forgotten_is_owed_no_more() -> None:
    now = [NOON]
    archive = fake(lambda: now[0])
    archive.add([moment(0), moment(1)])
    take(archive, failing=Kind.CORE)
    now[0] += timedelta(hours=1)

    archive.forget(Scope(ids=(frame_id(0),)))
    batch = archive.next_batch()
    archive.forget(Scope(ids=(frame_id(1),)))

    assert batch is not None
    assert batch.new == {frame_id(1)}
    assert archive.next_batch() is None
    assert archive.memory_counts().owed == 0


@pytest.mark.parametrize(
    ("coverage", "seconds"),
    [
        ([], {0: 60, 2: 60, 3: 0}),
        ([(0, 3.5, State.SAVED)], {0: 60, 2: 60, 3: 30}),
        ([(0, 0.5, State.SAVED), (0.5, 10, State.PAUSED)], {0: 30, 2: 0, 3: 0}),
        ([(0, 0.5, State.SAVED), (0.5, 0.75, State.UNCHANGED), (0.75, 9, State.LOCKED)], {0: 45, 2: 0, 3: 0}),
    ],
    ids=["no account", "watched throughout", "paused after half a minute", "unchanged, then locked"],
)
def test_a_moment_lasts_until_the_next_or_until_nobody_watched(
    coverage: list[tuple[float, float, State]], seconds: dict[int, float]
) -> None:
    archive = later_fake()
    stretches = [
        Coverage(f"c{n}", NOON + timedelta(minutes=a), NOON + timedelta(minutes=b), 0, state)
        for n, (a, b, state) in enumerate(coverage)
    ]
    archive.add([moment(0), moment(2), moment(3), moment(1, monitor=1)], stretches)

    batch = archive.next_batch()

    assert batch is not None
    assert {n: batch.durations[frame_id(n)] for n in (0, 2, 3)} == seconds
