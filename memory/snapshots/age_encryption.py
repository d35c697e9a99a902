"""age encryption with a passphrase (scrypt, ChaCha20-Poly1305), as a stream.

An export may be larger than memory, and nothing readable may touch the disk, so it is encrypted while it is written,
64 KiB at a time. The bindings to the reference implementation can encrypt with a passphrase only what is whole in
memory; the tests use them to check that both sides agree. Any age tool opens the result.

Source: the age specification, https://c2sp.org/age, sections "File format", "scrypt recipient" and "STREAM payload".
Called by export and restore, in their caller's thread.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from base.errors import BadArchive, BadInput, WrongPassphrase

MAGIC = b"age-encryption.org/v1\n"
CHUNK = 65_536
TAG = 16
WORK_FACTOR = 18
"""log2 of scrypt's N, age's own default: 256 MiB and about a second for every guess."""
MAX_WORK_FACTOR = 22
"""An archive with a higher one is refused, as by other age tools: it would take gigabytes and minutes."""
_LABEL = b"age-encryption.org/v1/scrypt"
_MAX_LINE = 200


class AgeWriter:
    """Encrypts what is written to it into `target`. The file is whole only after `finish`."""

    def __init__(self, target: BinaryIO, passphrase: str, *, work_factor: int = WORK_FACTOR) -> None:
        if not passphrase:
            raise BadInput("the passphrase is empty", advice="Choose a passphrase of several words.")
        file_key, nonce = os.urandom(16), os.urandom(16)
        target.write(_make_header(file_key, passphrase, work_factor) + nonce)
        self._target = target
        self._cipher = ChaCha20Poly1305(_derive_key(file_key, b"payload", nonce))
        self._pending = bytearray()
        self._count = 0

    def write(self, data: bytes) -> int:
        self._pending += data
        while len(self._pending) > CHUNK:  # the last chunk, also a full one, waits for `finish`
            self._encrypt_chunk(last=False)
        return len(data)

    def finish(self) -> None:
        self._encrypt_chunk(last=True)

    def _encrypt_chunk(self, *, last: bool) -> None:
        plain = bytes(self._pending[:CHUNK])
        del self._pending[:CHUNK]
        self._target.write(self._cipher.encrypt(_nonce(self._count, last), plain, None))
        self._count += 1


class AgeReader:
    """The plain bytes of an age file. Each chunk is authenticated before any byte of it is returned.

    Raises WrongPassphrase, and BadArchive when it reaches a chunk that was changed.
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        self._source = source
        file_key = _read_header(source, passphrase)
        nonce = source.read(16)
        if len(nonce) != 16:
            raise BadArchive("it ends before its first byte of content")
        self._cipher = ChaCha20Poly1305(_derive_key(file_key, b"payload", nonce))
        self._ahead = source.read(CHUNK + TAG)
        self._plain = bytearray()
        self._count = 0
        self._done = False

    def read(self, size: int = -1) -> bytes:
        while not self._done and (size < 0 or len(self._plain) < size):
            self._decrypt_chunk()
        plain = bytes(self._plain if size < 0 else self._plain[:size])
        del self._plain[: len(plain)]
        return plain

    def _decrypt_chunk(self) -> None:
        sealed, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._done = not self._ahead
        try:
            self._plain += self._cipher.decrypt(_nonce(self._count, self._done), sealed, None)
        except (InvalidTag, ValueError):
            raise BadArchive(f"its encrypted bytes {self._count * (CHUNK + TAG):,} and after are damaged") from None
        self._count += 1


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _derive_key(key: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _passphrase_cipher(passphrase: str, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(
        Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase.encode())
    )


def _mac(file_key: bytes, head: bytes) -> HMAC:
    mac = HMAC(_derive_key(file_key, b"header"), SHA256())
    mac.update(head)
    return mac


def _make_header(file_key: bytes, passphrase: str, work_factor: int) -> bytes:
    salt = os.urandom(16)
    wrapped = _passphrase_cipher(passphrase, salt, work_factor).encrypt(bytes(12), file_key, None)
    head = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_encode_base64(salt), work_factor, _encode_base64(wrapped))
    return head + b" " + _encode_base64(_mac(file_key, head).finalize()) + b"\n"


def _read_header(source: BinaryIO, passphrase: str) -> bytes:
    lines = [source.readline(_MAX_LINE) for _ in range(4)]
    try:
        magic, stanza, wrapped, tail = lines
        arrow, kind, salt_text, factor = stanza.split()
        if magic != MAGIC or arrow != b"->" or not tail.startswith(b"--- "):
            raise ValueError
        if kind != b"scrypt":
            raise BadInput("the archive is encrypted, but not with a passphrase", advice="Open it with age first.")
        salt, body, mac, work = (
            _decode_base64(salt_text),
            _decode_base64(wrapped.strip()),
            _decode_base64(tail[4:].strip()),
            int(factor),
        )
        if len(salt) != 16 or len(body) != 32 or not 1 <= work <= MAX_WORK_FACTOR:
            raise ValueError
    except ValueError:  # binascii.Error is a ValueError too
        raise BadArchive("its age header is damaged") from None
    try:
        file_key = _passphrase_cipher(passphrase, salt, work).decrypt(bytes(12), body, None)
    except InvalidTag:
        raise WrongPassphrase(
            "this is not the archive's passphrase", advice="Check the passphrase that the archive was made with."
        ) from None
    try:
        _mac(file_key, b"".join(lines[:3]) + b"---").verify(mac)
    except InvalidSignature:
        raise BadArchive("its age header is damaged") from None
    return file_key


def _encode_base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decode_base64(text: bytes) -> bytes:
    """Base64 in the only spelling that age accepts: standard alphabet, no padding, no stray bits."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _encode_base64(data) != text:
        raise binascii.Error
    return data
