"""Windows and presence on X11 (python-xlib, EWMH).

Used by the recorder thread alone. Windows may vanish while they are read: then a question about them has no answer.
Sources: EWMH 1.5, ICCCM 4.1.3, MIT-SCREEN-SAVER 1.1, X-Resource 1.2.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from Xlib import X, display, error

from base.errors import CaptureError, NoDisplay
from capture.browsers import BROWSERS
from capture.desktop.accessibility import Accessibility
from capture.desktop.app_names import friendly_name
from capture.desktop.session_lock import SessionLock
from capture.frames import Rect, Window
from capture.name_matching import fold_name
from capture.rules import LOCKERS

T = TypeVar("T")
_LOCKERS = frozenset(map(fold_name, LOCKERS))
_GONE_ERRORS = (error.XError, error.ConnectionClosedError)
_WATCHED = ("_NET_ACTIVE_WINDOW", "_NET_CURRENT_DESKTOP", "_NET_CLIENT_LIST_STACKING")
_NAMES = ("_NET_WM_NAME", "WM_NAME")
_ENTRY_IDS = ("_GTK_APPLICATION_ID", "_KDE_NET_WM_DESKTOP_FILE")
"""Properties with which toolkits name a window's desktop entry, whatever its class is."""
_MAX_DEPTH = 4
"""Levels between a window manager's frame and the client inside it."""
_MAX_TITLE_BYTES = 4_096
"""Longer titles are cut."""


