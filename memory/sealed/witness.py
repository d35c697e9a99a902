"""Rollback witness outside the home.

Whoever puts an older copy of the whole folder back does not turn this back with it. A missing or unreadable witness
says nothing (another machine, a new account): whoever can change it could also delete it. Called from the opener and
the write pool.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from platformdirs import user_state_path

from base.errors import KeyStoreUnavailable, StoreTooNew
from base.files import make_folder, replace_atomically
from memory.sealed.envelope import SealError, seal, unseal
from memory.sealed.keys import Keys
from memory.sealed.os_keystore import KeyStore

log = logging.getLogger(__name__)


class Witness(Protocol):
    def seen(self) -> int:
        """The highest counter known; 0 when nothing is."""

    def record(self, counter: int) -> None:
        """Never lowers it, but for `accept`ed backups, whose counter is made the highest first."""


def default_folder() -> Path:
    return user_state_path("afterglow", appauthor=False) / "witness"


def witness_name(home: Path, keys: Keys) -> str:
    """One for each place that a memory lives in: a copy that is opened elsewhere must not accuse the original."""
    place = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]
    return f"{keys.store_id}-{place}"


class FileWitness:
    def __init__(self, folder: Path, name: str, keys: Keys) -> None:
        self._path = folder / name
        self._label = f"{name} witness"
        self._key = keys.records

    def seen(self) -> int:
        try:
            return _counter(self._key, self._label, self._path.read_bytes())
        except OSError:
            return 0

    def record(self, counter: int) -> None:
        """Not fsynced: the anchor that it counts is, so losing this only makes the witness a little older."""
        if counter <= self.seen():
            return
        try:
            make_folder(self._path.parent)
            replace_atomically(self._path, seal(self._key, self._label, str(counter).encode()), sync=False)
        except OSError as error:
            log.warning("the witness cannot be written: %s", type(error).__name__)


class KeyStoreWitness:
    """In the operating system's key store, which may ask the person; so only at open and close."""

    def __init__(self, store: KeyStore, name: str, keys: Keys) -> None:
        self._store = store
        self._name = f"witness {name}"
        self._label = f"{name} witness"
        self._key = keys.records

    def seen(self) -> int:
        try:
            kept = self._store.get(self._name)
            return _counter(self._key, self._label, base64.b64decode(kept)) if kept else 0
        except (KeyStoreUnavailable, binascii.Error):
            return 0

    def record(self, counter: int) -> None:
        if counter <= self.seen():
            return
        try:
            self._store.set(self._name, base64.b64encode(seal(self._key, self._label, str(counter).encode())).decode())
        except KeyStoreUnavailable as error:
            log.warning("the key store does not take the witness: %s", error.detail)


def highest(witnesses: Sequence[Witness]) -> int:
    return max((witness.seen() for witness in witnesses), default=0)


def _counter(key: bytes, label: str, sealed: bytes) -> int:
    try:
        return int(unseal(key, label, sealed))
    except (SealError, StoreTooNew, ValueError):
        log.warning("a witness that does not verify is ignored")
        return 0
