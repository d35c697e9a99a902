"""A player at work on a live screen, and what the whole program costs meanwhile, seen from outside.

    python benchmarks/live.py [--seconds 3600] [--seed N] [--report FILE.json]    browser, editor, terminal, spreadsheet
    python benchmarks/live.py --static 600                                       a still screen with a blinking caret
    python benchmarks/live.py --video 60                                         moving pictures fill most of the screen
    python benchmarks/live.py --show FILE.json                                   the Markdown of a report once more

Real programs on Xvfb at 1920x1080 under openbox; the program records, reads and stores in its own processes on a
throw-away home. Progress goes to stderr each minute; with --report the figures so far are written each minute too, so
that a run that is broken off leaves them. `--shots DIR` keeps a picture of the screen every 20 seconds. The player of
live work does without a browser, editor, spreadsheet or vi that is not installed, and the report says so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from live_material import Site
from live_meter import Minutes, Prober, SpoolWatch, Tree, folder_mb, slope
from live_player import MAY_LACK, LiveScreen, Player
from live_program import Program
from live_report import render

NEEDS = {
    "Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xterm": "xterm", "dbus-daemon": "dbus",
    "chromium": "chromium", "mousepad": "mousepad", "vi": "vim", "soffice": "libreoffice-calc",
}  # fmt: skip
LIVE_NEEDS = ("Xvfb", "openbox", "xdotool", "xterm", "dbus-daemon")
STILL_NEEDS, VIDEO_NEEDS = (*LIVE_NEEDS, "mousepad"), (*LIVE_NEEDS, "chromium")
SETTLING = 60.0
"""Seconds from the first kept frame to the measured stretch of a still screen or a clip."""
SLOPE_AFTER = 5.0
"""Minutes after which the resident size counts for the slope."""
DRAIN_PATIENCE = 300.0


class Take:
    """One recording of one screen, measured. `tick` once a second; `figures` at any time."""

    def __init__(self, program: Program, seconds: float, report: Path | None, **about: object) -> None:
        self.program, self._report = program, report
        self._process = program.record(seconds)
        self.started = time.time()
        self._asked = seconds
        self.tree = Tree(self._process.pid)
        self.watch = SpoolWatch(program.spool)
        self.prober = Prober(program.shows)
        self._minutes, self._last = Minutes(), (self.started, 0.0)
        self._ended = 0.0
        self.more: dict[str, Any] = about
        self.watch.start()
        self.prober.start()

    def wait_for_a_frame(self) -> None:
        until = time.monotonic() + 60
        while not self.watch.kept():
            if not self.tick() or time.monotonic() > until:
                raise SystemExit("the program kept no frame within a minute: does it start?")

    def tick(self) -> bool:
        """A second goes by. False once the program has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._process.poll() is None:
            self.tree.look()
            self._minutes.look(self.tree.rss_mb())
            if time.time() - self._last[0] >= 60:
                self._minute()
            return True
        self._ended = self._ended or time.time()
        return False

    def run(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.tick():
            pass

    def stretch(self, seconds: float) -> dict[str, float]:
        """CPU in % of a core and frames kept in so many seconds from now."""
        before, began = self.tree.cpu(), time.time()
        self.run(seconds)
        took = time.time() - began
        used = {role: 100 * (spent - before[role]) / took for role, spent in self.tree.cpu().items()}
        kept = self.watch.kept(began, began + took)
        return {"seconds": seconds, "kept": kept, "tree": sum(used.values()), **used}

    def run_dry(self) -> None:
        until = time.monotonic() + DRAIN_PATIENCE
        while self.watch.waiting() and time.monotonic() < until and self.tick():
            pass

    def _minute(self) -> None:
        now, spent = time.time(), sum(self.tree.cpu().values())
        cpu = 100 * (spent - self._last[1]) / (now - self._last[0])
        self._last = (now, spent)
        row = self._minutes.close((now - self.started) / 60, cpu, self.watch.waiting(), self.watch.kept())
        print(
            f"{row['minute']:6.1f} min  {row['cpu']:6.1f} % of a core  {row['rss']:7.0f} MB  "
            f"{row['kept']:5} frames kept, {row['waiting']} waiting",
            file=sys.stderr,
        )
        self.write()

    def figures(self) -> dict[str, Any]:
        elapsed = min(self._asked, (self._ended or time.time()) - self.started)
        spent, written = self.tree.cpu(), self.tree.written_mb()
        later = [(row["minute"] / 60, row["rss"]) for row in self._minutes.rows if row["minute"] > SLOPE_AFTER]
        return {
            "elapsed": round(elapsed, 1),
            "load": round(os.getloadavg()[0], 2),
            "cpu": {role: round(100 * used / elapsed, 2) for role, used in spent.items()},
            "minutes": self._minutes.rows,
            "slope_mb_per_hour": slope(later),
            "backlog": self.watch.backlog(),
            "latency": self.watch.latency(),
            "probes": self.prober.figures(),
            "written_mb": {role: round(size, 1) for role, size in written.items()},
            "home_mb": round(folder_mb(self.program.home), 2),
            "kept": self.watch.kept(),
            **self.more,
        }

    def write(self) -> None:
        if self._report is not None:
            part = self._report.with_suffix(".part")
            part.write_text(json.dumps(self.figures(), indent=1))
            part.replace(self._report)

    def finish(self) -> None:
        """To the end of reading what waits, then the questions about all of it."""
        while self.tick():
            pass
        self.more["read on after the end, s"] = round(max(0.0, self._ended - self.started - self._asked), 1)
        self.more["exit"] = self._process.returncode
        self.more["recorded"] = self.program.recorded()
        self.prober.stop()
        self.watch.stop()
        self.more["stats"] = self.program.stats()
        self.more["apps"] = self.program.apps(datetime.fromtimestamp(self.started, UTC))
        self.write()

    def abandon(self) -> None:
        """After Ctrl-C or a fault: the program ends as it would for a person, or is killed."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self.prober.stop()
        self.watch.stop()
        self.write()


@contextlib.contextmanager
def stage(seed: int, *, clock: bool) -> Iterator[tuple[LiveScreen, Program]]:
    """The screen with its server, and a home for the program; all of it gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="afterglow-live-", ignore_cleanup_errors=True) as name:
        screen = LiveScreen(Path(name) / "stage", Site(seed), clock=clock)
        try:
            names = ("DISPLAY", "HOME", "DBUS_SESSION_BUS_ADDRESS")
            yield screen, Program(Path(name), {key: screen.env[key] for key in names})
        finally:
            screen.over.set()
            screen.close()


