"""What the first-run tour needs.

Blocking calls, made from the window's jobs pool.
"""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from app.home import Home
from app.unlocking import open_keys
from base.errors import CaptureError
from capture.desktop import open_desktop
from capture.screen import MssScreen
from memory.sealed.keys import KeyFile
from ui.kit.ports import SelfTest


class FirstRun:
    def __init__(self, home: Home, *, passphrase: str | None) -> None:
        """`passphrase`: as it was given on the command line."""
        self._home, self._passphrase = home, passphrase

    def where(self) -> str:
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
        """In a process of its own, which ends with the picture and the models that it loaded."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            return process.submit(look_and_read).result()


def look_and_read() -> SelfTest:
    """One picture of each screen, read and dropped. Nothing is written. Raises CaptureError, WeightsMissing."""
    from memory.ocr.reader import packaged_reader

    began = time.monotonic()
    screen = MssScreen()
    try:
        pictures = [screen.grab(monitor)[..., :3] for monitor in screen.monitors()]
    finally:
        screen.close()
    reader = packaged_reader(threads=1)
    words = sum(len(line.text.split()) for picture in pictures for line in reader.read(picture))
    return SelfTest(len(pictures), words, time.monotonic() - began, _identified())


def _identified() -> bool:
    try:
        desktop = open_desktop()
    except CaptureError:
        return False
    try:
        active = desktop.active()
    finally:
        desktop.close()
    return active is not None and active.identified
