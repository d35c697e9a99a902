"""Byte format of a sealed object: header and encrypted chunks (AES-256-GCM).

header  `AGO` | version byte | u16 key id | 2 bytes zero | 32 bytes salt | u64 plain size | 16 bytes tag   (big endian)
chunk   ciphertext of up to 65,536 bytes | 16 bytes tag; an empty object has one empty chunk

The file key is HMAC-SHA256(data key, label, salt, object's name). It is used for one file only, so no nonce repeats and
no file can be moved to another name. A chunk's nonce is its index and a last-chunk flag, which prevents reordering and
truncation. The header's tag covers the size, so a wrong length is detected before any byte is returned. Details:
docs/formats.md. The sealed objects call it. Pure functions, any thread.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from base.errors import Damaged, StoreTooNew
from memory.sealed.envelope import derive

MAGIC = b"AGO"
VERSION = 1
HEADER = 64
CHUNK = 1 << 16
TAG = 16
_FIELDS = struct.Struct(">3sBH2x32sQ")
_HEADER_NONCE = b"\xff" * 12


def chunk_count(size: int) -> int:
    return max(1, -(-size // CHUNK))


def stored_size(size: int) -> int:
    return HEADER + size + chunk_count(size) * TAG


def plain_size(stored: int) -> int:
    """Computed from the file's length, for listings; verified against the header when the object is opened."""
    body = max(0, stored - HEADER)
    return max(0, body - -(-body // (CHUNK + TAG)) * TAG)


def chunk_nonce(index: int, last: bool) -> bytes:
    return struct.pack(">QB3x", index, last)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Encrypts one new object."""

    cipher: AESGCM = field(repr=False)
    key_id: int
    salt: bytes = field(repr=False)

    @classmethod
    def create(cls, keys: Mapping[int, bytes], name: str) -> Sealer:
        key_id, salt = max(keys), secrets.token_bytes(32)
        return cls(AESGCM(_file_key(keys[key_id], salt, name)), key_id, salt)

    def seal_chunk(self, index: int, last: bool, data: bytes | memoryview | bytearray) -> bytes:
        return self.cipher.encrypt(chunk_nonce(index, last), data, None)

    def seal_header(self, size: int) -> bytes:
        head = _FIELDS.pack(MAGIC, VERSION, self.key_id, self.salt, size)
        return head + self.cipher.encrypt(_HEADER_NONCE, b"", head)


@dataclass(frozen=True, slots=True)
class ObjectReader:
    """A verified header. `tag` identifies the content; `size` is in plain bytes."""

    cipher: AESGCM = field(repr=False)
    key_id: int
    size: int
    tag: str

    @property
    def chunks(self) -> int:
        return chunk_count(self.size)


def open_header(head: bytes, stored: int, keys: Mapping[int, bytes], name: str) -> ObjectReader:
    """Raises Damaged with the object's name, StoreTooNew."""
    if len(head) < HEADER or not head.startswith(MAGIC):
        raise Damaged(f"{name} (not a sealed object: its header is damaged or cut off)")
    _, version, key_id, salt, size = _FIELDS.unpack(head[: _FIELDS.size])
    if version > VERSION:
        raise StoreTooNew(name)
    if version != VERSION or key_id not in keys:
        raise Damaged(f"{name} (its header names an unknown key)")
    cipher = AESGCM(_file_key(keys[key_id], salt, name))
    try:
        cipher.decrypt(_HEADER_NONCE, head[_FIELDS.size : HEADER], head[: _FIELDS.size])
    except InvalidTag:
        raise Damaged(f"{name} (its header does not verify: changed, or another file's)") from None
    if stored != stored_size(size):
        raise Damaged(f"{name} (its length is not what was written: cut off or extended)")
    return ObjectReader(cipher, key_id, size, head[_FIELDS.size : HEADER].hex())


def open_chunks(reader: ObjectReader, first: int, sealed: bytes, name: str) -> bytes | bytearray:
    """The plain bytes of the consecutive chunks in `sealed`, the first of which has index `first`. Raises Damaged."""
    last = reader.chunks - 1
    try:
        if len(sealed) <= CHUNK + TAG:
            return reader.cipher.decrypt(chunk_nonce(first, first == last), sealed, None)
        view = memoryview(sealed)
        count = -(-len(sealed) // (CHUNK + TAG))
        plain = bytearray(len(sealed) - count * TAG)
        target = memoryview(plain)
        for offset in range(count):
            chunk = view[offset * (CHUNK + TAG) : (offset + 1) * (CHUNK + TAG)]
            output = target[offset * CHUNK : offset * CHUNK + len(chunk) - TAG]
            reader.cipher.decrypt_into(chunk_nonce(first + offset, first + offset == last), chunk, None, output)
    except (InvalidTag, ValueError):
        raise Damaged(f"{name} (its content does not verify)") from None
    return plain


def _file_key(data_key: bytes, salt: bytes, name: str) -> bytes:
    return derive(data_key, b"afterglow object", salt, name.encode())
