"""The whole street on a real X server: real windows, real pixels, the shipped rules."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from capture.desktop import open_desktop
from capture.fakes import FakeSink
from capture.pipeline import CapturePipeline
from capture.recorder import Recorder
from capture.recorder_status import SamplingRate
from capture.rules import Rules
from capture.screen import MssScreen

pytestmark = pytest.mark.x11


MODE = ["38.25", "800", "832", "912", "1024", "600", "603", "607", "624"]
"""800 × 600 as xrandr wants it."""


class Recording:
    def __init__(self, rules: Rules, *, interval: float = 0.05):
        self.sink = FakeSink()
        self._heard = threading.Condition()
        self.recorder = Recorder(
            pipeline=CapturePipeline(rules=rules, sink=self.sink),
            screen=MssScreen,
            desktop=open_desktop,
            rate=SamplingRate(interval=interval),
            on_status=self._hear,
        )

    def _hear(self, _status):
        with self._heard:
            self._heard.notify_all()

    def until(self, fits):
        with self._heard:
            assert self._heard.wait_for(fits, 30), self.recorder.status()

    def __enter__(self):
        self.recorder.start()
        return self

    def __exit__(self, *_):
        self.recorder.stop()


def newest(recording, title):
    return next((f for f in reversed(recording.sink.frames) if f.window.title == title), None)


def test_an_excluded_window_beside_the_active_one_is_black_in_what_is_kept(x_server):
    x_server.xterm("diary", "30x10+700+300", "-bg", "#00c000", "-class", "KeePassXC")
    work = x_server.xterm("work", "40x10+40+40", "-bg", "#c000c0")
    x_server.sh("xdotool", "windowactivate", "--sync", str(work))

    with Recording(Rules()) as recording:
        recording.until(lambda: newest(recording, "work") is not None)

    frame = newest(recording, "work")
    green = (frame.pixels[..., :3] == (0, 0xC0, 0)).all(axis=2)
    purple = (frame.pixels[..., :3] == (0xC0, 0, 0xC0)).all(axis=2)
    assert not green.any()
    assert purple.sum() > 5_000
    assert [window.title for window in frame.windows] == ["work"]


def test_an_excluded_active_window_is_skipped_and_what_follows_is_kept(x_server):
    x_server.xterm("plain", "40x10+40+40")
    x_server.xterm("salary 2026", "40x10+500+40")

    with Recording(Rules(titles=("salary",))) as recording:
        recording.until(lambda: recording.recorder.status().skipped.get("title: salary", 0) >= 2)
        assert recording.sink.frames == []
        other = x_server.sh("xdotool", "search", "--name", "^plain$").split()[0]
        x_server.sh("xdotool", "windowactivate", "--sync", other)
        recording.until(lambda: newest(recording, "plain") is not None)

    assert newest(recording, "salary 2026") is None


def test_a_window_that_is_moved_is_blacked_out_where_it_went(x_server):
    x_server.sh("xsetroot", "-solid", "#404040")
    secret = x_server.xterm("diary", "30x10+700+300", "-bg", "#00c000", "-class", "KeePassXC")
    work = x_server.xterm("work", "40x10+40+40", "-bg", "#c000c0")
    x_server.sh("xdotool", "windowactivate", "--sync", str(work))

    with Recording(Rules(), interval=0.02) as recording:
        recording.until(lambda: newest(recording, "work") is not None)
        for step in range(12):
            x_server.sh("xdotool", "windowmove", str(secret), str(650 - 20 * step), str(300 + 10 * step))
        kept = len(recording.sink.frames)
        recording.until(lambda: len(recording.sink.frames) > kept)

    for frame in recording.sink.frames:
        assert not (frame.pixels[..., :3] == (0, 0xC0, 0)).all(axis=2).any()


def test_a_long_interval_does_not_delay_a_window_switch(x_server):
    first = x_server.xterm("first", "40x10+40+40")
    x_server.xterm("second", "40x10+500+40")

    with Recording(Rules(), interval=10) as recording:
        recording.until(lambda: newest(recording, "second") is not None)
        x_server.sh("xdotool", "windowactivate", "--sync", str(first))
        recording.until(lambda: newest(recording, "first") is not None)

    assert newest(recording, "first").at - newest(recording, "second").at < timedelta(seconds=9)


def test_what_is_typed_is_kept(x_server):
    x_server.xterm("typing", "60x20+40+40")

    with Recording(Rules()) as recording:
        recording.until(lambda: newest(recording, "typing") is not None)
        kept = len(recording.sink.frames)
        x_server.sh("xdotool", "type", "--delay", "1", "quick brown foxes")
        recording.until(lambda: len(recording.sink.frames) > kept)


def test_a_resized_screen_goes_on(x_server):
    x_server.xterm("small", "30x10+10+10")

    with Recording(Rules()) as recording:
        recording.until(lambda: newest(recording, "small") is not None)
        x_server.sh("xrandr", "--newmode", "little", *MODE)
        x_server.sh("xrandr", "--addmode", "screen", "little")
        x_server.sh("xrandr", "--output", "screen", "--mode", "little")
        recording.until(lambda: recording.sink.frames[-1].pixels.shape == (600, 800, 4))

    assert recording.recorder.status().failed == 0


def test_a_dead_display_is_a_fault_and_the_thread_lives(x_server):
    x_server.xterm("last", "30x10+10+10")

    with Recording(Rules()) as recording:
        recording.until(lambda: newest(recording, "last") is not None)
        x_server.stop()
        recording.until(lambda: recording.recorder.status().state == "fault")

    assert recording.recorder.status().message
