"""The whole story in the real window under a real window manager: nothing is asked of the program but by its window."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Program, every_byte
from tests.end_to_end.first_run_story import PASSPHRASE
from tests.end_to_end.person import Person, Pings
from tests.end_to_end.window_story import first_day
from tests.xserver import XServer, start_server

pytestmark = [pytest.mark.end_to_end, pytest.mark.x11]


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Program]:
    """A program without a memory, a passphrase or a key store."""
    for name in ("tmp", "run", "Documents"):
        (tmp_path / name).mkdir(mode=0o700)
    made = Program(tmp_path, {"XDG_RUNTIME_DIR": str(tmp_path / "run"), "QT_QPA_PLATFORM": "xcb"})
    yield made
    made.end()


@pytest.fixture
def screen(newcomer: Program) -> Iterator[XServer]:
    for server in start_server(manager=True, size="1400x900x24"):
        newcomer.environment |= {"DISPLAY": server.display}
        yield server


def test_a_first_day_by_keys_and_mouse_alone(newcomer: Program, screen: XServer, tmp_path: Path) -> None:
    app = newcomer.start()
    window = screen.window("Afterglow$")

    with Pings(screen.display, int(window)) as pings:
        done = list(first_day(Person(screen, tmp_path), window, tmp_path))
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)

    assert done[-1] == "export"
    assert len(pings.answers) > 100
    assert app.returncode == 0
    assert "Traceback" not in told
    (archive,) = tmp_path.glob("*.afterglow")
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    other = Program(tmp_path / "other", {"AFTERGLOW_PASSPHRASE_FILE": str(secret)})
    (other.folder / "tmp").mkdir(parents=True)
    assert other.json("restore", archive, "--archive-passphrase-file", secret)["added"] >= 1
    assert "Tallinn" in str(other.json("search", "stamps")["hits"])
    assert "saffron" not in str(other.json("search", "umbrella Dubrovnik")["hits"])
    assert not every_byte(tmp_path, lambda raw: b"saffron" in raw or b"Tallinn" in raw)
