"""A system's key store for a program under test: PYTHON_KEYRING_BACKEND=key_store.TestKeyStore. It keeps its secrets in
the file that KEY_STORE_FILE names."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class TestKeyStore(KeyringBackend):
    priority = 9.0  # type: ignore[assignment]

    @property
    def _file(self) -> Path:
        return Path(os.environ["KEY_STORE_FILE"])

    def _secrets(self) -> dict[str, str]:
        return dict(json.loads(self._file.read_text())) if self._file.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._secrets().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps(self._secrets() | {f"{service} {username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        left = {name: secret for name, secret in self._secrets().items() if name != f"{service} {username}"}
        self._file.write_text(json.dumps(left))
