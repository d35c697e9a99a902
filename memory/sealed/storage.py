"""Byte storage below the encryption: Protocols, and a local directory.

A backend sees only encrypted names (parts joined by `/`) and ciphertext. It publishes atomically and, if asked to, only
if the name is free; the Protocols say the rest. The sealed objects call it, on the endpoint's thread and its write
pool. S3-compatible storage has an issue of its own.
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
class StorageEntry:
    """One name in a folder. `size` is in stored bytes, `modified` in seconds since 1970."""

    name: str
    folder: bool
    size: int = 0
    modified: float = 0.0


class StoredObject(Protocol):
    """A stored object, open for reading. `identity` changes whenever the name gets other bytes."""

    size: int
    modified: float
    identity: tuple[int, int, int]

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes; fewer only at the end."""

    def close(self) -> None: ...


class Upload(Protocol):
    """A new object without a name. The first bytes are reserved, because they are known only at the end.

    (Object storage would send its first part last; parts may be sent in any order.)
    """

    def append(self, data: bytes) -> None: ...

    def publish(self, name: str, head: bytes, *, exclusive: bool) -> None:
        """Makes it durable and visible under `name`. Raises FileExistsError if exclusive and the name is taken."""

    def abort(self) -> None:
        """Discards the upload; harmless after publish."""


class ByteStorage(Protocol):
    def upload(self, reserve: int) -> Upload: ...

    def open(self, name: str) -> StoredObject:
        """Raises FileNotFoundError."""

    def entries(self, folder: str) -> list[StorageEntry]:
        """The direct contents of `folder` ("" for the top) in any order; empty if the folder does not exist."""

    def delete(self, name: str) -> bool:
        """Returns whether it existed."""

    def close(self) -> None: ...


class LocalStorage:
    """A directory with one file per object; `incoming/` beside `objects/` holds unfinished uploads."""

    def __init__(self, root: Path, *, fsync: bool = True) -> None:
        base = Path(f"\\\\?\\{root.resolve()}") if WINDOWS else root  # sealed names are longer than 260 characters
        self.fsync = fsync
        self._objects = base / "objects"
        make_folder(self._objects)
        self._incoming = ProcessFolder(base / "incoming", "p-")
        self._name_lock = FileLock(base / "incoming" / ".taking", mode=0o600)

    def upload(self, reserve: int) -> Upload:
        return _LocalUpload(self, self._incoming.path / secrets.token_hex(16), reserve)

    def open(self, name: str) -> StoredObject:
        return _LocalObject(self._path(name))

    def entries(self, folder: str) -> list[StorageEntry]:
        try:
            with os.scandir(self._path(folder)) as items:
                return [entry for item in items if (entry := _read_entry(item)) is not None]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def delete(self, name: str) -> bool:
        path = self._path(name)
        try:
            retry_while_locked(path.unlink)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        folder = path.parent
        with suppress(OSError):  # removes empty folders up to the first that is not empty
            while folder != self._objects:
                folder.rmdir()
                folder = folder.parent
        return True

    def close(self) -> None:
        self._incoming.close()

    def move_in(self, upload: Path, name: str, *, exclusive: bool) -> None:
        """Moves a finished upload to its name."""
        path = self._path(name)
        move: Callable[[Path, Path], object] = self._move_if_absent if exclusive else os.replace
        for _ in range(8):  # another process may remove the still empty folder at the same time
            make_folder(path.parent)
            with suppress(FileNotFoundError):
                retry_while_locked(lambda: move(upload, path))
                break
        else:
            raise FileNotFoundError(errno.ENOENT, "the folder of the store vanishes", str(path.parent))
        if self.fsync:
            sync_folder(path.parent)

    def _move_if_absent(self, upload: Path, path: Path) -> None:
        """Atomic across processes by a hard link; a file system without links needs a lock."""
        if not WINDOWS:
            try:
                path.hardlink_to(upload)
            except OSError as error:
                if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
                    raise
            else:
                upload.unlink()
                return
        with self._name_lock:
            if path.exists():
                raise FileExistsError(errno.EEXIST, "taken", str(path))
            upload.rename(path)

    def _path(self, name: str) -> Path:
        return self._objects.joinpath(*name.split("/")) if name else self._objects


class _LocalUpload:
    def __init__(self, storage: LocalStorage, path: Path, reserve: int) -> None:
        self._storage = storage
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
        if self._storage.fsync:
            os.fsync(self._file.fileno())
        self._file.close()
        self._storage.move_in(self._path, name, exclusive=exclusive)

    def abort(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


class _LocalObject:
    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        status = os.fstat(self._handle)
        self.size, self.modified = status.st_size, status.st_mtime
        self.identity: tuple[int, int, int] = (status.st_ino, status.st_size, status.st_mtime_ns)

    def read(self, offset: int, length: int) -> bytes:
        data = _read_at(self._handle, length, offset)
        while len(data) < length and (more := _read_at(self._handle, length - len(data), offset + len(data))):
            data += more  # one call reads at most 2 GiB
        return data

    def close(self) -> None:
        os.close(self._handle)


def _read_at(handle: int, length: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)  # Windows; the handle has one reader, so nobody else moves its position
    return os.read(handle, length)


def _read_entry(item: os.DirEntry[str]) -> StorageEntry | None:
    with suppress(FileNotFoundError):  # deleted during the listing
        if item.is_dir(follow_symlinks=False):
            return StorageEntry(item.name, True)
        status = item.stat()
        return StorageEntry(item.name, False, status.st_size, status.st_mtime)
    return None
