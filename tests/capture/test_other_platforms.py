"""Windows, macOS and Wayland: what decides is tested with recorded answers; the asking itself needs the real system."""

from __future__ import annotations

import struct
import threading

import pytest

from base.errors import NoDisplay, PermissionMissing
from capture.desktop.app_names import friendly_name
from capture.desktop.macos import MacDesktop
from capture.desktop.switch_polling import WindowSwitchPoller
from capture.desktop.wayland import WaylandDesktop
from capture.desktop.windows import RawWindow, WindowsDesktop, parse_session
from capture.frames import Rect

EDGE = RawWindow(
    1,
    "Report - [InPrivate] - Microsoft Edge",
    "Chrome_WidgetWin_1",
    400,
    r"C:\Program Files\Edge\msedge.exe",
    (0, 0, 900, 700),
)
NOTEPAD = RawWindow(2, "todo - Notepad", "Notepad", 401, r"C:\Windows\notepad.exe", (100, 50, 500, 400))


class RecordedWin32:
    def __init__(self, *raws, front=0, ticks=(0, 0), flags=1, desktop=True):
        self.raws = {raw.handle: raw for raw in raws}
        self.front, self._ticks, self.flags, self.desktop = front, ticks, flags, desktop

    def foreground(self):
        return self.front

    def top_down(self):
        return list(self.raws)

    def describe(self, handle):
        return self.raws.get(handle, RawWindow(handle))

    def ticks(self):
        return self._ticks

    def session_flags(self):
        return self.flags

    def input_desktop_open(self):
        return self.desktop


def test_windows_names_the_foreground_window():
    window = WindowsDesktop(win32=RecordedWin32(EDGE, NOTEPAD, front=1)).active()

    assert window is not None
    assert (window.app, window.pid, window.geometry) == ("Microsoft Edge", 400, Rect(0, 0, 900, 700))


def test_windows_lists_from_bottom_to_top_what_is_on_the_screen():
    hidden = [
        RawWindow(3, "cloaked", "App", 1, "a.exe", (0, 0, 9, 9), cloaked=True),
        RawWindow(4, "minimised", "App", 1, "a.exe", (0, 0, 9, 9), minimised=True),
        RawWindow(5, "", "Progman", 1, "explorer.exe", (0, 0, 900, 900)),
        RawWindow(6, "empty", "App", 1, "a.exe", (5, 5, 5, 5)),
    ]

    windows = WindowsDesktop(win32=RecordedWin32(NOTEPAD, *hidden, EDGE)).windows()

    assert [window.app for window in windows] == ["Microsoft Edge", "Notepad"]


def test_windows_counts_idle_time_across_the_wrap_of_its_clock():
    assert WindowsDesktop(win32=RecordedWin32(ticks=(500, 2**32 - 1500))).idle_seconds() == 2.0


@pytest.mark.parametrize(
    ("flags", "desktop", "locked"), [(0, True, True), (1, True, False), (-1, True, None), (1, False, True)]
)
def test_windows_knows_a_locked_session(flags, desktop, locked):
    assert WindowsDesktop(win32=RecordedWin32(flags=flags, desktop=desktop)).screen_locked() is locked


def test_windows_that_others_shine_through_hide_nothing():
    glass = RawWindow(7, "overlay", "Overlay", 1, "o.exe", (0, 0, 9, 9), see_through=True)
    secret = RawWindow(8, "meeting", "Meet", 1, "m.exe", (0, 0, 9, 9), affinity=0x11)

    windows = WindowsDesktop(win32=RecordedWin32(glass, secret, NOTEPAD)).windows()

    assert [window.translucent for window in windows] == [False, True, True]


def test_a_session_record_of_windows_is_read_at_its_aligned_place():
    assert parse_session(struct.pack("<IIIii", 1, 0, 2, 0, 1)) == 1
    assert parse_session(struct.pack("<IIIii", 1, 0, 2, 0, 0)) == 0
    assert parse_session(b"\x02" + bytes(40)) is None
    assert parse_session(b"\x01") is None


def info(owner, title, layer=0, pid=7, bounds=(0, 25, 800, 600), alpha=1.0):
    box = dict(zip(("X", "Y", "Width", "Height"), map(float, bounds), strict=True))
    return {
        "kCGWindowOwnerName": owner,
        "kCGWindowName": title,
        "kCGWindowLayer": layer,
        "kCGWindowOwnerPID": pid,
        "kCGWindowBounds": box,
        "kCGWindowAlpha": alpha,
    }


class RecordedMac:
    def __init__(self, *infos, pid=7, session=None, allowed=True):
        self.infos, self.pid, self.allowed = list(infos), pid, allowed
        self._session = {"kCGSSessionOnConsoleKey": True} if session is None else session

    def may_record(self):
        return self.allowed

    def window_infos(self):
        return self.infos

    def front_pid(self):
        return self.pid

    def idle(self):
        return 3.5

    def session(self):
        return self._session or None


def test_macos_names_the_front_apps_front_window():
    mac = RecordedMac(info("Dock", "", layer=20, pid=2), info("Safari", "News", pid=7), info("Safari", "Older", pid=7))

    window = MacDesktop(mac=mac).active()

    assert window is not None
    assert (window.app, window.title, window.geometry) == ("Safari", "News", Rect(0, 25, 800, 600))


def test_macos_lists_from_bottom_to_top_without_the_systems_own():
    mac = RecordedMac(
        info("Window Server", "Menubar", layer=24), info("Mail", "b"), info("Notes", "a"), info("Ghost", "", alpha=0.0)
    )

    assert [window.title for window in MacDesktop(mac=mac).windows()] == ["a", "b"]


@pytest.mark.parametrize(
    ("session", "locked"),
    [
        ({"kCGSSessionOnConsoleKey": True}, False),
        ({"kCGSSessionOnConsoleKey": True, "CGSSessionScreenIsLocked": True}, True),
        ({"kCGSSessionOnConsoleKey": False}, True),
        ({}, True),
    ],
)
def test_macos_knows_a_locked_session(session, locked):
    assert MacDesktop(mac=RecordedMac(session=session)).screen_locked() is locked


def test_macos_without_the_right_to_record_says_what_to_do():
    with pytest.raises(PermissionMissing):
        MacDesktop(mac=RecordedMac(allowed=False))


def test_wayland_without_xwayland_says_so(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")

    with pytest.raises(NoDisplay, match="Wayland"):
        WaylandDesktop()


def test_a_switch_is_noticed_once():
    front = ["a"]
    watch = WindowSwitchPoller(lambda: front[0])
    front[0] = "b"

    assert watch.wait(5)
    assert not watch.wait(0)


def test_a_watch_can_be_woken():
    watch = WindowSwitchPoller(lambda: "same")
    threading.Timer(0.02, watch.wake).start()

    assert not watch.wait(30)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Navigator", "firefox"), "Firefox"),
        (("libreoffice-calc",), "LibreOffice Calc"),
        (("org.gnome.Nautilus",), "Files"),
        (("msedge.exe",), "Microsoft Edge"),
        (("thingamajig",), "Thingamajig"),
        (("MyTool",), "MyTool"),
        (("", "second"), "Second"),
        ((), ""),
    ],
)
def test_apps_have_the_names_people_know(names, shown):
    assert friendly_name(*names) == shown
