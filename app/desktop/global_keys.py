"""Keys for the whole desktop: which key brings up the search, pauses recording or forgets.

Does nothing where the desktop lets no program grab keys (app/desktop/hotkeys.py). Settings come from the window's main
thread and its jobs pool; a pressed key is posted to the main thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.settings import Settings
from base.errors import BadInput

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

if sys.platform.startswith("linux"):
    from app.desktop.hotkeys import Hotkeys, Keys, are_hotkeys_possible, read_hotkeys
else:
    Hotkeys = None


class GlobalKeys:
    def __init__(self) -> None:
        self._actions: dict[str, Callable[[], None]] = {}
        self._post: Callable[[Callable[[], None]], None] = lambda _action: None
        self._hotkeys = Hotkeys(self._act) if Hotkeys is not None else None
        self._grabbed: dict[str, Keys] = {}

    def connect(self, window: MainWindow) -> None:
        """From now on keys act on this window."""
        recorder = window.recording_controller
        self._post = window.jobs.bridge.post
        self._actions = {
            "search": window.search_from_anywhere,
            "pause": recorder.toggle_pause,
            "forget": recorder.confirm_forget,
        }

    def apply_settings(self, settings: Settings) -> None:
        """Raises BadInput for a key that another program has."""
        if self._hotkeys is None or (keys := read_hotkeys(settings)) == self._grabbed:
            return
        refused = self._hotkeys.grab(keys) if are_hotkeys_possible() else tuple(keys)
        self._grabbed = keys
        if refused:
            raise BadInput(
                f"the shortcut for {' and '.join(refused)} is not available: another program uses it, "
                "or the desktop allows none",
                advice="Choose another one; on Wayland, set up a shortcut in your desktop's settings that starts "
                "`afterglow`.",
            )

    def release(self) -> None:
        if self._hotkeys is not None:
            self._hotkeys.release()

    def _act(self, name: str) -> None:
        """Called on the hotkeys' thread."""
        self._post(self._actions.get(name, lambda: None))
