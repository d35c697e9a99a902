"""Protocol of a desktop: windows, active window, idle time, lock. One implementation a platform, in capture/desktop."""

from __future__ import annotations

from typing import Protocol

from capture.frames import Window


class Desktop(Protocol):
    """Every call raises CaptureError when the display server is gone."""

    def active(self) -> Window | None:
        """The window with the focus; None when there is none, or the platform does not say."""

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
