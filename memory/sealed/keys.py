"""Key file: a root key wrapped once for each way to unlock (AES-256-GCM, Argon2id).

    payload    data keys by id, the names key, the vault key, the spool's private key; sealed under the root key
    root key   32 random bytes, never written unencrypted; one slot for each of
                   keyring      a random secret in the operating system's key store
                   passphrase   Argon2id (RFC 9106), cost in the slot
                   recovery     160 bits, shown once, eight groups of four letters and digits
    public     the spool's public key, readable while locked, checked against the private one at every unlock

No secret in the file is readable. Changing a passphrase rewrites one slot and nothing else. Nothing is written before
`save()`. The unlocking code and the commands create it; one thread at a time. Unlocking by passphrase takes about two
seconds and 256 MiB on purpose.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from base.errors import BadInput, Damaged, KeyStoreUnavailable, Locked, StoreBusy, StoreTooNew, WrongPassphrase
from base.files import make_folder, read_regular_file, replace_atomically, sync_folder, write_private
from base.recovery_code import plain
from memory.sealed.envelope import SealError, derive, seal, unseal
from memory.sealed.os_keystore import KeyStore, SystemKeyStore, set_and_read_back
from memory.sealed.spool_key import PUBLIC_SIZE, new_private_key, public_key_of

FORMAT = 1
KINDS = ("keyring", "passphrase", "recovery")
_MAX_FILE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ArgonCost:
    """`memory` in KiB. The default is 256 MiB: 1.8 s on two cores of 2020."""

    memory: int = 256 << 10
    iterations: int = 3
    lanes: int = 4

    @property
    def is_safe(self) -> bool:
        """A manipulated file must not exhaust the machine: at most 1 GiB and 16 rounds."""
        all_integers = all(type(value) is int for value in (self.memory, self.iterations, self.lanes))
        return (
            all_integers
            and 8 * self.lanes <= self.memory <= 1 << 20
            and 1 <= self.iterations <= 16
            and 1 <= self.lanes <= 16
        )


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """All keys of a memory. Picklable, so that a spawned process gets them through a pipe; never logged or written."""

    store_id: str
    data: Mapping[int, bytes]
    """Key id to data key; the highest id encrypts, all decrypt."""
    names: bytes
    vault: bytes
    spool: bytes
    """The spool's private key."""
    in_keyring: bool = False
    """Whether the key store has a slot, so that it can also hold a witness against rollback."""

    def __repr__(self) -> str:
        return "Keys(hidden)"

    @property
    def anchor_key(self) -> bytes:
        """The key for anchor and witness."""
        return derive(self.names, b"afterglow anchor")

    @property
    def spool_public(self) -> bytes:
        return public_key_of(self.spool)

    @property
    def vault_private(self) -> bytes:
        """Private key of the pair to which the values of secrets are encrypted."""
        return b"".join(derive(self.vault, b"afterglow vault pair", bytes([part])) for part in range(3))

    @property
    def vault_public(self) -> bytes:
        return public_key_of(self.vault_private)

    def for_reading(self) -> Keys:
        """The keys for the reader's process, which decrypts the spool, but neither the store nor the vault."""
        return replace(self, data={}, names=b"", vault=b"")


@dataclass(slots=True, repr=False)
class _Unlocked:
    """The secrets of an unlocked key file."""

    root: bytes
    keys: Keys = field(repr=False)


