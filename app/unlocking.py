"""Unlocking: the keys of a memory from a passphrase, the system's key store or a recovery key.

Called by commands, and by the desktop program from its jobs pool, since Argon2id takes seconds on purpose.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.home import Home
from base.errors import BadInput, KeyStoreUnavailable, Locked, file_fault
from memory.sealed.keys import KeyFile, Keys
from memory.sealed.os_keystore import KeyStore

FILE_VARIABLE = "AFTERGLOW_PASSPHRASE_FILE"
MIN_LENGTH = 8
"""Characters of a new passphrase."""
Ask = Callable[[str], str]
"""Asks the person for a line without echo; None where there is no terminal."""


def read_passphrase(path: Path | None) -> str | None:
    """The first line of the file named by --passphrase-file or the environment; None when neither is given."""
    variable = os.environ.get(FILE_VARIABLE)
    chosen = path or (Path(variable) if variable else None)
    if chosen is None:
        return None
    try:
        lines = chosen.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"the passphrase file cannot be read: {file_fault(error)}",
            advice="Check the path and its permissions.",
        ) from None
    if not lines or not lines[0]:
        raise BadInput("the passphrase file is empty", advice="Put the passphrase on its first line.")
    return lines[0]


def unlock(home: Home, *, passphrase: str | None, ask: Ask | None = None) -> Keys:
    """Open the key file, or make one on first use. Raises Locked, WrongPassphrase, KeyStoreUnavailable."""
    if not home.exists:
        return create(home, passphrase=passphrase, ask=ask)
    if home.locked:  # the person locked it: a passphrase in a file does not undo that
        raise Locked(advice="Unlock it in the app, or with `afterglow unlock`.")
    return open_keys(KeyFile.load(home.keys), passphrase=passphrase, ask=ask)


def open_keys(file: KeyFile, *, passphrase: str | None, ask: Ask | None = None) -> Keys:
    if passphrase is not None and "passphrase" in file.slots:
        return file.unlock_passphrase(passphrase)
    if "keyring" in file.slots:
        try:
            return file.unlock_keyring()
        except KeyStoreUnavailable:
            if "passphrase" not in file.slots:
                raise
    if ask is not None and "passphrase" in file.slots:
        return file.unlock_passphrase(ask("Passphrase: "))
    raise Locked


def create(home: Home, *, passphrase: str | None, ask: Ask | None = None, key_store: KeyStore | None = None) -> Keys:
    """A new memory, locked by the given passphrase, else by the key store, else by a passphrase that is asked for."""
    home.create()
    file = KeyFile.create(home.keys, key_store=key_store)
    if passphrase is not None:
        file.add_passphrase(passphrase)
        return file.save()
    try:
        file.add_keyring()
    except KeyStoreUnavailable:
        if ask is None:
            raise
        file.add_passphrase(ask_new_passphrase(ask, "Choose a passphrase for your memory: "))
    return file.save()


def ask_new_passphrase(ask: Ask, prompt: str) -> str:
    """Ask for a new passphrase twice. Raises BadInput when it is too short or the two differ."""
    first = ask(prompt)
    check_new_passphrase(first)
    if ask("Repeat passphrase: ") != first:
        raise BadInput("the two passphrases differ", advice="Type the same passphrase twice.")
    return first


def check_new_passphrase(passphrase: str) -> None:
    """Raises BadInput when it is too short."""
    if len(passphrase) < MIN_LENGTH:
        raise BadInput(
            f"the passphrase is shorter than {MIN_LENGTH} characters",
            advice="Choose a longer one; several words are best.",
        )
