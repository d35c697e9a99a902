"""First run: makes the memory, and serves the tour of a first start (self-test, recovery key).

`create_on_first_use` runs before the window is built. The others block; the window's jobs pool calls them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from app.home import Home
from app.unlocking import create, open_keys
from base.errors import CaptureError, KeyStoreUnavailable
from capture.desktop import open_desktop
from capture.screen import MssScreen
from memory.sealed.keys import KeyFile
from ui.kit.ports import SelfTest


def create_on_first_use(home: Home, passphrase: str | None) -> None:
    """With the given passphrase or the key store; where there is neither, the window asks for a passphrase."""
    if not home.exists:
        with contextlib.suppress(KeyStoreUnavailable):
            create(home, passphrase=passphrase)


class FirstRun:
    """The window's `TourControl`."""

    def __init__(self, home: Home, *, passphrase: str | None) -> None:
        """`passphrase`: as it was given on the command line."""
        self._home, self._passphrase = home, passphrase

    def memory_folder(self) -> str:
        return str(self._home.root)

    def has_recovery_key(self) -> bool:
        return self._home.exists and "recovery" in KeyFile.load(self._home.keys).slots

    def make_recovery_key(self) -> str:
        """The code, which exists nowhere else. Raises Locked where only the person knows the passphrase."""
        file = KeyFile.load(self._home.keys)
        open_keys(file, passphrase=self._passphrase)
        code = file.add_recovery()
        file.save()
        return code

    def self_test(self) -> SelfTest:
        """In a process of its own, so that the picture and the models do not stay in memory."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            return process.submit(look_and_read).result()


def look_and_read() -> SelfTest:
    """Read one picture of each screen and drop it. Nothing is written. Raises CaptureError, WeightsMissing."""
    from memory.ocr.reader import packaged_reader

    began = time.monotonic()
    screen = MssScreen()
    try:
        pictures = [screen.grab(monitor)[..., :3] for monitor in screen.monitors()]
    finally:
        screen.close()
    reader = packaged_reader(threads=1)
    words = sum(len(line.text.split()) for picture in pictures for line in reader.read(picture))
    return SelfTest(len(pictures), words, time.monotonic() - began, _is_active_window_identified())


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
