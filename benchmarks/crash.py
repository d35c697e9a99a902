"""kill -9 at random moments, and a full disk: is every acknowledged frame in the store, exactly once, and found?

    python benchmarks/crash.py [--kills 200] [--check-every 10] [--seed N] [--no-disk-full]

A child records, perceives, writes and optimises on one growing home: the true intake, spool, ingest loop, sealed store
and recall; only the screen and the models are stand-ins. It tells each frame that the spool acknowledged. The parent
kills it without warning, and every few kills opens the home as the program would, without any repair, and compares.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from throwaway import HashEncoder, NumberReader, new_home, numbered, open_home, word  # sets the import path

from app.background.ingest import Ingest
from app.background.reading_loop import ReadingLoop
from base.coverage import Coverage, State
from base.errors import AfterglowError, DiskFull
from capture.frames import CapturedFrame, Pixels, Rect, Screenshot, Window
from capture.pipeline import NO_SPACE, CapturePipeline, FrameOutcome
from capture.rules import Rules

if TYPE_CHECKING:
    from base.records.moment import Moment
    from memory.archive.api import ArchiveApi
    from memory.archive.local import LocalArchive
    from memory.perception.spool import Spool

DAY = datetime(2025, 3, 4, tzinfo=UTC)
LONGEST_RUN = 2.5
"""Seconds between a child's start on the home and the kill."""


# -- what both sides build ---------------------------------------------------------------------------------------------


@dataclass
class TellingArchive:
    """The archive as the ingest loop sees it; `wrote` is called after each write."""

    archive: LocalArchive
    wrote: Callable[[], None]

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        self.archive.add(moments, coverage)
        self.wrote()


def open_memory(home: Path, wrote: Callable[[], None] = lambda: None) -> tuple[Spool, LocalArchive, Ingest]:
    """Archive, spool and ingest loop as the program builds them, in this process."""
    from filelock import FileLock

    from memory.archive.opening import Opening, open_here
    from memory.perception.perceiver import Perceiver
    from memory.perception.private_browsing import PrivateBrowsingDetector
    from memory.perception.reader_process import ReaderService
    from memory.perception.spool import Spool
    from memory.search.recall import Recall

    keys = open_home(home)
    spool = Spool(home / "spool", public_key=keys.spool_public, reserve_bytes=1 << 20)
    opening = Opening(
        home=home,
        keys=keys,
        recall=lambda store: Recall(store, text_encoder=HashEncoder(dimensions=32)),
        witness_dir=home.parent / "witness",
    )
    archive = open_here(opening)
    perceiver = Perceiver(
        reader=NumberReader(), text_encoder=HashEncoder(dimensions=32), private_gate=PrivateBrowsingDetector()
    )
    reading = ReaderService(spool=spool, keys=keys, perceiver=perceiver)
    lock = FileLock(home / "ingest.lock", thread_local=False)
    telling = cast("ArchiveApi", TellingArchive(archive, wrote))
    stretch = partial(spool.stretch, keys=keys)
    ingest = Ingest(spool=spool, reading=lambda: reading, stretch=stretch, archive=telling, lock=lock)
    return spool, archive, ingest


def say(line: str) -> None:
    """To the parent, unbuffered: what was said before the kill arrives."""
    os.write(1, f"{line}\n".encode())


@dataclass
class Telling:
    """A sink that reports a frame once the spool has acknowledged it."""

    spool: Spool
    told: list[str] = field(default_factory=list)
    aloud: bool = False

    def accept(self, frame: CapturedFrame) -> None:
        self.spool.accept(frame)
        number = int.from_bytes(bytes(frame.pixels[0, :4, 0]), "big")
        self.told.append(f"{frame.id} {number}")
        if self.aloud:
            say(f"{frame.id} {number}")

    def note(self, coverage: Coverage) -> None:
        self.spool.note(coverage)


EDITOR = Window(app="Editor", title="notes.txt", geometry=Rect(0, 0, 320, 200))


def shot_of(picture: Pixels, at: datetime) -> Screenshot:
    return Screenshot(at=at, monitor=1, pixels=picture, active=EDITOR, windows=(EDITOR,))


