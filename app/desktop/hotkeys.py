"""Global keyboard shortcuts. None until the person says which.

X11 only: the keys are grabbed on the root window, on a connection and a thread of their own. Wayland, macOS and Windows
have no such seam here yet; a key of the desktop's own can start `afterglow`, which brings the window up.
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
_SAME = {"enter": "Return", "esc": "Escape", "del": "Delete", "space": "space", "pgup": "Prior", "pgdown": "Next"}


@dataclass(frozen=True, slots=True)
class Keys:
    """One chord: X's modifier mask and keysym."""

    modifiers: int
    keysym: int


def read_keys(text: str) -> Keys:
    """`Ctrl+Alt+Space`. Raises BadInput for what is no key, and for a key without Ctrl, Alt or Super."""
    *held, key = (part.strip() for part in text.split("+"))
    modifiers = 0
    for name in held:
        if name.lower() not in _MODIFIERS:
            raise _unreadable(text)
        modifiers |= _MODIFIERS[name.lower()]
    keysym = XK.string_to_keysym(_SAME.get(key.lower(), key.lower() if len(key) == 1 else key.capitalize()))
    if keysym == X.NoSymbol or not modifiers & ~X.ShiftMask:
        raise _unreadable(text)
    return Keys(modifiers, keysym)


def _unreadable(text: str) -> BadInput:
    return BadInput(f"{text!r} is no key for the whole desktop", advice="Write keys like Ctrl+Alt+Space.")


def chosen(settings: Settings) -> dict[str, Keys]:
    """By what they are for. Raises BadInput for what is no key, or one key for two things."""
    wanted = {"search": "search_key", "pause": "pause_key", "forget": "forget_key"}
    told = {name: text.strip() for name, field in wanted.items() if (text := getattr(settings.desktop, field))}
    keys = {name: read_keys(text) for name, text in told.items() if text}
    if len(set(keys.values())) < len(keys):
        raise BadInput("one key cannot mean two things", advice="Choose another one.")
    return keys


def can_be_held() -> bool:
    """Under Wayland X11's keys reach X11 programs only."""
    return bool(os.environ.get("DISPLAY")) and os.environ.get("XDG_SESSION_TYPE") != "wayland"


class Hotkeys:
    """`pressed` is called on this object's thread with the name of what was asked for."""

    def __init__(self, pressed: Callable[[str], None]) -> None:
        self._pressed = pressed
        self._thread: threading.Thread | None = None
        self._stop = -1

    def hold(self, keys: Mapping[str, Keys]) -> tuple[str, ...]:
        """Instead of those held before. The names of those that another program holds already; all of them where the
        desktop lets nobody hold keys."""
        self.release()
        if not keys:
            return ()
        try:
            screen = display.Display()
        except (error.DisplayError, OSError):
            return tuple(keys)
        grabbed = {name: code for name, chord in keys.items() if (code := _grab(screen, chord)) is not None}
        waiting, self._stop = os.pipe()
        held = {(grabbed[name], keys[name].modifiers): name for name in grabbed}
        self._thread = threading.Thread(target=self._listen, args=(screen, waiting, held), name="hotkeys", daemon=True)
        self._thread.start()
        return tuple(name for name in keys if name not in grabbed)

    def release(self) -> None:
        if self._thread is not None:
            os.close(self._stop)
            self._thread.join(5)
            self._thread = None

    def _listen(self, screen: display.Display, waiting: int, held: Mapping[tuple[int, int], str]) -> None:
        try:
            for code, state in _presses(screen, waiting):
                name = held.get((code, state & ~(X.LockMask | X.Mod2Mask) & 0xFF))
                if name is not None:
                    self._pressed(name)
        except (error.ConnectionClosedError, OSError):
            log.warning("the display is gone: no keys are held any more")
        finally:
            os.close(waiting)
            screen.close()


def _grab(screen: display.Display, chord: Keys) -> int | None:
    """The key's code; None where somebody else has it."""
    code = screen.keysym_to_keycode(chord.keysym)
    refused = error.CatchError(error.BadAccess)
    root = screen.screen().root
    for locks in _LOCKS if code else ():
        root.grab_key(code, chord.modifiers | locks, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
    screen.sync()
    return code if code and not refused.get_error() else None


def _presses(screen: display.Display, waiting: int) -> Iterator[tuple[int, int]]:
    """(key code, state) of each press until the other end of the pipe is closed."""
    while True:
        while screen.pending_events():
            event = screen.next_event()
            if event.type == X.KeyPress:
                yield event.detail, event.state
        ready, _, _ = select.select([screen.fileno(), waiting], [], [])
        if waiting in ready:
            return
