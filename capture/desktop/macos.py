"""Windows and presence on macOS (Quartz, AppKit). Recorder thread only.

Not run by its authors on a real Mac yet (README says so). All decisions are in `MacDesktop` and `to_window`, which are
tested with recorded answers behind `Mac`; `NativeMac` only asks the system. Without the right to record the screen the
titles of other apps' windows are empty; then the desktop does not open. Browser addresses are not available here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

from base.errors import NoDisplay, PermissionMissing
from capture.desktop.app_names import friendly_name
from capture.desktop.switch_polling import WindowSwitchPoller
from capture.frames import Rect, Window

Info = Mapping[str, Any]
"""One window as CGWindowListCopyWindowInfo describes it."""

ANY_INPUT = 0xFFFFFFFF
"""kCGAnyInputEventType."""
NORMAL_LAYER, MENU_BAR_LAYER = 0, 24
ON_SCREEN_ONLY, NO_DESKTOP = 1, 16
"""kCGWindowListOptionOnScreenOnly, kCGWindowListExcludeDesktopElements."""
_SYSTEM = frozenset({"Window Server", "Dock", "WindowManager"})


class Mac(Protocol):
    """Questions to the system."""

    def may_record(self) -> bool: ...
    def window_infos(self) -> list[Info]:
        """Windows on the screen, front to back."""

    def front_pid(self) -> int | None: ...
    def idle(self) -> float: ...
    def session(self) -> Info | None:
        """None when there is no session on the screen (fast user switching, ssh)."""


class MacDesktop:
    """Raises PermissionMissing when the right to record the screen was not given."""

    def __init__(self, *, mac: Mac | None = None) -> None:
        self._mac = mac or NativeMac()
        if not self._mac.may_record():
            raise PermissionMissing
        self._watch = WindowSwitchPoller(self._front)

    def active(self) -> Window | None:
        """The front app's frontmost normal window; the app itself when it shows none."""
        pid = self._mac.front_pid()
        infos = [info for info in self._mac.window_infos() if info.get("kCGWindowOwnerPID") == pid]
        normal = next((info for info in infos if info.get("kCGWindowLayer", 0) == NORMAL_LAYER), None)
        chosen = normal or (infos[0] if infos else None)
        return to_window(chosen) if chosen is not None and pid is not None else None

    def windows(self) -> tuple[Window, ...]:
        return tuple(to_window(info) for info in reversed(self._mac.window_infos()) if is_visible(info))

    def idle_seconds(self) -> float:
        return max(0.0, self._mac.idle())

    def screen_locked(self) -> bool | None:
        session = self._mac.session()
        if session is None:
            return True
        return bool(session.get("CGSSessionScreenIsLocked", False)) or not session.get("kCGSSessionOnConsoleKey", True)

    def wait_change(self, timeout: float) -> bool:
        return self._watch.wait(timeout)

    def wake(self) -> None:
        self._watch.wake()

    def close(self) -> None: ...

    def _front(self) -> tuple[int | None, str]:
        window = self.active()
        return self._mac.front_pid(), window.title if window else ""


def is_visible(info: Info) -> bool:
    """Can the person see it as a window? Not the system's own overlays, transparent windows and the menu bar."""
    if info.get("kCGWindowOwnerName") in _SYSTEM or info.get("kCGWindowAlpha", 1.0) <= 0.01:
        return False
    place = _rectangle(info)
    if place is None or min(place.width, place.height) <= 1:
        return False
    return bool(info.get("kCGWindowLayer", 0) != MENU_BAR_LAYER)


def to_window(info: Info) -> Window:
    owner = str(info.get("kCGWindowOwnerName") or "")
    pid = info.get("kCGWindowOwnerPID")
    return Window(
        app=friendly_name(owner) if owner else "",
        title=str(info.get("kCGWindowName") or ""),
        wm_class=owner,
        pid=int(pid) if pid is not None else None,
        geometry=_rectangle(info),
        translucent=float(info.get("kCGWindowAlpha", 1.0)) < 1.0 or info.get("kCGWindowLayer", 0) != NORMAL_LAYER,
    )


def _rectangle(info: Info) -> Rect | None:
    """Points, from the top left of the main display, as mss counts them."""
    bounds = info.get("kCGWindowBounds")
    if not bounds:
        return None
    left, top, width, height = (float(bounds.get(name, 0)) for name in ("X", "Y", "Width", "Height"))
    return Rect(round(left), round(top), round(width), round(height))


class NativeMac:
    """pyobjc (pyobjc-framework-Quartz). Raises NoDisplay where it is not installed."""

    def __init__(self) -> None:
        try:
            self._quartz: Any = import_module("Quartz")
            self._appkit: Any = import_module("AppKit")
        except ImportError:
            raise NoDisplay("pyobjc-framework-Quartz is not installed") from None

    def may_record(self) -> bool:
        """The first time, asking makes the system show its own question."""
        return bool(self._quartz.CGPreflightScreenCaptureAccess() or self._quartz.CGRequestScreenCaptureAccess())

    def window_infos(self) -> list[Info]:
        infos = self._quartz.CGWindowListCopyWindowInfo(ON_SCREEN_ONLY | NO_DESKTOP, 0)
        return list(infos or ())

    def front_pid(self) -> int | None:
        """From the window list: AppKit updates its own answer only in a run loop, and there is none here."""
        for info in self.window_infos():
            if info.get("kCGWindowLayer", 0) == NORMAL_LAYER:
                return int(info["kCGWindowOwnerPID"])
        app = self._appkit.NSWorkspace.sharedWorkspace().frontmostApplication()
        return int(app.processIdentifier()) if app is not None else None

    def idle(self) -> float:
        state = self._quartz.kCGEventSourceStateCombinedSessionState
        return float(self._quartz.CGEventSourceSecondsSinceLastEventType(state, ANY_INPUT))

    def session(self) -> Info | None:
        session: Info | None = self._quartz.CGSessionCopyCurrentDictionary()
        return session
