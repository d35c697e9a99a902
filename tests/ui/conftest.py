"""The window under test: offscreen, bundled font, scale 1 but in test_scale.py, a fixed clock, a synthetic day."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = os.environ.get("AFTERGLOW_TEST_SCALE", "1")
os.environ.pop("QT_STYLE_OVERRIDE", None)

import math
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QIODevice,
    QLocale,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.search import Gap, Query, SearchResult
from base.records.timeline import Timeline
from memory.archive.fake import FakeArchive
from ui.kit.fakes import FakeAsking, FakeExport, FakeFirstRun, FakeLock, FakePreferences, FakeRecording
from ui.kit.i18n import ENGLISH, Language
from ui.kit.ports import RecordingState, UiStatus
from ui.kit.theme import Look, font
from ui.shell.main_window import MainWindow

ZONE = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 17, 12, 30, tzinfo=UTC)
STATUS = UiStatus(RecordingState.RECORDING, saved=412, skipped=18, pending=3, last_saved=NOW)
GOLDEN = Path(__file__).parent.parent / "golden"
TOLERANCE = 0.001
"""Part of the pixels that may differ: antialiased curves round differently on another processor's vector units."""

SCREENS = (
    ("Files", "Harbour plans", "", "#274060", ("drawings", "permits", "quay-wall-survey.pdf", "budget 2026.ods")),
    ("Browser", "Tide tables for the north quay", "https://tides.example.org/north-quay?week=12", "#e8f0f2",
     ("Tide tables", "High water 07:42 and 20:05", "The quay floods above 4.2 metres", "Spring tide on Thursday")),
    ("Editor", "report.md", "", "#fdf6ec",
     ("# Report on the quay wall", "The wall moved 4 mm since autumn.", "Ask Marisol for the survey photos.",
      "Deadline is Friday noon")),
    ("Terminal", "survey: bash", "", "#1c1b22", ("$ make report", "rendering 14 pages", "done in 3.1 s")),
    ("Mail", "Re: quay wall survey photos", "https://mail.example.org/thread/88", "#ffffff",
     ("Marisol Adeyemi", "Here are the photos of the quay wall.", "Could you send the report before Friday?")),
)  # fmt: skip


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["afterglow"]


def encoded(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def drawn(color: str, title: str, lines: tuple[str, ...]) -> QImage:
    image = QImage(960, 540, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, 960, 34), QColor("#3d3a4b"))
    painter.setPen(QColor("#ffffff"))
    painter.setFont(font(14))
    painter.drawText(QRectF(16, 0, 900, 34), Qt.AlignmentFlag.AlignVCenter, title)
    painter.setPen(QColor("#f0eaf4" if QColor(color).lightnessF() < 0.5 else "#22202a"))
    painter.setFont(font(20))
    for row, line in enumerate(lines):
        painter.drawText(QRectF(60, 80 + 44 * row, 860, 36), Qt.AlignmentFlag.AlignVCenter, line)
    painter.end()
    return image


