"""Witness against rollback: a counter of changes outside the home.

An older copy of the whole home does not bring back an older witness. A missing or unreadable witness proves nothing
(another machine, a new account), because whoever can change it can also delete it. The anchor calls it, at open and
from the endpoint's write pool.
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
    def read(self) -> int:
        """The highest counter recorded; 0 if there is none."""

    def record(self, counter: int) -> None:
        """Never lowers the counter."""


def default_folder() -> Path:
    return user_state_path("afterglow", appauthor=False) / "witness"


def witness_name(home: Path, keys: Keys) -> str:
    """Includes the path of the home, so that a copy opened elsewhere does not make the original look rolled back."""
    path_digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]
    return f"{keys.store_id}-{path_digest}"


class FileWitness:
    def __init__(self, folder: Path, name: str, keys: Keys) -> None:
        self._path = folder / name
        self._label = f"{name} witness"
        self._key = keys.anchor_key

    def read(self) -> int:
        try:
            return _decrypt_counter(self._key, self._label, self._path.read_bytes())
        except OSError:
            return 0

    def record(self, counter: int) -> None:
        """Not fsynced, because losing a write only makes the witness a little older."""
        if counter <= self.read():
            return
        try:
            make_folder(self._path.parent)
            replace_atomically(self._path, seal(self._key, self._label, str(counter).encode()), sync=False)
        except OSError as error:
            log.warning("the witness cannot be written: %s", type(error).__name__)


class KeyStoreWitness:
    """In the operating system's key store, which may ask the person, so it is used only at open and close."""

    def __init__(self, store: KeyStore, name: str, keys: Keys) -> None:
        self._store = store
        self._name = f"witness {name}"
        self._label = f"{name} witness"
        self._key = keys.anchor_key

    def read(self) -> int:
        try:
            sealed = self._store.get(self._name)
            return _decrypt_counter(self._key, self._label, base64.b64decode(sealed)) if sealed else 0
        except (KeyStoreUnavailable, binascii.Error):
            return 0

    def record(self, counter: int) -> None:
        if counter <= self.read():
            return
        try:
            self._store.set(self._name, base64.b64encode(seal(self._key, self._label, str(counter).encode())).decode())
        except KeyStoreUnavailable as error:
            log.warning("the key store does not take the witness: %s", error.detail)


def highest_counter(witnesses: Sequence[Witness]) -> int:
    return max((witness.read() for witness in witnesses), default=0)


def _decrypt_counter(key: bytes, label: str, sealed: bytes) -> int:
    try:
        return int(unseal(key, label, sealed))
    except (SealError, StoreTooNew, ValueError):
        log.warning("a witness that does not verify is ignored")
        return 0
