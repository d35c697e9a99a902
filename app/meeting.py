"""Where a second start of the app finds the first one: a lock says who is first, a local socket brings its window up.

The lock is the system's, so a crash gives it free; a socket that a crash left behind is then known to be stale.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

from filelock import FileLock

from app.home import Home

LONGEST = 100
"""Bytes of a socket's path: the kernel's limit is 108 on Linux and 104 on macOS."""


def window_lock(home: Home) -> FileLock:
    """Held by the process that has the window."""
    return FileLock(home.window_lock, timeout=0, thread_local=False, mode=0o600)


def window_address(home: Home) -> str:
    """For QLocalServer: a path in a folder that only this account can enter, or a pipe's name on Windows. Empty where
    neither the session's runtime folder nor the home serves: a second start then only says that it is one."""
    name = f"afterglow-{hashlib.blake2s(os.fsencode(home.root), digest_size=8).hexdigest()}"
    if sys.platform == "win32":
        return name
    folders = [Path(folder) for folder in (os.environ.get("XDG_RUNTIME_DIR", ""),) if folder]
    for folder in (*folders, home.root):
        path = folder / name
        if _private(folder) and len(os.fsencode(path)) <= LONGEST:
            return str(path)
    return ""


def _private(folder: Path) -> bool:
    try:
        about = folder.stat()
    except OSError:
        return False
    return about.st_uid == os.getuid() and stat.S_IMODE(about.st_mode) & 0o077 == 0
