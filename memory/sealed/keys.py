"""Key file: a root key wrapped once per way to unlock. No secret in it is readable.

    payload    data keys by id, the names key, the vault key, the spool's private key; sealed under the root key
    root key   32 random bytes, never written in the clear; one slot for each of
                   keyring      a random secret that the operating system's key store holds
                   passphrase   Argon2id (RFC 9106), cost in the slot
                   recovery     160 bits, shown once, eight groups of four letters and digits
    public     the spool's public key, readable while locked, checked against the private one at every unlock

Changing a passphrase rewrites one slot and nothing else. Nothing is written before `save()`. Called from any one thread
at a time; unlocking by passphrase takes about two seconds and 256 MiB on purpose.
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
from base.files import make_folder, replace_atomically, sync_folder, write_private
from memory.sealed.envelope import SealError, derive, seal, unseal
from memory.sealed.os_keystore import KeyStore, SystemKeyStore, set_and_read_back
from memory.sealed.spool_key import PUBLIC_SIZE, new_private_key, public_half

FORMAT = 1
KINDS = ("keyring", "passphrase", "recovery")
_LARGEST_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class ArgonCost:
    """`memory` in KiB. The default is 256 MiB: 1.8 s on two cores of 2020."""

    memory: int = 256 << 10
    iterations: int = 3
    lanes: int = 4

    @property
    def sane(self) -> bool:
        """A doctored file must not eat the machine: at most 1 GiB and 16 rounds."""
        whole = all(type(value) is int for value in (self.memory, self.iterations, self.lanes))
        return (
            whole and 8 * self.lanes <= self.memory <= 1 << 20 and 1 <= self.iterations <= 16 and 1 <= self.lanes <= 16
        )


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Everything that opens a memory. Picklable, to be sent to a spawned process through a pipe; never logged or
    written.
    """

    store_id: str
    data: Mapping[int, bytes]
    """Key id to data key; the highest id seals, all open."""
    names: bytes
    vault: bytes
    spool: bytes
    """The spool's private key."""
    in_keyring: bool = False
    """The key store has a slot, so it can also hold a witness against rollback."""

    def __repr__(self) -> str:
        return "Keys(hidden)"

    @property
    def records(self) -> bytes:
        """The key for anchor and witness."""
        return derive(self.names, b"afterglow anchor")

    @property
    def spool_public(self) -> bytes:
        return public_half(self.spool)

    @property
    def vault_private(self) -> bytes:
        """Of the pair to which the values of secrets are sealed."""
        return b"".join(derive(self.vault, b"afterglow vault pair", bytes([part])) for part in range(3))

    @property
    def vault_public(self) -> bytes:
        return public_half(self.vault_private)

    def for_reading(self) -> Keys:
        """What the reader's process needs: it opens the spool, and neither the store nor the vault."""
        return replace(self, data={}, names=b"", vault=b"")


@dataclass(slots=True, repr=False)
class _Secret:
    """What an unlocked key file holds beside its readable fields."""

    root: bytes
    keys: Keys = field(repr=False)


