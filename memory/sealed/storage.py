"""Byte storage below the sealing layer: a local directory. A local directory here; S3-compatible storage comes with
its own issue.

A backend sees opaque names (parts joined by `/`) and ciphertext only. It must publish atomically and, when asked to,
only if the name is free; the rest of its promises are in the Protocols. Called from the endpoint's thread and its write
pool.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from base.files import WINDOWS, ProcessFolder, make_folder, retry_while_locked, sync_folder


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder. `size` is in stored bytes, `modified` in seconds since 1970."""

    name: str
    folder: bool
    size: int = 0
    modified: float = 0.0


class StoredObject(Protocol):
    """A stored object, open for reading. `identity` changes whenever other bytes stand under the name."""

    size: int
    modified: float
    identity: tuple[int, int, int]

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer only at the end."""

    def close(self) -> None: ...


class Upload(Protocol):
    """A new object without a name. The first bytes are reserved: they are known only when all others are.

    (Object storage keeps its first part back until then; parts may be sent in any order.)
    """

    def append(self, data: bytes) -> None: ...

    def publish(self, name: str, head: bytes, *, exclusive: bool) -> None:
        """Durable and visible under `name` when it returns. FileExistsError when exclusive and the name is taken."""

    def abort(self) -> None:
        """Forget everything; harmless after publish."""


class ByteStorage(Protocol):
    def upload(self, reserve: int) -> Upload: ...

    def open(self, name: str) -> StoredObject:
        """FileNotFoundError when there is nothing."""

    def entries(self, folder: str) -> list[Entry]:
        """What stands directly in `folder` (empty for the top), in any order; empty when there is no such folder."""

    def delete(self, name: str) -> bool:
        """True when something was there."""

    def close(self) -> None: ...


class LocalStorage:
    """A directory: one file for each object, `incoming/` beside `objects/` for what has no name yet."""

    def __init__(self, root: Path, *, fsync: bool = True) -> None:
        base = Path(f"\\\\?\\{root.resolve()}") if WINDOWS else root  # sealed names are longer than 260 characters
        self.fsync = fsync
        self._objects = base / "objects"
        make_folder(self._objects)
        self._incoming = ProcessFolder(base / "incoming", "p-")
        self._taking = FileLock(base / "incoming" / ".taking", mode=0o600)

    def upload(self, reserve: int) -> Upload:
        return _LocalUpload(self, self._incoming.path / secrets.token_hex(16), reserve)

    def open(self, name: str) -> StoredObject:
        return _LocalBlob(self._path(name))

    def entries(self, folder: str) -> list[Entry]:
        try:
            with os.scandir(self._path(folder)) as found:
                return [entry for item in found if (entry := _entry(item)) is not None]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def delete(self, name: str) -> bool:
        path = self._path(name)
        try:
            retry_while_locked(path.unlink)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        self._prune(path.parent)
        return True

    def close(self) -> None:
        self._incoming.close()

    def take(self, fresh: Path, name: str, *, exclusive: bool) -> None:
        """Give a finished upload its name."""
        path = self._path(name)
        give: Callable[[Path, Path], object] = self._link if exclusive else os.replace
        for _ in range(8):  # another process may prune the folder, empty until now, under our feet
            make_folder(path.parent)
            with suppress(FileNotFoundError):
                retry_while_locked(lambda: give(fresh, path))
                break
        else:
            raise FileNotFoundError(errno.ENOENT, "the folder of the store vanishes", str(path.parent))
        if self.fsync:
            sync_folder(path.parent)

    def _link(self, fresh: Path, path: Path) -> None:
        """Atomic create-if-absent, also against other processes; a file system without links needs a lock for it."""
        if not WINDOWS:
            try:
                path.hardlink_to(fresh)
            except OSError as error:
                if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
                    raise
            else:
                fresh.unlink()
                return
        with self._taking:
            if path.exists():
                raise FileExistsError(errno.EEXIST, "taken", str(path))
            fresh.rename(path)

    def _prune(self, folder: Path) -> None:
        with suppress(OSError):
            while folder != self._objects:
                folder.rmdir()
                folder = folder.parent

    def _path(self, name: str) -> Path:
        return self._objects.joinpath(*name.split("/")) if name else self._objects


class _LocalUpload:
    def __init__(self, owner: LocalStorage, path: Path, reserve: int) -> None:
        self._owner = owner
        self._path = path
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)
        self._file.write(bytes(reserve))

    def append(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]

    def publish(self, name: str, head: bytes, *, exclusive: bool) -> None:
        self._file.seek(0)
        self.append(head)
        if self._owner.fsync:
            os.fsync(self._file.fileno())
        self._file.close()
        self._owner.take(self._path, name, exclusive=exclusive)

    def abort(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


class _LocalBlob:
    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        found = os.fstat(self._handle)
        self.size, self.modified = found.st_size, found.st_mtime
        self.identity: tuple[int, int, int] = (found.st_ino, found.st_size, found.st_mtime_ns)

    def read(self, offset: int, length: int) -> bytes:
        got = _read_at(self._handle, length, offset)
        while len(got) < length and (more := _read_at(self._handle, length - len(got), offset + len(got))):
            got += more  # one call gives 2 GiB at most
        return got

    def close(self) -> None:
        os.close(self._handle)


def _read_at(handle: int, length: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)  # Windows; the handle is opened for one reader, so its position is ours
    return os.read(handle, length)


def _entry(item: os.DirEntry[str]) -> Entry | None:
    with suppress(FileNotFoundError):  # deleted while we list
        if item.is_dir(follow_symlinks=False):
            return Entry(item.name, True)
        found = item.stat()
        return Entry(item.name, False, found.st_size, found.st_mtime)
    return None
