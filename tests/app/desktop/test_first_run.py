"""The self-test looks at a real screen, reads it and keeps nothing; the recovery key that it shows opens the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.first_run import FirstRun
from app.home import Home
from base.errors import Locked, NoDisplay
from memory.sealed.keys import ArgonCost, KeyFile
from tests.xserver import XServer, start_server

PASSPHRASE = "seven green kettles sing"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").create()
    file = KeyFile.create(made.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    return made


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    for server in start_server(manager=True):
        monkeypatch.setenv("DISPLAY", server.display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
        yield server


def every_file(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.x11
def test_the_self_test_counts_the_words_on_a_real_screen_and_keeps_nothing(home, screen, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    window = str(screen.xterm("packing list", "60x10+40+40", "-fa", "DejaVu Sans Mono", "-fs", "16"))
    screen.sh("xdotool", "windowactivate", "--sync", window)
    screen.sh("xdotool", "type", "--delay", "20", "saffron umbrella for Dubrovnik")
    before = every_file(tmp_path)

    found = FirstRun(home, passphrase=None, start_recorder=lambda: None).try_it()

    assert (found.screens, found.identified) == (1, True)
    assert len(" ".join(found.lines).split()) >= 4
    assert every_file(tmp_path) == before


def test_without_a_display_it_says_so(home, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(NoDisplay):
        FirstRun(home, passphrase=None, start_recorder=lambda: None).try_it()


def test_the_recovery_key_that_is_shown_opens_the_memory(home):
    code = FirstRun(home, passphrase=PASSPHRASE, start_recorder=lambda: None).make_recovery_key(None)

    assert KeyFile.load(home.keys).unlock_recovery(code)


def test_without_the_passphrase_there_is_no_new_recovery_key(home):
    with pytest.raises(Locked):
        FirstRun(home, passphrase=None, start_recorder=lambda: None).make_recovery_key(None)
