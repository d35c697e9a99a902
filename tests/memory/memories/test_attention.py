"""The one clock of attention: its rule said another way, what always holds, and that everybody counts with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here, words_only
from memory.ask import pipeline
from memory.memories.attention import attention_seconds, coverage_columns, looked_at_until, shown_until
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Kind
from memory.sealed.keys import KeyFile

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
IDLE = 20
RECORDED = (State.SAVED, State.UNCHANGED)

Looks = list[tuple[int, int]]
"""(second, monitor)"""
Stretches = list[tuple[int, int, int, State]]
"""(start, end, monitor, state)"""

looks = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 2)), min_size=1, max_size=12, unique=True)
stretches = st.lists(
    st.tuples(st.integers(-10, 90), st.integers(0, 40), st.integers(1, 2), st.sampled_from(State)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2], drawn[3])
    ),
    max_size=8,
)


def coverage_of(drawn: Stretches) -> list[Coverage]:
    return [
        Coverage(f"c{number}", NOON + start * SECOND, NOON + end * SECOND, monitor, state)
        for number, (start, end, monitor, state) in enumerate(drawn)
    ]


def ends_of(clock: Callable[..., np.ndarray], drawn: Looks, coverage: Stretches) -> dict[tuple[int, int], int]:
    """For each look the second at which it ended, by `clock`."""
    start = round(NOON.timestamp()) * 1_000_000
    at = np.array([start + second * 1_000_000 for second, _ in drawn], np.int64)
    monitor = np.array([number for _, number in drawn], np.int64)
    until = clock(at, monitor, coverage_columns(coverage_of(coverage)), IDLE * SECOND)
    return dict(zip(drawn, ((until - start) // 1_000_000).tolist(), strict=True))


def is_recorded(second: int, monitor: int, coverage: Stretches) -> bool:
    """Whether the second that begins then is told as recorded, and by nobody as not."""
    told = {state for start, end, number, state in coverage if number == monitor and start <= second < end}
    return bool(told) and told.issubset(RECORDED)


def end_second_by_second(look: tuple[int, int], drawn: Looks, coverage: Stretches) -> int:
    """The rule, said as one would count with a stopwatch."""
    at, monitor = look
    mine = [stretch for stretch in coverage if stretch[2] == monitor]
    held = any(start <= at <= end and state in RECORDED for start, end, _, state in mine)
    second = at
    while second < at + IDLE:
        stopped = any(start <= second < max(end, start + 1) for start, end, _, state in mine if state not in RECORDED)
        over = any(number == monitor and at < begin <= second for begin, number in drawn)
        lost = not is_recorded(second, monitor, coverage) if held else second >= max(begin for begin, _ in drawn)
        if stopped or over or lost:
            break
        second += 1
    return second


@given(looks, stretches)
def test_a_moment_lasts_as_long_as_one_would_count_with_a_stopwatch(drawn: Looks, coverage: Stretches) -> None:
    ends = ends_of(shown_until, drawn, coverage)

    assert ends == {look: end_second_by_second(look, drawn, coverage) for look in drawn}


@given(looks, stretches)
def test_a_monitor_is_never_looked_at_for_longer_than_it_was_recorded(drawn: Looks, coverage: Stretches) -> None:
    told = [look for look in drawn if is_recorded(*look, coverage)]
    if not told:
        return

    for monitor in (1, 2):
        spans = {look: end - look[0] for look, end in ends_of(shown_until, told, coverage).items()}
        recorded = sum(is_recorded(second, monitor, coverage) for second in range(-10, 140))
        assert sum(lasted for (_, number), lasted in spans.items() if number == monitor) <= recorded


@given(looks, stretches)
def test_no_instant_is_counted_twice_and_none_below_zero(drawn: Looks, coverage: Stretches) -> None:
    on_monitor, looked_at = ends_of(shown_until, drawn, coverage), ends_of(looked_at_until, drawn, coverage)

    counted = [second for (at, _), end in looked_at.items() for second in range(at, end)]
    assert len(counted) == len(set(counted))
    assert all(at <= looked_at[at, monitor] <= on_monitor[at, monitor] for at, monitor in drawn)


@given(st.data(), looks, stretches)
def test_the_order_in_which_things_are_given_does_not_matter(
    data: st.DataObject, drawn: Looks, coverage: Stretches
) -> None:
    instants: Looks = [(second, monitor) for second, monitor in dict(drawn).items()]  # one moment at an instant
    mixed, others = data.draw(st.permutations(instants)), data.draw(st.permutations(coverage))

    for clock in (shown_until, looked_at_until):
        assert ends_of(clock, mixed, others) == ends_of(clock, instants, coverage)


@pytest.mark.parametrize(
    ("coverage", "seconds"),
    [
        ([(0, 300, 1, State.UNCHANGED)], [10, 20, 20]),
        ([(0, 45, 1, State.SAVED)], [10, 20, 5]),
        ([(0, 15, 1, State.SAVED), (15, 40, 1, State.PAUSED), (40, 99, 1, State.SAVED)], [10, 5, 20]),
        ([(0, 15, 1, State.SAVED), (17, 99, 1, State.SAVED)], [10, 5, 20]),
        ([(0, 99, 1, State.SAVED), (15, 15, 1, State.SKIPPED)], [10, 5, 20]),
        ([(0, 99, 2, State.SAVED)], [10, 20, 0]),
        ([], [10, 20, 0]),
    ],
    ids=["rested", "stopped", "paused", "no coverage", "one picture skipped", "another monitor", "nothing told yet"],
)
def test_a_moment_ends_with_the_next_or_with_recording_or_when_the_screen_rested(
    coverage: Stretches, seconds: list[float]
) -> None:
    moments = [(str(second), NOON + second * SECOND, 1) for second in (0, 10, 40)]

    assert list(attention_seconds(moments, coverage_of(coverage), IDLE * SECOND).values()) == seconds


def test_a_hundred_thousand_moments_take_no_time_to_speak_of() -> None:
    dice = np.random.default_rng(7)
    at = np.sort(dice.integers(0, 7 * 86_400_000_000, 100_000))
    edges = np.sort(dice.integers(0, 7 * 86_400, 20_001)).tolist()
    states = list(State)
    coverage = coverage_of([(a, b, 1 + n % 2, states[n % 6]) for n, (a, b) in enumerate(pairwise(edges))])
    columns = coverage_columns(coverage)

    began = time.process_time()
    until = looked_at_until(at, dice.integers(1, 3, 100_000), columns)

    assert (until >= at).all()
    assert time.process_time() - began < 1


# -- everybody counts with it ------------------------------------------------------------------------------------------

TITLE = "Tide tables - Harbour office - Firefox"


def page(minute: int) -> Moment:
    at = NOON + timedelta(minutes=minute)
    return Moment(
        id=new_id(at, f"{minute:010x}"),
        at=at,
        monitor=1,
        app="Firefox",
        title=TITLE,
        url="https://harbour.example/tides",
        lines=(Line(f"High water at the quay, table {minute}", (100, 220, 400, 22)),),
    )


@pytest.fixture(params=[None, 600], ids=["usual idle time", "idle after ten minutes"])
def idle_after(request: pytest.FixtureRequest) -> timedelta | None:
    return request.param and timedelta(seconds=request.param)


@pytest.fixture
def archive(tmp_path: Path, idle_after: timedelta | None) -> LocalArchive:
    """A sealed one, with the idle time of the settings."""
    key_file = KeyFile.create(tmp_path / "keys.json")
    key_file.add_recovery()
    keys = key_file.save()
    chosen = {} if idle_after is None else {"idle_after": idle_after}
    return open_here(Opening(tmp_path, keys, words_only, witness_dir=tmp_path / "witness", fsync=False, **chosen))


def digest_all(archive: ArchiveApi) -> None:
    meta = MetaMemoryManager(measured_managers(None))
    while (batch := archive.next_batch(whole=False)) is not None:
        meta.learn(archive.knowledge(meta.mark))
        archive.apply(meta.digest(batch))


def test_insights_episodes_timeline_and_answers_give_one_number(
    archive: LocalArchive, idle_after: timedelta | None
) -> None:
    """Three moments eight minutes apart, on a screen that was recorded for half an hour and rested in between."""
    archive.add([page(0), page(8), page(16)], [Coverage("c", NOON, NOON + timedelta(minutes=30), 1, State.UNCHANGED)])
    digest_all(archive)
    minutes = 6 if idle_after is None else 26

    report = archive.report(NOON, NOON + timedelta(hours=1))
    episodes = archive.memories(Kind.EPISODIC).memories
    runs = archive.buckets(NOON, NOON + timedelta(hours=1), 100).runs
    asked = pipeline.ask(archive, "how long did I look at the tide tables?", NOON + timedelta(hours=2))

    assert report.seconds == 60 * minutes
    assert [share.seconds for share in report.documents] == [60 * minutes]
    assert sum(episode.fields.seconds for episode in episodes) == 60 * minutes
    assert sum(run.end - run.start for run in runs) == pytest.approx(60 * minutes, abs=0.01)
    assert f"{minutes} minutes in all, once" in asked.text
    archive.close()
