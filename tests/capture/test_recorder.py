"""The recorder's thread, with a screen and a desktop that the test holds in its hand."""

from __future__ import annotations

import threading
from datetime import timedelta

import numpy as np
import pytest

from base.clock import utc_now
from base.coverage import State
from base.errors import NoDisplay
from capture.fakes import FakeDesktop, FakeScreen, FakeSink
from capture.frames import Rect, Window
from capture.pipeline import CapturePipeline
from capture.recorder import Recorder
from capture.recorder_status import SamplingRate
from capture.rules import Rules

EDITOR = Window(app="Mousepad", title="letter", geometry=Rect(0, 0, 300, 300))
MAIL = Window(app="Mail", title="inbox", geometry=Rect(0, 0, 300, 300))
VAULT = Window(app="KeePassXC", title="secret", geometry=Rect(0, 0, 300, 300))


class Bench:
    """A recorder with all its parts. `until` waits for a status that fits."""

    def __init__(self, *, interval: float = 0.02, clock=utc_now):
        self.screen = FakeScreen({1: np.full((300, 400, 4), 90, np.uint8)})
        self.desktop = FakeDesktop(front=EDITOR)
        self.sink = FakeSink()
        self.opened = 0
        self.failing = False
        self._news = threading.Condition()
        self.recorder = Recorder(
            pipeline=CapturePipeline(rules=Rules(), sink=self.sink),
            screen=self.open_screen,
            desktop=lambda: self.desktop,
            rate=SamplingRate(interval=interval, idle=interval * 4, idle_after=60),
            clock=clock,
            on_status=self.heard,
        )

    def open_screen(self):
        self.opened += 1
        if self.failing:
            raise NoDisplay
        return self.screen

    def heard(self, _status):
        with self._news:
            self._news.notify_all()

    def until(self, fits, seconds: float = 20):
        with self._news:
            assert self._news.wait_for(lambda: fits(self.recorder.status()), seconds), self.recorder.status()
        return self.recorder.status()

    def paint(self, shade: int, monitor: int = 1):
        self.screen.pictures[monitor] = np.full((300, 400, 4), shade, np.uint8)


class Surprising(FakeScreen):
    def monitors(self):
        raise ZeroDivisionError


@pytest.fixture
def bench():
    made = Bench()
    yield made
    made.recorder.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "afterglow-recorder"]


def test_it_keeps_what_is_new_and_only_that(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)
    bench.paint(120)
    status = bench.until(lambda s: s.kept == 2 and s.unchanged > 3)

    assert status.state == "recording"
    assert status.last_kept is not None
    assert [int(frame.pixels[0, 0, 0]) for frame in bench.sink.frames] == [90, 120]


def test_a_window_switch_brings_the_next_look_forward():
    bench = Bench(interval=600)
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)

    bench.paint(50)
    bench.desktop.switch(MAIL)
    bench.until(lambda s: s.kept == 2)
    bench.recorder.stop()

    assert bench.sink.frames[1].window == MAIL


def test_while_paused_nothing_is_looked_at(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)

    bench.recorder.pause()
    bench.until(lambda s: State.PAUSED in {coverage.state for coverage in bench.sink.notes.values()})
    grabs = bench.screen.grabs
    bench.paint(10)
    bench.recorder.resume()
    bench.until(lambda s: s.kept == 2)

    assert [int(frame.pixels[0, 0, 0]) for frame in bench.sink.frames] == [90, 10]
    assert bench.screen.grabs > grabs
    assert bench.opened == 2


def test_a_pause_for_a_time_ends_by_itself(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)

    bench.recorder.pause(timedelta(seconds=0.1))
    paused = bench.recorder.status()
    bench.paint(10)
    bench.until(lambda s: s.kept == 2)

    assert paused.state == "paused"
    assert paused.paused_until is not None
    assert bench.recorder.status().paused_until is None


def test_paused_before_the_start_it_does_not_look_once(bench):
    bench.recorder.pause()
    bench.recorder.start()
    bench.until(lambda s: s.state == "paused")

    assert bench.screen.grabs == 0
    assert bench.opened == 0


def test_a_locked_screen_is_not_looked_at(bench):
    bench.desktop.locked = True
    bench.recorder.start()
    bench.until(lambda s: s.state == "locked")
    assert bench.screen.grabs == 0

    bench.desktop.locked = False
    bench.until(lambda s: s.kept == 1)


def test_a_rule_that_leaves_everything_out_is_shown(bench):
    bench.desktop.front = VAULT
    bench.recorder.start()

    status = bench.until(lambda s: s.state == "skipping")

    assert status.rule == "password manager"
    assert status.skipped["password manager"] >= 1
    assert bench.sink.frames == []


def test_a_rule_that_is_added_counts_from_the_next_look(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)

    bench.recorder.set_rules(Rules(apps=("Mousepad",)), SamplingRate(interval=0.02, idle=0.08), timedelta(seconds=30))

    assert bench.until(lambda s: s.state == "skipping").rule == "app: Mousepad"


def test_a_full_disk_is_a_message_and_recording_resumes(bench):
    bench.sink.full = True
    bench.recorder.start()
    full = bench.until(lambda s: s.state == "full")

    bench.sink.full = False
    bench.until(lambda s: s.kept == 1 and s.state == "recording")

    assert "space" in full.message


def test_a_missing_display_is_a_fault_and_not_the_end(bench):
    bench.failing = True
    bench.recorder.start()

    status = bench.until(lambda s: s.state == "fault")

    assert "no display" in status.message
    assert bench.sink.frames == []


def test_black_pictures_while_somebody_works_are_a_fault_and_are_not_kept(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)
    bench.paint(0)
    bench.screen.pictures[1][:] = 0

    status = bench.until(lambda s: s.state == "fault")

    assert "black picture" in status.message


def test_monitors_come_and_go(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)

    bench.screen.places = {2: (400, 0)}
    bench.screen.pictures[2] = np.full((200, 200, 4), 33, np.uint8)
    bench.until(lambda s: s.kept == 2)
    del bench.screen.pictures[2]
    samples = bench.recorder.status().samples
    bench.until(lambda s: s.samples > samples + 2)

    assert bench.sink.frames[1].monitor == 2
    assert bench.sink.frames[1].origin == (400, 0)


def test_the_last_stretch_is_told_when_it_stops(bench):
    bench.recorder.start()
    bench.until(lambda s: s.samples > 4)
    bench.recorder.stop()

    (coverage,) = bench.sink.notes.values()
    assert coverage.count == bench.recorder.status().samples
    assert bench.recorder.status().state == "stopped"


def test_ids_follow_one_another_when_the_clock_is_set_back():
    start = utc_now()
    times = iter(
        [start, start - timedelta(seconds=30), *(start - timedelta(seconds=29, microseconds=-n) for n in range(9999))]
    )
    bench = Bench(clock=lambda: next(times))
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)
    bench.paint(7)
    bench.until(lambda s: s.kept == 2)
    bench.recorder.stop()

    first, second = bench.sink.frames
    assert first.id < second.id


def test_connections_are_closed_when_it_stops(bench):
    bench.recorder.start()
    bench.until(lambda s: s.kept == 1)
    bench.recorder.stop()

    assert bench.screen.closed
    assert bench.desktop.closed


def test_an_unforeseen_error_is_shown_and_recording_goes_on(bench):
    bench.screen = Surprising()
    bench.recorder.start()

    status = bench.until(lambda s: s.state == "fault")

    assert "ZeroDivisionError" in status.message
