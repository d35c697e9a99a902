"""Whether the session is locked (logind, screen saver). Recorder thread only."""

from __future__ import annotations

import time

from capture.desktop.dbus import DBusClient, Monotonic

_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session")
_SAVERS = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)
FRESH = 1.0
"""Seconds for which an answer is used again."""


class SessionLock:
    """Asks at most once a second; None where nobody knows."""

    def __init__(
        self,
        *,
        system: DBusClient | None = None,
        session: DBusClient | None = None,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._system = system or DBusClient("SYSTEM")
        self._session = session or DBusClient("SESSION")
        self._monotonic = monotonic
        self._answer: bool | None = None
        self._asked = float("-inf")
        self._saver: tuple[str, str] | None = None

    def locked(self) -> bool | None:
        if self._monotonic() - self._asked >= FRESH:
            self._answer, self._asked = self._ask(), self._monotonic()
        return self._answer

    def close(self) -> None:
        self._system.close()
        self._session.close()

    def _ask(self) -> bool | None:
        hinted = self._system.read(*_LOGIND, "LockedHint")
        if hinted:
            return True
        self._saver = self._saver or next((saver for saver in _SAVERS if self._session.has(saver[0])), None)
        if self._saver is not None:
            name, path = self._saver
            found = self._session.ask(name, path, name, "GetActive")
            if found:
                return bool(found[0])
        return None if hinted is None else bool(hinted)
