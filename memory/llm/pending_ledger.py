"""Ledger entries waiting in sealed files.

The managers' process, which sends, is not the one that holds the store. So each line is first a slip in `sent/`, sealed
to the memory's public key like a spooled frame; whoever holds the store takes the slips in. A process that is killed
while it waits for an answer leaves its slip.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from base.files import make_folder, replace_atomically, retry_while_locked, translate_os_errors
from base.records.consent import LedgerEntry, RequestOutcome
from memory.sealed.envelope import SealError
from memory.sealed.keys import Keys
from memory.sealed.spool_key import decrypt_with, encrypt_to
from memory.store.consent_rows import sent_from, sent_json

MAGIC = b"AGN"
VERSION = 1
SUFFIX = ".sealed"


@dataclass(frozen=True, slots=True)
class PendingLedger:
    folder: Path = field(repr=False)
    public_key: bytes = field(repr=False)

    def write(self, line: LedgerEntry) -> None:
        """Durable when it returns. Raises DiskFull, StoreError."""
        path = self._path(line)
        plain = json.dumps(sent_json(line)).encode()
        try:
            make_folder(self.folder)
            replace_atomically(path, MAGIC + bytes([VERSION]) + encrypt_to(self.public_key, _purpose(path), plain))
        except OSError as error:
            raise translate_os_errors(error, "the privacy ledger cannot be written") from None

    def read(self, keys: Keys) -> tuple[LedgerEntry, ...]:
        """What lies there, oldest first, of a request its beginning before its end. A damaged slip is passed over: it
        stays where it is."""
        entries = []
        for path in self._paths():
            with suppress(OSError, SealError, ValueError, KeyError, TypeError):
                entries.append(_open_line(path, keys))
        return tuple(entries)

    def remove(self, lines: Sequence[LedgerEntry]) -> None:
        """After they are in the store."""
        for line in lines:
            with suppress(FileNotFoundError):
                retry_while_locked(self._path(line).unlink)

    def _path(self, line: LedgerEntry) -> Path:
        """Of a request's beginning and of its end: whoever takes the one in does not remove the other unread."""
        part = "a" if line.ending is RequestOutcome.BEGUN else "b"
        return self.folder / f"{line.id}-{part}{SUFFIX}"

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.is_dir() else []


def _open_line(path: Path, keys: Keys) -> LedgerEntry:
    sealed = path.read_bytes()
    if not sealed.startswith(MAGIC + bytes([VERSION])):
        raise ValueError
    return sent_from(json.loads(decrypt_with(keys.spool, _purpose(path), sealed[len(MAGIC) + 1 :])))


def _purpose(path: Path) -> bytes:
    """Binds the content to its name."""
    return b"afterglow sent\0" + bytes([VERSION]) + path.name.encode()
