"""Keys from passphrase, key store or recovery key.

Called by the command line, and by the desktop app from its jobs pool (Argon2id takes seconds on purpose).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.home import Home
from base.errors import BadInput, KeyStoreUnavailable, Locked
from memory.sealed.keys import KeyFile, Keys

FILE_VARIABLE = "AFTERGLOW_PASSPHRASE_FILE"
SHORTEST = 8
"""Characters of a passphrase that is typed anew."""
Ask = Callable[[str], str]
"""Asks the person for a line without echo; given only where a terminal is there."""


def read_passphrase(path: Path | None) -> str | None:
    """The first line of the file named by --passphrase-file or the environment; None when neither is given."""
    chosen = path or (Path(os.environ[FILE_VARIABLE]) if os.environ.get(FILE_VARIABLE) else None)
    if chosen is None:
        return None
    try:
        first = chosen.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"the passphrase file cannot be read ({error.__class__.__name__})", advice="Check the path and its rights."
        ) from None
    if not first or not first[0]:
        raise BadInput("the passphrase file is empty", advice="Put the passphrase on its first line.")
    return first[0]


def unlock(home: Home, *, passphrase: str | None, ask: Ask | None = None) -> Keys:
    """Open the key file, or make one on first use. Raises Locked, WrongPassphrase, KeyStoreUnavailable."""
    if not home.exists:
        return create(home, passphrase=passphrase, ask=ask)
    if home.locked:
        raise Locked
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


def create(home: Home, *, passphrase: str | None, ask: Ask | None = None) -> Keys:
    """A new memory: kept by the passphrase when one is given, else by the key store, else by a passphrase asked for."""
    home.create()
    file = KeyFile.create(home.keys)
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


def create_with_recovery(home: Home, passphrase: str) -> str:
    """A new memory kept by the passphrase; its recovery key, which exists nowhere else."""
    home.create()
    file = KeyFile.create(home.keys)
    file.add_passphrase(passphrase)
    code = file.add_recovery()
    file.save()
    return code


def ask_new_passphrase(ask: Ask, prompt: str) -> str:
    """Asked for twice. Raises BadInput when it is too short or the two differ."""
    first = ask(prompt)
    if len(first) < SHORTEST:
        raise BadInput(
            f"the passphrase is shorter than {SHORTEST} characters",
            advice="Choose a longer one; several words are best.",
        )
    if ask("Once more: ") != first:
        raise BadInput("the two passphrases differ", advice="Type the same one twice.")
    return first
