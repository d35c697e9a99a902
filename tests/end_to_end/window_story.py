"""One person's first day with the window, by keys and mouse alone; `benchmarks/window.py` measures the same story."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.end_to_end.first_run_story import PASSPHRASE, FirstRun
from tests.end_to_end.person import PATIENCE, Person

FONT = ("-fa", "DejaVu Sans Mono", "-fs", "14", "-b", "12")


def first_day(person: Person, window: str, downloads: Path) -> Iterator[str]:
    """What was just done, step by step. `downloads`: where the window offers to export to."""
    activate(person, window)
    FirstRun(person).go_through()
    yield "first run"

    write(person, "packing list", "60x10+700+500", "saffron umbrella for Dubrovnik")
    write(person, "rent", "60x10+60+60", "the rent is due on Thursday")
    yield "recording"

    activate(person, window)
    look_for(person, "umbrella", "for Dubrovnik")
    yield "search"

    person.press("Down", "Return")
    person.wait_for("Show on the timeline")
    yield "moment"

    person.press("ctrl+3")
    person.type("When is the rent due?")
    person.press("Return")
    person.wait_for("How this was found")
    person.wait_for("due on Thursday")
    yield "ask"

    person.press("ctrl+p")
    person.click("Forget the last 10 minutes")
    person.wait_for("cannot be undone")
    person.press("Tab", "Return")
    person.wait_for("cannot be undone", gone=True)
    person.press("ctrl+k", "ctrl+a")
    person.type("umbrella Dubrovnik")
    person.wait_for("saffron", gone=True)
    yield "forget"

    person.press("Escape")
    write(person, "letters", "60x10+700+60", "stamps for the letters to Tallinn")
    activate(person, window)
    person.press("ctrl+l")
    person.wait_for("Your memory is locked")
    yield "lock"

    person.type("seven red kettles")
    person.press("Return")
    person.wait_for("does not unlock")
    person.press("ctrl+a")
    person.type(PASSPHRASE)
    person.press("Return")
    person.wait_for("Your memory is locked", gone=True)
    yield "unlock"

    look_for(person, "Tallinn", "letters to Tallinn")
    person.press("Escape", "ctrl+e")
    person.click("At least 8 characters")
    person.type(PASSPHRASE)
    person.press("Tab")
    person.type(PASSPHRASE)
    person.press("Return")
    until = time.monotonic() + PATIENCE
    while not list(downloads.glob("*.afterglow")) and time.monotonic() < until:
        time.sleep(0.2)
    yield "export"


def look_for(person: Person, words: str, expected: str) -> None:
    """Type it into the search, and again as long as what was just on the screen is still being read."""
    for _ in range(12):
        person.press("ctrl+k", "ctrl+a")
        person.type(words)
        if person.waits_for(expected, seconds=8):
            return
    person.wait_for(expected)


def write(person: Person, title: str, geometry: str, words: str) -> None:
    """A real terminal with the words in it, long enough in front to be looked at twice."""
    activate(person, str(person.screen.xterm(title, geometry, *FONT)))
    person.type(words)
    time.sleep(4)


def activate(person: Person, window: str) -> None:
    person.screen.sh("xdotool", "windowactivate", "--sync", window)
