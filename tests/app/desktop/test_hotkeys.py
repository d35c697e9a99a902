"""Keys for the whole desktop: how they are written, and on a real X server that they reach the app from anywhere."""

from __future__ import annotations

import queue
import sys
from collections.abc import Iterator

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("X11 only", allow_module_level=True)

from Xlib import XK, X

from app.desktop.hotkeys import Hotkeys, Keys, read_hotkeys, read_keys
from app.settings import DesktopSettings, Settings
from base.errors import BadInput
from tests.xserver import XServer, start_server


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ctrl+Alt+Space", Keys(X.ControlMask | X.Mod1Mask, XK.XK_space)),
        ("super+shift+k", Keys(X.Mod4Mask | X.ShiftMask, XK.XK_k)),
        ("Ctrl + F9", Keys(X.ControlMask, XK.XK_F9)),
    ],
)
def test_keys_are_read_as_people_write_them(text, keys):
    assert read_keys(text) == keys


@pytest.mark.parametrize("text", ["", "K", "Shift+K", "Ctrl+", "Hyper+K", "Ctrl+Nonsense"])
def test_what_is_no_such_key_is_refused_with_a_sentence(text):
    with pytest.raises(BadInput, match="not a valid shortcut"):
        read_keys(text)


def test_one_key_cannot_mean_two_things():
    keys = {"search_key": "Ctrl+Alt+K", "pause_key": "alt+ctrl+k"}

    with pytest.raises(BadInput, match="two things"):
        read_hotkeys(Settings(desktop=DesktopSettings(**keys)))
    assert read_hotkeys(Settings()) == {}


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    for server in start_server(manager=True):
        monkeypatch.setenv("DISPLAY", server.display)
        yield server


@pytest.fixture
def pressed() -> queue.Queue[str]:
    return queue.Queue()


@pytest.fixture
def hotkeys(pressed: queue.Queue[str]) -> Iterator[Hotkeys]:
    made = Hotkeys(pressed.put)
    yield made
    made.release()


@pytest.mark.x11
def test_a_held_key_is_told_also_with_num_lock_until_it_is_released(screen, hotkeys, pressed):
    held = {"search": read_keys("Ctrl+Alt+Space"), "pause": read_keys("Ctrl+Alt+P")}

    assert hotkeys.grab(held) == ()
    screen.sh("xdotool", "key", "ctrl+alt+space")
    screen.sh("xdotool", "key", "Num_Lock")
    screen.sh("xdotool", "key", "ctrl+alt+p")
    assert [pressed.get(timeout=10), pressed.get(timeout=10)] == ["search", "pause"]

    hotkeys.grab({})
    screen.sh("xdotool", "key", "ctrl+alt+space")
    with pytest.raises(queue.Empty):
        pressed.get(timeout=0.3)


@pytest.mark.x11
def test_a_key_that_another_program_holds_is_named(screen, hotkeys):
    other = Hotkeys(lambda _name: None)
    other.grab({"search": read_keys("Ctrl+Alt+Space")})

    taken = hotkeys.grab({"search": read_keys("Ctrl+Alt+Space"), "pause": read_keys("Ctrl+Alt+P")})
    other.release()

    assert taken == ("search",)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library's own sockets
def test_without_a_display_none_can_be_held(monkeypatch, hotkeys):
    monkeypatch.setenv("DISPLAY", ":987")

    assert hotkeys.grab({"search": read_keys("Ctrl+Alt+Space")}) == ("search",)
