"""The window, which `afterglow` without a command starts over a running recorder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from app.commands.context import Context
from app.desktop.autostart import place, start_with_session
from app.desktop.first_run import FirstRun
from app.desktop.preferences import Preferences
from app.desktop.runtime import DesktopProgram
from app.desktop.single_instance import window_address
from app.settings import Settings
from app.unlocking import create
from base.clock import utc_now
from base.errors import BadInput, KeyStoreUnavailable
from base.time_zone import local_zone
from memory.archive.api import ArchiveApi
from memory.ask.pipeline import answer_for_window
from ui.kit.ports import LockedBy, UiSettings, Unsubscribe
from ui.shell.application import run
from ui.shell.main_window import MainWindow

if sys.platform.startswith("linux"):
    from app.desktop.hotkeys import Hotkeys, Keys, can_be_held, chosen
else:
    Hotkeys = None


def show(context: Context, *, background: bool) -> int:
    settings = context.settings()
    passphrase = context.passphrase()
    tour = None if context.home.exists else FirstRun(context.home, passphrase=passphrase)
    _make_on_first_use(context, passphrase)
    runtime = DesktopProgram(context.home, settings)
    runtime.start()
    keys = _KeysFromAnywhere()
    try:
        return run(
            None,
            runtime,
            DesktopLock(runtime),
            runtime,
            partial(answer_for_window, read_image=runtime.look),
            Preferences(context.home.settings, apply_settings=_obeying(context, runtime, settings, keys.hold)),
            settings=UiSettings(theme=settings.appearance.theme, language=settings.appearance.language),
            clock=utc_now,
            zone=local_zone() or ZoneInfo("UTC"),
            address=window_address(context.home),
            tour=tour,
            background=background,
            place=context.home.window_place,
            started=lambda window: _started(context, runtime, window, passphrase, keys),
        )
    finally:
        keys.release()
        runtime.close()


def _started(
    context: Context, runtime: DesktopProgram, window: MainWindow, passphrase: str | None, keys: _KeysFromAnywhere
) -> None:
    _open_if_possible(context, runtime, window, passphrase)
    keys.serve(window)
    try:
        keys.hold(context.settings())
    except BadInput as fault:
        window.show_error(fault)


class _KeysFromAnywhere:
    """The keys for the whole desktop, where there are some and the desktop lets a program hold any."""

    def __init__(self) -> None:
        self._acts: dict[str, Callable[[], None]] = {}
        self._post: Callable[[Callable[[], None]], None] = lambda _act: None
        self._held = Hotkeys(self._pressed) if Hotkeys is not None else None
        self._last: dict[str, Keys] = {}

    def serve(self, window: MainWindow) -> None:
        recorder = window.recorder
        self._post = window.jobs.bridge.post
        self._acts = {
            "search": window.search_from_anywhere,
            "pause": recorder.toggle_pause,
            "forget": recorder.confirm_forget,
        }

    def hold(self, settings: Settings) -> None:
        """Raises BadInput where one cannot be held."""
        if self._held is None or (keys := chosen(settings)) == self._last:
            return
        taken = self._held.hold(keys) if can_be_held() else tuple(keys)
        self._last = keys
        if taken:
            raise BadInput(
                f"the key for {' and '.join(taken)} cannot be held: another program has it, or the desktop lets none",
                advice="Choose another one; under Wayland let a key of the desktop start `afterglow`.",
            )

    def release(self) -> None:
        if self._held is not None:
            self._held.release()

    def _pressed(self, name: str) -> None:
        self._post(self._acts.get(name, lambda: None))


def _obeying(
    context: Context, runtime: DesktopProgram, settings: Settings, hold: Callable[[Settings], None]
) -> Callable[[Settings], None]:
    """What is to be called with changed settings; the system is asked only where its part of them changed."""
    started = settings.desktop.start_with_session

    def apply_settings(changed: Settings) -> None:
        nonlocal started
        runtime.apply_settings(changed)
        hold(changed)
        if changed.desktop.start_with_session != started:
            start_with_session(changed.desktop.start_with_session, context.home.root, place())
            started = changed.desktop.start_with_session

    return apply_settings


def _make_on_first_use(context: Context, passphrase: str | None) -> None:
    """With a given passphrase or the key store; where there is neither, the window asks for a passphrase."""
    if context.home.exists:
        return
    try:
        create(context.home, passphrase=passphrase)
    except KeyStoreUnavailable:
        return


def _open_if_possible(context: Context, runtime: DesktopProgram, window: MainWindow, passphrase: str | None) -> None:
    """Without a question where the key store or a passphrase file opens it, unless the person locked it."""
    if not context.home.exists or context.home.locked:
        return
    if passphrase is None and not runtime.opens_by_itself():
        return
    window.jobs.lane().run(lambda: runtime.unlock(passphrase), window.set_archive, window.show_error)


class DesktopLock:
    """The runtime as the window's LockControl: its `subscribe` is another one than RecordingControl's."""

    def __init__(self, runtime: DesktopProgram) -> None:
        self._runtime = runtime

    def locked(self) -> bool:
        return self._runtime.locked()

    def locked_by(self) -> LockedBy:
        return self._runtime.locked_by()

    def opens_by_itself(self) -> bool:
        return self._runtime.opens_by_itself()

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
