"""The recorder's gate: whoever asks for a start, no screen is opened and nothing reaches the spool without consent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from app.background.auto_lock import AutoLock
from app.composition import build_reading_loop, open_memory, open_spool
from app.consent import Consent
from app.desktop.first_run.control import FirstRun
from app.desktop.memory_lock import MemoryLock
from app.desktop.runtime import DesktopProgram
from app.desktop.spool_recorder import SpoolRecorder
from app.desktop.subscribers import Subscribers
from app.home import Home
from app.settings import Settings
from base.errors import Damaged
from capture.fakes import FakeDesktop, FakeScreen
from capture.frames import FrameSink, Window
from capture.pipeline import CapturePipeline
from capture.recorder import Recorder
from capture.recorder_status import RecorderStatus, SamplingRate
from capture.rules import Rules
from memory.encoders import weights
from memory.sealed.keys import ArgonCost, KeyFile
from ui.kit.ports import FirstRunStep, RecordingState

PASSPHRASE = "seven green kettles"


class Program:
    """The desktop program without its window, before a screen that the test holds in its hand."""

    def __init__(self, home: Home) -> None:
        self.screen = FakeScreen({1: np.full((300, 400, 4), 90, np.uint8)})
        self.screens_opened = 0
        self.kept = threading.Event()
        changed = Subscribers()
        consent, settings = Consent(home), Settings()
        self.recorder = SpoolRecorder(
            home,
            settings,
            open_spool=open_spool,
            build_recorder=self.build_recorder,
            may_record=consent.given,
            changed=changed.notify,
        )
        self.lock = MemoryLock(
            home,
            settings,
            recorder=self.recorder,
            auto_lock=AutoLock(recorder=self.recorder.status, desktop=FakeDesktop),
            open_memory=partial(open_memory, home, actor="app", managers=None),
            build_reading_loop=build_reading_loop,
            changed=changed.notify,
            passphrase=PASSPHRASE,
        )
        self.program = DesktopProgram(recorder=self.recorder, lock=self.lock, status_changed=changed)
        self.first_run = FirstRun(home, consent, passphrase=PASSPHRASE, start_recorder=self.lock.start_recording)

    def build_recorder(
        self,
        _settings: Settings,
        sink: FrameSink,
        *,
        on_frame: Callable[[], None],
        on_status: Callable[[RecorderStatus], None],
    ) -> Recorder:
        def told(status: RecorderStatus) -> None:
            on_status(status)
            if status.kept:
                self.kept.set()

        return Recorder(
            pipeline=CapturePipeline(rules=Rules(), sink=sink),
            screen=self.open_screen,
            desktop=lambda: FakeDesktop(front=Window(app="Mousepad", title="letter")),
            rate=SamplingRate(interval=0.02, idle=0.1, idle_after=60),
            on_status=told,
        )

    def open_screen(self) -> FakeScreen:
        self.screens_opened += 1
        return self.screen


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").create()
    file = KeyFile.create(made.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    return made


@pytest.fixture
def made(home: Home) -> Iterator[Program]:
    program = Program(home)
    yield program
    program.program.close()


def files_in_spool(home: Home) -> list[Path]:
    return [path for path in home.spool.rglob("*") if path.is_file()]


def test_whatever_is_done_to_an_old_memory_nothing_is_captured_before_the_person_starts_it(
    home: Home, made: Program
) -> None:
    made.program.start()
    made.first_run.keep_step(FirstRunStep.TRY_IT)
    made.lock.unlock()
    made.program.pause(1)
    made.program.resume()
    made.lock.start_recording()
    made.program.apply_settings(Settings())
    made.lock.lock()
    made.lock.unlock()
    time.sleep(0.5)  # a recorder that ran would look at the screen every 20 ms

    assert made.program.status().state is RecordingState.OFF
    assert (made.screens_opened, made.screen.grabs) == (0, 0)
    assert files_in_spool(home) == []

    made.first_run.start_recording()

    assert made.kept.wait(20)
    assert made.program.status().state is RecordingState.RECORDING


def test_the_start_after_that_records_also_while_locked(home: Home, made: Program) -> None:
    Consent(home).give()

    made.program.start()

    assert made.kept.wait(20)
    assert made.lock.locked()
    assert files_in_spool(home)


def test_once_another_process_no_longer_records_the_window_does(home: Home, made: Program) -> None:
    Consent(home).give()
    with FileLock(home.recorder_lock):
        made.program.start()
        told = made.program.status()

    assert (told.state, made.screens_opened) == (RecordingState.OFF, 0)
    assert "Another Afterglow" in told.message
    assert made.kept.wait(30)
    assert made.program.status().state is RecordingState.RECORDING


def test_a_model_that_is_missing_is_told_from_the_first_moment_on_and_recording_goes_on(
    home: Home, made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    Consent(home).give()

    made.program.start()

    assert made.kept.wait(20)
    status = made.program.status()
    assert status.state is RecordingState.UNREAD
    assert "is not there. Install Afterglow again." in status.message
    assert files_in_spool(home)


def test_consent_that_was_damaged_between_two_starts_is_asked_for_again(home: Home, made: Program) -> None:
    Consent(home).give()
    home.first_run.write_bytes(home.first_run.read_bytes()[:-1])

    made.program.start()
    time.sleep(0.5)

    assert made.first_run.step() is FirstRunStep.WELCOME
    assert (made.screens_opened, files_in_spool(home)) == (0, [])


def test_keys_that_are_damaged_after_consent_are_told_and_nothing_is_recorded(home: Home, made: Program) -> None:
    Consent(home).give()
    home.keys.write_text("{}")

    with pytest.raises(Damaged):
        made.program.start()

    assert (made.screens_opened, files_in_spool(home)) == (0, [])
