"""The real app on a real screen: what is typed into a real editor is found within seconds."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Program

pytestmark = [pytest.mark.end_to_end, pytest.mark.x11]

NEEDED = ("Xvfb", "openbox", "xdotool", "xterm")
SECRET_WORDS = "saffron umbrella for Dubrovnik"


@pytest.fixture
def screen(program: Program) -> Iterator[Program]:
    """A display of its own with a window manager; skipped where the programs are missing."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    program.environment |= {"DISPLAY": f":{server.stdout.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=program.surroundings(), stderr=subprocess.DEVNULL)
    yield program
    for process in (manager, server):
        process.terminate()
        process.wait()
    server.stdout.close()


def xdotool(program: Program, *words: str) -> str:
    done = subprocess.run(["xdotool", *words], env=program.surroundings(), capture_output=True, text=True, timeout=60)
    return done.stdout.strip()


def write_in_a_terminal(program: Program, folder: Path) -> subprocess.Popen[bytes]:
    """A real terminal whose window is there and active when this returns."""
    terminal = subprocess.Popen(
        [
            "xterm",
            "-T",
            "packing list",
            "-fa",
            "DejaVu Sans Mono",
            "-fs",
            "14",
            "-geometry",
            "80x20+40+40",
            "-e",
            "cat",
        ],
        env=program.surroundings(),
    )
    window = xdotool(program, "search", "--sync", "--onlyvisible", "--name", "packing list").splitlines()[0]
    xdotool(program, "windowactivate", "--sync", window)
    xdotool(program, "type", "--window", window, "--delay", "20", SECRET_WORDS)
    return terminal


def test_a_word_typed_into_a_real_window_is_recorded_and_found(screen: Program, tmp_path: Path) -> None:
    terminal = write_in_a_terminal(screen, tmp_path)

    recorded = screen.json("record", "--seconds", "4")
    hits = screen.json("search", "umbrella")["hits"]
    terminal.kill()
    terminal.wait()

    assert recorded["kept"] >= 1
    assert any("umbrella" in hit["text"] and hit["title"] == "packing list" for hit in hits)


def test_an_excluded_window_beside_the_active_one_leaves_no_word(screen: Program, tmp_path: Path) -> None:
    (screen.home / "settings.json").write_text('{"exclusions": {"titles": ["packing list"]}}')
    terminal = write_in_a_terminal(screen, tmp_path)
    other = subprocess.Popen(
        ["xterm", "-T", "open notes", "-fa", "DejaVu Sans Mono", "-fs", "14", "-geometry", "50x8+500+560", "-e", "cat"],
        env=screen.surroundings(),
    )
    window = xdotool(screen, "search", "--sync", "--onlyvisible", "--name", "open notes").splitlines()[0]
    xdotool(screen, "windowactivate", "--sync", window)
    xdotool(screen, "type", "--window", window, "--delay", "20", "lemon marmalade")

    recorded = screen.json("record", "--seconds", "4")
    hits = screen.json("search", "marmalade umbrella")["hits"]
    for process in (terminal, other):
        process.kill()
        process.wait()

    assert recorded["kept"] >= 1
    assert any("marmalade" in hit["text"].replace(" ", "") for hit in hits), [hit["text"] for hit in hits]
    assert not any("umbrella" in hit["text"].replace(" ", "") or "packing" in hit["text"] for hit in hits)


def test_the_window_opens_records_and_ends_cleanly(screen: Program, tmp_path: Path) -> None:
    app = screen.start()
    window = xdotool(screen, "search", "--sync", "--onlyvisible", "--name", "^Afterglow$").splitlines()
    terminal = write_in_a_terminal(screen, tmp_path)

    found = False
    for _ in range(12):
        hits = screen.json("search", "umbrella")["hits"]
        found = any("umbrella" in hit["text"] for hit in hits)
        if found:
            break
    terminal.kill()
    terminal.wait()
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)

    assert window
    assert found
    assert "Traceback" not in told
