"""age encryption with a passphrase, as a stream.

An export may be larger than memory, and nothing readable may touch the disk, so the archive is sealed while it is made,
64 KiB at a time. The bindings to the reference implementation encrypt with a passphrase only what is whole in memory;
the tests use them as the independent witness that both sides agree. Any age tool opens the result.

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
MOST_WORK = 22
"""An archive that asks for more is refused, as other age tools do: it would take gigabytes and minutes."""
_LABEL = b"age-encryption.org/v1/scrypt"
_LONGEST_LINE = 200


class AgeWriter:
    """Encrypts what is written to it into `target`. Only after `finish` is the file whole."""

    def __init__(self, target: BinaryIO, passphrase: str, *, work_factor: int = WORK_FACTOR) -> None:
        if not passphrase:
            raise BadInput("the passphrase is empty", advice="Choose a passphrase of several words.")
        file_key, nonce = os.urandom(16), os.urandom(16)
        target.write(_header(file_key, passphrase, work_factor) + nonce)
        self._target = target
        self._cipher = ChaCha20Poly1305(_derived(file_key, b"payload", nonce))
        self._waiting = bytearray()
        self._count = 0

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk, also a full one, waits for `finish`
            self._seal(last=False)
        return len(data)

    def finish(self) -> None:
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        plain = bytes(self._waiting[:CHUNK])
        del self._waiting[:CHUNK]
        self._target.write(self._cipher.encrypt(_nonce(self._count, last), plain, None))
        self._count += 1


class AgeReader:
    """The plain bytes of an age file, authenticated chunk by chunk: no byte is handed out before its tag was checked.

    Raises WrongPassphrase; BadArchive for bytes that are not what was written, at the moment they are reached.
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        self._source = source
        file_key = _opened_header(source, passphrase)
        nonce = source.read(16)
        if len(nonce) != 16:
            raise BadArchive("it ends before its first byte of content")
        self._cipher = ChaCha20Poly1305(_derived(file_key, b"payload", nonce))
        self._ahead = source.read(CHUNK + TAG)
        self._plain = bytearray()
        self._count = 0
        self._done = False

    def read(self, size: int = -1) -> bytes:
        while not self._done and (size < 0 or len(self._plain) < size):
            self._open_chunk()
        taken = bytes(self._plain if size < 0 else self._plain[:size])
        del self._plain[: len(taken)]
        return taken

    def _open_chunk(self) -> None:
        sealed, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._done = not self._ahead
        try:
            self._plain += self._cipher.decrypt(_nonce(self._count, self._done), sealed, None)
        except (InvalidTag, ValueError):
            raise BadArchive(f"its encrypted bytes {self._count * (CHUNK + TAG):,} and after are damaged") from None
        self._count += 1


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _derived(key: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _wrapping(passphrase: str, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(
        Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase.encode())
    )


def _mac(file_key: bytes, head: bytes) -> HMAC:
    mac = HMAC(_derived(file_key, b"header"), SHA256())
    mac.update(head)
    return mac


def _header(file_key: bytes, passphrase: str, work_factor: int) -> bytes:
    salt = os.urandom(16)
    wrapped = _wrapping(passphrase, salt, work_factor).encrypt(bytes(12), file_key, None)
    head = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_base64(salt), work_factor, _base64(wrapped))
    return head + b" " + _base64(_mac(file_key, head).finalize()) + b"\n"


def _opened_header(source: BinaryIO, passphrase: str) -> bytes:
    lines = [source.readline(_LONGEST_LINE) for _ in range(4)]
    try:
        magic, stanza, wrapped, tail = lines
        arrow, kind, salt_text, factor = stanza.split()
        if magic != MAGIC or arrow != b"->" or not tail.startswith(b"--- "):
            raise ValueError
        if kind != b"scrypt":
            raise BadInput("the archive is encrypted, but not with a passphrase", advice="Open it with age first.")
        salt, body, mac, work = _bytes(salt_text), _bytes(wrapped.strip()), _bytes(tail[4:].strip()), int(factor)
        if len(salt) != 16 or len(body) != 32 or not 1 <= work <= MOST_WORK:
            raise ValueError
    except ValueError:  # binascii.Error is one of them
        raise BadArchive("its age header is damaged") from None
    file_key = _unwrapped(passphrase, salt, work, body)
    try:
        _mac(file_key, b"".join(lines[:3]) + b"---").verify(mac)
    except InvalidSignature:
        raise BadArchive("its age header is damaged") from None
    return file_key


def _unwrapped(passphrase: str, salt: bytes, work: int, body: bytes) -> bytes:
    try:
        return _wrapping(passphrase, salt, work).decrypt(bytes(12), body, None)
    except InvalidTag:
        raise WrongPassphrase(
            "this is not the archive's passphrase", advice="Check the passphrase that the archive was made with."
        ) from None


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    """Base64 in the only spelling that age accepts: standard alphabet, no padding, no stray bits."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _base64(data) != text:
        raise binascii.Error
    return data
