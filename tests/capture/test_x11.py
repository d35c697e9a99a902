"""The X11 side on a real X server with real windows."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from base.errors import CaptureError, NoDisplay
from capture.desktop import open_desktop
from capture.desktop.x11 import X11Desktop
from capture.frames import Rect
from capture.screen import MssScreen

pytestmark = pytest.mark.x11


def calm(desktop):
    """Until the windows that were just opened have settled."""
    desktop.active()
    while desktop.wait_change(0.4):
        desktop.active()


def test_a_picture_shows_the_pixels_that_are_on_the_screen(x_server):
    x_server.xterm("red", "40x10+200+100", "-bg", "#c02010")
    screen = MssScreen()

    (monitor,) = screen.monitors()
    pixels = screen.grab(monitor)
    screen.close()

    assert monitor.rect == Rect(0, 0, 1280, 800)
    assert pixels.shape == (800, 1280, 4)
    assert np.count_nonzero((pixels[..., :3] == (0x10, 0x20, 0xC0)).all(axis=2)) > 10_000


def test_the_active_window_is_known_by_name_class_process_and_place(x_server):
    child_title = "letters to Ida"
    x_server.xterm(child_title, "60x20+300+150")
    desktop = open_desktop()

    window = desktop.active()
    desktop.close()

    assert window is not None
    assert (window.app, window.title, window.wm_class) == ("XTerm", child_title, "XTerm")
    assert window.pid == x_server.children[-1].pid
    assert window.geometry is not None
    assert (window.geometry.x, window.geometry.y) == (300, 150)
    assert window.geometry.width > 300


def test_visible_windows_come_from_bottom_to_top_without_the_minimised(x_server):
    below = x_server.xterm("below", "40x10+10+10")
    x_server.xterm("above", "40x10+50+50")
    gone = x_server.xterm("gone", "40x10+90+90")
    x_server.sh("xdotool", "windowminimize", "--sync", str(gone))
    desktop = X11Desktop()

    titles = [window.title for window in desktop.windows()]
    x_server.sh("xdotool", "windowactivate", "--sync", str(below))
    after = [window.title for window in desktop.windows()]
    desktop.close()

    assert titles == ["below", "above"]
    assert after == ["above", "below"]


def test_a_window_switch_ends_the_wait(x_server):
    x_server.xterm("first", "40x10+10+10")
    second = x_server.xterm("second", "40x10+400+10")
    first = int(x_server.sh("xdotool", "search", "--name", "^first$"))
    x_server.sh("xdotool", "windowactivate", "--sync", str(first))
    desktop = X11Desktop()
    calm(desktop)

    quiet = desktop.wait_change(0.05)
    x_server.sh("xdotool", "windowactivate", "--sync", str(second))
    switched = desktop.wait_change(10)
    calm(desktop)
    window = desktop.active()
    desktop.close()

    assert not quiet
    assert switched
    assert window is not None
    assert window.title == "second"


def test_a_new_title_of_the_active_window_ends_the_wait(x_server):
    window = x_server.xterm("draft", "40x10+10+10")
    desktop = X11Desktop()
    calm(desktop)

    x_server.sh("xdotool", "set_window", "--name", "final", str(window))
    changed = desktop.wait_change(10)
    active = desktop.active()
    desktop.close()

    assert changed
    assert active is not None
    assert active.title == "final"


def test_a_wait_can_be_ended_from_another_thread(x_server):
    desktop = X11Desktop()
    calm(desktop)
    caller = threading.Timer(0.05, desktop.wake)
    caller.start()

    changed = desktop.wait_change(30)
    caller.join()
    desktop.close()

    assert not changed


def test_a_moved_window_is_found_where_it_went(x_server):
    window = x_server.xterm("wanderer", "40x10+10+10")
    desktop = X11Desktop()
    before = desktop.active()

    x_server.sh("xdotool", "windowmove", "--sync", str(window), "500", "300")
    after = desktop.active()
    desktop.close()

    assert before is not None
    assert before.geometry is not None
    assert after is not None
    assert after.geometry is not None
    assert after.geometry.x > before.geometry.x + 400


def test_idle_time_falls_when_keys_are_pressed(x_server):
    x_server.xterm("typed", "40x10+10+10")
    desktop = X11Desktop()
    threading.Event().wait(0.3)
    before = desktop.idle_seconds()

    x_server.sh("xdotool", "key", "a")
    after = desktop.idle_seconds()
    desktop.close()

    assert before >= 0.3
    assert after < before


def test_without_a_window_manager_windows_are_found_in_the_tree(bare_x_server):
    bare_x_server.xterm("alone", "40x10+20+30")
    desktop = X11Desktop()

    active, windows = desktop.active(), desktop.windows()
    desktop.close()

    assert active is not None
    assert active.title == "alone"
    assert [window.title for window in windows] == ["alone"]
    assert windows[0].geometry is not None
    assert (windows[0].geometry.x, windows[0].geometry.y) == (20, 30)


def test_a_locker_on_top_means_locked(x_server):
    x_server.xterm("work", "40x10+20+30")
    desktop = X11Desktop()
    before = desktop.screen_locked()

    x_server.run("xterm", "-class", "i3lock", "-T", "lock", "-fullscreen", "-e", "cat")
    x_server.sh("xdotool", "search", "--sync", "--onlyvisible", "--name", "^lock$")
    after = desktop.screen_locked()
    desktop.close()

    assert not before
    assert after


def test_a_resized_screen_is_seen_at_the_next_look(x_server):
    screen = MssScreen()
    (before,) = screen.monitors()

    x_server.sh("xrandr", "--newmode", "small", *["38.25", "800", "832", "912", "1024", "600", "603", "607", "624"])
    x_server.sh("xrandr", "--addmode", "screen", "small")
    x_server.sh("xrandr", "--output", "screen", "--mode", "small")
    (after,) = screen.monitors()
    pixels = screen.grab(after)
    with pytest.raises(CaptureError):
        screen.grab(before)
    screen.close()

    assert before.rect == Rect(0, 0, 1280, 800)
    assert after.rect == Rect(0, 0, 800, 600)
    assert pixels.shape == (600, 800, 4)


def test_a_dead_server_is_a_capture_error(x_server):
    desktop = X11Desktop()

    x_server.stop()

    with pytest.raises(CaptureError):
        desktop.windows()
    desktop.close()


def test_no_display_is_said_so(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)

    with pytest.raises(NoDisplay):
        MssScreen()
    with pytest.raises(NoDisplay):
        open_desktop()