class KeyFile:
    """`create` or `load`, then unlock, change, `save`."""

    def __init__(self, path: Path, fields: dict[str, Any], *, key_store: KeyStore, seen: bytes | None) -> None:
        self._path = path
        self._fields = fields
        self._store = key_store
        self._seen = seen
        self._secret: _Secret | None = None
        self._known_entries = set(self._entries())

    @classmethod
    def create(cls, path: Path, *, key_store: KeyStore | None = None) -> KeyFile:
        """New random keys, unlocked, in memory only. Give it a slot, then save. BadInput when there is a file."""
        if path.exists():
            raise BadInput("there is a key file already", advice="Unlock the memory that is there.")
        spool = new_private_key()
        keys = Keys(
            store_id=secrets.token_hex(8),
            data={1: secrets.token_bytes(32)},
            names=secrets.token_bytes(32),
            vault=secrets.token_bytes(32),
            spool=spool,
        )
        fields = {"format": FORMAT, "id": keys.store_id, "public": _text(public_half(spool)), "slots": []}
        file = cls(path, fields, key_store=key_store or SystemKeyStore(), seen=None)
        file._secret = _Secret(secrets.token_bytes(32), keys)
        return file

    @classmethod
    def load(cls, path: Path, *, key_store: KeyStore | None = None) -> KeyFile:
        """Raises Locked when there is none, Damaged, StoreTooNew."""
        try:
            with path.open("rb") as file:
                raw = file.read(_LARGEST_FILE + 1)
        except FileNotFoundError:
            raise Locked("there is no memory here yet", advice="Make one with `afterglow unlock`.") from None
        return cls(path, _parsed(raw, path.name), key_store=key_store or SystemKeyStore(), seen=_digest(raw))

    @property
    def store_id(self) -> str:
        return str(self._fields["id"])

    @property
    def slots(self) -> tuple[str, ...]:
        """Kinds of unlocking that this file knows."""
        return tuple(slot["kind"] for slot in self._fields["slots"])

    @property
    def public_key(self) -> bytes:
        """The spool's public key; not yet checked against the private one while locked."""
        return _raw(self._fields["public"])

    def unlock_passphrase(self, text: str) -> Keys:
        """Raises WrongPassphrase, Damaged."""
        return self._unlock("passphrase", _normal(text))

    def unlock_keyring(self) -> Keys:
        """Raises KeyStoreUnavailable when there is none, or it has lost the entry."""
        if "keyring" not in self.slots:
            raise WrongPassphrase("the key store was never asked to keep this memory's key")
        kept = self._store.get(self._entries()[0])
        if kept is None:
            raise KeyStoreUnavailable("it has no entry for this memory")
        return self._unlock("keyring", kept.encode())

    def unlock_recovery(self, code: str) -> Keys:
        """Accepts the code in any case, with or without its dashes, and 0 1 8 for O I B."""
        return self._unlock("recovery", _recovery_bytes(code))

    def add_passphrase(self, text: str, *, cost: ArgonCost | None = None) -> None:
        """Set or replace the passphrase."""
        if not text:
            raise BadInput("the passphrase is empty", advice="Choose a longer one; several words are best.")
        self._wrap("passphrase", _normal(text), argon2id=asdict(cost or ArgonCost()))

    def add_keyring(self) -> None:
        """Raises KeyStoreUnavailable when the store is missing, readable by others, or forgets."""
        secret, entry = secrets.token_urlsafe(32), f"{self.store_id} {secrets.token_hex(4)}"
        set_and_read_back(self._store, entry, secret)
        self._wrap("keyring", secret.encode(), entry=entry)

    def add_recovery(self) -> str:
        """Set or replace the recovery key; the code, which exists nowhere else."""
        raw = secrets.token_bytes(20)
        self._wrap("recovery", raw)
        code = base64.b32encode(raw).decode()
        return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

    def remove(self, kind: str) -> None:
        """BadInput when it would be the last way in."""
        left = [slot for slot in self._fields["slots"] if slot["kind"] != kind]
        if not left:
            raise BadInput("that is the only way to unlock the memory", advice="Add another one first.")
        self._fields["slots"] = left

    def rotate(self) -> None:
        """A new data key for what is written from now on; older objects stay readable."""
        secret = self._opened()
        data = dict(secret.keys.data) | {max(secret.keys.data) + 1: secrets.token_bytes(32)}
        self._secret = _Secret(secret.root, replace(secret.keys, data=data))

    def save(self) -> Keys:
        """Write atomically. StoreBusy when another process changed the file since it was read."""
        secret = self._opened()
        if not self.slots:
            raise BadInput("nothing would open these keys again", advice="Add a passphrase or the key store first.")
        self._fields["payload"] = _text(seal(secret.root, self._label("payload"), _payload(secret.keys)))
        raw = json.dumps(self._fields, indent=1).encode()
        make_folder(self._path.parent)
        self._write(raw)
        self._seen = _digest(raw)
        self._forget_entries()
        return self._keys()

    def _forget_entries(self) -> None:
        """Entries of the key store that no slot needs any more; only now, since the old file needed them until now."""
        for entry in self._known_entries - set(self._entries()):
            with suppress(KeyStoreUnavailable):
                self._store.delete(entry)
        self._known_entries = set(self._entries())

    def _entries(self) -> list[str]:
        return [slot["entry"] for slot in self._fields["slots"] if slot["kind"] == "keyring"]

    def _write(self, raw: bytes) -> None:
        if self._seen is None:
            try:
                write_private(self._path, raw)
            except FileExistsError:
                raise StoreBusy("another process made the key file") from None
            sync_folder(self._path.parent)
            return
        if not self._path.exists() or _digest(self._path.read_bytes()) != self._seen:
            raise StoreBusy("another process changed the key file")
        replace_atomically(self._path, raw)

    def _unlock(self, kind: str, secret: bytes) -> Keys:
        slot = next((slot for slot in self._fields["slots"] if slot["kind"] == kind), None)
        if slot is None:
            raise WrongPassphrase(f"this memory has no {kind} to unlock it with")
        try:
            root = unseal(_wrapping_key(slot, secret), self._label(kind), _raw(slot["wrapped"]))
        except SealError:
            raise WrongPassphrase from None
        self._secret = _Secret(root, self._open_payload(root))
        return self._keys()

    def _open_payload(self, root: bytes) -> Keys:
        try:
            raw = unseal(root, self._label("payload"), _raw(self._fields["payload"]))
            keys = _keys_from(self.store_id, json.loads(raw))
        except (SealError, ValueError, KeyError, TypeError):
            raise Damaged(f"{self._path.name} (the keys in it do not verify)") from None
        if public_half(keys.spool) != self.public_key:
            raise Damaged(
                f"{self._path.name} (its public key was replaced)",
                advice="Frames recorded since then may be readable by whoever did it. Restore the file from a backup.",
            )
        return keys

    def _wrap(self, kind: str, secret: bytes, **more: Any) -> None:
        slot: dict[str, Any] = {"kind": kind, "salt": _text(secrets.token_bytes(16)), **more}
        root = self._opened().root
        slot["wrapped"] = _text(seal(_wrapping_key(slot, secret), self._label(kind), root))
        self._fields["slots"] = [old for old in self._fields["slots"] if old["kind"] != kind] + [slot]

    def _keys(self) -> Keys:
        return replace(self._opened().keys, in_keyring="keyring" in self.slots)

    def _opened(self) -> _Secret:
        if self._secret is None:
            raise Locked
        return self._secret

    def _label(self, what: str) -> str:
        return f"{self.store_id} {what}"


