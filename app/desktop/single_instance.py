"""Lock and address of the first window.

The lock is the system's, so a crash gives it free; a socket that a crash left behind is then known to be stale.
"""

from __future__ import annotations

import contextlib
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
    """For QLocalServer: a path in a folder that only this account can enter, or a pipe's name on Windows. The session's
    runtime folder serves, or the home; where both lie too deep for a socket, a folder of the account under /tmp.
    Empty where none serves: a second start then only says that it is one."""
    name = f"afterglow-{hashlib.blake2s(os.fsencode(home.root), digest_size=8).hexdigest()}"
    if sys.platform == "win32":
        return name
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (*([Path(session)] if session else []), home.root, _shallow()):
        path = folder / name
        if len(os.fsencode(path)) <= LONGEST and _private(folder):
            return str(path)
    return ""


def _shallow() -> Path:
    folder = Path(f"/tmp/afterglow-{os.getuid()}")  # noqa: S108 - made for this account alone, or not used: _private
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700)
    return folder


def _private(folder: Path) -> bool:
    """Not through a link: under /tmp anybody could have laid one."""
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and stat.S_IMODE(about.st_mode) & 0o077 == 0