class KeyFile:
    """`create` or `load`, then unlock, change, `save`."""

    def __init__(self, path: Path, fields: dict[str, Any], *, key_store: KeyStore, digest: bytes | None) -> None:
        self._path = path
        self._fields = fields
        self._store = key_store
        self._digest = digest
        """Of the file as it was read; None for a new one."""
        self._unlocked: _Unlocked | None = None
        self._known_entries = set(self._entries())

    @classmethod
    def create(cls, path: Path, *, key_store: KeyStore | None = None) -> KeyFile:
        """New random keys, unlocked, not written yet: add a slot, then save. Raises BadInput if the file exists."""
        if path.exists():
            raise BadInput("there is already a key file", advice="Unlock the existing memory.")
        spool = new_private_key()
        keys = Keys(
            store_id=secrets.token_hex(8),
            data={1: secrets.token_bytes(32)},
            names=secrets.token_bytes(32),
            vault=secrets.token_bytes(32),
            spool=spool,
        )
        fields = {"format": FORMAT, "id": keys.store_id, "public": _to_base64(public_key_of(spool)), "slots": []}
        file = cls(path, fields, key_store=key_store or SystemKeyStore(), digest=None)
        file._unlocked = _Unlocked(secrets.token_bytes(32), keys)
        return file

    @classmethod
    def load(cls, path: Path, *, key_store: KeyStore | None = None) -> KeyFile:
        """Raises Locked if the file does not exist, Damaged, StoreTooNew."""
        try:
            raw = read_regular_file(path, _MAX_FILE_BYTES)
        except ValueError:
            raise Damaged(f"{path.name} (it is longer than any key file)") from None
        except FileNotFoundError:
            raise Locked("there is no memory here yet", advice="Create one with `afterglow unlock`.") from None
        return cls(path, _parse_fields(raw, path.name), key_store=key_store or SystemKeyStore(), digest=_digest(raw))

    @property
    def store_id(self) -> str:
        return str(self._fields["id"])

    @property
    def slots(self) -> tuple[str, ...]:
        """The ways to unlock this file, of `KINDS`."""
        return tuple(slot["kind"] for slot in self._fields["slots"])

    @property
    def public_key(self) -> bytes:
        """The spool's public key; while locked, not yet checked against the private one."""
        return _from_base64(self._fields["public"])

    @property
    def recovery_mark(self) -> str:
        """Tells recovery keys apart without saying anything about them; "" where there is none."""
        return next((slot["salt"] for slot in self._fields["slots"] if slot["kind"] == "recovery"), "")

    def unlock_passphrase(self, text: str) -> Keys:
        """Raises WrongPassphrase, Damaged."""
        return self._unlock("passphrase", _normalize_passphrase(text))

    def unlock_keyring(self) -> Keys:
        """Raises KeyStoreUnavailable if there is no key store, or no entry in it."""
        if "keyring" not in self.slots:
            raise WrongPassphrase("the key store was never asked to keep this memory's key")
        secret = self._store.get(self._entries()[0])
        if secret is None:
            raise KeyStoreUnavailable("it has no entry for this memory")
        return self._unlock("keyring", secret.encode())

    def unlock_recovery(self, code: str) -> Keys:
        """Accepts the code in any case, with or without its dashes, and 0 1 8 for O I B."""
        return self._unlock("recovery", _recovery_bytes(code))

    def add_passphrase(self, text: str, *, cost: ArgonCost | None = None) -> None:
        """Sets or replaces the passphrase."""
        if not text:
            raise BadInput("the passphrase is empty", advice="Choose a longer one; several words are best.")
        self._wrap("passphrase", _normalize_passphrase(text), argon2id=asdict(cost or ArgonCost()))

    def add_keyring(self) -> None:
        """Raises KeyStoreUnavailable if the store is missing, readable by others, or does not store the secret."""
        secret, entry = secrets.token_urlsafe(32), f"{self.store_id} {secrets.token_hex(4)}"
        set_and_read_back(self._store, entry, secret)
        self._wrap("keyring", secret.encode(), entry=entry)

    def add_recovery(self) -> str:
        """Sets or replaces the recovery key. Returns the code, which is stored nowhere."""
        raw = secrets.token_bytes(20)
        self._wrap("recovery", raw)
        code = base64.b32encode(raw).decode()
        return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

    def remove(self, kind: str) -> None:
        """Raises BadInput if it is the last way to unlock."""
        other_slots = [slot for slot in self._fields["slots"] if slot["kind"] != kind]
        if not other_slots:
            raise BadInput("that is the only way to unlock the memory", advice="Add another one first.")
        self._fields["slots"] = other_slots

    def rotate(self) -> None:
        """Adds a new data key for new objects; older objects stay readable."""
        unlocked = self._require_unlocked()
        data = dict(unlocked.keys.data) | {max(unlocked.keys.data) + 1: secrets.token_bytes(32)}
        self._unlocked = _Unlocked(unlocked.root, replace(unlocked.keys, data=data))

    def save(self) -> Keys:
        """Writes atomically. Raises StoreBusy if another process changed the file since it was read."""
        unlocked = self._require_unlocked()
        if not self.slots:
            raise BadInput("these keys could never be opened again", advice="Add a passphrase or the key store first.")
        payload = seal(unlocked.root, self._label("payload"), _encode_payload(unlocked.keys))
        self._fields["payload"] = _to_base64(payload)
        raw = json.dumps(self._fields, indent=1).encode()
        make_folder(self._path.parent)
        self._write(raw)
        self._digest = _digest(raw)
        # Only now may unused entries of the key store go, because the old file needed them until now.
        for entry in self._known_entries - set(self._entries()):
            with suppress(KeyStoreUnavailable):
                self._store.delete(entry)
        self._known_entries = set(self._entries())
        return self._keys()

    def _entries(self) -> list[str]:
        return [slot["entry"] for slot in self._fields["slots"] if slot["kind"] == "keyring"]

    def _write(self, raw: bytes) -> None:
        if self._digest is None:
            try:
                write_private(self._path, raw)
            except FileExistsError:
                raise StoreBusy("another process made the key file") from None
            sync_folder(self._path.parent)
            return
        if not self._path.exists() or _digest(self._path.read_bytes()) != self._digest:
            raise StoreBusy("another process changed the key file")
        replace_atomically(self._path, raw)

    def _unlock(self, kind: str, secret: bytes) -> Keys:
        slot = next((slot for slot in self._fields["slots"] if slot["kind"] == kind), None)
        if slot is None:
            raise WrongPassphrase(f"this memory has no {kind} to unlock it with")
        try:
            root = unseal(_wrapping_key(slot, secret), self._label(kind), _from_base64(slot["wrapped"]))
        except SealError:
            raise WrongPassphrase from None
        self._unlocked = _Unlocked(root, self._decrypt_payload(root))
        return self._keys()

    def _decrypt_payload(self, root: bytes) -> Keys:
        try:
            raw = unseal(root, self._label("payload"), _from_base64(self._fields["payload"]))
            keys = _decode_payload(self.store_id, json.loads(raw))
        except (SealError, ValueError, KeyError, TypeError):
            raise Damaged(f"{self._path.name} (the keys in it do not verify)") from None
        if public_key_of(keys.spool) != self.public_key:
            raise Damaged(
                f"{self._path.name} (its public key was replaced)",
                advice="Frames recorded since then may be readable by whoever did it. Restore the file from a backup.",
            )
        return keys

    def _wrap(self, kind: str, secret: bytes, **parameters: Any) -> None:
        slot: dict[str, Any] = {"kind": kind, "salt": _to_base64(secrets.token_bytes(16)), **parameters}
        root = self._require_unlocked().root
        slot["wrapped"] = _to_base64(seal(_wrapping_key(slot, secret), self._label(kind), root))
        other_slots = [old_slot for old_slot in self._fields["slots"] if old_slot["kind"] != kind]
        self._fields["slots"] = [*other_slots, slot]

    def _keys(self) -> Keys:
        return replace(self._require_unlocked().keys, in_keyring="keyring" in self.slots)

    def _require_unlocked(self) -> _Unlocked:
        if self._unlocked is None:
            raise Locked
        return self._unlocked

    def _label(self, purpose: str) -> str:
        return f"{self.store_id} {purpose}"


