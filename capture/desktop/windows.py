"""Windows and presence on Microsoft Windows (Win32). Recorder thread only.

Not run by its authors on a real Windows yet (README says so). All decisions are in `WindowsDesktop`, which is tested
with recorded answers behind `Win32`; `NativeWin32` only asks the system. Browser addresses are not available here.
Sources: Microsoft's reference of each function. Display affinity 0x11 is WDA_EXCLUDEFROMCAPTURE.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from typing import Any, Protocol

from base.errors import NoDisplay
from capture.desktop.app_names import friendly_name
from capture.desktop.switch_polling import WindowSwitchPoller
from capture.frames import Rect, Window

DWMWA_EXTENDED_FRAME_BOUNDS, DWMWA_CLOAKED = 9, 14
GWL_EXSTYLE, WS_EX_LAYERED, WS_EX_TRANSPARENT = -20, 0x0008_0000, 0x20
LWA_ALPHA = 2
PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
WTS_CURRENT_SESSION, WTS_SESSION_INFO_EX = -1, 25
WTS_SESSIONSTATE_LOCK, WTS_SESSIONSTATE_UNLOCK = 0, 1
TICKS = 1 << 32
_SHELL = frozenset({"progman", "workerw", "shell_traywnd", "shell_secondarytraywnd"})
"""Desktop and task bar: always there, and no apps."""

_WINDOWS: Any = ctypes
"""The parts of ctypes that exist on Windows alone."""


@dataclass(frozen=True, slots=True)
class RawWindow:
    """What Win32 says about one top-level window."""

    handle: int
    title: str = field(default="", repr=False)
    wm_class: str = field(default="", repr=False)
    pid: int = 0
    program: str = field(default="", repr=False)
    """Full path of the executable, empty when the process may not be asked."""
    bounds: tuple[int, int, int, int] | None = None
    """Left, top, right, bottom without the invisible resize border."""
    visible: bool = True
    minimised: bool = False
    cloaked: bool = False
    """On another virtual desktop, or a suspended store app: `visible` but not on the screen."""
    see_through: bool = False
    click_through: bool = False
    affinity: int = 0


class Win32(Protocol):
    """Questions to the system."""

    def foreground(self) -> int: ...
    def top_down(self) -> list[int]: ...
    def describe(self, handle: int) -> RawWindow: ...
    def ticks(self) -> tuple[int, int]:
        """Milliseconds since start, now and at the last input; both wrap at 2**32."""

    def session_flags(self) -> int | None:
        """WTS_SESSIONSTATE_*, None when it cannot be asked."""

    def input_desktop_open(self) -> bool:
        """False when the secure desktop (lock screen, consent prompt) has the screen."""


class WindowsDesktop:
    def __init__(self, *, win32: Win32 | None = None) -> None:
        self._win32 = win32 or NativeWin32()
        self._watch = WindowSwitchPoller(self._front)

    def active(self) -> Window | None:
        handle = self._win32.foreground()
        raw = self._win32.describe(handle) if handle else None
        return None if raw is None or raw.wm_class.casefold() in _SHELL else to_window(raw)

    def windows(self) -> tuple[Window, ...]:
        raws = [self._win32.describe(handle) for handle in self._win32.top_down()]
        return tuple(to_window(raw) for raw in reversed(raws) if is_visible(raw))

    def idle_seconds(self) -> float:
        now, then = self._win32.ticks()
        return ((now - then) % TICKS) / 1000

    def screen_locked(self) -> bool | None:
        if not self._win32.input_desktop_open():
            return True
        flags = self._win32.session_flags()
        if flags not in (WTS_SESSIONSTATE_LOCK, WTS_SESSIONSTATE_UNLOCK):
            return None
        return flags == WTS_SESSIONSTATE_LOCK

    def wait_change(self, timeout: float) -> bool:
        return self._watch.wait(timeout)

    def wake(self) -> None:
        self._watch.wake()

    def close(self) -> None: ...

    def _front(self) -> tuple[int, str]:
        handle = self._win32.foreground()
        return handle, self._win32.describe(handle).title if handle else ""


def is_visible(raw: RawWindow) -> bool:
    """Can any of it be in a picture? Windows that exclude themselves from capture are black there, and hide what lies
    under them like any other window."""
    if not raw.visible or raw.minimised or raw.cloaked or raw.bounds is None:
        return False
    left, top, right, bottom = raw.bounds
    return right > left and bottom > top and raw.wm_class.casefold() not in _SHELL


def to_window(raw: RawWindow) -> Window:
    program = PureWindowsPath(raw.program).name
    geometry = None
    if raw.bounds is not None:
        left, top, right, bottom = raw.bounds
        geometry = Rect(left, top, max(0, right - left), max(0, bottom - top))
    return Window(
        app=friendly_name(program) if program else "",
        title=raw.title,
        wm_class=raw.wm_class,
        pid=raw.pid or None,
        geometry=geometry,
        translucent=raw.see_through or raw.click_through or raw.affinity != 0,
    )


class NativeWin32:
    """ctypes. For a window that has vanished the answers are zeros and empty strings, never an exception."""

    def __init__(self) -> None:
        self._user, self._kernel = _load_library("user32"), _load_library("kernel32")
        self._dwm, self._wts = _load_library("dwmapi"), _load_library("wtsapi32")
        self._user.GetForegroundWindow.restype = ctypes.c_void_p
        self._user.OpenInputDesktop.restype = ctypes.c_void_p
        self._user.CloseDesktop.argtypes = [ctypes.c_void_p]
        self._kernel.OpenProcess.restype = ctypes.c_void_p
        self._kernel.CloseHandle.argtypes = [ctypes.c_void_p]
        self._kernel.GetTickCount.restype = ctypes.c_uint32

    def foreground(self) -> int:
        return int(self._user.GetForegroundWindow() or 0)

    def top_down(self) -> list[int]:
        """EnumWindows goes through the top-level windows in z-order, highest first."""
        handles: list[int] = []
        kind = _WINDOWS.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_ssize_t)

        def append(handle: int | None, _: int) -> int:
            handles.append(int(handle or 0))
            return 1

        callback = kind(append)
        self._user.EnumWindows(callback, 0)
        return [handle for handle in handles if self._user.IsWindowVisible(ctypes.c_void_p(handle))]

    def describe(self, handle: int) -> RawWindow:
        window = ctypes.c_void_p(handle)
        pid = ctypes.c_uint32()
        self._user.GetWindowThreadProcessId(window, ctypes.byref(pid))
        affinity = ctypes.c_uint32()
        self._user.GetWindowDisplayAffinity(window, ctypes.byref(affinity))
        style = int(self._user.GetWindowLongW(window, GWL_EXSTYLE)) & 0xFFFF_FFFF
        return RawWindow(
            handle=handle,
            title=self._text(self._user.GetWindowTextW, window, 1024),
            wm_class=self._text(self._user.GetClassNameW, window, 256),
            pid=int(pid.value),
            program=self._program(pid.value),
            bounds=self._bounds(window),
            visible=bool(self._user.IsWindowVisible(window)),
            minimised=bool(self._user.IsIconic(window)),
            cloaked=self._is_cloaked(window),
            see_through=bool(style & WS_EX_LAYERED) and self._alpha(window) < 255,
            click_through=bool(style & WS_EX_TRANSPARENT),
            affinity=int(affinity.value),
        )

    def ticks(self) -> tuple[int, int]:
        class LastInput(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint32), ("time", ctypes.c_uint32))

        last = LastInput(ctypes.sizeof(LastInput), 0)
        now = int(self._kernel.GetTickCount())
        return now, int(last.time) if self._user.GetLastInputInfo(ctypes.byref(last)) else now

    def session_flags(self) -> int | None:
        """WTSINFOEXW: level, then session id, state and flags as 32-bit numbers."""
        buffer, size = ctypes.c_void_p(), ctypes.c_uint32()
        asked = self._wts.WTSQuerySessionInformationW(
            None, WTS_CURRENT_SESSION, WTS_SESSION_INFO_EX, ctypes.byref(buffer), ctypes.byref(size)
        )
        if not asked or not buffer.value:
            return None
        try:
            return parse_session(ctypes.string_at(buffer.value, size.value))
        finally:
            self._wts.WTSFreeMemory(buffer)

    def input_desktop_open(self) -> bool:
        desktop = self._user.OpenInputDesktop(0, 0, 1)
        if desktop:
            self._user.CloseDesktop(desktop)
        return bool(desktop)

    def _text(self, ask: Callable[..., int], window: ctypes.c_void_p, length: int) -> str:
        buffer = ctypes.create_unicode_buffer(length)
        ask(window, buffer, length)
        return buffer.value

    def _program(self, pid: int) -> str:
        process = self._kernel.OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, pid) if pid else None
        if not process:
            return ""
        try:
            buffer, size = ctypes.create_unicode_buffer(1024), ctypes.c_uint32(1024)
            handle = ctypes.c_void_p(process)
            succeeded = self._kernel.QueryFullProcessImageNameW(handle, 0, buffer, ctypes.byref(size))
            return buffer.value if succeeded else ""
        finally:
            self._kernel.CloseHandle(process)

    def _bounds(self, window: ctypes.c_void_p) -> tuple[int, int, int, int] | None:
        box = (ctypes.c_int32 * 4)()
        failed = self._dwm.DwmGetWindowAttribute(window, DWMWA_EXTENDED_FRAME_BOUNDS, ctypes.byref(box), 16)
        if failed and not self._user.GetWindowRect(window, ctypes.byref(box)):
            return None
        return box[0], box[1], box[2], box[3]

    def _is_cloaked(self, window: ctypes.c_void_p) -> bool:
        value = ctypes.c_uint32()
        failed = self._dwm.DwmGetWindowAttribute(window, DWMWA_CLOAKED, ctypes.byref(value), 4)
        return not failed and bool(value.value)

    def _alpha(self, window: ctypes.c_void_p) -> int:
        """0 for a layered window that draws its own transparency, since then it is unknown."""
        alpha, flags = ctypes.c_uint8(255), ctypes.c_uint32()
        known: Any = self._user.GetLayeredWindowAttributes(window, None, ctypes.byref(alpha), ctypes.byref(flags))
        if not known:
            return 0
        return int(alpha.value) if flags.value & LWA_ALPHA else 255


def _load_library(name: str) -> Any:
    load = getattr(_WINDOWS, "WinDLL", None)
    if load is None:
        raise NoDisplay("this is not Windows")
    return load(name, use_last_error=True)


def parse_session(data: bytes) -> int | None:
    """The SessionFlags of a WTSINFOEXW of level 1; None for anything else. The union that follows the level is aligned
    to 8 bytes because it holds 64-bit times."""
    if len(data) < 20 or int.from_bytes(data[:4], "little") != 1:
        return None
    return int.from_bytes(data[16:20], "little", signed=True)
