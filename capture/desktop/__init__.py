"""Which windows are on the screen, and whether anybody is there: one seam, one file a platform.

Opened and used by the recorder thread alone; only `wake` may be called from another thread.
"""

from __future__ import annotations

import os
import sys
from typing import Protocol

from capture.errors import NoDisplay
from capture.model import Window


class Desktop(Protocol):
    """What a platform tells of its windows. Every call raises CaptureError when the display server is gone."""

    def active(self) -> Window | None:
        """The window that has the focus; None when none has, or when the platform does not say."""

    def windows(self) -> tuple[Window, ...]:
        """Visible windows of the current desktop, bottom to top, menus and notifications included."""

    def idle_seconds(self) -> float:
        """Seconds since the last key or pointer event; 0 where the platform does not say."""

    def screen_locked(self) -> bool | None:
        """None where the platform does not say."""

    def wait_change(self, timeout: float) -> bool:
        """True as soon as the active window or its title changes; False on `wake`, or after `timeout` seconds."""

    def wake(self) -> None:
        """End a wait, or the next one. Any thread."""

    def close(self) -> None: ...


def open_desktop() -> Desktop:
    """The desktop of this session. Raises NoDisplay."""
    if sys.platform == "win32":
        from capture.desktop.windows import WindowsDesktop

        return WindowsDesktop()
    if sys.platform == "darwin":
        from capture.desktop.macos import MacDesktop

        return MacDesktop()
    if os.environ.get("XDG_SESSION_TYPE") == "wayland" or os.environ.get("WAYLAND_DISPLAY"):
        from capture.desktop.wayland import WaylandDesktop

        return WaylandDesktop()
    if not os.environ.get("DISPLAY"):
        raise NoDisplay
    from capture.desktop.x11 import X11Desktop

    return X11Desktop()
