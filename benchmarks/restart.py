"""kill -9 of the store's process, of the reader's, of both, while the window is open and during `record`.

    python benchmarks/restart.py [--kills 10] [--victims store reader both] [--programs window record]

The real program on a throw-away home, under Xvfb with a window manager. Each round types a new word into a real
terminal, kills, and then measures, from the kill: until a word of before is found in the window's own search (typed and
read from the screen), and until a word that was typed after the kill is found in the memory. At the end every word that
was ever typed must be found, and no zombie and no child may be left. Prints the Markdown of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from base.records.search import Query
from benchmarks.throwaway import PASSPHRASE, new_home, open_home
from memory.archive.client import ArchiveClient
from memory.archive.opening import open_archive, words_only
from tests.consent import give_consent
from tests.end_to_end.person import Person
from tests.end_to_end.processes import processes, zombies
from tests.xserver import XServer, start_server

WORDS = (
    "saffron", "umbrella", "bicycle", "lantern", "walnut", "harbour", "marmalade", "compass", "violin", "orchard",
    "blanket", "chimney", "pepper", "meadow", "pilgrim", "cushion", "tunnel", "garlic", "magnet", "feather",
    "ladder", "biscuit", "anchor", "thunder", "velvet", "mustard", "glacier", "button", "parrot", "whistle",
    "turnip", "candle", "falcon", "pyramid", "cabbage", "sandal", "rocket", "pigeon", "lettuce", "hammock",
    "goblet", "cactus", "trumpet", "raisin",
)  # fmt: skip
FONT = ("-fa", "DejaVu Sans Mono", "-fs", "16")
PATIENCE = 120.0
APART = 12.0
"""Seconds that a process lives at least between two kills, its start included: deaths closer together wait longer on
purpose."""


@dataclass
class Round:
    search: float
    """Seconds from the kill to a hit in the window; 0 without a window."""
    found: float
    """Seconds from the kill until a word typed after it is found."""


@dataclass
class Result:
    rounds: list[Round] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    zombies: int = 0
    left: int = 0
    """Processes that outlived the program."""


@dataclass
class Program:
    folder: Path
    screen: XServer

    def __post_init__(self) -> None:
        new_home(self.home)
        give_consent(self.home)
        secret = self.folder / "passphrase"
        secret.write_text(PASSPHRASE + "\n")
        (self.folder / "run").mkdir(mode=0o700)
        (self.home / "settings.json").write_text('{"perception": {"effort": "full"}}')
        self._environment = {
            **self.screen.environment,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "AFTERGLOW_PASSPHRASE_FILE": str(secret),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
            "QT_QPA_PLATFORM": "xcb",
        }

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def start(self, *words: str) -> psutil.Popen:
        command = [sys.executable, "-m", "app.main", "--home", str(self.home), *words]
        quiet = subprocess.DEVNULL
        return psutil.Popen(command, env=self._environment, stdout=quiet, stderr=quiet, cwd=self.folder)


def kill(program: psutil.Process, victim: str) -> float:
    """Both at once means within a millisecond. Waits until they are there and have lived long enough."""
    wanted = ("store", "reader") if victim == "both" else (victim,)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        running = processes(program)
        chosen = [running[name] for name in wanted if name in running]
        if len(chosen) == len(wanted) and all(time.time() - one.create_time() > APART for one in chosen):
            for one in chosen:
                os.kill(one.pid, signal.SIGKILL)
            return time.monotonic()
        time.sleep(0.05)
    raise SystemExit(f"there is no {victim} process to kill")


def type_word(screen: XServer, terminal: str, word: str) -> None:
    screen.sh("xdotool", "windowactivate", "--sync", terminal)
    screen.sh("xdotool", "type", "--delay", "10", f"{word}\n")  # a line of its own: a break would split the word


def until_found(archive: ArchiveClient, word: str, began: float) -> float | None:
    while time.monotonic() - began < PATIENCE:
        if archive.search(Query(word, datetime.now(UTC), limit=1)).hits:
            return time.monotonic() - began
        time.sleep(0.1)
    return None


def search_in_window(person: Person, window: str, word: str, began: float) -> float:
    """Seconds from `began` until the window tells how many matches there are; it is asked once."""
    person.screen.sh("xdotool", "windowactivate", "--sync", window)
    person.press("ctrl+k", "ctrl+a")
    person.type(word)
    if person.waits_for("match", seconds=PATIENCE) is None:
        raise SystemExit("the window finds nothing any more")
    return time.monotonic() - began


@contextmanager
def running(program: Program, kind: str) -> Iterator[tuple[psutil.Popen, str]]:
    """The program, and its window's X id where it has one."""
    process = program.start(*([] if kind == "window" else ["record"]))
    try:
        window = ""
        if kind == "window":
            window = program.screen.window("Afterglow$")
            program.screen.sh("xdotool", "windowsize", "--sync", window, "1100", "640")
            program.screen.sh("xdotool", "windowmove", window, "0", "0")
        yield process, window
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(120)
        except psutil.TimeoutExpired:
            process.kill()
            raise