@contextlib.contextmanager
def taking(take: Take) -> Iterator[None]:
    try:
        yield
    except BaseException:
        take.abandon()
        print(render(take.figures()))
        raise


def live(seconds: float, seed: int, report: Path | None, shots: Path | None) -> dict[str, Any]:
    with stage(seed, clock=True) as (screen, program):
        lacks = frozenset(name for name, binary in MAY_LACK.items() if shutil.which(binary) is None)
        player = Player(screen, seed, lacks=lacks)
        player.open()
        without = sorted(MAY_LACK[name] for name in lacks)
        take = Take(program, seconds, report, mode="live", seed=seed, without=without)
        player.typed = take.prober.typed
        work = threading.Thread(target=player.play, args=(seconds,), name="player", daemon=True)
        with taking(take), photographed(screen, shots):
            take.wait_for_a_frame()
            work.start()
            take.run(seconds - (time.time() - take.started))
            screen.over.set()
            work.join()
            take.more["done"], take.more["faults"] = dict(player.done), player.faults
            take.finish()
        return take.figures()


def still(seconds: float, seed: int, report: Path | None, shots: Path | None) -> dict[str, Any]:
    """Somebody wrote something and went away. There is no clock; the caret in the terminal blinks."""
    with stage(seed, clock=False) as (screen, program):
        Player(screen, seed).open("note", "shell")
        take = Take(program, seconds + SETTLING + 60, report, mode="still")
        with taking(take), photographed(screen, shots):
            take.wait_for_a_frame()
            take.run(SETTLING)
            take.run_dry()
            take.more["stretch"] = take.stretch(seconds)
            take.finish()
        return take.figures()


def video(seconds: float, seed: int, report: Path | None, shots: Path | None) -> dict[str, Any]:
    """A page, then a clip on it for `seconds`, then another page."""
    with stage(seed, clock=False) as (screen, program):
        player = Player(screen, seed)
        player.open("web")
        take = Take(program, seconds + SETTLING + 90, report, mode="video")
        with taking(take), photographed(screen, shots):
            take.wait_for_a_frame()
            take.run(SETTLING)
            take.run_dry()
            player.visit("clip")
            before = sum(take.tree.cpu().values())
            take.more["stretch"] = take.stretch(seconds)
            player.visit("board")
            take.run(10)
            take.run_dry()
            take.more["clip and reading on"] = sum(take.tree.cpu().values()) - before
            take.finish()
        return take.figures()


@contextlib.contextmanager
def photographed(screen: LiveScreen, folder: Path | None) -> Iterator[None]:
    """A picture every 20 seconds, to see that the programs really show."""
    done = threading.Event()

    def keep_on() -> None:
        count = 0
        while folder is not None and not done.wait(20):
            count += 1
            screen.shot().save(folder / f"{count:04}.png")

    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    thread = threading.Thread(target=keep_on, name="photographer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def require(names: tuple[str, ...]) -> None:
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        packages = " ".join(NEEDS[name] for name in missing)
        raise SystemExit(f"needs {', '.join(missing)}: apt-get install --no-install-recommends {packages}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=3600)
    options.add_argument("--static", type=float, metavar="SECONDS")
    options.add_argument("--video", type=float, metavar="SECONDS")
    options.add_argument("--show", type=Path, metavar="FILE.json")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--report", type=Path, metavar="FILE.json")
    options.add_argument("--shots", type=Path, metavar="DIR")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if chosen.show:
        figures = json.loads(chosen.show.read_text())
    else:
        require(STILL_NEEDS if chosen.static else VIDEO_NEEDS if chosen.video else LIVE_NEEDS)
        mode, seconds = (still, chosen.static) if chosen.static else (video, chosen.video)
        mode, seconds = (mode, seconds) if seconds else (live, chosen.seconds)
        try:
            figures = mode(seconds, chosen.seed, chosen.report, chosen.shots)
        except KeyboardInterrupt:
            raise SystemExit(130) from None
    print(render(figures))


if __name__ == "__main__":
    main()
