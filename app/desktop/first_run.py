"""First run: makes the memory, and what the window's first run asks of the program.

Methods marked blocking in the port are called on the window's jobs pool.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from app.home import Home
from app.unlocking import create, open_keys
from base.errors import CaptureError
from capture.desktop import open_desktop
from capture.screen import MssScreen
from memory.sealed.keys import KeyFile
from ui.kit.ports import FirstRunStep, InstalledApp, Opener, Trial


class FirstRun:
    """The window's `FirstRunControl`. A memory that exists has had its first run."""

    def __init__(self, home: Home, *, passphrase: str | None, start_recorder: Callable[[], None]) -> None:
        """`passphrase`: as it was given on the command line."""
        self._home, self._passphrase, self._start_recorder = home, passphrase, start_recorder
        self._step = None if home.exists else FirstRunStep.WELCOME
        self._confirmed = False

    def step(self) -> FirstRunStep | None:
        return self._step

    def keep_step(self, step: FirstRunStep) -> None:
        self._step = step

    def opener(self) -> Opener:
        if self._passphrase is not None:
            return Opener.GIVEN
        if not self._home.exists:
            return Opener.NOTHING
        return Opener.KEY_STORE if "keyring" in KeyFile.load(self._home.keys).slots else Opener.PASSPHRASE

    def apps(self) -> tuple[InstalledApp, ...]:
        return ()

    def make_memory(self, passphrase: str | None) -> None:
        if not self._home.exists:
            create(self._home, passphrase=passphrase if passphrase is not None else self._passphrase)

    def recovery_key_confirmed(self) -> bool:
        return self._confirmed

    def make_recovery_key(self, passphrase: str | None) -> str:
        """The code, which exists nowhere else. Raises Locked where only the person knows the passphrase."""
        file = KeyFile.load(self._home.keys)
        open_keys(file, passphrase=passphrase if passphrase is not None else self._passphrase)
        code = file.add_recovery()
        file.save()
        return code

    def confirm_recovery_key(self) -> None:
        self._confirmed = True

    def try_it(self) -> Trial:
        """In a process of its own, so that the picture and the models do not stay in memory."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            return process.submit(look_and_read).result()

    def start_recording(self) -> None:
        self._step = None
        self._start_recorder()


def look_and_read() -> Trial:
    """Read one picture of the main screen and drop it. Nothing is written. Raises CaptureError, WeightsMissing."""
    from memory.ocr.reader import packaged_reader

    began = time.monotonic()
    screen = MssScreen()
    try:
        monitors = screen.monitors()
        picture = screen.grab(monitors[0])[..., :3].copy()
    finally:
        screen.close()
    lines = packaged_reader(threads=1).read(picture)
    return Trial(
        picture,
        tuple(line.text for line in lines),
        tuple(line.box for line in lines),
        len(monitors),
        time.monotonic() - began,
        _is_active_window_identified(),
    )


def _is_active_window_identified() -> bool:
    try:
        desktop = open_desktop()
    except CaptureError:
        return False
    try:
        active = desktop.active()
    finally:
        desktop.close()
    return active is not None and active.identified
