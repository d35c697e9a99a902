"""What is drawn of a memory at any scale, over arrays made here."""

from __future__ import annotations

import numpy as np
import pytest

from base.coverage import State
from memory.insights.timeline_index import Labels, TimelineIndex, build_coverage, build_frames, build_timeline_index

START = 1_770_000_000


def seen(*moments: tuple[float, str, int], cover: tuple[tuple[float, float, int, State], ...] = ()) -> TimelineIndex:
    """Moments as (second, app, monitor), coverage as (start, end, monitor, state)."""
    micros = [
        np.array([(START + row[n]) * 1e6 for row in rows], np.int64)
        for rows, n in ((moments, 0), (cover, 0), (cover, 1))
    ]
    frames = build_frames(
        [f"{n:024x}" for n in range(len(moments))],
        micros[0],
        np.array([monitor for _, _, monitor in moments], np.int64),
        Labels([app for _, app, _ in moments], np.arange(len(moments))),
    )
    monitors = np.array([one[2] for one in cover], np.int64)
    return build_timeline_index(
        frames, build_coverage(micros[1], micros[2], monitors, [(str(one[3]), "") for one in cover])
    )


def runs(index: TimelineIndex, until: float = 10_000) -> list[tuple[str, int, float, float]]:
    drawn = index.buckets(START, START + until, 100)
    return [(run.app, run.monitor, run.start - START, round(run.end - START, 2)) for run in drawn.runs]


def test_one_app_without_a_break_is_one_run() -> None:
    assert runs(seen((0, "A", 1), (60, "A", 1), (90, "B", 1))) == [("A", 1, 0, 90), ("B", 1, 90, 90)]


def test_a_page_that_was_read_without_a_change_is_one_run_until_nobody_is_taken_to_look() -> None:
    brief = seen((0, "A", 1), (100, "A", 1), cover=((0, 130, 1, State.UNCHANGED),))
    long = seen((0, "A", 1), (600, "A", 1), cover=((0, 600, 1, State.UNCHANGED),))

    assert runs(brief) == [("A", 1, 0, 130)]
    assert runs(long) == [("A", 1, 0, 120), ("A", 1, 600, 600)]


def test_a_pause_ends_a_run_and_what_lasted_no_time_is_still_drawn() -> None:
    paused = seen((0, "A", 1), (60, "A", 1), cover=((0, 30, 1, State.SAVED), (30, 60, 1, State.PAUSED)))

    assert runs(paused) == [("A", 1, 0, 30), ("A", 1, 60, 60)]
    assert all(run.end > run.start for run in paused.buckets(START, START + 100, 100).runs)


def test_each_monitor_has_its_own_runs() -> None:
    assert runs(seen((0, "A", 1), (1, "B", 2), (2, "A", 1), (3, "B", 2))) == [("A", 1, 0, 3), ("B", 2, 1, 3)]


def test_a_bucket_shows_the_app_seen_longest_and_how_much_was_seen() -> None:
    many = [(second, "A" if second % 100 < 70 else "B", 1) for second in range(0, 1000, 10)]

    drawn = seen(*many).buckets(START, START + 2000, 2)

    (first,) = drawn.runs
    assert (first.app, first.start - START, first.end - START) == ("A", 0, 1000)
    assert first.share == pytest.approx(0.99, abs=1e-5)


def test_samples_are_few_and_of_every_monitor() -> None:
    many = [(float(second), "A", 1 + second % 2) for second in range(1000)]

    drawn = seen(*many).buckets(START, START + 1000, 10)

    assert len(drawn.samples) == 20
    assert {sample.monitor for sample in drawn.samples} == {1, 2}
    assert [sample.at for sample in drawn.samples] == sorted(sample.at for sample in drawn.samples)


def test_a_short_failure_among_much_that_was_saved_keeps_its_share() -> None:
    cover = [(n * 10.0, n * 10.0 + 10, 1, State.FAILED if n == 50 else State.SAVED) for n in range(100)]

    drawn = seen(cover=tuple(cover)).buckets(START, START + 1000, 4)

    failed = [one for one in drawn.coverage if one.state is State.FAILED]
    assert [(one.start - START, one.share) for one in failed] == [(500, pytest.approx(0.04))]
    assert sum(one.share for one in drawn.coverage if one.start == START + 500) == pytest.approx(1)


def test_two_monitors_do_not_cover_more_than_the_time_there_is() -> None:
    cover = [(n * 10.0, n * 10.0 + 10, monitor, State.SAVED) for n in range(100) for monitor in (1, 2)]

    drawn = seen(cover=tuple(cover)).buckets(START, START + 1000, 4)

    assert [one.share for one in drawn.coverage] == [1, 1, 1, 1]


def test_nothing_is_drawn_of_nothing() -> None:
    drawn = seen().buckets(START, START + 10, 5)

    assert (drawn.runs, drawn.samples, drawn.coverage, drawn.monitors) == ((), (), (), ())