def _wrapping_key(slot: Mapping[str, Any], secret: bytes) -> bytes:
    salt = _from_base64(slot["salt"])
    if slot["kind"] != "passphrase":
        return derive(secret, b"afterglow slot", salt)  # a random secret of 160 bits or more needs no stretching
    cost = ArgonCost(**slot["argon2id"])
    argon2id = Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory)
    return argon2id.derive(secret)


def _encode_payload(keys: Keys) -> bytes:
    return json.dumps(
        {
            "data": {str(key_id): _to_base64(key) for key_id, key in keys.data.items()},
            "names": _to_base64(keys.names),
            "vault": _to_base64(keys.vault),
            "spool": _to_base64(keys.spool),
        }
    ).encode()


def _decode_payload(store_id: str, payload: Mapping[str, Any]) -> Keys:
    return Keys(
        store_id=store_id,
        data={int(key_id): _from_base64(key) for key_id, key in payload["data"].items()},
        names=_from_base64(payload["names"]),
        vault=_from_base64(payload["vault"]),
        spool=_from_base64(payload["spool"]),
    )


def _parse_fields(raw: bytes, name: str) -> dict[str, Any]:
    """The fields of a key file, checked. Raises Damaged, StoreTooNew."""
    try:
        fields = json.loads(raw)
        is_newer = isinstance(fields["format"], int) and fields["format"] > FORMAT
        if not is_newer:
            _check_fields(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged(f"{name} (the key file is cut off or changed)") from None
    if is_newer:
        raise StoreTooNew(name)
    return dict(fields)


def _check_fields(fields: Mapping[str, Any]) -> None:
    """Raises ValueError, KeyError or TypeError for fields that `save` does not write."""
    slots = fields["slots"]
    is_valid = (
        fields["format"] == FORMAT
        and isinstance(fields["id"], str)
        and len(_from_base64(fields["public"])) == PUBLIC_SIZE
        and _from_base64(fields["payload"])
        and isinstance(slots, list)
        and all(_is_valid_slot(slot) for slot in slots)
    )
    if not is_valid:
        raise ValueError("not a key file")


def _is_valid_slot(slot: Mapping[str, Any]) -> bool:
    has_safe_cost = ArgonCost(**slot["argon2id"]).is_safe if slot["kind"] == "passphrase" else True
    has_entry = isinstance(slot["entry"], str) if slot["kind"] == "keyring" else True
    return (
        has_entry
        and slot["kind"] in KINDS
        and len(_from_base64(slot["salt"])) == 16
        and bool(_from_base64(slot["wrapped"]))
        and has_safe_cost
    )


def _normalize_passphrase(text: str) -> bytes:
    """The same bytes, however a keyboard composes the letters (RFC 8265 §4.2)."""
    return unicodedata.normalize("NFC", text).encode()


def _recovery_bytes(code: str) -> bytes:
    try:
        return base64.b32decode(plain(code))
    except (binascii.Error, ValueError):
        raise WrongPassphrase("that is not a recovery key") from None


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _to_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
