"""Windows and presence in a Wayland session. Recorder thread only.

Wayland lets no program see the windows of others, nor the screen, unless the compositor offers it (the portal's
ScreenCast with PipeWire for pixels, protocols such as wlr-foreign-toplevel for titles). Neither is built yet. What is
left are programs that run through XWayland: they are seen as on X11; when any other window has the focus, there is no
active window, and the rule for unknown windows decides (default: not saved). docs/threat-model.md says so.
"""

from __future__ import annotations

import os

from base.errors import NoDisplay
from capture.desktop.session_lock import SessionLock
from capture.desktop.x11 import X11Desktop
from capture.frames import Window


class WaylandDesktop:
    """XWayland's windows, the session's lock. Idle time is not told. Raises NoDisplay where there is no XWayland."""

    def __init__(self, *, lock: SessionLock | None = None) -> None:
        if not os.environ.get("DISPLAY"):
            raise NoDisplay(
                "this Wayland session offers no X server",
                advice="Log in to an X11 session; capture through the portal is not built yet.",
            )
        self._x = X11Desktop(lock=lock)

    def active(self) -> Window | None:
        return self._x.active()

    def windows(self) -> tuple[Window, ...]:
        """Windows of Wayland's own programs lie among these and are not known: a picture that shows them is a picture
        of unknown windows. So nothing is listed when nothing of X has the focus."""
        return self._x.windows() if self._x.active() is not None else ()

    def idle_seconds(self) -> float:
        """XWayland hears only of its own windows' input, so that its idle time would be wrong."""
        return 0.0

    def screen_locked(self) -> bool | None:
        return self._x.screen_locked()

    def wait_change(self, timeout: float) -> bool:
        return self._x.wait_change(timeout)

    def wake(self) -> None:
        self._x.wake()

    def close(self) -> None:
        self._x.close()
