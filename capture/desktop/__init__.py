"""Visible windows and user presence: one interface, one file a platform.

Opened and used by the recorder thread alone; only `wake` may be called from another thread.
"""

from __future__ import annotations

import os
import sys

from base.errors import NoDisplay
from capture.window_source import Desktop


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
