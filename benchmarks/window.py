"""The real window under Xvfb with a window manager: how soon it is there, and what each of its pages looks like.

    python benchmarks/window.py [--starts 5] [--story] [--sheet sheet.png] [--theme light] [--keep DIR]

The sample day is imported into a throw-away home; the program is then driven by real keys. Cold start: from the start
of the process to a window that its manager shows, without the models, which are loaded behind it. The contact sheet
holds a screenshot of each page; `--keep` leaves them whole. `--story`: the end-to-end test's first day (first run to
export) with, for each step, the longest time that the window's thread took to answer its manager's ping, asked every
10 ms. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import mss
from PIL import Image

import assets
from benchmarks.throwaway import PASSPHRASE, new_home
from tests.consent import give_consent
from tests.end_to_end.person import Person, Pings
from tests.end_to_end.window_story import first_day
from tests.xserver import XServer, start_server

DAY = Path(assets.__file__).parent / "day"
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("timeline", ("key ctrl+1",)),
    ("search", ("key ctrl+k", "type --delay 30 invoice")),
    ("moment", ("key Down", "key Return")),
    ("ask", ("key Escape", "key ctrl+3", "type --delay 30 When does the ferry leave?", "key Return")),
    ("memories", ("key ctrl+4",)),
    ("insights", ("key ctrl+5",)),
    ("settings", ("key ctrl+comma",)),
    ("keys", ("key F1",)),
    ("export", ("key Escape", "key ctrl+1", "key ctrl+e")),
    ("locked", ("key Escape", "key ctrl+l")),
)
SETTLED = 3.0
"""Seconds for a page to have loaded: a screenshot is looked at by people, nothing is measured by it."""
WINDOW = 1280, 820
ACROSS, WIDTH = 3, 640


class Program:
    def __init__(self, folder: Path, screen: XServer, theme: str, *, new: bool = False) -> None:
        """`new`: without a memory or a passphrase."""
        self._screen, self.home = screen, folder / "home"
        if new:
            self.home.mkdir()
        else:
            new_home(self.home)
            give_consent(self.home)
        secret = folder / "passphrase"
        secret.write_text(PASSPHRASE + "\n")
        (self.home / "settings.json").write_text(json.dumps({"appearance": {"theme": theme}}))
        (folder / "run").mkdir(mode=0o700)
        self._environment = {
            **screen.environment,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            **({} if new else {"AFTERGLOW_PASSPHRASE_FILE": str(secret)}),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "xcb",
            "TZ": "UTC",
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once

    def do(self, *words: str) -> None:
        subprocess.run(self._command(*words), env=self._environment, check=True, capture_output=True)

    def start(self) -> tuple[subprocess.Popen[bytes], str, float]:
        """The process, its window's X id, and the seconds until that was shown."""
        began = time.perf_counter()
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(self._command(), env=self._environment, stdout=quiet, stderr=quiet)
        search = ("xdotool", "search", "--onlyvisible", "--name", "Afterglow$")  # its own --sync looks twice a second
        while not (shown := self._found(search)):
            time.sleep(0.01)
        return process, shown.split()[0], time.perf_counter() - began

    def _found(self, search: tuple[str, ...]) -> str:
        return subprocess.run(search, env=self._screen.environment, capture_output=True, text=True, check=False).stdout

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "app.main", "--home", str(self.home), *words]


def ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)


def screenshots(program: Program, screen: XServer) -> Iterator[tuple[str, Image.Image]]:
    process, window, _ = program.start()
    screen.sh("xdotool", "windowsize", "--sync", window, *map(str, WINDOW))
    screen.sh("xdotool", "windowmove", window, "0", "0")
    time.sleep(4 * SETTLED)  # the memory opens behind the window
    with closing(mss.MSS(display=screen.display)) as camera:
        for name, acts in PAGES:
            for act in acts:
                verb, *words = act.split(" ")
                options = words[:2] if words[0] == "--delay" else []
                screen.sh("xdotool", verb, *options, "--", " ".join(words[len(options) :]))
                time.sleep(0.3)
            time.sleep(SETTLED)
            grabbed = camera.grab({"left": 0, "top": 0, "width": WINDOW[0], "height": WINDOW[1]})
            yield name, Image.frombytes("RGB", grabbed.size, grabbed.bgra, "raw", "BGRX")
    ended(process)


def story(program: Program, screen: XServer, folder: Path) -> Iterator[tuple[str, float]]:
    """Each step with the longest wait for the window's thread, in ms."""
    process, window, _ = program.start()
    with Pings(screen.display, int(window)) as pings:
        began = time.monotonic()
        for step in first_day(Person(screen, folder), window, folder):
            yield step, 1000 * pings.longest(began)
            began = time.monotonic()
        yield f"of {len(pings.answers):,} answers, over 16 ms", float(sum(took > 0.016 for _, took in pings.answers))
    ended(process)


def sheet(pictures: list[Image.Image]) -> Image.Image:
    height = round(pictures[0].height * WIDTH / pictures[0].width)
    rows = -(-len(pictures) // ACROSS)
    made = Image.new("RGB", (ACROSS * WIDTH, rows * height), "white")
    for place, picture in enumerate(pictures):
        small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
        made.paste(small, (place % ACROSS * WIDTH, place // ACROSS * height))
    return made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--starts", type=int, default=5)
    options.add_argument("--story", action="store_true")
    options.add_argument("--sheet", type=Path)
    options.add_argument("--keep", type=Path)
    options.add_argument("--theme", default="light", choices=("light", "dark"))
    given = options.parse_args()
    for screen in start_server(manager=True, size="1400x900x24"):
        with tempfile.TemporaryDirectory(prefix="afterglow-window-") as folder:
            program = Program(Path(folder), screen, given.theme)
            program.do("import", str(DAY / "frames"), "--metadata", str(DAY / "metadata.jsonl"))
            taken = []
            for _ in range(given.starts):
                process, _, seconds = program.start()
                taken.append(seconds)
                ended(process)
            if taken:
                print("| cold start to a visible window, s | median | most |\n|---|---|---|")
                print(f"| {len(taken)} starts | {statistics.median(taken):.2f} | {max(taken):.2f} |")
            if given.story:
                first = Path(folder, "first")
                first.mkdir()
                print("\n| step | longest wait for the window, ms |\n|---|---|")
                for step, most in story(Program(first, screen, given.theme, new=True), screen, first):
                    print(f"| {step} | {most:.0f} |")
            if given.sheet or given.keep:
                _keep(dict(screenshots(program, screen)), given.sheet, given.keep)


def _keep(shown: dict[str, Image.Image], target: Path | None, folder: Path | None) -> None:
    for name, picture in shown.items() if folder else ():
        folder.mkdir(parents=True, exist_ok=True)
        picture.save(folder / f"{name}.png")
    if target:
        sheet(list(shown.values())).quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    os.umask(0o077)
    main()