def measure(screen: XServer, kind: str, victim: str, kills: int) -> Result:
    result = Result()
    with tempfile.TemporaryDirectory(prefix="afterglow-restart-", ignore_cleanup_errors=True) as folder:
        program = Program(Path(folder), screen)
        person = Person(screen, Path(folder))
        terminal = str(screen.xterm("notes", "90x14+120+700", *FONT))
        words = iter(WORDS)
        typed = [next(words)]
        archive = open_archive(program.home, open_home(program.home), recall=words_only)
        try:
            with running(program, kind) as (process, window):
                type_word(screen, terminal, typed[0])
                if until_found(archive, typed[0], time.monotonic()) is None:
                    raise SystemExit("not even the first word is found")
                for _ in range(kills):
                    typed.append(next(words))
                    type_word(screen, terminal, typed[-1])
                    result.rounds.append(one_round(process, person, window, terminal, archive, victim, words, typed))
                    result.zombies += zombies(process)
                result.lost = [word for word in typed if until_found(archive, word, time.monotonic()) is None]
                family = process.children(recursive=True)
            result.left = len(psutil.wait_procs(family, timeout=10)[1])
        finally:
            archive.close()
            screen.sh("xdotool", "windowkill", terminal)
    return result


def one_round(
    process: psutil.Popen,
    person: Person,
    window: str,
    terminal: str,
    archive: ArchiveClient,
    victim: str,
    words: Iterator[str],
    typed: list[str],
) -> Round:
    if window:
        person.screen.sh("xdotool", "windowactivate", "--sync", window)
        person.press("ctrl+k", "ctrl+a", "BackSpace", "ctrl+1")
    killed = kill(process, victim)
    searched = search_in_window(person, window, typed[0], killed) if window else 0.0
    if window:
        person.press("ctrl+a", "BackSpace", "ctrl+1")
    typed.append(next(words))
    after = time.monotonic()
    type_word(person.screen, terminal, typed[-1])
    found = until_found(archive, typed[-1], after if window else killed)
    return Round(searched, found if found is not None else PATIENCE)


def table(results: Sequence[tuple[str, str, Result]]) -> str:
    lines = [
        "| program | killed | kills | search works again, s (median, most) "
        "| a word typed after it is found, s (median, most) | words lost | zombies, processes left |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, victim, result in results:
        searched = [one.search for one in result.rounds if one.search]
        found = [one.found for one in result.rounds]
        again = f"{statistics.median(searched):.1f}, {max(searched):.1f}" if searched else "no window"
        lines.append(
            f"| {kind} | {victim} | {len(found)} | {again} | {statistics.median(found):.1f}, {max(found):.1f} "
            f"| {', '.join(result.lost) or 'none'} | {result.zombies}, {result.left} |"
        )
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--victims", nargs="+", default=["store", "reader", "both"])
    options.add_argument("--programs", nargs="+", default=["window", "record"])
    given = options.parse_args()
    results = []
    for screen in start_server(manager=True, size="1400x1050x24"):
        for kind in given.programs:
            for victim in given.victims:
                results.append((kind, victim, measure(screen, kind, victim, given.kills)))
                print(table(results[-1:]), flush=True)
    print(table(results))


if __name__ == "__main__":
    os.umask(0o077)
    main()
