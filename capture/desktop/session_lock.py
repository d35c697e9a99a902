"""Session lock on Linux: is the session locked (logind, screen savers, over D-Bus)? Recorder thread only."""

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
ANSWER_SECONDS = 1.0
"""For which an answer is used again."""


class SessionLock:
    """Asks at most once a second; None where no service knows."""

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
        self._asked_at = float("-inf")
        self._saver: tuple[str, str] | None = None

    def locked(self) -> bool | None:
        if self._monotonic() - self._asked_at >= ANSWER_SECONDS:
            self._answer, self._asked_at = self._ask_services(), self._monotonic()
        return self._answer

    def close(self) -> None:
        self._system.close()
        self._session.close()

    def _ask_services(self) -> bool | None:
        hinted = self._system.read(*_LOGIND, "LockedHint")
        if hinted:
            return True
        self._saver = self._saver or next((saver for saver in _SAVERS if self._session.has(saver[0])), None)
        if self._saver is not None:
            name, path = self._saver
            reply = self._session.ask(name, path, name, "GetActive")
            if reply:
                return bool(reply[0])
        return None if hinted is None else bool(hinted)