def _wrapping_key(slot: Mapping[str, Any], secret: bytes) -> bytes:
    salt = _raw(slot["salt"])
    if slot["kind"] != "passphrase":
        return derive(secret, b"afterglow slot", salt)  # 160 random bits or more: no stretching needed
    cost = ArgonCost(**slot["argon2id"])
    stretch = Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory)
    return stretch.derive(secret)


def _payload(keys: Keys) -> bytes:
    return json.dumps(
        {
            "data": {str(key_id): _text(key) for key_id, key in keys.data.items()},
            "names": _text(keys.names),
            "vault": _text(keys.vault),
            "spool": _text(keys.spool),
        }
    ).encode()


def _keys_from(store_id: str, payload: Mapping[str, Any]) -> Keys:
    return Keys(
        store_id=store_id,
        data={int(key_id): _raw(key) for key_id, key in payload["data"].items()},
        names=_raw(payload["names"]),
        vault=_raw(payload["vault"]),
        spool=_raw(payload["spool"]),
    )


def _parsed(raw: bytes, name: str) -> dict[str, Any]:
    """The fields of a key file, each of the right shape."""
    try:
        fields = json.loads(raw)
        newer = isinstance(fields["format"], int) and fields["format"] > FORMAT
        if not newer:
            _check_fields(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged(f"{name} (the key file is cut off or changed)") from None
    if newer:
        raise StoreTooNew(name)
    return dict(fields)


def _check_fields(fields: Mapping[str, Any]) -> None:
    """ValueError, KeyError or TypeError for what no save() would have written."""
    slots = fields["slots"]
    usable = (
        fields["format"] == FORMAT
        and isinstance(fields["id"], str)
        and len(_raw(fields["public"])) == PUBLIC_SIZE
        and _raw(fields["payload"])
        and isinstance(slots, list)
        and all(_usable_slot(slot) for slot in slots)
    )
    if not usable:
        raise ValueError("not a key file")


def _usable_slot(slot: Mapping[str, Any]) -> bool:
    cost = ArgonCost(**slot["argon2id"]).sane if slot["kind"] == "passphrase" else True
    entry = isinstance(slot["entry"], str) if slot["kind"] == "keyring" else True
    return entry and slot["kind"] in KINDS and len(_raw(slot["salt"])) == 16 and bool(_raw(slot["wrapped"])) and cost


def _normal(text: str) -> bytes:
    """One passphrase, however a keyboard composes its letters (RFC 8265 §4.2)."""
    return unicodedata.normalize("NFC", text).encode()


def _recovery_bytes(code: str) -> bytes:
    cleaned = "".join(code.upper().split()).replace("-", "").translate(str.maketrans("018", "OIB"))
    try:
        return base64.b32decode(cleaned)
    except (binascii.Error, ValueError):
        raise WrongPassphrase("that is not a recovery key") from None


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
