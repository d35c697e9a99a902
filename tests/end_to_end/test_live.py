"""The real app on a real screen: what is typed into a real terminal is found within seconds."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest

from app.desktop.first_run.installed_apps import find_installed_apps
from tests.consent import give_consent
from tests.end_to_end.conftest import Program
from tests.xserver import XServer, start_server

pytestmark = [pytest.mark.end_to_end, pytest.mark.x11]

FONT = ("-fa", "DejaVu Sans Mono", "-fs", "14")


@pytest.fixture
def screen(program: Program) -> Iterator[XServer]:
    """A display of its own with a window manager, which the program records."""
    for server in start_server(manager=True, size="1400x900x24"):
        program.environment |= {"DISPLAY": server.display, "QT_QPA_PLATFORM": "xcb"}
        yield server


def write(screen: XServer, title: str, geometry: str, words: str) -> None:
    """A real terminal, active, with the words in it when this returns."""
    window = str(screen.xterm(title, geometry, *FONT))
    screen.sh("xdotool", "windowactivate", "--sync", window)
    screen.sh("xdotool", "type", "--delay", "20", words)


def said(hits: list[dict[str, str]]) -> str:
    """All that was found, without spaces: where they stand in a terminal's wide letters is not this test's matter."""
    return " ".join(hit["text"] + hit["title"] for hit in hits).replace(" ", "")


def test_a_word_typed_into_a_real_window_is_recorded_and_found(program: Program, screen: XServer) -> None:
    write(screen, "packing list", "80x20+40+40", "saffron umbrella for Dubrovnik")

    recorded = program.json("record", "--seconds", "4")
    hits = program.json("search", "umbrella")["hits"]

    assert recorded["kept"] >= 1
    assert "umbrella" in said(hits)
    assert "packinglist" in said(hits)


def test_an_excluded_window_beside_the_active_one_leaves_no_word(program: Program, screen: XServer) -> None:
    (program.home / "settings.json").write_text('{"exclusions": {"titles": ["packing list"]}}')
    write(screen, "packing list", "80x18+40+40", "saffron umbrella for Dubrovnik")
    write(screen, "open notes", "50x8+500+600", "lemon marmalade")

    recorded = program.json("record", "--seconds", "4")
    hits = program.json("search", "marmalade umbrella")["hits"]

    assert recorded["kept"] >= 1
    assert "marmalade" in said(hits)
    assert "umbrella" not in said(hits)
    assert "packing" not in said(hits)


def test_an_app_that_was_chosen_by_its_desktop_entry_leaves_no_word(
    program: Program, screen: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = program.folder / "share" / "applications"
    entries.mkdir(parents=True)
    lines = ("[Desktop Entry]", "Type=Application", "Name=Ledger", "Exec=ledger %U", "StartupWMClass=ledger-app")
    (entries / "org.example.Ledger.desktop").write_text("\n".join(lines))
    monkeypatch.setenv("XDG_DATA_HOME", str(program.folder / "share"))
    (app,) = [app for app in find_installed_apps("en") if app.name == "Ledger"]
    (program.home / "settings.json").write_text(json.dumps({"exclusions": {"apps": [app.rule]}}))
    number = str(screen.xterm("packing list", "80x18+40+40", *FONT, "-name", "ledger-app"))
    screen.sh("xdotool", "windowactivate", "--sync", number, "type", "--delay", "20", "saffron umbrella")
    write(screen, "open notes", "50x8+500+600", "lemon marmalade")

    recorded = program.json("record", "--seconds", "4")
    hits = program.json("search", "marmalade umbrella")["hits"]

    assert recorded["kept"] >= 1
    assert "marmalade" in said(hits)
    assert "umbrella" not in said(hits)


def test_the_window_opens_records_and_ends_cleanly(program: Program, screen: XServer) -> None:
    give_consent(program.home)
    app = program.start()
    window = screen.window("Afterglow$")
    write(screen, "packing list", "80x20+40+40", "saffron umbrella for Dubrovnik")

    tries = (program.json("search", "umbrella")["hits"] for _ in range(12))
    found = any("umbrella" in said(hits) for hits in tries)
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)

    assert window
    assert found
    assert app.returncode == 0
    assert "Traceback" not in told


def test_a_second_start_brings_the_first_window_up_also_after_a_crash(program: Program, screen: XServer) -> None:
    give_consent(program.home)
    first = program.start()
    window = screen.window("Afterglow$")
    screen.sh("xdotool", "windowminimize", "--sync", window)

    told = program.run().stderr
    screen.window("Afterglow$")
    first.kill()
    first.communicate(timeout=60)
    again = program.start()
    risen = screen.window("Afterglow$")
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=60)

    assert "its window was brought to the front" in told
    assert risen
    assert again.returncode == 0


def test_a_key_of_the_whole_desktop_brings_the_search_up(program: Program, screen: XServer) -> None:
    (program.home / "settings.json").write_text('{"desktop": {"search_key": "Ctrl+Alt+Space"}}')
    give_consent(program.home)
    app = program.start()
    window = screen.window("Afterglow$")
    write(screen, "packing list", "80x20+40+40", "umbrella")

    risen = False
    for _ in range(50):  # the key is held a moment after the window is there
        screen.sh("xdotool", "key", "ctrl+alt+space", "sleep", "0.2")
        risen = screen.sh("xdotool", "getactivewindow").split()[0] == window
        if risen:
            break
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)

    assert risen
    assert "Traceback" not in told
