"""The desktop app: the window over a running recorder. Without a display it says what to do instead."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from zoneinfo import ZoneInfo

from app.context import Context, local_zone
from app.runtime import Runtime
from app.unlocking import create
from capture.errors import KeyStoreUnavailable, NoDisplay
from capture.model import utc_now
from memory.api import ArchiveApi
from memory.sealed.keys import KeyFile
from ui.application import run
from ui.control import UiSettings, Unsubscribe
from ui.window import MainWindow


def desktop(context: Context, options: argparse.Namespace) -> int:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplay
    settings = context.settings()
    passphrase = context.passphrase()
    context.home.create()
    _make_on_first_use(context, passphrase)
    runtime = Runtime(context.home, settings)
    runtime.start()
    try:
        return run(
            None,
            runtime,
            LockFace(runtime),
            runtime,
            settings=UiSettings(theme=settings.appearance.theme),
            clock=utc_now,
            zone=local_zone() or ZoneInfo("UTC"),
            started=lambda window: _open_if_possible(context, runtime, window, passphrase),
        )
    finally:
        runtime.close()


def _make_on_first_use(context: Context, passphrase: str | None) -> None:
    """With a given passphrase or the key store; where there is neither, the window asks for a passphrase."""
    if context.home.exists:
        return
    try:
        create(context.home, passphrase=passphrase)
    except KeyStoreUnavailable:
        return


def _open_if_possible(context: Context, runtime: Runtime, window: MainWindow, passphrase: str | None) -> None:
    """Without a question where the key store or a passphrase file opens it, unless the person locked it."""
    if not context.home.exists or context.home.locked:
        return
    if passphrase is None and "keyring" not in KeyFile.load(context.home.keys).slots:
        return
    window.jobs.lane().run(lambda: runtime.unlock(passphrase), window.set_archive, window.show_error)


class LockFace:
    """The runtime as the window's LockControl: its `subscribe` is another one than RecordingControl's."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def locked(self) -> bool:
        return self._runtime.locked()

    def subscribe(self, changed: Callable[[], None]) -> Unsubscribe:
        return self._runtime.subscribe_lock(changed)

    def needs_passphrase_setup(self) -> bool:
        return self._runtime.needs_passphrase_setup()

    def set_passphrase(self, passphrase: str) -> str:
        return self._runtime.set_passphrase(passphrase)

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        return self._runtime.unlock(passphrase)

    def unlock_recovery(self, code: str) -> ArchiveApi:
        return self._runtime.unlock_recovery(code)

    def lock(self) -> None:
        self._runtime.lock()
