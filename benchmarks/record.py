"""What recording costs: a busy 1080p screen (Xvfb, a terminal in full size that scrolls), the true recorder and spool.

    python benchmarks/record.py [--seconds 600] [--interval 1.5] [--lines-per-second 8]

Prints the CPU time of the recorder's thread and of the process, how far the looks drift from their grid, the resident
size at start and end, and what was kept. Somebody is at the desk: the pointer moves now and then. Nothing is read here
(that is another process in the product), so the spool grows; everything is removed at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import psutil
from throwaway import new_home, rss_mb  # sets the import path

from app.composition import build_recorder
from app.settings import Settings
from base.coverage import Coverage
from capture.frames import CapturedFrame
from memory.perception.spool import Spool

WORDS = ("the", "quick", "survey", "of", "marmots", "along", "northern", "ridges", "found", "fewer", "burrows", "than")
SETTLED = 15.0
"""Seconds after which the first resident size is taken: modules are loaded and the first frames are written."""


@dataclass
class Timing:
    """The spool, and when its frames were looked at and how long keeping them took."""

    spool: Spool
    looked: list[datetime] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def accept(self, frame: CapturedFrame) -> None:
        began = time.perf_counter()
        self.spool.accept(frame)
        self.took.append((time.perf_counter() - began) * 1000)
        self.looked.append(frame.at)

    def note(self, coverage: Coverage) -> None:
        self.spool.note(coverage)


@contextlib.contextmanager
def busy_screen(folder: Path, lines_per_second: float) -> Iterator[None]:
    """Xvfb with a window manager and a terminal that prints; DISPLAY points to it inside the block."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    running = [subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)]
    os.close(writing)
    with os.fdopen(reading) as pipe:
        os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
    try:
        running.append(
            subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)})
        )
        terminal = ["xterm", "-fa", "Monospace", "-fs", "10", "-geometry", "236x66+0+0", "-e", sys.executable, __file__]
        running.append(subprocess.Popen([*terminal, "--print", str(lines_per_second)]))
        yield
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def print_forever(lines_per_second: float) -> None:
    dice = np.random.default_rng(1)
    pause = threading.Event()
    number = 0
    while not pause.wait(1 / lines_per_second):
        number += 1
        print(f"{number:06} {' '.join(dice.choice(WORDS, 32))}", flush=True)


def stay_at_the_desk(stop: threading.Event) -> None:
    step = 10
    while not stop.wait(20):
        subprocess.run(["xdotool", "mousemove_relative", "--", str(step), "0"], check=False)
        step = -step


def record(folder: Path, seconds: float, interval: float) -> None:
    keys = new_home(folder / "home")
    timing = Timing(Spool(folder / "home" / "spool", public_key=keys.spool_public, budget_bytes=20 << 30))
    settings = Settings()
    settings = settings.model_copy(update={"capture": settings.capture.model_copy(update={"interval": interval})})
    recorder = build_recorder(settings, timing)
    stop = threading.Event()
    desk = threading.Thread(target=stay_at_the_desk, args=(stop,), name="desk")
    desk.start()
    cpu = psutil.Process().cpu_times()
    recorder.start()
    stop.wait(min(SETTLED, seconds / 2))
    early = rss_mb()
    stop.wait(max(0.0, seconds - SETTLED))
    late = rss_mb()
    after = psutil.Process().cpu_times()
    status = recorder.status()
    recorder.stop()
    stop.set()
    desk.join()
    whole = after.user + after.system - cpu.user - cpu.system
    report(timing, interval, seconds)
    print(
        f"recorder's thread       {status.cpu_seconds:8.2f} CPU s, {100 * status.cpu_seconds / seconds:.2f} % of a core"
    )
    print(f"whole process           {whole:8.2f} CPU s, {100 * whole / seconds:.2f} % of a core")
    print(f"latest look             {status.late_seconds * 1000:8.1f} ms after it was due")
    print(f"resident size           {early:8.1f} MB after {min(SETTLED, seconds / 2):.0f} s, {late:.1f} MB at the end")
    became = f"{status.kept} kept, {status.unchanged} unchanged, {status.failed} failed"
    print(f"samples                 {status.samples:8} ({became})")


def report(timing: Timing, interval: float, seconds: float) -> None:
    """Distances of kept looks from a grid of the interval."""
    if len(timing.looked) < 3:
        raise SystemExit("nothing was kept: is the screen busy?")
    steps = np.diff([at.timestamp() for at in timing.looked])
    off_grid = np.abs(steps - interval * np.maximum(1, np.round(steps / interval))) * 1000
    begun = timing.looked[2]  # the first looks are brought forward by windows that open
    run = (timing.looked[-1] - begun).total_seconds()
    drift = (run - interval * round(run / interval)) * 1000
    print(f"{seconds:.0f} s at {interval} s, load of the machine {os.getloadavg()[0]:.1f}")
    print(f"drift over the run      {drift:8.1f} ms after {run:.0f} s ({round(run / interval)} intervals)")
    p50, p95 = np.percentile(off_grid, 50), np.percentile(off_grid, 95)
    print(f"step to step            {p50:8.1f} ms p50, {p95:.1f} ms p95 off")
    print(f"sealing one frame       {np.median(timing.took):8.1f} ms p50, {np.percentile(timing.took, 95):.1f} ms p95")
    print(f"spool                   {timing.spool.waiting_bytes() / 1e6:8.1f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--interval", type=float, default=1.5)
    options.add_argument("--lines-per-second", type=float, default=8)
    options.add_argument("--print", type=float, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.print:
        print_forever(chosen.print)
        return
    missing = [name for name in ("Xvfb", "openbox", "xterm", "xdotool") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"needs {', '.join(missing)}")
    folder = Path(tempfile.mkdtemp(prefix="afterglow-record-"))
    try:
        with busy_screen(folder, chosen.lines_per_second):
            record(folder, chosen.seconds, chosen.interval)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
