"""D-Bus client for short calls with a time limit (jeepney). The only file that imports jeepney.

It is no error when the bus is absent, slow or refuses: then the answer is None, and the bus is not asked for a while.
Recorder thread only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, cast

REPLY_SECONDS = 0.15
"""To wait for one answer: a hanging program must not stop the recorder."""
REST_SECONDS = 60.0
"""Before a bus that failed is asked again."""

Monotonic = Callable[[], float]


class DBusClient:
    """`address`: "SESSION", "SYSTEM" or a D-Bus address."""

    def __init__(self, address: str, *, monotonic: Monotonic = time.monotonic) -> None:
        self._address = address
        self._monotonic = monotonic
        self._connection: Any | None = None
        self._rest_until = float("-inf")

    def ask(
        self, name: str, path: str, interface: str, method: str, *arguments: Any, types: str = ""
    ) -> tuple[Any, ...] | None:
        """The reply's body, or None."""
        connection = self._connect()
        if connection is None:
            return None
        jeepney = import_module("jeepney")

        address = jeepney.DBusAddress(path, bus_name=name, interface=interface)
        message = jeepney.new_method_call(address, method, types or None, tuple(arguments))
        try:
            reply = connection.send_and_get_reply(message, timeout=REPLY_SECONDS)
        except (OSError, ValueError, EOFError):
            self.close()
            self._rest_until = self._monotonic() + REST_SECONDS
            return None
        if reply.header.message_type is not jeepney.MessageType.method_return:
            return None
        return cast(tuple[Any, ...], reply.body)

    def read(self, name: str, path: str, interface: str, member: str) -> Any | None:
        """A property's value, or None."""
        reply = self.ask(name, path, "org.freedesktop.DBus.Properties", "Get", interface, member, types="ss")
        return reply[0][1] if reply else None

    def has(self, name: str) -> bool:
        """Does a program own this name already? Asking starts none."""
        reply = self.ask(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", name, types="s"
        )
        return bool(reply and reply[0])

    def close(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _connect(self) -> Any | None:
        if self._connection is None and self._monotonic() >= self._rest_until:
            try:
                blocking = import_module("jeepney.io.blocking")
                self._connection = blocking.open_dbus_connection(self._address)
            except (ImportError, KeyError, OSError, ValueError, EOFError, RuntimeError):
                self._rest_until = self._monotonic() + REST_SECONDS
        return self._connection