def pages(first: int) -> Iterator[tuple[int, Pixels]]:
    """A page of text that grows by a line with every picture: what a person writes."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(13)
    picture = np.full((200, 320, 4), 240, np.uint8)
    for count in range(1 << 20):
        if count % 10 == 0:
            picture[:] = 240
        text = f"{word(first + count)} {word(count * 7919 & 0xFFFFFFFF)}"
        line = Image.new("L", (312, 18), 240)
        ImageDraw.Draw(line).text((0, 1), text, 20, font)
        top = 5 + 18 * (count % 10)
        picture[top : top + 18, 4:316, :3] = np.asarray(line)[:, :, None]
        yield first + count, numbered(picture, first + count)


# -- the child ---------------------------------------------------------------------------------------------------------


def child(home: Path, turn: int) -> None:
    """Record, perceive, write and optimise until killed. Modules are loaded before the word to go."""
    import lancedb  # noqa: F401

    import memory.archive.local
    import memory.search.recall  # noqa: F401

    say("ready")
    sys.stdin.readline()
    spool, archive, ingest = open_memory(home, lambda: say("+a write"))
    say("+opening")
    loop = ReadingLoop(ingest, effort="full", poll_seconds=0.02)
    loop.start()
    threading.Thread(target=optimise, args=(archive, random.Random(turn)), name="optimise", daemon=True).start()
    record(spool, loop, turn)


def record(spool: Spool, loop: ReadingLoop, turn: int) -> None:
    intake = CapturePipeline(rules=Rules(), sink=Telling(spool, aloud=True))
    pause = threading.Event()
    for count, (_, picture) in enumerate(pages(turn * 10_000)):
        at = DAY + timedelta(hours=turn, seconds=2 * count)
        intake.process(shot_of(picture.copy(), at))
        loop.poke()
        pause.wait(0.03)


def optimise(archive: LocalArchive, dice: random.Random) -> None:
    pause = threading.Event()
    while not pause.wait(0.05):
        with contextlib.suppress(AfterglowError):
            archive.maintain(thorough=dice.random() < 0.3)
            say("+an optimise")


# -- the parent --------------------------------------------------------------------------------------------------------


class Victim:
    def __init__(self, home: Path, turn: int) -> None:
        command = [sys.executable, __file__, "--child", str(home), "--turn", str(turn)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines: list[str] = []
        self.stages = set[str]()
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="listener", daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for raw in self._process.stdout:
            if raw == b"ready\n":
                self._ready.set()
            elif raw.startswith(b"+"):
                self.stages.add(raw[1:].decode().strip())
            elif raw.endswith(b"\n"):
                self.lines.append(raw.decode().strip())

    def run(self, seconds: float) -> list[str]:
        """Let it work, kill it, give back what it had acknowledged."""
        assert self._process.stdin is not None
        assert self._process.stderr is not None
        if not self._ready.wait(60):
            raise SystemExit(f"the child did not start: {self._process.stderr.read().decode()}")
        self._process.stdin.write(b"go\n")
        self._process.stdin.flush()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
            raise SystemExit(f"the child ended by itself: {self._process.stderr.read().decode()}")
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._listener.join()
        return self.lines


@dataclass
class Findings:
    acknowledged: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    drained: int = 0
    faults: list[str] = field(default_factory=list)

    def note(self, lines: list[str], stages: set[str]) -> None:
        self.kills += 1
        self.stages.update(stages | ({"an acknowledged frame"} if lines else set()))
        self.acknowledged.update((line.split()[0], int(line.split()[1])) for line in lines)


def check(home: Path, findings: Findings, dice: random.Random) -> None:
    """Open the home as the program does, read what waits, compare with what was acknowledged."""
    from base.records.scope import Scope
    from base.records.search import Query

    findings.checks += 1
    try:
        spool, archive, ingest = open_memory(home)
    except AfterglowError as error:
        findings.faults.append(f"after {findings.kills} kills the home did not open: {error}")
        return
    try:
        drained = ingest.drain()
        findings.drained += drained.stored
        stored = Counter(moment.id for moment in archive.select(Scope()))
        missing = findings.acknowledged.keys() - stored.keys()
        doubled = [one for one, count in stored.items() if count > 1]
        if missing or doubled or spool.aside():
            findings.faults.append(
                f"after {findings.kills} kills: {len(missing)} missing, {len(doubled)} doubled, "
                f"{len(spool.aside())} set aside"
            )
        for frame in dice.sample(sorted(findings.acknowledged), min(5, len(findings.acknowledged))):
            asked = word(findings.acknowledged[frame])
            hits = archive.search(Query(asked, DAY + timedelta(days=30))).hits
            if not hits or asked not in hits[0].text:
                findings.faults.append(f"after {findings.kills} kills: search does not find an acknowledged frame")
        faulty = archive.check()
        if faulty:
            findings.faults.append(
                f"after {findings.kills} kills: {len(faulty)} damaged objects, the first {faulty[0]}"
            )
    except AfterglowError as error:
        findings.faults.append(f"after {findings.kills} kills: {type(error).__name__} {error}")
    finally:
        archive.close()


def crash(home: Path, kills: int, every: int, dice: random.Random) -> Findings:
    new_home(home)
    findings = Findings()
    following: Victim | None = Victim(home, 0)
    for turn in range(kills):
        victim, following = following, None
        assert victim is not None
        if turn + 1 < kills:
            following = Victim(home, turn + 1)  # it loads its modules meanwhile and waits
        findings.note(victim.run(dice.uniform(0, LONGEST_RUN)), victim.stages)
        if (turn + 1) % every == 0 or turn + 1 == kills:
            check(home, findings, dice)
            size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
            print(
                f"{turn + 1:4} kills  {len(findings.acknowledged):6} acknowledged  {size / 1e6:6.1f} MB  "
                f"{len(findings.faults)} faults",
                flush=True,
            )
    return findings


# -- a full disk -------------------------------------------------------------------------------------------------------


def noisy(number: int) -> Pixels:
    """A picture that does not compress."""
    import numpy as np

    return numbered(np.random.default_rng(number).integers(0, 255, (200, 320, 4), np.uint8), number)


def disk_full(mount: Path) -> list[str]:
    """On a small disk: fill it, record until refused, make room, record again. Returns faults."""
    from base.records.scope import Scope
    from base.records.search import Query

    home, ballast = mount / "home", mount / "ballast"
    new_home(home)
    spool, archive, ingest = open_memory(home)
    telling = Telling(spool)
    intake = CapturePipeline(rules=Rules(), sink=telling)
    ballast.write_bytes(bytes(16 << 20))
    count, refused = _until_refused(intake)
    faults = [] if refused.reason == NO_SPACE else [f"a full disk was reported as {refused.state} {refused.reason}"]
    print(f"disk full after {len(telling.told)} frames: {refused.state}, {refused.reason!r}")
    with contextlib.suppress(DiskFull):
        ingest.drain()
    ballast.unlink()
    again = intake.process(shot_of(noisy(count + 1), DAY + timedelta(seconds=40 * (count + 1))))
    print(f"room was made: {again.state}")
    if again.state is not State.SAVED:
        faults.append("recording did not resume")
    intake.close()
    ingest.drain()
    stored = Counter(moment.id for moment in archive.select(Scope()))
    lost = [line for line in telling.told if stored[line.split()[0]] != 1]
    asked = word(int(telling.told[-1].split()[1]))
    if lost or spool.pending():
        faults.append(f"{len(lost)} acknowledged frames are not there once, {len(spool.pending())} entries wait")
    if not archive.search(Query(asked, DAY + timedelta(days=30))).hits:
        faults.append("search does not find the last frame")
    print(f"{len(telling.told)} acknowledged, {sum(stored.values())} stored, each once: {not lost}")
    archive.close()
    return faults


def _until_refused(intake: CapturePipeline) -> tuple[int, FrameOutcome]:
    for count in range(2000):
        outcome = intake.process(shot_of(noisy(count), DAY + timedelta(seconds=40 * count)))
        if outcome.state is not State.SAVED:
            return count, outcome
    raise SystemExit("the disk never became full")


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A 32 MB tmpfs; None where we may not mount one."""
    mount = folder / "small"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "tmpfs", str(mount)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.run(command, check=False).returncode != 0:
        yield None
        return
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=False)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--check-every", type=int, default=10)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--no-disk-full", action="store_true")
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--turn", type=int, default=0, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child, chosen.turn)
        return
    sys.exit(run(chosen))


def run(chosen: argparse.Namespace) -> int:
    folder = Path(tempfile.mkdtemp(prefix="afterglow-crash-"))
    faults: list[str] = []
    try:
        if not chosen.no_disk_full:
            with small_disk(folder) as mount:
                if mount is None:
                    print("disk full: not tried, mounting a small disk needs root")
                else:
                    faults += disk_full(mount)
        began = time.monotonic()
        findings = crash(folder / "home", chosen.kills, chosen.check_every, random.Random(chosen.seed))
        faults += findings.faults
        reached = [f"{count} after {stage}" for stage, count in findings.stages.most_common()]
        print(
            f"{findings.kills} kills ({', '.join(reached)}), "
            f"{len(findings.acknowledged)} frames acknowledged, {findings.checks} checks, {findings.drained} frames "
            f"read from the spool afterwards, {time.monotonic() - began:.0f} s, seed {chosen.seed}"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        "\n".join(faults)
        or "every acknowledged frame is there exactly once; search works; nothing was repaired by hand"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    main()
