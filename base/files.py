"""Durable files: atomic replace, fsync, private modes, temporary folders.

Called from any thread. A file is created with mode 0600, written and fsynced before it gets its name (STYLE 16).
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from base.errors import AfterglowError, DiskFull, FileRefused, StoreError

Result = TypeVar("Result")
WINDOWS = os.name == "nt"
if not WINDOWS:
    import fcntl
_RETRY_AFTER = (0.02, 0.05, 0.1, 0.3, 1.0) if WINDOWS else ()
"""Seconds. On Windows a virus scanner or an indexer may keep a file open for a moment."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    reason: str
    advice: str


_REFUSALS = {
    (errno.EROFS,): _Refusal(
        "it is read-only", advice="Make it writable, or keep the memory in another folder with --home FOLDER."
    ),
    (errno.EACCES, errno.EPERM): _Refusal(
        "your account may not use it",
        advice="Check that the folder of the memory and all that is in it belong to your account and can be written.",
    ),
    (errno.ENOENT, errno.ESTALE, errno.ENODEV, errno.ENXIO): _Refusal(
        "it is not there any more",
        advice="Connect the disk it is on and start Afterglow again, or restore it from a backup.",
    ),
    (errno.ENOTDIR, errno.EEXIST, errno.EISDIR): _Refusal(
        "something else of that name is in the way",
        advice="Move it away, or choose another folder with --home FOLDER.",
    ),
    (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP): _Refusal(
        "it is on a disk that cannot lock files, as some network folders",
        advice="Keep the memory on a disk of this computer: --home FOLDER.",
    ),
    (errno.EIO,): _Refusal(
        "the disk reports an error",
        advice="Check the disk, and restore the memory from a backup if it is damaged.",
    ),
}
"""What the number of a failed call means."""


def _full_disk(what: str) -> DiskFull:
    return DiskFull(
        what, advice="Free some space on it, for instance by emptying the trash; recording resumes by itself."
    )


def translate_os_errors(error: OSError, what: str) -> AfterglowError:
    """DiskFull for a full disk, StoreError for anything else. `what`: the sentence that the person sees."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full_disk("the disk of the memory is full")
    reason, advice = _find_reason(error)
    return StoreError(f"{what}: {reason}", advice=advice)


def refusal(error: OSError) -> AfterglowError:
    """What an error that nobody foresaw means for the person: which file, why, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full_disk("the disk is full")
    reason, advice = _find_reason(error)
    name = f"{error.filename}: " if isinstance(error.filename, str) else ""
    return FileRefused(f"{name}{reason}", advice=advice)


def _find_reason(error: OSError) -> tuple[str, str | None]:
    for numbers, refused in _REFUSALS.items():
        if error.errno in numbers:
            return refused.reason, refused.advice
    return errno.errorcode.get(error.errno or 0, type(error).__name__), None


def probe_folder(folder: Path) -> None:
    """Raises OSError where a file cannot be made, locked and removed; a full disk is no reason, since what is there can
    still be read. A lock that a crash would leave behind, as FileLock makes where the disk has no better, is none."""
    trial = folder / f".probe-{secrets.token_hex(8)}"
    try:
        handle = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            if not WINDOWS:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)
            trial.unlink()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise OSError(error.errno, "refused", str(folder)) from None


def retry_while_locked(work: Callable[[], Result]) -> Result:
    """Do `work`; on Windows try again while another program has the file open."""
    for seconds in _RETRY_AFTER:
        try:
            return work()
        except PermissionError:
            time.sleep(seconds)
    return work()


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut. Windows cannot fsync a directory, and does not need to."""
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
    """Create a file with mode 0600. Leaves nothing behind when it fails."""
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
    """Write `data` to `path`; a crash leaves the old content or the new one."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    write_private(fresh, data, sync=sync)
    try:
        retry_while_locked(lambda: fresh.replace(path))
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def read_regular_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that others may have put there: at most `limit` of them, and no waiting for a pipe. Raises
    OSError, FileExistsError for what is no file; ValueError for one that is longer."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileExistsError(errno.EEXIST, "not a file", str(path))
    with os.fdopen(handle, "rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise ValueError("longer than any that is expected here")
    return raw


class ProcessFolder:
    """A new folder under `base` for this process alone. The process holds a lock file in it, so the next process can
    tell which folders are abandoned, without trusting process ids, and removes those.
    """

    def __init__(self, base: Path, prefix: str) -> None:
        make_folder(base)
        with FileLock(base / f".{prefix}lock", mode=0o600):
            for folder in base.glob(f"{prefix}*"):
                if _is_own_folder(folder):
                    with suppress(Timeout, OSError):  # Timeout: its process is still running
                        FileLock(folder / ".held", mode=0o600).acquire(timeout=0).lock.release()
                        shutil.rmtree(folder, ignore_errors=True)
            self.path = base / f"{prefix}{secrets.token_hex(8)}"
            self.path.mkdir(mode=0o700)
            self._lock = FileLock(self.path / ".held", mode=0o600, thread_local=False)
            self._lock.acquire()

    def close(self) -> None:
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def _is_own_folder(folder: Path) -> bool:
    """Not a link or another account's folder: others may have put those here, and we must not follow them."""
    with suppress(OSError):
        status = folder.lstat()
        return (WINDOWS or status.st_uid == os.getuid()) and folder.is_dir() and not folder.is_symlink()
    return False
