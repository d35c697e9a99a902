"""Short, bounded D-Bus calls (jeepney). The only file that imports jeepney.

A bus that is absent, slow or refuses is no error: the answer is None, and it is left alone for a while.
Recorder thread only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, cast

PATIENCE = 0.15
"""Seconds for one answer: a hanging program must not hold up the recorder."""
REST = 60.0
"""Seconds before a bus that failed is tried again."""

Monotonic = Callable[[], float]


class DBusClient:
    """`address`: "SESSION", "SYSTEM" or an address of D-Bus."""

    def __init__(self, address: str, *, monotonic: Monotonic = time.monotonic) -> None:
        self._address = address
        self._monotonic = monotonic
        self._connection: Any | None = None
        self._rest_until = float("-inf")

    def ask(
        self, name: str, path: str, interface: str, method: str, *arguments: Any, types: str = ""
    ) -> tuple[Any, ...] | None:
        """The reply's body, or None."""
        connection = self._connected()
        if connection is None:
            return None
        jeepney = import_module("jeepney")

        address = jeepney.DBusAddress(path, bus_name=name, interface=interface)
        message = jeepney.new_method_call(address, method, types or None, tuple(arguments))
        try:
            reply = connection.send_and_get_reply(message, timeout=PATIENCE)
        except (OSError, ValueError, EOFError):
            self.close()
            self._rest_until = self._monotonic() + REST
            return None
        if reply.header.message_type is not jeepney.MessageType.method_return:
            return None
        return cast(tuple[Any, ...], reply.body)

    def read(self, name: str, path: str, interface: str, member: str) -> Any | None:
        """A property's value, or None."""
        found = self.ask(name, path, "org.freedesktop.DBus.Properties", "Get", interface, member, types="ss")
        return found[0][1] if found else None

    def has(self, name: str) -> bool:
        """Whether somebody answers to this name already; nothing is started by asking."""
        found = self.ask(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", name, types="s"
        )
        return bool(found and found[0])

    def close(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _connected(self) -> Any | None:
        if self._connection is None and self._monotonic() >= self._rest_until:
            try:
                blocking = import_module("jeepney.io.blocking")
                self._connection = blocking.open_dbus_connection(self._address)
            except (ImportError, KeyError, OSError, ValueError, EOFError, RuntimeError):
                self._rest_until = self._monotonic() + REST
        return self._connection
