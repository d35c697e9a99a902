"""Encrypted envelope of one small record (AES-256-GCM).

Anchor, witness and key file use it. Format: `AGR` | version byte | 32 bytes salt | AES-256-GCM ciphertext and tag. The
key is HMAC-SHA256(key, label, salt) and is used for this record only, so the nonce may be zero; the head and the label
are associated data. Pure functions, any thread.
"""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from base.errors import StoreTooNew

MAGIC = b"AGR"
VERSION = 1
_HEAD = len(MAGIC) + 1 + 32
_NONCE = bytes(12)


class SealError(Exception):
    """The bytes were not sealed with this key for this purpose. Every caller translates it into an error of its own."""


def derive(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over length-prefixed parts: no two lists of parts give the same input."""
    return hmac.digest(key, b"".join(len(part).to_bytes(4, "big") + part for part in parts), "sha256")


def seal(key: bytes, label: str, data: bytes) -> bytes:
    salt = secrets.token_bytes(32)
    head = MAGIC + bytes([VERSION]) + salt
    cipher = AESGCM(derive(key, b"afterglow record", label.encode(), salt))
    return head + cipher.encrypt(_NONCE, data, head + label.encode())


def unseal(key: bytes, label: str, sealed: bytes) -> bytes:
    """Raises SealError, or StoreTooNew for a version this program does not know."""
    if len(sealed) < _HEAD + 16 or not sealed.startswith(MAGIC):
        raise SealError("truncated or not a sealed record")
    if sealed[len(MAGIC)] > VERSION:
        raise StoreTooNew(label)
    head, salt = sealed[:_HEAD], sealed[len(MAGIC) + 1 : _HEAD]
    cipher = AESGCM(derive(key, b"afterglow record", label.encode(), salt))
    try:
        return cipher.decrypt(_NONCE, sealed[_HEAD:], head + label.encode())
    except InvalidTag:
        raise SealError("does not verify") from None
