"""Output files and folders: written beside the final name, renamed when complete.

Export calls this, in its caller's thread. After any exception, Ctrl-C included, nothing is left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from base.errors import BadInput, DiskFull, file_fault
from memory.snapshots.manifest import HEAD

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextlib.contextmanager
def new_file(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file that gets the name `target` once the block ends well. Raises BadInput when it is taken, DiskFull."""
    with _translate_errors(target):
        _refuse_taken(target, force and not target.is_dir())
        part = _part_path(target)
        part.unlink(missing_ok=True)  # of an export that was killed
        with _remove_on_failure(part):
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _refuse_taken(target, force)
            part.replace(target)
            if os.name == "posix":
                parent = os.open(target.parent, os.O_RDONLY)
                try:
                    os.fsync(parent)
                finally:
                    os.close(parent)


@contextlib.contextmanager
def new_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """The same for a folder. With `force` only an empty folder or an earlier export is replaced."""
    with _translate_errors(target):
        _refuse_taken(target, _is_replaceable(target, force=force))
        part = _part_path(target)
        if part.is_dir():
            _refuse_taken(part, _is_replaceable(part, force=True))
            shutil.rmtree(part)  # of an export that was killed
        with _remove_on_failure(part):
            part.mkdir(mode=0o700)
            yield part
            if hasattr(os, "sync"):
                os.sync()  # one flush for all: fsync of a hundred thousand pictures one by one takes many minutes
            _refuse_taken(target, _is_replaceable(target, force=force))
            if not target.exists():
                part.rename(target)
                return
            old = target.with_name(target.name + ".old")
            target.rename(old)
            part.rename(target)
            shutil.rmtree(old)


def _part_path(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _refuse_taken(target: Path, replaceable: bool) -> None:
    if (target.exists() or target.is_symlink()) and not replaceable:
        raise BadInput(f"{target.name} already exists", advice="Choose another name, or give --force to replace it.")


def _is_replaceable(target: Path, *, force: bool) -> bool:
    if target.is_symlink() or not target.is_dir():
        return False
    return not any(target.iterdir()) or (force and (target / HEAD).is_file())


@contextlib.contextmanager
def _remove_on_failure(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _translate_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise DiskFull(
                f"while writing {target.name}",
                advice="Free some space, or export to another disk. No partial file was left.",
            ) from None
        raise BadInput(
            f"{target.name} cannot be written: {file_fault(error)}",
            advice="Check that the folder exists and is writable.",
        ) from None
