"""What a browser tells assistive programs, from a recorded tree: shaped as Chromium 156 answered under X11."""

from __future__ import annotations

import pytest

from capture.desktop.accessibility import Accessibility, BrowserInfo
from capture.desktop.dbus import DBusClient
from capture.desktop.session_lock import SessionLock

PID = 4242
APP, FRAME, PANE, PAGE = (":1.7", "/app"), (":1.7", "/1"), (":1.7", "/2"), (":1.7", "/3")


class RecordedBus(DBusClient):
    """Answers from tables; counts the questions."""

    def __init__(self, *, frame_name="Report - Chromium (Incognito)", url="https://a.example/", running=True):
        super().__init__("SESSION")
        self.names = {FRAME: frame_name}
        self.children = {("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"): [APP], APP: [FRAME]}
        self.children |= {FRAME: [PANE], PANE: [PAGE]}
        self.url, self.running, self.asked = url, running, 0

    def ask(self, name, path, interface, method, *arguments, types=""):
        self.asked += 1
        answers = {
            "GetAddress": ("unix:path=/nowhere",),
            "GetConnectionUnixProcessID": (PID,),
            "GetChildren": (self.children.get((name, path), []),),
            "GetRole": (95 if (name, path) == PAGE else 23,),
            "GetAttributeValue": (self.url,),
            "NameHasOwner": (self.running,),
        }
        return answers[method]

    def read(self, name, path, interface, member):
        self.asked += 1
        return self.names.get((name, path), "")


@pytest.fixture
def asked():
    return RecordedBus()


def accessibility(bus, monotonic=lambda: 0.0):
    return Accessibility(session=bus, connect=lambda _: bus, monotonic=monotonic)


def test_a_private_window_is_known_by_its_accessible_name(asked):
    assert accessibility(asked).look(PID, "Report - Chromium") == BrowserInfo(private=True, url="https://a.example/")


def test_an_ordinary_window_is_not_called_private():
    bus = RecordedBus(frame_name="Report - Chromium")

    assert accessibility(bus).look(PID, "Report - Chromium") == BrowserInfo(private=None, url="https://a.example/")


def test_when_two_windows_have_one_title_the_private_one_decides(asked):
    twin = (":1.7", "/9")
    asked.children[APP] = [twin, FRAME]
    asked.names[twin] = "Report - Chromium"

    assert accessibility(asked).look(PID, "Report - Chromium") == BrowserInfo(private=True, url="")


def test_an_answer_is_used_again_for_a_while(asked):
    now = [0.0]
    told = accessibility(asked, lambda: now[0])
    told.look(PID, "Report - Chromium")
    before = asked.asked
    told.look(PID, "Report - Chromium")
    again = asked.asked
    now[0] = 60.0
    told.look(PID, "Report - Chromium")

    assert again == before
    assert asked.asked > again


def test_a_program_that_is_not_on_the_bus_tells_nothing(asked):
    assert accessibility(asked).look(1, "Report - Chromium") is None


def test_without_an_accessibility_bus_nothing_is_started():
    bus = RecordedBus(running=False)

    assert accessibility(bus).look(PID, "Report - Chromium") is None


def test_a_bus_that_is_not_there_is_no_error(monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    bus = DBusClient("unix:path=/nowhere/at/all")

    assert bus.ask("a.b", "/", "a.b", "Get") is None
    assert bus.read("a.b", "/", "a.b", "Name") is None
    assert not bus.has("a.b")
    bus.close()


class LockBus(DBusClient):
    def __init__(self, hint=None, saver=None):
        super().__init__("SYSTEM")
        self.hint, self.saver = hint, saver

    def read(self, name, path, interface, member):
        return self.hint

    def has(self, name):
        return self.saver is not None

    def ask(self, name, path, interface, method, *arguments, types=""):
        return (self.saver,)


@pytest.mark.parametrize(
    ("hint", "saver", "locked"),
    [(True, None, True), (False, None, False), (None, None, None), (False, True, True), (None, False, False)],
)
def test_the_session_lock_is_what_logind_or_the_screen_saver_says(hint, saver, locked):
    assert SessionLock(system=LockBus(hint=hint), session=LockBus(saver=saver)).locked() is locked
