"""Single instance: the lock file of the process that has the window, and the address at which it can be called.

The operating system releases the lock when the process ends, even by a crash; so whoever gets it knows that a socket
that is left at the address is stale. Called by `afterglow` on the main thread.
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

MAX_SOCKET_PATH = 100
"""Bytes: the kernel's limit is 108 on Linux and 104 on macOS."""


def window_lock(home: Home) -> FileLock:
    """Held by the process that has the window."""
    return FileLock(home.window_lock, timeout=0, thread_local=False, mode=0o600)


def window_address(home: Home) -> str:
    """For QLocalServer: a path in a folder that only this account can enter, or a pipe's name on Windows. The folder is
    the session's runtime folder or the home; where both paths are too long for a socket, a folder of the account under
    /tmp. Empty where none of them can be used: then a second start cannot call the first window."""
    name = f"afterglow-{hashlib.blake2s(os.fsencode(home.root), digest_size=8).hexdigest()}"
    if sys.platform == "win32":
        return name
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    shared = Path(f"/tmp/afterglow-{os.getuid()}")  # noqa: S108 - used only if it is this account's alone: _is_private
    with contextlib.suppress(OSError):
        shared.mkdir(mode=0o700)
    for folder in (*([Path(session)] if session else []), home.root, shared):
        path = folder / name
        if len(os.fsencode(path)) <= MAX_SOCKET_PATH and _is_private(folder):
            return str(path)
    return ""


def _is_private(folder: Path) -> bool:
    """Of the folder itself, not of what a link points to: under /tmp anybody could have made a link."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) & 0o077 == 0
