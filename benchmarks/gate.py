"""The change gate on real screens, beside the whole-frame rules of other screen memories.

    python benchmarks/gate.py [--scenes terminals pages editors switches]
    python benchmarks/gate.py --static 600
    python benchmarks/gate.py --video 60

The first starts real programs on Xvfb, moves them step by step with known effect (`gate_scenes.py`), grabs the screen
after each step as the recorder does, and prints how often each kind of change was kept. A step stands for 1.5 s: the
gate knows only the times of the shots. The others run the true recorder live: on a screen where nothing moves, and
with a video that fills a browser's window. Needs Xvfb, openbox, xterm, xdotool, vim, mousepad, chromium, the Liberation
and DejaVu fonts. Nothing is left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil
from gate_peers import Peer, dhash, grey_of, peers, phash
from gate_programs import Browser, Programs, Terminal, screen
from gate_scenes import PAGE, SCENES, sentence
from throwaway import new_home  # sets the import path

from app.composition import build_recorder
from app.settings import Settings
from capture.change_gate import ChangeGate
from capture.desktop.x11 import X11Desktop
from capture.frames import Pixels
from capture.screen import MssScreen
from capture.tiles import Box, differences, main_extent
from memory.perception.spool import Spool

STEP = timedelta(seconds=1.5)
CARET_AREA = 24 * 48
"""Pixels. A caret that blinks must not be taken for the step having been drawn."""
A_PIXEL = 1e-6
"""A smaller share of a row or column than one pixel."""
START = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)


@dataclass(slots=True)
class Seen:
    """What became of the samples of one kind."""

    news: bool
    samples: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    learning: int = 0
    learning_kept: int = 0
    undrawn: int = 0
    cpu: list[float] = field(default_factory=list)


class Watcher:
    """Grabs, judges, counts; the Watch of the scenes."""

    def __init__(self) -> None:
        self.dice = np.random.default_rng(7)
        self.seen: dict[str, Seen] = {}
        self._screen, self._desktop = MssScreen(), X11Desktop()
        self._monitor = self._screen.monitors()[0]
        self._at = START
        self._last: Pixels | None = None
        self._gate, self._peers = ChangeGate(), peers()

    def begin(self) -> None:
        self._gate, self._peers, self._last = ChangeGate(), peers(), None
        self._at = self._at.replace(second=30, microsecond=0)

    def look(self) -> None:
        self._settle()
        self._judge(self._grab())

    def news(self, kind: str, *, within: int = 1) -> None:
        before, seen = self._last, self.seen.setdefault(kind, Seen(news=True))
        self._settle()
        pixels = self._grab()
        drawn = before is None or not np.array_equal(pixels, before)
        kept: set[str] = set()
        for _ in range(within):
            kept |= self._judge(pixels, seen)
        if not drawn and within == 1:
            seen.undrawn += 1
            return
        seen.samples += 1
        seen.kept.update(kept)

    def noise(self, kind: str, *, learning: bool = False, wait: float = 0.0) -> None:
        seen = self.seen.setdefault(kind, Seen(news=False))
        time.sleep(wait or 0.06)
        kept = self._judge(self._grab(), seen)
        if learning:
            seen.learning += 1
            seen.learning_kept += "Afterglow" in kept
            return
        seen.samples += 1
        seen.kept.update(kept)

    def rest(self, samples: int, kind: str = "") -> None:
        if self._last is not None:
            for _ in range(samples):
                self._judge(self._last)

    def close(self) -> None:
        self._screen.close()
        self._desktop.close()

    def _settle(self) -> None:
        """Until more than a caret was drawn, and a little longer. What is no larger than one takes the whole wait."""
        for _ in range(40):
            time.sleep(0.02)
            if self._last is None or changed_area(self._grab(), self._last) > CARET_AREA:
                break
        time.sleep(0.1)

    def _grab(self) -> Pixels:
        return self._screen.grab(self._monitor)

    def _judge(self, pixels: Pixels, seen: Seen | None = None) -> set[str]:
        """Names of those who keep this sample."""
        self._at += STEP
        windows, active = self._desktop.windows(), self._desktop.active()
        began = time.thread_time()
        change = self._gate.judge(pixels, self._at, windows=windows, active=active)
        cpu = (time.thread_time() - began) * 1000
        kept = set()
        if change.is_kept:
            self._gate.keep(pixels, self._at)
            kept.add("Afterglow")
        if self._last is None or not np.array_equal(pixels, self._last):
            kept |= keep_as_peers(self._peers, pixels)
            if seen is not None:
                seen.cpu.append(cpu)
        self._last = pixels
        return kept


def changed_area(now: Pixels, then: Pixels) -> int:
    """Pixels of the box around all that differs."""
    screen = Box(0, 0, *now.shape[:2])
    box = main_extent(differences(now, then, screen), screen, share=A_PIXEL)
    return box.area if box else 0


def keep_as_peers(rules: list[Peer], pixels: Pixels) -> set[str]:
    grey = grey_of(pixels)
    made = {dhash: dhash(grey), phash: phash(grey)}
    return {rule.name for rule in rules if rule.keeps(made.get(rule.describe, grey))}


def table(seen: dict[str, Seen]) -> None:
    names = ["Afterglow", *(peer.name for peer in peers())]
    print("## Change gate\n")
    print(
        "`benchmarks/gate.py`: real programs on Xvfb 1920×1080, moved step by step; a step stands for 1.5 s. Beside it "
    )
    print("whole-frame rules of others. CPU: of our gate, a changed frame.\n")
    for news, title in ((True, "must be kept: % kept"), (False, "should not be kept: % kept, once learnt")):
        print(f"| {title} | n | {' | '.join(names)} | kept of those while learning | CPU ms |")
        print("|---|" + "--:|" * (len(names) + 3))
        for kind, one in sorted(seen.items()):
            if one.news is news and one.samples:
                shares = " | ".join(f"{100 * one.kept[name] / one.samples:.1f}" for name in names)
                learning = f"{one.learning_kept} of {one.learning}" if one.learning else ""
                cpu = f"{np.median(one.cpu):.1f}" if one.cpu else ""
                print(f"| {kind} | {one.samples} | {shares} | {learning} | {cpu} |")
        print()
    undrawn = sum(one.undrawn for one in seen.values())
    if undrawn:
        print(f"{undrawn} steps had not been drawn when the screen was grabbed and are not counted.")


def run_scenes(folder: Path, chosen: list[str]) -> None:
    with screen(folder) as programs, contextlib.closing(Watcher()) as watch:
        for name in chosen:
            SCENES[name](programs, watch)
            for process in programs.running[1:]:
                programs.end(process)
    table(watch.seen)


def live(folder: Path, seconds: float, *, video: bool) -> None:
    """The true recorder and spool on a live screen. The recorder's thread is measured from its second look on."""
    with screen(folder) as programs:
        still = _video(programs) if video else _still(programs)
        keys = new_home(folder / "home")
        spool = Spool(folder / "home" / "spool", public_key=keys.spool_public, budget_bytes=20 << 30)
        recorder = build_recorder(Settings(), spool)
        stop = threading.Event()
        recorder.start()
        stop.wait(10)
        begun, process = recorder.status(), psutil.Process()
        cpu = process.cpu_times()
        stop.wait(seconds)
        status, after = recorder.status(), process.cpu_times()
        recorder.stop()
        still()
    used = status.cpu_seconds - begun.cpu_seconds
    whole = after.user + after.system - cpu.user - cpu.system
    samples = status.samples - begun.samples
    print(f"{'video' if video else 'static screen'}, {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
    print(
        f"recorder's thread  {used:.2f} CPU s, {100 * used / seconds:.2f} % of a core, "
        f"{1000 * used / samples:.1f} ms a look"
    )
    print(f"whole process      {whole:.2f} CPU s, {100 * whole / seconds:.2f} % of a core")
    print(f"looks {samples}, kept {status.kept - begun.kept} (and {begun.kept} in the 10 s before)")


def _still(programs: Programs):
    dice = np.random.default_rng(3)
    terminal = Terminal(programs, "-fa", "DejaVu Sans Mono", "-fs", "9", geometry="200x60+20+20")
    terminal.write("".join(f"{sentence(dice, 20)}\r\n" for _ in range(58)))
    time.sleep(2)
    return lambda: terminal.close(programs)


def _video(programs: Programs):
    browser = Browser(programs, PAGE, size="1600,1000", place="0,0")
    browser.run(
        "$('film').hidden=false;$('film').style='position:fixed;inset:0;width:100vw;height:100vh';setInterval(film,100)"
    )
    time.sleep(2)
    return lambda: browser.close(programs)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scenes", nargs="+", choices=sorted(SCENES), default=list(SCENES))
    options.add_argument("--static", type=float, metavar="SECONDS")
    options.add_argument("--video", type=float, metavar="SECONDS")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="afterglow-gate-"))
    try:
        if chosen.static or chosen.video:
            live(folder, chosen.static or chosen.video, video=bool(chosen.video))
        else:
            run_scenes(folder, chosen.scenes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
