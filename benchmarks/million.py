"""The window over a year of a million frames: its longest stall, search while one types, the memory of both processes.

    python benchmarks/million.py [--frames 1000000] [--keep FOLDER]

A sealed store of made-up frames (four lines and one vector each, one every 30 seconds, a window kept for 40 of them)
with two thousand memories of each kind. The real archive process and the real window, painted into memory: its timeline
is zoomed from a year to a second and back by the wheel, a day is scrubbed through, a search is typed letter by letter,
every kind of memory is paged through. A timer of the window's thread that should fire every 2 ms measures by how much
it was late. The text encoder is a stand-in. Building takes about a minute for every 30,000 frames; `--keep` uses the
folder again.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import PIL.Image
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from search import Words, needle, recall_over
from throwaway import new_home, open_home, rss_mb  # sets the import path

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.search import Query
from memory.archive.client import ArchiveClient
from memory.archive.opening import Opening, open_archive, open_here
from memory.memories.memory import FIELDS, Action, Kind, Memory, Operation
from memory.memories.serialization import fields_from_json
from ui.kit.fakes import FakeAsking, FakeExport, FakeFirstRun, FakeLock, FakePreferences, FakeRecording
from ui.kit.ports import RecordingState, UiStatus
from ui.kit.theme import Look
from ui.shell.application import freeze_objects
from ui.shell.main_window import MainWindow

START = datetime(2025, 1, 6, 8, tzinfo=UTC)
APART = timedelta(seconds=30)
APPS = ("Editor", "Browser", "Terminal", "Mail", "Chat", "Spreadsheet", "Notes", "Player")
STAY, BATCH, EACH = 40, 1000, 2000


def frames(count: int) -> Iterator[Moment]:
    dice = np.random.default_rng(7)
    words = Words(dice)
    shades = [thumbnail(shade) for shade in range(16)]
    title = ""
    for number in range(count):
        at, visit = START + APART * number, number // STAY
        if number % STAY == 0:
            title = " ".join(words.take(4))
        lines = [" ".join(words.take(6)) for _ in range(4)]
        if number % 1000 == 0:
            lines[2] += " " + needle(number)
        vector = dice.normal(size=(1, 384)).astype(np.float32)
        yield Moment(
            id=new_id(at, f"{number:010x}"),
            at=at,
            monitor=1,
            app=APPS[visit % len(APPS)],
            title=title,
            url=f"https://site{visit % 97}.example/{visit}" if visit % len(APPS) == 1 else "",
            summary=lines[0],
            lines=tuple(Line(text, (40, 40 + 30 * row, 900, 22)) for row, text in enumerate(lines)),
            language="en",
            text_vectors=vector / np.linalg.norm(vector),
            thumbnail=shades[visit % len(shades)],
            encoders="made up",
        )


def thumbnail(shade: int) -> bytes:
    sink = io.BytesIO()
    PIL.Image.new("RGB", (320, 180), (40 + 10 * shade, 90, 200 - 10 * shade)).save(sink, "WEBP")
    return sink.getvalue()


def build(home: Path, witness: Path, count: int) -> None:
    archive = open_here(Opening(home, new_home(home), recall_over, witness_dir=witness, fsync=False))
    coming, began = frames(count), time.monotonic()
    ids: list[str] = []
    done = 0
    while batch := list(islice(coming, BATCH)):
        stretch = Coverage(f"c{done}", batch[0].at, batch[-1].at + APART, 1, State.SAVED)
        archive.add(batch, [stretch])
        ids += [one.id for one in batch[:: max(1, count // EACH)]]
        done += len(batch)
        if done % 50_000 == 0:
            print(f"{done:,} frames after {time.monotonic() - began:.0f} s", file=sys.stderr)
    for kind in Kind:
        archive.apply_operations(
            [Operation(action=Action.ADD, memory=one) for one in memories(kind, ids)], actor="bench"
        )
    archive.maintain(thorough=True)
    archive.close()


def memories(kind: Kind, ids: list[str]) -> Iterator[Memory]:
    words = Words(np.random.default_rng(list(Kind).index(kind)))
    for number in range(EACH):
        at = START + timedelta(hours=4 * number)
        summary = " ".join(words.take(8))
        yield Memory(
            id=new_id(at, f"{list(Kind).index(kind):02x}{number:08x}"),
            key=f"{kind}:{number}",
            summary=summary,
            details=" ".join(words.take(16)) if kind is not Kind.CORE else "",
            fields=fields_from_json(FIELDS[kind], {"block": "human"} if kind is Kind.CORE else {"name": summary[:20]}),
            evidence=(ids[number % len(ids)],),
            created_at=at,
            updated_at=at,
            valid_from=at,
        )


# -- the window --------------------------------------------------------------------------------------------------------


class Lateness:
    """By how many ms the window's thread was late for a timer of 2 ms, since `begin`."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.begin()
        self._timer.start()

    def begin(self) -> None:
        self.late: list[float] = []
        self._last = time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(1000 * (now - self._last) - 2)
        self._last = now


