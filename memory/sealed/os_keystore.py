"""The operating system's key store (keyring). The only file that imports keyring.

The key file and the witness call it. It may block while the system asks the person to unlock the store, so it runs on
the jobs pool or in a command, never on the UI's thread.
"""

from __future__ import annotations

from typing import Protocol

from base.errors import KeyStoreUnavailable

SERVICE = "afterglow"


class KeyStore(Protocol):
    """Small secrets by name. All methods but `is_there` raise KeyStoreUnavailable."""

    def is_there(self) -> bool:
        """Whether it is worth trying: nothing is written and the person is not asked, so `set` may still fail."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class SystemKeyStore:
    def is_there(self) -> bool:
        import keyring
        from keyring.errors import KeyringError

        try:
            self._refuse_plain_text()
            backend = keyring.get_keyring()
            return any(float(one.priority) > 0 for one in getattr(backend, "backends", (backend,)))
        except (KeyStoreUnavailable, KeyringError, RuntimeError):  # a backend whose service is missing has no priority
            return False

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
        """The package keyrings.alt stores secrets in readable files, which is worse than no key store."""
        import keyring

        backend = keyring.get_keyring()
        first_backend = next(iter(getattr(backend, "backends", ())), backend)
        if type(first_backend).__module__.startswith("keyrings.alt"):
            raise KeyStoreUnavailable("the only one here keeps secrets in a readable file")


class MemoryKeyStore:
    """Holds the secrets in this process, for tests."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def is_there(self) -> bool:
        return True

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


def set_and_read_back(store: KeyStore, name: str, secret: str) -> None:
    """Storing in a null backend must not look like success."""
    store.set(name, secret)
    if store.get(name) != secret:
        raise KeyStoreUnavailable("it does not give back what it was given")
