"""The pictures of README.md and docs/: the real window under Xvfb, with the sample day, driven by real keys.

    python packaging/pictures.py [NAME …]      # all of them, or some; `make pictures` makes all

Every picture that a document shows is named in `FIRST_RUN` or `PAGES`, and a test compares both. Needs the
programs that the end-to-end tests need (packaging/bootstrap.sh names them).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import mss
from PIL import Image

from benchmarks.window import DAY, WINDOW, Program, ended
from tests.end_to_end.first_run_story import FirstRun
from tests.end_to_end.person import Person
from tests.xserver import XServer, start_server

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
COLOURS = 256
SETTLED = 2.0
"""Seconds for pictures and fades, once the words are there."""
FIRST_RUN = ("welcome", "leave-out", "passphrase", "recovery-key", "try-it")
"""The steps of `FirstRun`, in its order."""


@dataclass(frozen=True)
class Page:
    name: str
    sees: str
    """Words on the screen by which the page is known to be there."""
    keys: tuple[str, ...] = ()
    types: str = ""
    then: tuple[str, ...] = ()


PAGES = (
    Page("timeline", "43 moments", ("ctrl+1",)),
    Page("search", "Invoice 4471", ("ctrl+k", "ctrl+a"), "invoice"),
    Page("moment", "Show on the timeline", ("Down", "Return")),
    Page("ask", "How this was found", ("Escape", "ctrl+3"), "When does the ferry leave?", ("Return",)),
    Page("memories", "Activities", ("ctrl+4",)),
    Page("insights", "Save", ("ctrl+5",)),
    Page("settings", "Check the screen every", ("ctrl+comma",)),
    Page("shortcuts", "Slower, faster", ("F1",)),
    Page("export", "At least 8 characters", ("Escape", "ctrl+1", "ctrl+e")),
    Page("locked", "Your memory is locked", ("Escape", "ctrl+l")),
)


class Camera:
    def __init__(self, screen: XServer, wanted: set[str]) -> None:
        self._screen, self._wanted = screen, wanted

    def take(self, name: str) -> None:
        if self._wanted and name not in self._wanted:
            return
        time.sleep(SETTLED)
        with closing(mss.MSS(display=self._screen.display)) as camera:
            grabbed = camera.grab({"left": 0, "top": 0, "width": WINDOW[0], "height": WINDOW[1]})
        picture = Image.frombytes("RGB", grabbed.size, grabbed.bgra, "raw", "BGRX")
        target = FOLDER / f"{name}.png"
        picture.quantize(COLOURS).save(target, optimize=True)
        target.chmod(0o644)
        print(name)


def photograph(screen: XServer, folder: Path, *, new: bool, show: Callable[[Person], None]) -> None:
    """Start the program on the sample day (`new`: without a memory) and let `show` go through it."""
    folder.mkdir()
    program = Program(folder, screen, "light", new=new)
    if not new:
        program.do("import", str(DAY / "frames"), "--metadata", str(DAY / "metadata.jsonl"))
    process, window, _ = program.start()
    screen.sh("xdotool", "windowsize", "--sync", window, *map(str, WINDOW))
    screen.sh("xdotool", "windowmove", window, "0", "0")
    screen.sh("xdotool", "windowactivate", "--sync", window)
    try:
        show(Person(screen, folder))
    finally:
        ended(process)


def first_run(camera: Camera, person: Person) -> None:
    for name, step in zip(FIRST_RUN, FirstRun(person).steps, strict=True):
        person.wait_for(step.seen)
        camera.take(name)
        if name != FIRST_RUN[-1]:
            step.do()


def pages(camera: Camera, person: Person) -> None:
    person.wait_for("Kestrel")
    for page in PAGES:
        for key in page.keys:
            person.press(key)
        if page.types:
            person.type(page.types)
        for key in page.then:
            person.press(key)
        person.wait_for(page.sees)
        camera.take(page.name)


def main() -> None:
    wanted = set(sys.argv[1:])
    for screen in start_server(manager=True, size="1400x900x24"):
        camera = Camera(screen, wanted)
        with tempfile.TemporaryDirectory(prefix="afterglow-pictures-") as name:
            folder = Path(name)
            if not wanted or wanted & set(FIRST_RUN):
                photograph(screen, folder / "new", new=True, show=partial(first_run, camera))
            if not wanted or wanted - set(FIRST_RUN):
                photograph(screen, folder / "day", new=False, show=partial(pages, camera))


if __name__ == "__main__":
    os.umask(0o077)
    main()
