"""One street for live shots and for imports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from base.coverage import State
from capture.fakes import FakeSink
from capture.frames import Rect, Screenshot, Window
from capture.pipeline import CapturePipeline, FrameOutcome
from capture.rules import Rules

START = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
EDITOR = Window(app="Mousepad", title="letter", geometry=Rect(0, 0, 300, 300))
VAULT = Window(app="KeePassXC", title="secret", geometry=Rect(320, 40, 200, 150))


def shot(
    second: float, shade: int = 100, *, active=EDITOR, windows=None, monitor=1, name="", origin=(0, 0)
) -> Screenshot:
    pixels = np.full((400, 640, 4), shade, np.uint8)
    at = START + timedelta(seconds=second)
    return Screenshot(at, monitor, pixels, origin, active, (active,) if windows is None else windows, name)


@pytest.fixture
def sink():
    return FakeSink()


@pytest.fixture
def pipeline(sink):
    return CapturePipeline(rules=Rules(), sink=sink)


def stretches(sink):
    return [(c.state, c.reason, c.count, (c.start - START).total_seconds(), (c.end - START).total_seconds())
            for c in sorted(sink.notes.values(), key=lambda c: c.start)]  # fmt: skip


def test_news_is_kept_and_named_by_its_time(pipeline, sink):
    outcome = pipeline.process(shot(0))

    assert outcome == FrameOutcome(State.SAVED, "", sink.frames[0].id)
    assert sink.frames[0].window == EDITOR


def test_the_same_again_is_unchanged(pipeline, sink):
    pipeline.process(shot(0))

    assert pipeline.process(shot(1.5)).state is State.UNCHANGED
    assert len(sink.frames) == 1


def test_an_excluded_window_leaves_neither_pixels_nor_names(pipeline, sink):
    outcome = pipeline.process(shot(0, windows=(EDITOR, VAULT)))

    (frame,) = sink.frames
    assert outcome.reason == "password manager"
    assert not frame.pixels[40:190, 320:520, :3].any()
    assert (frame.pixels[:40, :, :3] == 100).all()
    assert frame.windows == (EDITOR,)


def test_the_shot_itself_is_not_written_to(pipeline):
    given = shot(0, windows=(EDITOR, VAULT))

    pipeline.process(given)

    assert (given.pixels == 100).all()


def test_a_skipped_shot_never_reaches_the_sink_but_is_counted_with_its_rule(pipeline, sink):
    for second in (0, 1.5, 3):
        outcome = pipeline.process(shot(second, active=VAULT, windows=(VAULT,)))
    pipeline.close()

    assert outcome == FrameOutcome(State.SKIPPED, "password manager")
    assert sink.frames == []
    assert stretches(sink) == [(State.SKIPPED, "password manager", 3, 0, 3)]


def test_a_monitor_is_named_after_a_window_that_shows_on_it(pipeline, sink):
    mail = Window(app="Mail", title="inbox", geometry=Rect(700, 0, 300, 300))

    pipeline.process(shot(0, windows=(mail, EDITOR), origin=(640, 0)))

    assert sink.frames[0].window == mail


def test_an_excluded_active_window_elsewhere_does_not_name_this_monitor(pipeline, sink):
    vault = Window(app="KeePassXC", title="secret", geometry=Rect(700, 0, 300, 300))

    pipeline.process(shot(0, active=vault, windows=(EDITOR, vault)))

    assert sink.frames[0].window == EDITOR


def test_typing_is_one_saved_stretch_and_long_rest_is_another(pipeline, sink):
    for step in range(10):
        pipeline.process(shot(step * 1.5, shade=100 + step // 2))
    for step in range(10, 50):
        pipeline.process(shot(step * 1.5, shade=104))
    pipeline.close()

    saved, rest = stretches(sink)
    assert (saved[0], rest[0]) == (State.SAVED, State.UNCHANGED)
    assert saved[2] + rest[2] == 50
    assert saved[4] == rest[3]


class Listening(FakeSink):
    def __init__(self):
        super().__init__()
        self.told = []

    def note(self, coverage):
        self.told.append(coverage)


def test_an_open_stretch_is_told_every_half_minute():
    sink = Listening()
    pipeline = CapturePipeline(rules=Rules(), sink=sink)

    for step in range(81):
        pipeline.process(shot(step * 1.5, active=VAULT, windows=(VAULT,)))

    assert 4 <= len(sink.told) <= 6
    assert len({coverage.id for coverage in sink.told}) == 1


def test_a_jump_in_time_ends_a_stretch_and_claims_nothing_between(pipeline, sink):
    for second in (0, 1.5, 3600, 3601.5):
        pipeline.process(shot(second, active=VAULT, windows=(VAULT,)))
    pipeline.close()

    assert [(s[3], s[4]) for s in stretches(sink)] == [(0, 1.5), (3600, 3601.5)]


def test_a_clock_set_back_begins_a_new_stretch(pipeline, sink):
    for second in (100, 101.5, 50, 51.5):
        pipeline.process(shot(second, active=VAULT, windows=(VAULT,)))
    pipeline.close()

    assert all(s[3] <= s[4] for s in stretches(sink))
    assert sum(s[2] for s in stretches(sink)) == 4


def test_a_full_disk_fails_and_recording_resumes_by_itself(pipeline, sink):
    sink.full = True
    failed = pipeline.process(shot(0))
    still = pipeline.process(shot(1.5))
    sink.full = False
    saved = pipeline.process(shot(3))
    pipeline.close()

    assert failed == still == FrameOutcome(State.FAILED, "no space")
    assert saved.state is State.SAVED
    assert (State.FAILED, "no space") in {s[:2] for s in stretches(sink)}


def test_an_import_run_twice_makes_the_same_records():
    def run():
        sink = FakeSink()
        pipeline = CapturePipeline(rules=Rules(), sink=sink)
        for step in range(30):
            pipeline.process(shot(step * 2, shade=step // 3, name=f"{step:024x}"))
        pipeline.close()
        return [frame.id for frame in sink.frames], sink.notes

    assert run() == run()


def test_known_frames_are_judged_but_not_written_again(sink):
    pipeline = CapturePipeline(rules=Rules(), sink=sink, known={"a"})

    first = pipeline.process(shot(0, shade=1, name="a"))
    same = pipeline.process(shot(1.5, shade=1, name="b"))
    new = pipeline.process(shot(3, shade=9, name="c"))

    assert (first.state, same.state, new.state) == (State.SAVED, State.UNCHANGED, State.SAVED)
    assert [frame.id for frame in sink.frames] == ["c"]


def test_monitors_are_judged_apart(pipeline, sink):
    pipeline.process(shot(0, shade=1))
    pipeline.process(shot(0, shade=2, monitor=2))
    pipeline.process(shot(1.5, shade=1))

    assert [(frame.monitor, int(frame.pixels[0, 0, 0])) for frame in sink.frames] == [(1, 1), (2, 2)]


def test_a_monitor_that_goes_ends_its_stretch_where_it_was_last_seen(pipeline, sink):
    pipeline.process(shot(0))
    pipeline.process(shot(1.5))
    pipeline.end(1)
    pipeline.process(shot(20))

    assert [(s[3], s[4]) for s in stretches(sink)] == [(0, 1.5), (20, 20)]
