"""Browser address and private mode over AT-SPI (D-Bus).

Chromium 156 under X11 never says "Incognito" in its window title, but its accessible name does ("Page - Chromium
(Incognito)") if accessibility was on when it started. So this helps where it is available, and the second gate in
perception is still needed (FINDINGS §4). Nothing is switched on here. Recorder thread only.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from capture.desktop.dbus import DBusClient, Monotonic
from capture.rules import is_private_title

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_DOCUMENT_WEB = 95
"""ATSPI_ROLE_DOCUMENT_WEB."""
ANSWER_SECONDS = 20.0
"""For which an answer about a window and title is used again."""
RELIST_SECONDS = 5.0
"""Before the list of programs is read again for a program that is not in it."""
MAX_NODES = 60
"""Nodes that are read on the way to the page; browsers need 10 to 30."""
_MAX_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class BrowserInfo:
    private: bool | None = None
    url: str = field(default="", repr=False)


Node = tuple[str, str]
"""Bus name and path of an accessible."""


class Accessibility:
    """`look` never raises and is bounded in time; without a session bus it returns None at once."""

    def __init__(
        self,
        *,
        session: DBusClient | None = None,
        connect: Callable[[str], DBusClient] = DBusClient,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._session = session or DBusClient("SESSION")
        self._connect = connect
        self._monotonic = monotonic
        self._bus: DBusClient | None = None
        self._next_try = float("-inf")
        self._programs: dict[int, Node] = {}
        self._listed_at = float("-inf")
        self._answers: OrderedDict[tuple[int, str], tuple[float, BrowserInfo | None]] = OrderedDict()

    def look(self, pid: int | None, title: str) -> BrowserInfo | None:
        """What the program `pid` says about its window `title`; None when it says nothing."""
        if pid is None or not title:
            return None
        at, browser_info = self._answers.get((pid, title), (float("-inf"), None))
        if self._monotonic() - at > ANSWER_SECONDS:
            browser_info = self._ask(pid, title)
            self._answers[pid, title] = (self._monotonic(), browser_info)
            while len(self._answers) > _MAX_ANSWERS:
                self._answers.popitem(last=False)
        return browser_info

    def close(self) -> None:
        self._answers.clear()
        self._session.close()
        if self._bus is not None:
            self._bus.close()

    def _ask(self, pid: int, title: str) -> BrowserInfo | None:
        program = self._program(pid)
        frames = self._children(program) if program else []
        named = []
        for frame in frames:
            bus = self._connect_bus()
            name = str((bus.read(*frame, _ACCESSIBLE, "Name") if bus else None) or "")
            if name.startswith(title):
                named.append((frame, name))
        if not named:
            return None
        private = True if any(is_private_title(name) for _, name in named) else None
        return BrowserInfo(private=private, url=self._address(named[0][0]) if len(named) == 1 else "")

    def _program(self, pid: int) -> Node | None:
        if pid not in self._programs and self._monotonic() - self._listed_at > RELIST_SECONDS:
            self._listed_at = self._monotonic()
            nodes = self._children(("org.a11y.atspi.Registry", _ROOT))
            self._programs = {node_pid: node for node in nodes if (node_pid := self._pid(node)) is not None}
        return self._programs.get(pid)

    def _pid(self, node: Node) -> int | None:
        bus, service = self._connect_bus(), "org.freedesktop.DBus"
        if bus is None:
            return None
        path = "/" + service.replace(".", "/")
        reply = bus.ask(service, path, service, "GetConnectionUnixProcessID", node[0], types="s")
        return int(reply[0]) if reply else None

    def _address(self, frame: Node) -> str:
        """Breadth-first search for the visible page; a tab in the background has no children."""
        queue, count = [frame], 0
        while queue and count < MAX_NODES:
            node = queue.pop(0)
            count += 1
            role = self._call(node, _ACCESSIBLE, "GetRole")
            if role and role[0] == _DOCUMENT_WEB:
                reply = self._call(node, "org.a11y.atspi.Document", "GetAttributeValue", "DocURL", types="s")
                if reply and reply[0]:
                    return str(reply[0])
                continue
            queue += self._children(node)
        return ""

    def _children(self, node: Node) -> list[Node]:
        reply = self._call(node, _ACCESSIBLE, "GetChildren")
        return [(str(child[0]), str(child[1])) for child in reply[0]] if reply else []

    def _call(
        self, node: Node, interface: str, method: str, *arguments: Any, types: str = ""
    ) -> tuple[Any, ...] | None:
        bus = self._connect_bus()
        return bus.ask(*node, interface, method, *arguments, types=types) if bus else None

    def _connect_bus(self) -> DBusClient | None:
        """The accessibility bus, if one is running already."""
        if self._bus is None and self._monotonic() >= self._next_try:
            self._next_try = self._monotonic() + 60
            if self._session.has("org.a11y.Bus"):
                reply = self._session.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
                self._bus = self._connect(str(reply[0])) if reply else None
        return self._bus
