"""Encrypted file names (AES-SIV).

Deterministic, because a name must be found again. The parent's path is associated data, so equal parts in two folders
do not look equal. The sealed objects call it, on the endpoint's threads.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from memory.sealed.envelope import SealError, derive

_ENCRYPTED_PART = re.compile(r"[a-z2-7]{26,}")


class NameCipher:
    """Plain object names (`db/moments.lance/data/x.lance`) to stored names and back."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(derive(key, b"afterglow names", b"mac") + derive(key, b"afterglow names", b"encryption"))
        self._encrypt_part = lru_cache(20_000)(self._encrypt)
        self._decrypt_part = lru_cache(20_000)(self._decrypt)

    def encrypt(self, name: str) -> str:
        """Raises ValueError if it is not an object's name."""
        if not name:
            return ""
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise ValueError("not an object's name")
        return "/".join(self._encrypt_part("/".join(parts[:depth]), part) for depth, part in enumerate(parts))

    def decrypt_part(self, parent: str, stored: str) -> str | None:
        """The plain part; None for a foreign file, such as a file manager's. Raises SealError."""
        return self._decrypt_part(parent, stored) if _ENCRYPTED_PART.fullmatch(stored) else None

    def _encrypt(self, parent: str, part: str) -> str:
        sealed = self._cipher.encrypt(part.encode(), [parent.encode()])
        return b32encode(sealed).decode().rstrip("=").lower()

    def _decrypt(self, parent: str, stored: str) -> str:
        try:
            sealed = b32decode(stored.upper() + "=" * (-len(stored) % 8))
            return self._cipher.decrypt(sealed, [parent.encode()]).decode()
        except (InvalidTag, ValueError):
            raise SealError("a stored name does not verify") from None
