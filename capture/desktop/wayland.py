"""Windows and presence in a Wayland session. Recorder thread only.

Wayland lets no program see the screen or the windows of other programs, unless the compositor offers it (the portal's
ScreenCast with PipeWire for pixels, protocols such as wlr-foreign-toplevel for titles). Neither is built yet. Programs
that run through XWayland are seen as on X11. While any other window has the focus there is no active window, and the
rule for unknown windows decides (default: not saved). See docs/threat-model.md.
"""

from __future__ import annotations

import os

from base.errors import NoDisplay
from capture.desktop.session_lock import SessionLock
from capture.desktop.x11 import X11Desktop
from capture.frames import Window


class WaylandDesktop:
    """XWayland's windows and the session's lock, without idle time. Raises NoDisplay where there is no XWayland."""

    def __init__(self, *, lock: SessionLock | None = None) -> None:
        if not os.environ.get("DISPLAY"):
            raise NoDisplay(
                "this Wayland session has no X server",
                advice="Log in to an X11 session; recording on Wayland is not supported yet.",
            )
        self._x = X11Desktop(lock=lock)

    def active(self) -> Window | None:
        return self._x.active()

    def windows(self) -> tuple[Window, ...]:
        """Windows of Wayland's own programs may lie among these and are unknown. So nothing is listed unless an X
        window has the focus: a picture of the others is a picture of unknown windows."""
        return self._x.windows() if self._x.active() is not None else ()

    def idle_seconds(self) -> float:
        """XWayland gets the input of its own windows only, so its idle time would be wrong."""
        return 0.0

    def screen_locked(self) -> bool | None:
        return self._x.screen_locked()

    def wait_change(self, timeout: float) -> bool:
        return self._x.wait_change(timeout)

    def wake(self) -> None:
        self._x.wake()

    def close(self) -> None:
        self._x.close()
