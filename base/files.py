"""Durable files: atomic replace, fsync, private modes, temporary folders.

Called from any thread. A file is made with mode 0600, written, fsynced, and only then gets its name (STYLE 16).
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from base.errors import AfterglowError, DiskFull, StoreError

Result = TypeVar("Result")
WINDOWS = os.name == "nt"
_PATIENCE = (0.02, 0.05, 0.1, 0.3, 1.0) if WINDOWS else ()
"""Seconds. On Windows a virus scanner or an indexer may hold a file for a moment: refused now, granted a little later.
"""


def translate_os_errors(error: OSError, what: str) -> AfterglowError:
    """A full disk is told apart from a disk that refuses."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("the disk of the memory is full")
    return StoreError(f"{what} ({errno.errorcode.get(error.errno or 0, 'unknown')})")


def retry_while_locked(work: Callable[[], Result]) -> Result:
    """Do `work`, again on Windows when another program holds the file."""
    for seconds in _PATIENCE:
        try:
            return work()
        except PermissionError:
            time.sleep(seconds)
    return work()


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut. Windows cannot, and needs not, fsync a directory."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """`folder` with its parents, for the owner only, each new name durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def write_private(path: Path, data: bytes, *, sync: bool = True) -> None:
    """A new file with mode 0600. Leaves nothing behind when it fails."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def replace_atomically(path: Path, data: bytes, *, sync: bool = True) -> None:
    """After it returns `path` holds `data`; a crash leaves the old content or the new one."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    write_private(fresh, data, sync=sync)
    try:
        retry_while_locked(lambda: fresh.replace(path))
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


class ProcessFolder:
    """A new folder under `base` that belongs to this process: held by a lock, so that what a killed process left is
    recognised without trusting process ids, and is removed by the next one.
    """

    def __init__(self, base: Path, prefix: str) -> None:
        make_folder(base)
        with FileLock(base / f".{prefix}lock", mode=0o600):
            _sweep(base, prefix)
            self.path = base / f"{prefix}{secrets.token_hex(8)}"
            self.path.mkdir(mode=0o700)
            self._lock = FileLock(self.path / ".held", mode=0o600, thread_local=False)
            self._lock.acquire()

    def close(self) -> None:
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(base: Path, prefix: str) -> None:
    for folder in base.glob(f"{prefix}*"):
        if not _is_mine(folder):
            continue
        with suppress(Timeout, OSError):
            FileLock(folder / ".held", mode=0o600).acquire(timeout=0).lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    """In a folder that others may write to, a link or a stranger's folder must not be followed."""
    with suppress(OSError):
        found = folder.lstat()
        owner = WINDOWS or found.st_uid == os.getuid()
        return owner and folder.is_dir() and not folder.is_symlink()
    return False
