"""The operating system's key store (keyring). Only file that imports keyring.

May block while the system asks the person to unlock it: called from a jobs pool or the command line, never from the
UI's thread.
"""

from __future__ import annotations

from typing import Protocol

from base.errors import KeyStoreUnavailable

SERVICE = "afterglow"


class KeyStore(Protocol):
    """Small secrets by name. All methods raise KeyStoreUnavailable."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class SystemKeyStore:
    def get(self, name: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(SERVICE, name)
        except (KeyringError, RuntimeError) as error:
            raise KeyStoreUnavailable(type(error).__name__) from None

    def set(self, name: str, secret: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        self._refuse_plain_text()
        try:
            keyring.set_password(SERVICE, name, secret)
        except (KeyringError, RuntimeError) as error:
            raise KeyStoreUnavailable(type(error).__name__) from None

    def delete(self, name: str) -> None:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, name)
        except PasswordDeleteError:
            return
        except (KeyringError, RuntimeError) as error:
            raise KeyStoreUnavailable(type(error).__name__) from None

    def _refuse_plain_text(self) -> None:
        """The package keyrings.alt keeps secrets in readable files: no key store at all is better."""
        import keyring

        chosen = keyring.get_keyring()
        first = next(iter(getattr(chosen, "backends", ())), chosen)
        if type(first).__module__.startswith("keyrings.alt"):
            raise KeyStoreUnavailable("the only one here keeps secrets in a readable file")


class MemoryKeyStore:
    """Keeps secrets in this process: for tests, and where the caller brings its own."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


def set_and_read_back(store: KeyStore, name: str, secret: str) -> None:
    """A null backend swallows what it is given; it must not look like success."""
    store.set(name, secret)
    if store.get(name) != secret:
        raise KeyStoreUnavailable("it does not give back what it was given")
