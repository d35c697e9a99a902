"""Writes beside the final name, renames when complete.

Called in the exporter's thread. Leaving through any exception, Ctrl-C included, leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from base.errors import BadInput, DiskFull
from memory.snapshots.manifest import HEAD

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextlib.contextmanager
def new_file(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file that stands under `target` once the block ends well. Raises BadInput when it is taken, DiskFull."""
    with _faults(target):
        _refuse(target, force and not target.is_dir())
        part = _part(target)
        part.unlink(missing_ok=True)  # of an export that was killed
        with _removed_on_failure(part):
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _refuse(target, force)
            part.replace(target)
            _sync_folder(target.parent)


@contextlib.contextmanager
def new_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """The same for a folder. With `force` only an empty folder or an earlier export gives way."""
    with _faults(target):
        _refuse(target, _may_give_way(target, force=force))
        part = _part(target)
        if part.is_dir():
            _refuse(part, _may_give_way(part, force=True))
            shutil.rmtree(part)  # of an export that was killed
        with _removed_on_failure(part):
            part.mkdir(mode=0o700)
            yield part
            if hasattr(os, "sync"):
                os.sync()  # one flush for all: fsync of a hundred thousand pictures one by one takes many minutes
            _refuse(target, _may_give_way(target, force=force))
            _swap(part, target)


def _swap(part: Path, target: Path) -> None:
    if not target.exists():
        part.rename(target)
        return
    old = target.with_name(target.name + ".old")
    target.rename(old)
    part.rename(target)
    shutil.rmtree(old)


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _refuse(target: Path, may_give_way: bool) -> None:
    if (target.exists() or target.is_symlink()) and not may_give_way:
        raise BadInput(f"{target.name} is there already", advice="Choose another name, or give --force to replace it.")


def _may_give_way(target: Path, *, force: bool) -> bool:
    if target.is_symlink() or not target.is_dir():
        return False
    return not any(target.iterdir()) or (force and _is_ours(target))


def _is_ours(folder: Path) -> bool:
    return (folder / HEAD).is_file()


@contextlib.contextmanager
def _removed_on_failure(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _faults(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                f"while writing {target.name}",
                advice="Free some space, or export to another disk; nothing was left behind.",
            ) from None
        raise BadInput(
            f"{target.name} cannot be written ({type(error).__name__})",
            advice="Check that the folder exists and may be written to.",
        ) from None


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