class X11Desktop:
    """The desktop of one X display (`name` like ":0", empty for $DISPLAY). Raises NoDisplay.

    `accessibility` and `lock` know what X does not: addresses, private windows, the lock of the session.
    """

    def __init__(
        self, name: str = "", *, accessibility: Accessibility | None = None, lock: SessionLock | None = None
    ) -> None:
        try:
            self._display = display.Display(name or None)
        except (error.DisplayError, OSError):
            raise NoDisplay("the display server does not answer") from None
        self._display.set_error_handler(lambda *_: None)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.PropertyChangeMask | X.SubstructureNotifyMask)
        self._accessibility = accessibility or Accessibility()
        self._lock = lock or SessionLock()
        self._watched_atoms = frozenset(self._atom(name) for name in _WATCHED)
        self._name_atoms = frozenset(self._atom(name) for name in _NAMES)
        self._tops: list[tuple[Any, Any]] | None = None
        self._switched = False
        self._watched = 0
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_writer, False)
        self._display.flush()

    def active(self) -> Window | None:
        return self._translate_errors(self._active)

    def windows(self) -> tuple[Window, ...]:
        def describe() -> tuple[Window, ...]:
            windows = (self._describe_top(top, client) for top, client in self._visible_tops())
            return tuple(window for window in windows if window is not None)

        return self._translate_errors(describe)

    def idle_seconds(self) -> float:
        def ask() -> float:
            if not self._display.has_extension("MIT-SCREEN-SAVER"):
                return 0.0
            return float(self._root.screensaver_query_info().idle) / 1000

        return self._translate_errors(ask)

    def screen_locked(self) -> bool | None:
        """A known locker's window on top, else what the session says."""
        return self._translate_errors(lambda: self._is_locker_on_top() or self._lock.locked())

    def wait_change(self, timeout: float) -> bool:
        return self._translate_errors(lambda: self._wait(timeout))

    def wake(self) -> None:
        with suppress(OSError):
            os.write(self._wake_writer, b"w")

    def close(self) -> None:
        self._accessibility.close()
        self._lock.close()
        with suppress(*_GONE_ERRORS, OSError):
            self._display.close()
        for pipe in (self._wake_reader, self._wake_writer):
            with suppress(OSError):
                os.close(pipe)

    def _translate_errors(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (error.ConnectionClosedError, OSError):
            raise CaptureError("the X server is gone") from None
        except ValueError:
            if self._display.fileno() >= 0:
                raise
            raise CaptureError("the X server is gone") from None  # select refuses a closed socket with ValueError

    def _active(self) -> Window | None:
        client = self._active_client()
        if client is None:
            return None
        if client.id != self._watched:
            self._watched = client.id  # from now on we get events about its title: another tab, another document
            client.change_attributes(event_mask=X.PropertyChangeMask, onerror=lambda *_: None)
            self._display.flush()
        return self._describe(client, self._rectangle(client))

    def _active_client(self) -> Any | None:
        """The window with the focus that the window manager names; without one the focus itself, else the topmost."""
        if number := self._number(self._root, "_NET_ACTIVE_WINDOW"):
            return self._display.create_resource_object("window", number)
        if self._number(self._root, "_NET_SUPPORTING_WM_CHECK"):
            return None
        focus = _unless_gone(lambda: self._display.get_input_focus().focus)
        if focus is not None and not isinstance(focus, int) and focus.id != self._root.id:
            return self._top_level(focus)
        tops = self._visible_tops()
        return tops[-1][1] if tops else None

    def _top_level(self, window: Any) -> Any:
        """The ancestor that has a class, for a focus that is in a part of a window."""
        for _ in range(_MAX_DEPTH):
            if _unless_gone(window.get_wm_class):
                return window
            tree = _unless_gone(window.query_tree)
            if tree is None or isinstance(tree.parent, int) or tree.parent.id == self._root.id:
                return window
            window = tree.parent
        return window

    def _describe_top(self, top: Any, client: Any) -> Window | None:
        """None for a minimised window, and for what is no window for the person: a compositor's overlay, an input
        catcher."""
        if self._is_hidden(client):
            return None
        place = self._rectangle(client, top)
        window = self._describe(client, place) if place else None
        if window is None or place is None:
            return None
        overlay = place.width >= self._root_size()[0] and place.height >= self._root_size()[1]
        return None if not window.identified and window.pid is None and overlay else window

    def _visible_tops(self) -> list[tuple[Any, Any]]:
        """(child of the root, the client in it), bottom to top. Looked up again only after something was mapped, moved
        or restacked: with Openbox's helper windows a look-up takes 12 ms of CPU, and most passes need none."""
        self._read_events()
        if self._tops is None:
            tree = _unless_gone(self._root.query_tree)
            pairs = [self._visible_top(child) for child in (tree.children if tree else ())]
            self._tops = [pair for pair in pairs if pair is not None]
        return self._tops

    def _visible_top(self, top: Any) -> tuple[Any, Any] | None:
        attributes, shape = _unless_gone(top.get_attributes), _unless_gone(top.get_geometry)
        if attributes is None or shape is None or attributes.win_class != X.InputOutput:
            return None
        width, height = self._root_size()
        inside = shape.x < width and shape.y < height and shape.x + shape.width > 0 and shape.y + shape.height > 0
        if attributes.map_state != X.IsViewable or not inside:
            return None
        return top, (top if attributes.override_redirect else self._client_in(top))

    def _client_in(self, top: Any, depth: int = 0) -> Any:
        if depth == 0 and self._has_property(top, "WM_STATE"):
            return top
        tree = _unless_gone(top.query_tree) if depth < _MAX_DEPTH else None
        for child in tree.children if tree else ():
            if self._has_property(child, "WM_STATE"):
                return child
        for child in tree.children if tree else ():
            inner = self._client_in(child, depth + 1)
            if inner is not child:
                return inner
        return top

    def _is_hidden(self, client: Any) -> bool:
        states = self._numbers(client, "_NET_WM_STATE")
        if self._atom("_NET_WM_STATE_HIDDEN") in states:
            return True
        desktop, current = self._number(client, "_NET_WM_DESKTOP"), self._number(self._root, "_NET_CURRENT_DESKTOP")
        return desktop is not None and current is not None and desktop not in (current, 0xFFFFFFFF)

    def _describe(self, client: Any, place: Rect | None) -> Window | None:
        named = _unless_gone(client.get_wm_class)
        instance, wm_class = named if named else ("", "")
        title = self._title(client)
        pid = self._number(client, "_NET_WM_PID")
        program = "" if wm_class or instance else _program_name(pid)
        app = friendly_name(wm_class, instance, program)
        browser_info = self._accessibility.look(pid, title) if fold_name(app) in BROWSERS else None
        return Window(
            app=app,
            title=title,
            url=browser_info.url if browser_info else "",
            wm_class=wm_class or instance or program,
            other_names=tuple(dict.fromkeys(filter(None, (instance, *self._find_entry_ids(client))))),
            pid=pid,
            geometry=place,
            private=browser_info.private if browser_info else None,
            translucent=self._is_translucent(client),
        )

    def _find_entry_ids(self, client: Any) -> tuple[str, ...]:
        """Asked anew at each look (0.5 ms of CPU for six windows): programs set them late, numbers are used again."""
        values = (self._property(client, name) for name in _ENTRY_IDS)
        return tuple(value.decode("utf-8", "replace").strip("\0") for value in values if isinstance(value, bytes))

    def _title(self, client: Any) -> str:
        for name in _NAMES:
            value = self._property(client, name, length=_MAX_TITLE_BYTES // 4)
            if value:
                raw = value if isinstance(value, bytes) else str(value).encode()
                try:
                    return raw.decode().strip("\0")
                except UnicodeDecodeError:
                    encoding = "latin-1" if name == "WM_NAME" else "utf-8"
                    return raw.decode(encoding, "replace").strip("\0")
        return ""

    def _rectangle(self, client: Any, top: Any | None = None) -> Rect | None:
        """The visible rectangle: the frame with its borders, without the shadow that a client draws around itself."""
        top = top or self._outermost(client)
        shape = _unless_gone(top.get_geometry)
        if shape is None:
            return None
        border = 2 * shape.border_width
        left, right, around_top, bottom = (*self._numbers(client, "_GTK_FRAME_EXTENTS"), 0, 0, 0, 0)[:4]
        return Rect(
            shape.x + left,
            shape.y + around_top,
            max(1, shape.width + border - left - right),
            max(1, shape.height + border - around_top - bottom),
        )

    def _outermost(self, client: Any) -> Any:
        window = client
        for _ in range(_MAX_DEPTH + 2):
            tree = _unless_gone(window.query_tree)
            if tree is None or isinstance(tree.parent, int) or tree.parent.id == self._root.id:
                return window
            window = tree.parent
        return window

    def _is_translucent(self, client: Any) -> bool:
        """If there is a compositor, windows below are visible through an ARGB window, or one with an opacity."""
        if not self._display.get_selection_owner(self._atom("_NET_WM_CM_S0")):
            return False
        opacity = self._number(client, "_NET_WM_WINDOW_OPACITY")
        if opacity is not None and opacity < 0xFFFFFFFF:
            return True
        shape = _unless_gone(client.get_geometry)
        return shape is None or (shape.depth == 32 and not self._has_property(client, "_NET_WM_OPAQUE_REGION"))

    def _is_locker_on_top(self) -> bool | None:
        """A locker covers everything and takes the focus, so only the topmost windows are looked at."""
        for _, client in self._visible_tops()[-3:]:
            named = _unless_gone(client.get_wm_class) or ()
            title = self._title(client)
            if any(fold_name(name) in _LOCKERS for name in (*named, title)):
                return True
        return None

    def _wait(self, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while True:
            self._read_events()
            if self._switched:
                self._switched = False
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            ready, _, _ = select.select([self._display.fileno(), self._wake_reader], [], [], left)
            if self._wake_reader in ready:
                os.read(self._wake_reader, 512)
                return False

    def _read_events(self) -> None:
        """Read all queued events. Windows that come or go count as switches: without a window manager there is no other
        sign of one."""
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.PropertyNotify:
                watched = self._watched_atoms if event.window.id == self._root.id else self._name_atoms
                self._switched |= event.atom in watched
                self._tops = None if event.atom in self._watched_atoms else self._tops
            else:
                self._tops = None
                self._switched |= event.type in (X.MapNotify, X.UnmapNotify, X.DestroyNotify)

    def _root_size(self) -> tuple[int, int]:
        shape = _unless_gone(self._root.get_geometry)
        return (shape.width, shape.height) if shape else (0, 0)

    def _atom(self, name: str) -> int:
        return int(self._display.get_atom(name))

    def _property(self, window: Any, name: str, *, length: int = 64) -> Any | None:
        reply = _unless_gone(lambda: window.get_property(self._atom(name), X.AnyPropertyType, 0, length))
        return reply.value if reply is not None else None

    def _has_property(self, window: Any, name: str) -> bool:
        return self._property(window, name, length=1) is not None

    def _numbers(self, window: Any, name: str) -> tuple[int, ...]:
        value = self._property(window, name)
        return tuple(int(number) for number in value) if value is not None and not isinstance(value, bytes) else ()

    def _number(self, window: Any, name: str) -> int | None:
        numbers = self._numbers(window, name)
        return numbers[0] if numbers else None


def _unless_gone(work: Callable[[], Any]) -> Any | None:
    """The result of `work`; None for a window that has vanished."""
    try:
        return work()
    except error.XError:
        return None


def _program_name(pid: int | None) -> str:
    """The program's name, for a window without a class. Linux stores 15 characters of it."""
    if pid is None:
        return ""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
