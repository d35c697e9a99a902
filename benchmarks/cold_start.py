"""Cold start with a year of memories: from the start of the process to a window in which something can be found.

    python benchmarks/cold_start.py [--days 365] [--a-day 100] [--starts 5] [--keep FOLDER]

A sealed store of made-up moments on every day of the year before today, unlocked by a passphrase file at its real cost
(Argon2id). The real program under Xvfb with a window manager, measured from outside: the window is there when its
manager shows it; the timeline when the last moment's picture is on the screen, the search when the only hit's picture
is, both told by their colours, looked for twenty times a second. Then the same while a second process imports
screenshots into the same memory. Prints the Markdown of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import mss
import numpy as np
import PIL.Image
import psutil
from search import Words

import assets
from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from benchmarks.throwaway import PASSPHRASE
from memory.archive.opening import Opening, open_here, words_only
from memory.sealed.keys import KeyFile
from tests.consent import give_consent
from tests.xserver import XServer, start_server

DAY = Path(assets.__file__).parent / "day"
PLAIN, LAST, FOUND = (90, 110, 140), (205, 40, 165), (40, 170, 70)
"""Colours of the pictures: of most moments, of the last one, of the one that is searched for."""
NEEDLE = "quincunx"
ENOUGH = 400
"""Pixels of a colour that make a picture."""
PATIENCE = 180.0
NAMES = ("window", "timeline with its picture", "first search answered", "CPU s, timeline", "CPU s, search")


def coloured(color: tuple[int, int, int], width: int, height: int) -> bytes:
    sink = io.BytesIO()
    PIL.Image.new("RGB", (width, height), color).save(sink, "WEBP", lossless=True)
    return sink.getvalue()


def moments(days: int, a_day: int) -> Iterator[Moment]:
    dice = np.random.default_rng(7)
    words = Words(dice)
    looks = {color: (coloured(color, 320, 180), coloured(color, 1280, 720)) for color in (PLAIN, LAST, FOUND)}
    now = datetime.now(UTC)
    total = days * a_day
    for number in range(total):
        day, place = divmod(number, a_day)
        at = now - timedelta(days=days - 1 - day, minutes=4 * (a_day - place))
        lines = [" ".join(words.take(6)) for _ in range(4)]
        color = PLAIN
        if number == total // 2:
            lines[1], color = f"{lines[1]} {NEEDLE}", FOUND
        elif number == total - 1:
            color = LAST
        vector = dice.normal(size=(1, 384)).astype(np.float32)
        yield Moment(
            id=new_id(at, f"{number:010x}"),
            at=at,
            monitor=1,
            app=("Editor", "Browser", "Terminal", "Mail")[number // 12 % 4],
            title=lines[3],
            summary=lines[0],
            lines=tuple(Line(text, (40, 40 + 30 * row, 900, 22)) for row, text in enumerate(lines)),
            language="en",
            text_vectors=vector / np.linalg.norm(vector),
            thumbnail=looks[color][0],
            picture=Picture("image/webp", 1280, 720, looks[color][1]),
            encoders="made up",
        )


def build(folder: Path, days: int, a_day: int) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700, parents=True)
    file = KeyFile.create(home / "keys.json")
    file.add_passphrase(PASSPHRASE)
    keys = file.save()
    give_consent(home)
    archive = open_here(Opening(home, keys, words_only, witness_dir=folder / "state" / "afterglow", fsync=False))
    coming, began, done = moments(days, a_day), time.monotonic(), 0
    while batch := list(islice(coming, 500)):
        archive.add(batch, [Coverage(f"c{done}", batch[0].at, batch[-1].at, 1, State.SAVED)])
        done += len(batch)
    archive.maintain(thorough=True)
    archive.close()
    print(f"{done:,} moments built in {time.monotonic() - began:.0f} s", file=sys.stderr)


def environment(folder: Path, screen: XServer) -> dict[str, str]:
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    return {
        **screen.environment,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_STATE_HOME": str(folder / "state"),
        "AFTERGLOW_PASSPHRASE_FILE": str(secret),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "QT_QPA_PLATFORM": "xcb",
    }


def seen(screen: XServer, color: tuple[int, int, int]) -> bool:
    with closing(mss.MSS(display=screen.display)) as camera:
        pixels = np.asarray(camera.grab(camera.monitors[0]))[..., 2::-1].astype(np.int16)
    return int((np.abs(pixels - np.array(color, np.int16)).max(axis=2) < 12).sum()) >= ENOUGH


def until_seen(screen: XServer, color: tuple[int, int, int], began: float) -> float:
    while not seen(screen, color):
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit("what was waited for did not appear")
        time.sleep(0.05)
    return time.perf_counter() - began


def start(folder: Path, screen: XServer) -> tuple[float, ...]:
    """In the order of NAMES, the search from its last key; CPU seconds are those of all processes, from the start."""
    command = [sys.executable, "-m", "app.main", "--home", str(folder / "home")]
    quiet = subprocess.DEVNULL
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(folder, screen), stdout=quiet, stderr=quiet, cwd=folder)
    try:
        search = ("xdotool", "search", "--onlyvisible", "--name", "Afterglow$")
        look = {"env": screen.environment, "capture_output": True, "text": True, "check": False}
        while not (window := subprocess.run(search, **look).stdout.split()):  # type: ignore[call-overload]
            time.sleep(0.01)
        shown = time.perf_counter() - began
        timeline = until_seen(screen, LAST, began)
        opened = cpu_seconds(process.pid)
        screen.sh("xdotool", "windowactivate", "--sync", window[0])
        screen.sh("xdotool", "key", "ctrl+k")
        screen.sh("xdotool", "type", "--delay", "5", NEEDLE)
        answered = until_seen(screen, FOUND, time.perf_counter())
        return shown, timeline, answered, opened, cpu_seconds(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)


def cpu_seconds(pid: int) -> float:
    program = psutil.Process(pid)
    times = [one.cpu_times() for one in (program, *program.children(recursive=True))]
    return sum(one.user + one.system for one in times)


@contextmanager
def importing(folder: Path, screen: XServer) -> Iterator[None]:
    """A copy of the sample day, with new times, is imported over and over."""
    words = ("import", str(DAY / "frames"), "--metadata", str(DAY / "metadata.jsonl"))
    command = [sys.executable, "-m", "app.main", "--home", str(folder / "home"), *words]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment(folder, screen), stdout=quiet, stderr=quiet, cwd=folder)
    time.sleep(8)  # it has opened the memory and reads
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(120)


def table(title: str, taken: Sequence[tuple[float, ...]]) -> str:
    middle, most = ([pick(column) for column in zip(*taken, strict=True)] for pick in (statistics.median, max))
    cells = " | ".join(f"{one:.1f}, {other:.1f}" for one, other in zip(middle, most, strict=True))
    return f"| {title} | {len(taken)} | {cells} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--a-day", type=int, default=100)
    options.add_argument("--starts", type=int, default=5)
    options.add_argument("--keep", type=Path, help="use this folder and leave it there")
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="afterglow-cold-"))
    try:
        if not (folder / "home" / "keys.json").exists():
            build(folder, given.days, given.a_day)
        print(f"| seconds: median, most | starts | {' | '.join(NAMES)} |")
        print("|---|---|" + "---|" * len(NAMES), flush=True)
        for screen in start_server(manager=True, size="1366x768x24"):
            print(table("alone", [start(folder, screen) for _ in range(given.starts)]), flush=True)
            with importing(folder, screen):
                print(table("during an import", [start(folder, screen) for _ in range(given.starts)]), flush=True)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.umask(0o077)
    main()