class Visit:
    """The real window over the archive's process, and what of it is measured."""

    def __init__(self, archive: ArchiveClient, now: datetime) -> None:
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self._application, self.archive = application, archive
        recording = FakeRecording(
            lambda: now, UiStatus(RecordingState.PAUSED, saved=0, skipped=0, pending=0, last_saved=now)
        )
        self.window = MainWindow(
            archive,
            recording,
            FakeLock(archive),  # type: ignore[arg-type]
            FakeExport(),
            FakeAsking(),
            FakePreferences(),
            look=Look(application, "light"),
            first_run=FakeFirstRun(None),
            clock=lambda: now,
            zone=ZoneInfo("Europe/Berlin"),
        )
        self.window.resize(1280, 860)
        self.lateness = Lateness()
        self.window.show()
        freeze_objects()
        self.rows: list[tuple[str, float, float, float]] = []

    def step(self, name: str, *acts: Callable[[], object], between: float = 0.0) -> None:
        """Do them, each followed by so many seconds, or until nothing loads any more."""
        self.lateness.begin()
        took = []
        for act in acts:
            began = time.perf_counter()
            act()
            self.run(between)
            took.append(1000 * (time.perf_counter() - began))
        self.run(0.0)
        self.rows.append((name, float(np.median(took)), max(took), max(self.lateness.late, default=0.0)))

    def run(self, seconds: float) -> None:
        until, quiet = time.perf_counter() + seconds, 0
        while quiet < 3 if not seconds else time.perf_counter() < until:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.0005)
            quiet = quiet + 1 if self._still() else 0

    def _still(self) -> bool:
        waiting = any(timer.isActive() and timer.isSingleShot() for timer in self.window.findChildren(QTimer))
        return self.window.jobs.idle and not waiting

    def scrubbed(self, seconds: float = 4.0, pace: float = 1 / 60) -> float:
        """Pictures shown in a second while the cursor goes from moment to moment of a day, one for each frame of a
        screen of 60 Hz; none of them was looked at before."""
        page = self.window.timeline
        with mock.patch.object(page.picture_view, "show_pixmap", side_effect=page.picture_view.show_pixmap) as shown:
            began = time.perf_counter()
            steps = [lambda: page.step(-1)] * round(seconds / pace)
            self.step("scrubbing: a moment every 17 ms", *steps, between=pace)
            return shown.call_count / (time.perf_counter() - began)

    def key(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            self._application.sendEvent(widget, event)

    def wheel(self, widget: QWidget, turns: int) -> None:
        middle = QPointF(widget.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(widget.mapToGlobal(widget.rect().center())),
            QPoint(0, 0),
            QPoint(0, 120 * turns),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self._application.sendEvent(widget, event)


def visit(home: Path, witness: Path, count: int) -> str:
    now = START + APART * count
    began = time.perf_counter()
    archive = open_archive(home, open_home(home), recall=recall_over, witness_dir=witness)
    try:
        opened = time.perf_counter() - began
        one = Visit(archive, now)
        one.step("the window opens on the last day", lambda: None)
        timeline, field = one.window.timeline, one.window.search_field
        for name, key in (("year", "Y"), ("month", "M"), ("week", "W"), ("day", "D"), ("hour", "H"), ("second", "S")):
            one.step(f"timeline: {name}", lambda key=key: one.key(timeline, getattr(Qt.Key, f"Key_{key}"), key.lower()))
        turns = [lambda turn=turn: one.wheel(timeline.ribbon, turn) for turn in [-1] * 40 + [1] * 40]
        one.step("wheel: 40 turns out from a second, 40 in", *turns, between=0.03)
        one.key(timeline, Qt.Key.Key_D, "d")
        one.run(0.0)
        scrubbed = one.scrubbed()
        one.step("wheel: 40 turns out from a day, 40 in", *turns, between=0.03)
        first = time.perf_counter()
        archive.search(Query("bacefofo", now))
        first = time.perf_counter() - first
        one.window.focus_search()
        texts = [
            word
            for number in range(3)
            for word in (needle(1000 * number), Words(np.random.default_rng(number)).take(1)[0])
        ]
        letters = [lambda text=text[:n]: field.setText(text) for text in texts for n in range(1, len(text) + 1)]
        one.step("search: a letter every 120 ms", *letters, between=0.12)
        waits = []
        for text in texts * 3:
            field.setText("")
            one.run(0.3)
            asked = time.perf_counter()
            field.setText(text)
            one.run(0.0)
            waits.append(1000 * (time.perf_counter() - asked))
        one.window.navigation.go("Memories")
        page = one.window.page_set.memories
        kinds = [lambda kind=kind: page.choose_kind(kind) for kind in Kind]
        one.step("memories: each kind", *kinds)
        bar = page.list.verticalScrollBar()
        one.step("memories: 40 pages down", *[lambda: bar.setValue(bar.value() + bar.pageStep())] * 40, between=0.03)
        one.window.navigation.go("Insights")
        one.step("insights: the week", lambda: None)
        p50, p95 = np.percentile(waits, 50), np.percentile(waits, 95)
        lines = [
            f"{count:,} frames, {EACH:,} memories of each kind",
            "",
            "| step | median, ms | most, ms | longest stall, ms |",
            "|---|---|---|---|",
            *(f"| {name} | {median:.0f} | {most:.0f} | {stall:.0f} |" for name, median, most, stall in one.rows),
            "",
            "| | |",
            "|---|---|",
            f"| from the last letter to the hits, p50 / p95 | {p50:.0f} / {p95:.0f} ms |",
            f"| pictures a second while one scrubs | {scrubbed:.0f} |",
            f"| the archive's process opens | {opened:.1f} s |",
            f"| its first search, with all vectors read | {first:.1f} s |",
            f"| resident: the window, the archive's process | {rss_mb():.0f} MB, {rss_mb(archive.pid):.0f} MB |",
        ]
        one.window.set_archive(None)
        return "\n".join(lines)
    finally:
        archive.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--frames", type=int, default=1_000_000)
    options.add_argument("--keep", type=Path, help="use this folder and leave it there")
    options.add_argument("--only-build", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="afterglow-million-"))
    try:
        if not (folder / "home" / "keys.json").exists():
            build(folder / "home", folder / "witness", given.frames)
        if not given.only_build:
            print(visit(folder / "home", folder / "witness", given.frames))
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
