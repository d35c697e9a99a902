"""Global keyboard shortcuts (X11 key grabs). There are none until the person chooses some.

The keys are grabbed on the root window, on a connection and a thread of their own. Not written yet for Wayland, macOS
and Windows; there a key of the desktop's own can start `afterglow`, which brings the window up.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from Xlib import XK, X, display, error

from app.settings import Settings
from base.errors import BadInput

log = logging.getLogger(__name__)

_MODIFIERS = {
    "ctrl": X.ControlMask,
    "control": X.ControlMask,
    "alt": X.Mod1Mask,
    "shift": X.ShiftMask,
    "super": X.Mod4Mask,
    "meta": X.Mod4Mask,
}
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
"""Caps Lock and Num Lock change nothing."""
_KEY_NAMES = {"enter": "Return", "esc": "Escape", "del": "Delete", "space": "space", "pgup": "Prior", "pgdown": "Next"}


@dataclass(frozen=True, slots=True)
class Keys:
    """One chord: X's modifier mask and keysym."""

    modifiers: int
    keysym: int


def read_keys(text: str) -> Keys:
    """`Ctrl+Alt+Space`. Raises BadInput for what is no key, and for a key without Ctrl, Alt or Super."""
    *names, key = (part.strip() for part in text.split("+"))
    modifiers = 0
    for name in names:
        modifiers |= _MODIFIERS.get(name.lower(), 0)
    keysym = XK.string_to_keysym(_KEY_NAMES.get(key.lower(), key.lower() if len(key) == 1 else key.capitalize()))
    unknown = any(name.lower() not in _MODIFIERS for name in names)
    if unknown or keysym == X.NoSymbol or not modifiers & ~X.ShiftMask:
        raise BadInput(f"{text!r} is not a valid shortcut", advice="Write it like Ctrl+Alt+Space.")
    return Keys(modifiers, keysym)


def read_hotkeys(settings: Settings) -> dict[str, Keys]:
    """The keys that the person chose, by what they are for. Raises BadInput for what is no key, or one key for two
    things."""
    chosen = settings.desktop
    texts = {"search": chosen.search_key, "pause": chosen.pause_key, "forget": chosen.forget_key}
    keys = {name: read_keys(text.strip()) for name, text in texts.items() if text.strip()}
    if len(set(keys.values())) < len(keys):
        raise BadInput("one shortcut cannot do two things", advice="Choose another one.")
    return keys


def are_hotkeys_possible() -> bool:
    """Not under Wayland, where X11's keys reach X11 programs only."""
    return bool(os.environ.get("DISPLAY")) and os.environ.get("XDG_SESSION_TYPE") != "wayland"


class Hotkeys:
    """`pressed` is called on this object's thread with the name that the key was grabbed under."""

    def __init__(self, pressed: Callable[[str], None]) -> None:
        self._pressed = pressed
        self._thread: threading.Thread | None = None
        self._stop = -1

    def grab(self, keys: Mapping[str, Keys]) -> tuple[str, ...]:
        """Release the keys grabbed before and grab these. Returns the names of those that were refused because another
        program has them; all of them where the desktop lets nobody grab keys."""
        self.release()
        if not keys:
            return ()
        try:
            screen = display.Display()
        except (error.DisplayError, OSError):
            return tuple(keys)
        codes = {name: code for name, chord in keys.items() if (code := _grab(screen, chord)) is not None}
        stopped, self._stop = os.pipe()
        names = {(code, keys[name].modifiers): name for name, code in codes.items()}
        self._thread = threading.Thread(target=self._listen, args=(screen, stopped, names), name="hotkeys", daemon=True)
        self._thread.start()
        return tuple(name for name in keys if name not in codes)

    def release(self) -> None:
        if self._thread is not None:
            os.close(self._stop)
            self._thread.join(5)
            self._thread = None

    def _listen(self, screen: display.Display, stopped: int, names: Mapping[tuple[int, int], str]) -> None:
        """The thread, until the other end of the pipe `stopped` is closed."""
        try:
            for code, state in _presses(screen, stopped):
                name = names.get((code, state & ~(X.LockMask | X.Mod2Mask) & 0xFF))
                if name is not None:
                    self._pressed(name)
        except (error.ConnectionClosedError, OSError):
            log.warning("the display is gone: no keys are grabbed any more")
        finally:
            os.close(stopped)
            screen.close()


def _grab(screen: display.Display, chord: Keys) -> int | None:
    """The key's code; None where another program has it."""
    code = screen.keysym_to_keycode(chord.keysym)
    refused = error.CatchError(error.BadAccess)
    root = screen.screen().root
    for locks in _LOCKS if code else ():
        root.grab_key(code, chord.modifiers | locks, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
    screen.sync()
    return code if code and not refused.get_error() else None


def _presses(screen: display.Display, stopped: int) -> Iterator[tuple[int, int]]:
    """(key code, state) of each press until the other end of the pipe is closed."""
    while True:
        while screen.pending_events():
            event = screen.next_event()
            if event.type == X.KeyPress:
                yield event.detail, event.state
        ready, _, _ = select.select([screen.fileno(), stopped], [], [])
        if stopped in ready:
            return
