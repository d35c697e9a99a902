"""Whatever process of the program is killed, it goes on by itself, and nothing that was on the screen is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.consent import give_consent
from tests.end_to_end.conftest import Program
from tests.end_to_end.person import Person
from tests.end_to_end.processes import processes, zombies
from tests.xserver import XServer, start_server

pytestmark = [pytest.mark.end_to_end, pytest.mark.x11]

FONT = ("-fa", "DejaVu Sans Mono", "-fs", "16")
PATIENCE = 60.0


@pytest.fixture
def screen(program: Program) -> Iterator[XServer]:
    for server in start_server(manager=True, size="1400x1050x24"):
        program.environment |= {"DISPLAY": server.display, "QT_QPA_PLATFORM": "xcb"}
        (program.home / "settings.json").write_text('{"perception": {"effort": "full"}}')
        yield server


@pytest.fixture
def notes(screen: XServer) -> str:
    return str(screen.xterm("notes", "90x14+120+700", *FONT))


def write(screen: XServer, window: str, words: str) -> None:
    screen.sh("xdotool", "windowactivate", "--sync", window)
    screen.sh("xdotool", "type", "--delay", "10", words)


def until_found(program: Program, word: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        hits = program.json("search", word)["hits"]
        if any(word in (hit["text"] + hit["title"]).casefold() for hit in hits):
            return True
    return False


def kill(process: psutil.Process, *names: str) -> set[int]:
    """Their process ids."""
    until = time.monotonic() + PATIENCE
    while not set(names) <= (running := processes(process)).keys():
        assert time.monotonic() < until, f"there is no {' and '.join(names)}"
        time.sleep(0.1)
    for name in names:
        os.kill(running[name].pid, signal.SIGKILL)
    return {running[name].pid for name in names}


@pytest.mark.parametrize("victims", [("store",), ("reader",), ("store", "reader")], ids=" and ".join)
def test_the_window_says_that_it_restarts_and_then_finds_what_was_there(
    program: Program, screen: XServer, notes: str, victims: tuple[str, ...]
) -> None:
    give_consent(program.home)
    app = program.start()
    window = screen.window("Afterglow$")
    screen.sh("xdotool", "windowsize", "--sync", window, "1100", "640")
    screen.sh("xdotool", "windowmove", window, "0", "0")
    person, watched = Person(screen, program.folder), psutil.Process(app.pid)
    write(screen, notes, "saffron umbrella ")
    assert until_found(program, "umbrella")

    write(screen, notes, "lantern ")
    killed = kill(watched, *victims)
    screen.sh("xdotool", "windowactivate", "--sync", window)
    person.press("ctrl+k", "ctrl+a")
    person.type("umbrella")
    if "store" in victims:
        person.wait_for("Restarting the memory")
    person.wait_for("match")
    person.wait_for("Restarting the memory", gone=True)
    write(screen, notes, "walnut ")

    assert until_found(program, "lantern")
    assert until_found(program, "walnut")
    assert not killed & {process.pid for process in processes(watched).values()}
    assert zombies(watched) == 0
    family = watched.children(recursive=True)
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)
    assert "Traceback" not in told
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_a_recording_without_a_window_goes_on_and_says_it(program: Program, screen: XServer, notes: str) -> None:
    app = program.start("record")
    watched = psutil.Process(app.pid)
    write(screen, notes, "saffron umbrella ")
    assert until_found(program, "umbrella")

    write(screen, notes, "lantern ")
    kill(watched, "store", "reader")
    write(screen, notes, "walnut ")

    assert until_found(program, "lantern")
    assert until_found(program, "walnut")
    assert zombies(watched) == 0
    app.send_signal(signal.SIGTERM)
    _, told = app.communicate(timeout=60)
    assert "is started again" in told
    assert "open again" in told
    assert "Traceback" not in told


def test_locking_ends_the_processes_of_a_recording_and_nothing_opens_it_again(
    program: Program, screen: XServer, notes: str
) -> None:
    app = program.start("record")
    watched = psutil.Process(app.pid)
    write(screen, notes, "saffron umbrella ")
    assert until_found(program, "umbrella")
    program.run("lock")

    until = time.monotonic() + PATIENCE
    while processes(watched):  # that recording ends them by itself when somebody locks
        assert time.monotonic() < until, "the memory is still open"
        time.sleep(0.1)
    write(screen, notes, "lantern ")
    time.sleep(5)  # the next reading would start them again

    assert processes(watched) == {}
    app.send_signal(signal.SIGTERM)
    app.communicate(timeout=60)
    program.run("unlock")
    program.run("record", "--seconds", "1")  # reads what waits
    assert until_found(program, "lantern")