def moment_at(number: int, at: datetime) -> Moment:
    app, title, url, color, lines = SCREENS[(number // 4) % len(SCREENS)]
    shown = lines[: 1 + number % 4] if len(lines) > 1 else lines
    image = drawn(color, title, shown)
    small = image.scaled(QSize(320, 180), mode=Qt.TransformationMode.SmoothTransformation)
    return Moment(
        id=new_id(at, f"{number:010x}"),
        at=at,
        monitor=1,
        app=app,
        title=title,
        url=url,
        summary=shown[-1],
        lines=tuple(Line(text, (60, 80 + 44 * row, 24 * len(text) // 2, 36)) for row, text in enumerate(shown)),
        thumbnail=encoded(small),
        picture=Picture("image/png", image.width(), image.height(), encoded(image)),
    )


@pytest.fixture(scope="session")
def day(qapp: QApplication) -> tuple[Moment, ...]:
    """Forty moments of one morning, with a hole from 10:30 to 11:05 local time."""
    Look(qapp, "light")
    starts = [MORNING + timedelta(minutes=2.0 * n + (35 if n > 20 else 0)) for n in range(40)]
    return tuple(moment_at(number, at) for number, at in enumerate(starts))


def stretches(day: tuple[Moment, ...]) -> tuple[Coverage, ...]:
    def one(name: str, start: datetime, end: datetime, state: State, reason: str = "") -> Coverage:
        return Coverage(name, start, end, 1, state, reason)

    hole, after = day[20].at, day[21].at
    return (
        one("a", MORNING, hole, State.SAVED),
        one("b", hole, hole + timedelta(minutes=12), State.PAUSED),
        one("c", hole + timedelta(minutes=12), hole + timedelta(minutes=24), State.SKIPPED, "private_browsing"),
        one("d", hole + timedelta(minutes=24), hole + timedelta(minutes=30), State.LOCKED),
        one("e", hole + timedelta(minutes=30), after, State.FAILED, "disk full"),
        one("f", after, day[-1].at, State.SAVED),
        one("g", day[-1].at, day[-1].at + timedelta(minutes=20), State.UNCHANGED),
    )


class GatedArchive(FakeArchive):
    """A FakeArchive whose methods can be made to hang, and that says which part of the time was not recorded."""

    gaps: tuple[Gap, ...] = ()

    def prepare(self) -> GatedArchive:
        self.gates = {
            name: threading.Event() for name in ("search", "timeline", "heat", "buckets", "picture", "thumbnails")
        }
        self.entered = {name: threading.Event() for name in self.gates}
        self.asked: list[str] = []
        self.open_all()
        return self

    def hold(self, name: str) -> None:
        self.entered[name].clear()
        self.gates[name].clear()

    def open_all(self) -> None:
        for gate in self.gates.values():
            gate.set()

    def _pass(self, name: str) -> None:
        self.entered[name].set()
        self.gates[name].wait(10)

    def search(self, query: Query) -> SearchResult:
        self.asked.append(query.text)
        self._pass("search")
        found = super().search(query)
        return SearchResult(found.hits, self.gaps, 12.0)

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        self._pass("timeline")
        return super().timeline(since, until, limit=limit)

    def heat(self, zone: str = "UTC"):  # type: ignore[no-untyped-def]
        self._pass("heat")
        return super().heat(zone)

    def buckets(self, since: datetime, until: datetime, count: int):  # type: ignore[no-untyped-def]
        self._pass("buckets")
        return super().buckets(since, until, count)

    def picture(self, frame: str) -> Picture | None:
        self._pass("picture")
        return super().picture(frame)

    def thumbnails(self, frames):  # type: ignore[no-untyped-def]
        self._pass("thumbnails")
        return super().thumbnails(frames)


@pytest.fixture
def archive(day: tuple[Moment, ...]) -> Iterator[GatedArchive]:
    made = GatedArchive(day, stretches(day)).prepare()
    yield made
    made.open_all()


@pytest.fixture
def bare_archive(qapp: QApplication) -> GatedArchive:
    return GatedArchive().prepare()


class Desk:
    """A window with its fakes, and how to wait for it."""

    def __init__(self, qapp: QApplication, qtbot, archive: GatedArchive, **options: object) -> None:  # type: ignore[no-untyped-def]
        self.qapp, self.qtbot, self.archive = qapp, qtbot, archive
        self.clock: Callable[[], datetime] = lambda: NOW
        self.recording = FakeRecording(self.clock, options.get("status", STATUS))  # type: ignore[arg-type]
        locked = bool(options.get("locked"))
        self.first_run = options.get("first_run") or FakeFirstRun(None)
        self.lock = FakeLock(
            archive,
            locked=locked,
            key_store=bool(options.get("key_store")),
            refuse=options.get("refuse"),  # type: ignore[arg-type]
        )
        self.export = options.get("export") or FakeExport()
        self.preferences = options.get("preferences") or FakePreferences()
        self.asking = options.get("asking") or FakeAsking()
        self.language = Language(qapp, options.get("language", "en"))  # type: ignore[arg-type]
        self.look = Look(qapp, options.get("theme", "light"))  # type: ignore[arg-type]
        self.window: MainWindow = MainWindow(
            None if locked else archive,
            self.recording,
            self.lock,
            self.export,  # type: ignore[arg-type]
            self.asking,  # type: ignore[arg-type]
            self.preferences,  # type: ignore[arg-type]
            look=self.look,
            clock=self.clock,
            zone=ZONE,
            export_folder=Path("exports"),
            first_run=self.first_run,  # type: ignore[arg-type]
            version="9.9",
        )
        self.window.busy_line.appears_after = math.inf  # a picture must not depend on how fast the machine is
        self.window.resize(1120, 760)
        self.window.show()
        if options.get("wait", True):
            self.settle()

    def settle(self) -> None:
        """Until nothing loads, and no single-shot timer is about to load something."""
        for _ in range(3):  # painting asks for thumbnails, whose arrival asks for painting
            self.qtbot.waitUntil(self._still, timeout=10_000)
            self.window.grab()
            self.qapp.processEvents()  # layouts that a new widget asked for

    def _still(self) -> bool:
        waiting = any(timer.isActive() and timer.isSingleShot() for timer in self.window.findChildren(QTimer))
        return self.window.jobs.idle and not waiting

    def type(self, text: str) -> None:
        self.window.focus_search()
        self.qtbot.keyClicks(self.window.search_field, text)

    def search(self, text: str) -> None:
        self.type(text)
        self.settle()


@pytest.fixture
def desk(qapp: QApplication, qtbot, archive: GatedArchive) -> Iterator[Callable[..., Desk]]:  # type: ignore[no-untyped-def]
    qapp.setCursorFlashTime(0)
    made: list[Desk] = []

    def make(archive: GatedArchive = archive, **options: object) -> Desk:
        made.append(Desk(qapp, qtbot, archive, **options))
        return made[-1]

    yield make
    for one in made:
        one.archive.open_all()
        one.window.quit()
        one.window.deleteLater()
        one.language.uninstall()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(ENGLISH)


@pytest.fixture(autouse=True)
def nothing_leaks(qapp: QApplication) -> Iterator[None]:
    """No thread, no visible window and no running timer outlives its test."""
    yield
    threads = [thread.name for thread in threading.enumerate() if thread.name.startswith("afterglow")]
    assert not threads, f"threads left: {threads}"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows left: {windows}"
    timers = [t for widget in qapp.topLevelWidgets() for t in widget.findChildren(QTimer) if t.isActive()]
    assert not timers, f"timers left: {timers}"
    for widget in qapp.topLevelWidgets():  # cards of pages that were never opened; every new theme would paint them too
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says this whenever a window of fixed size changes it, or comes up; it means nothing there.
    for said in ("propagateSizeHints", r"does not support raise\(\)"):
        config.addinivalue_line("qt_log_ignore", said)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="write the golden pictures instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[QWidget, str], None]:
    """Compare a widget with its picture in tests/golden. Accept: `python -m pytest tests/ui --accept-golden`."""
    accept = request.config.getoption("--accept-golden", default=False)

    def check(widget: QWidget, name: str) -> None:
        QApplication.processEvents()
        shown = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        path = GOLDEN / f"{name}.png"
        if accept:
            assert shown.save(str(path))
            return
        assert path.exists(), f"no golden picture {name}: look at it, then run with --accept-golden"
        wanted = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        part = difference(wanted, shown, tmp_path / f"{name}-diff.png")
        if part > TOLERANCE:
            shown.save(str(tmp_path / f"{name}-shown.png"))
            pytest.fail(f"{name}: {part:.2%} of the pixels differ; see {tmp_path}")

    return check


def difference(wanted: QImage, shown: QImage, picture: Path) -> float:
    """The part of pixels that differ, and a picture of wanted, shown and the difference side by side."""
    import numpy as np

    if wanted.size() != shown.size():
        return 1.0
    pair = [np.frombuffer(i.constBits(), np.uint8).reshape(i.height(), i.width(), 4)[..., :3] for i in (wanted, shown)]
    differs = (pair[0] != pair[1]).any(axis=2)
    if differs.any():
        mask = np.where(differs[..., None], np.array([60, 60, 255], np.uint8), pair[0] // 4)
        wide = np.ascontiguousarray(np.concatenate([pair[0], pair[1], mask], axis=1))
        image = QImage(wide.data, wide.shape[1], wide.shape[0], wide.shape[1] * 3, QImage.Format.Format_BGR888)
        image.save(str(picture))
    return float(differs.mean())
