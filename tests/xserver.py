"""A real X server for tests, with or without a window manager, and real windows on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest


@dataclass
class XServer:
    """One Xvfb. `run` starts a program on it; `sh` runs one to its end."""

    display: str
    process: subprocess.Popen[bytes]
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE")}
        return {**clean, "DISPLAY": self.display}

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.children.append(child)
        return child

    def sh(self, *command: str) -> str:
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def window(self, title: str, *, seconds: float = 40) -> str:
        """Of the first visible window so called, once there is one; xdotool's own --sync gives up when one goes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            search = ("xdotool", "search", "--onlyvisible", "--name", title)
            found = subprocess.run(search, env=self.environment, capture_output=True, text=True, timeout=20)
            if found.stdout.split():
                return found.stdout.split()[0]
            time.sleep(0.2)
        raise AssertionError(f"no window is called {title}")

    def stop(self) -> None:
        """As a logout does: every connection breaks."""
        self.process.terminate()
        self.process.wait(timeout=10)

    def xterm(self, title: str, geometry: str, *extra: str) -> int:
        """A window that is mapped when this returns; its X id."""
        self.run("xterm", "-T", title, "-geometry", geometry, "+sb", *extra, "-e", "cat")
        return int(self.sh("xdotool", "search", "--sync", "--onlyvisible", "--name", title).split()[0])


def start_server(*, manager: bool, size: str = "1280x800x24") -> Iterator[XServer]:
    missing = [name for name in ("Xvfb", "openbox", "xterm", "xdotool") if shutil.which(name) is None]
    if missing or not sys.platform.startswith("linux"):
        pytest.skip(f"no X server to start: {', '.join(missing) or sys.platform}")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    if not number:
        process.wait(timeout=10)
        pytest.skip("Xvfb did not start")
    server = XServer(f":{number}", process)
    try:
        if manager:
            server.run("openbox", "--sm-disable")
            _wait_for_manager(server.display)
        yield server
    finally:
        for child in reversed(server.children):
            child.kill()
            child.wait(timeout=10)
        server.stop()


def _wait_for_manager(name: str) -> None:
    """Until the window manager has said on the root window that it is there."""
    from Xlib import X, display

    watcher = display.Display(name)
    root = watcher.screen().root
    root.change_attributes(event_mask=X.PropertyChangeMask)
    check = watcher.get_atom("_NET_SUPPORTING_WM_CHECK")
    while root.get_property(check, X.AnyPropertyType, 0, 1) is None:
        watcher.next_event()
    watcher.close()
