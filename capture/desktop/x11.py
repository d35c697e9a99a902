"""Windows and presence on X11 (python-xlib, EWMH).

Used by the recorder thread alone. Windows vanish while they are read: every such error means "not there any more".
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
_GONE = (error.XError, error.ConnectionClosedError)
_WATCHED = ("_NET_ACTIVE_WINDOW", "_NET_CURRENT_DESKTOP", "_NET_CLIENT_LIST_STACKING")
_NAMES = ("_NET_WM_NAME", "WM_NAME")
_DEEPEST = 4
"""Levels between a window manager's frame and the client inside it."""
_MOST_TEXT = 4_096
"""Bytes of a title that are read."""


class X11Desktop:
    """The desktop of one X display (`name` like ":0", empty for $DISPLAY). Raises NoDisplay.

    `accessibility` and `lock` answer what X does not know: addresses, private windows, the session's lock.
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
        self._waker, self._wakened = os.pipe()
        os.set_blocking(self._wakened, False)
        self._display.flush()

    def active(self) -> Window | None:
        return self._guarded(self._active)

    def windows(self) -> tuple[Window, ...]:
        return self._guarded(lambda: tuple(self._visible()))

    def idle_seconds(self) -> float:
        def ask() -> float:
            if not self._display.has_extension("MIT-SCREEN-SAVER"):
                return 0.0
            return float(self._root.screensaver_query_info().idle) / 1000

        return self._guarded(ask)

    def screen_locked(self) -> bool | None:
        """The session's own word, else a known locker's window on top."""
        return self._guarded(lambda: self._locker_shows() or self._lock.locked())

    def wait_change(self, timeout: float) -> bool:
        return self._guarded(lambda: self._wait(timeout))

    def wake(self) -> None:
        with suppress(OSError):
            os.write(self._wakened, b"w")

    def close(self) -> None:
        self._accessibility.close()
        self._lock.close()
        with suppress(*_GONE, OSError):
            self._display.close()
        for pipe in (self._waker, self._wakened):
            with suppress(OSError):
                os.close(pipe)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (error.ConnectionClosedError, OSError, ValueError):  # select refuses a closed socket with ValueError
            raise CaptureError("the X server is gone") from None

    def _active(self) -> Window | None:
        client = self._active_client()
        if client is None:
            return None
        self._watch(client)
        return self._describe(client, self._place(client))

    def _active_client(self) -> Any | None:
        """The managed window that has the focus; without a window manager the focus itself, else the topmost."""
        if number := self._number(self._root, "_NET_ACTIVE_WINDOW"):
            return self._display.create_resource_object("window", number)
        if self._number(self._root, "_NET_SUPPORTING_WM_CHECK"):
            return None
        focus = _try(lambda: self._display.get_input_focus().focus)
        if focus is not None and not isinstance(focus, int) and focus.id != self._root.id:
            return self._top_level(focus)
        shown = list(self._visible_tops())
        return shown[-1][1] if shown else None

    def _top_level(self, window: Any) -> Any:
        """The ancestor with a class, for a focus that sits in a part of a window."""
        for _ in range(_DEEPEST):
            if _try(window.get_wm_class):
                return window
            tree = _try(window.query_tree)
            if tree is None or isinstance(tree.parent, int) or tree.parent.id == self._root.id:
                return window
            window = tree.parent
        return window

    def _visible(self) -> list[Window]:
        return [window for top, client in self._visible_tops() if (window := self._shown(top, client)) is not None]

    def _shown(self, top: Any, client: Any) -> Window | None:
        """None for what only looks like a window: a compositor's overlay, an input catcher, a minimised window."""
        if self._hidden(client):
            return None
        place = self._place(client, top)
        window = self._describe(client, place) if place else None
        if window is None or place is None:
            return None
        overlay = place.width >= self._root_size()[0] and place.height >= self._root_size()[1]
        return None if not window.identified and window.pid is None and overlay else window

    def _visible_tops(self) -> list[tuple[Any, Any]]:
        """(child of the root, the client in it), bottom to top. Looked up again only after something was mapped, moved
        or restacked: with Openbox's helper windows a look-up takes 12 ms of CPU, and most passes need none."""
        self._drain()
        if self._tops is None:
            tree = _try(self._root.query_tree)
            self._tops = [found for top in (tree.children if tree else ()) if (found := self._top(top)) is not None]
        return self._tops

    def _top(self, top: Any) -> tuple[Any, Any] | None:
        attributes, shape = _try(top.get_attributes), _try(top.get_geometry)
        if attributes is None or shape is None or attributes.win_class != X.InputOutput:
            return None
        width, height = self._root_size()
        inside = shape.x < width and shape.y < height and shape.x + shape.width > 0 and shape.y + shape.height > 0
        if attributes.map_state != X.IsViewable or not inside:
            return None
        return top, (top if attributes.override_redirect else self._client_in(top))

    def _client_in(self, top: Any, depth: int = 0) -> Any:
        if depth == 0 and self._has(top, "WM_STATE"):
            return top
        tree = _try(top.query_tree) if depth < _DEEPEST else None
        for child in tree.children if tree else ():
            if self._has(child, "WM_STATE"):
                return child
        for child in tree.children if tree else ():
            inner = self._client_in(child, depth + 1)
            if inner is not child:
                return inner
        return top

    def _hidden(self, client: Any) -> bool:
        states = self._numbers(client, "_NET_WM_STATE")
        if self._atom("_NET_WM_STATE_HIDDEN") in states:
            return True
        desktop, current = self._number(client, "_NET_WM_DESKTOP"), self._number(self._root, "_NET_CURRENT_DESKTOP")
        return desktop is not None and current is not None and desktop not in (current, 0xFFFFFFFF)

    def _describe(self, client: Any, place: Rect | None) -> Window | None:
        named = _try(client.get_wm_class)
        instance, wm_class = named if named else ("", "")
        title = self._title(client)
        pid = self._number(client, "_NET_WM_PID")
        program = "" if wm_class or instance else _program(pid)
        app = friendly_name(wm_class, instance, program)
        browser_info = self._accessibility.look(pid, title) if fold_name(app) in BROWSERS else None
        return Window(
            app=app,
            title=title,
            url=browser_info.url if browser_info else "",
            wm_class=wm_class or instance or program,
            pid=pid,
            geometry=place,
            private=browser_info.private if browser_info else None,
            translucent=self._translucent(client),
        )

    def _title(self, client: Any) -> str:
        for name in _NAMES:
            value = self._property(client, name, length=_MOST_TEXT // 4)
            if value:
                raw = value if isinstance(value, bytes) else str(value).encode()
                encoding = "latin-1" if name == "WM_NAME" and not _is_utf8(raw) else "utf-8"
                return raw.decode(encoding, "replace").strip("\0")
        return ""

    def _place(self, client: Any, top: Any | None = None) -> Rect | None:
        """What can be seen of it: the frame with its borders, without the shadow that a client draws around itself."""
        top = top or self._frame_of(client)
        shape = _try(top.get_geometry)
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

    def _frame_of(self, client: Any) -> Any:
        window = client
        for _ in range(_DEEPEST + 2):
            tree = _try(window.query_tree)
            if tree is None or isinstance(tree.parent, int) or tree.parent.id == self._root.id:
                return window
            window = tree.parent
        return window

    def _translucent(self, client: Any) -> bool:
        """Through an ARGB window, or one with an opacity, the one below may be seen, if somebody composes them."""
        if not self._display.get_selection_owner(self._atom("_NET_WM_CM_S0")):
            return False
        opacity = self._number(client, "_NET_WM_WINDOW_OPACITY")
        if opacity is not None and opacity < 0xFFFFFFFF:
            return True
        shape = _try(client.get_geometry)
        return shape is None or (shape.depth == 32 and not self._has(client, "_NET_WM_OPAQUE_REGION"))

    def _locker_shows(self) -> bool | None:
        """A locker covers everything and takes the focus; it is looked for only on top."""
        for _, client in self._visible_tops()[-3:]:
            named = _try(client.get_wm_class) or ()
            title = self._title(client)
            if any(fold_name(name) in _LOCKERS for name in (*named, title)):
                return True
        return None

    def _wait(self, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while True:
            self._drain()
            if self._switched:
                self._switched = False
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            ready, _, _ = select.select([self._display.fileno(), self._waker], [], [], left)
            if self._waker in ready:
                os.read(self._waker, 512)
                return False

    def _drain(self) -> None:
        """Empties the queue. Windows that come and go are switches too: without a window manager nothing else tells."""
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.PropertyNotify:
                watched = self._watched_atoms if event.window.id == self._root.id else self._name_atoms
                self._switched |= event.atom in watched
                self._tops = None if event.atom in self._watched_atoms else self._tops
            else:
                self._tops = None
                self._switched |= event.type in (X.MapNotify, X.UnmapNotify, X.DestroyNotify)

    def _watch(self, client: Any) -> None:
        """Hear of title changes of the active window (another tab, another document)."""
        if client.id != self._watched:
            self._watched = client.id
            client.change_attributes(event_mask=X.PropertyChangeMask, onerror=lambda *_: None)
            self._display.flush()

    def _root_size(self) -> tuple[int, int]:
        shape = _try(self._root.get_geometry)
        return (shape.width, shape.height) if shape else (0, 0)

    def _atom(self, name: str) -> int:
        return int(self._display.get_atom(name))

    def _property(self, window: Any, name: str, *, length: int = 64) -> Any | None:
        found = _try(lambda: window.get_property(self._atom(name), X.AnyPropertyType, 0, length))
        return found.value if found is not None else None

    def _has(self, window: Any, name: str) -> bool:
        return self._property(window, name, length=1) is not None

    def _numbers(self, window: Any, name: str) -> tuple[int, ...]:
        value = self._property(window, name)
        return tuple(int(number) for number in value) if value is not None and not isinstance(value, bytes) else ()

    def _number(self, window: Any, name: str) -> int | None:
        found = self._numbers(window, name)
        return found[0] if found else None


def _try(work: Callable[[], Any]) -> Any | None:
    """None for a window that vanished while it was asked."""
    try:
        return work()
    except error.XError:
        return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _program(pid: int | None) -> str:
    """The program's name, for a window without a class. Linux keeps 15 characters of it."""
    if pid is None:
        return ""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
