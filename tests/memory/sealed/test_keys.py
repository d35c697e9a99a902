"""The key file: three ways in, nothing readable in it, every change noticed."""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import pickle
import unicodedata
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from base.errors import BadInput, Damaged, KeyStoreUnavailable, Locked, StoreBusy, StoreTooNew, WrongPassphrase
from memory.sealed.keys import ArgonCost, KeyFile, Keys
from memory.sealed.os_keystore import MemoryKeyStore, SystemKeyStore
from memory.sealed.spool_key import decrypt_with, encrypt_to, new_private_key, public_key_of

CHEAP = ArgonCost(memory=64, iterations=1, lanes=1)
PASSPHRASE = "correct horse battery"


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "keys.json"


@pytest.fixture
def made(path: Path, store: MemoryKeyStore) -> Keys:
    file = KeyFile.create(path, key_store=store)
    file.add_passphrase(PASSPHRASE, cost=CHEAP)
    return file.save()


def load(path: Path, store: MemoryKeyStore | None = None) -> KeyFile:
    return KeyFile.load(path, key_store=store or MemoryKeyStore())


def test_a_passphrase_opens_and_a_wrong_one_does_not(path: Path, made: Keys) -> None:
    assert load(path).unlock_passphrase(PASSPHRASE) == made
    with pytest.raises(WrongPassphrase):
        load(path).unlock_passphrase(PASSPHRASE + " ")


def test_the_default_cost_is_that_of_the_design() -> None:
    assert ArgonCost() == ArgonCost(memory=262_144, iterations=3, lanes=4)


def test_a_passphrase_opens_however_the_keyboard_composes_it(path: Path, store: MemoryKeyStore) -> None:
    file = KeyFile.create(path, key_store=store)
    file.add_passphrase(unicodedata.normalize("NFC", "Öffne dich"), cost=CHEAP)
    keys = file.save()

    assert load(path).unlock_passphrase(unicodedata.normalize("NFD", "Öffne dich")) == keys


def test_changing_the_passphrase_rewraps_and_keeps_every_key(path: Path, made: Keys) -> None:
    file = load(path)
    file.unlock_passphrase(PASSPHRASE)
    file.add_passphrase("something new", cost=CHEAP)

    assert file.save() == made
    assert load(path).unlock_passphrase("something new") == made
    with pytest.raises(WrongPassphrase):
        load(path).unlock_passphrase(PASSPHRASE)


def test_the_recovery_key_opens_as_people_type_it(path: Path, made: Keys) -> None:
    file = load(path)
    file.unlock_passphrase(PASSPHRASE)
    code = file.add_recovery()
    file.save()

    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert load(path).unlock_recovery(typed) == made
    for wrong in ("", "hello", "ÄÖÜ", code[:-1], code[:-1] + ("A" if code[-1] != "A" else "B")):
        with pytest.raises(WrongPassphrase):
            load(path).unlock_recovery(wrong)


def test_the_key_store_opens_and_is_told_when_it_is_no_longer_needed(path: Path, store: MemoryKeyStore) -> None:
    file = KeyFile.create(path, key_store=store)
    file.add_keyring()
    keys = file.save()

    assert load(path, store).unlock_keyring() == keys
    assert keys.in_keyring
    assert next(iter(store.secrets.values())) not in path.read_text()

    file.add_keyring()
    file.save()
    assert len(store.secrets) == 1
    file.add_passphrase(PASSPHRASE, cost=CHEAP)
    file.remove("keyring")
    assert not file.save().in_keyring
    assert store.secrets == {}


def test_an_unfinished_change_of_the_key_store_locks_nobody_out(path: Path, store: MemoryKeyStore) -> None:
    file = KeyFile.create(path, key_store=store)
    file.add_keyring()
    keys = file.save()

    file.add_keyring()  # and the process dies before save()

    assert load(path, store).unlock_keyring() == keys


class NullStore(MemoryKeyStore):
    """What keyring's null backend does."""

    def set(self, name: str, secret: str) -> None:
        pass


def test_a_key_store_that_forgets_is_no_key_store(path: Path) -> None:
    with pytest.raises(KeyStoreUnavailable):
        KeyFile.create(path, key_store=NullStore()).add_keyring()

    assert not path.exists()


def test_a_key_store_that_lost_the_entry_says_so(path: Path, store: MemoryKeyStore) -> None:
    file = KeyFile.create(path, key_store=store)
    file.add_keyring()
    file.save()

    with pytest.raises(KeyStoreUnavailable):
        load(path, MemoryKeyStore()).unlock_keyring()


def test_failing_and_plain_text_backends_of_the_system_are_refused() -> None:
    import keyring.backend
    import keyring.backends.fail

    class PlaintextKeyring(keyring.backends.fail.Keyring):
        pass

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    before = keyring.get_keyring()
    try:
        for backend in (keyring.backends.fail.Keyring(), PlaintextKeyring()):
            keyring.set_keyring(backend)
            with pytest.raises(KeyStoreUnavailable):
                SystemKeyStore().set("afterglow test", "x")
    finally:
        keyring.set_keyring(before)


def test_slots_are_named_and_the_last_one_stays(path: Path, made: Keys) -> None:
    file = load(path)
    file.unlock_passphrase(PASSPHRASE)
    file.add_recovery()

    assert file.slots == ("passphrase", "recovery")
    file.remove("passphrase")
    with pytest.raises(BadInput):
        file.remove("recovery")
    with pytest.raises(WrongPassphrase):
        file.unlock_passphrase(PASSPHRASE)


def test_keys_that_nothing_would_open_are_not_written(path: Path, store: MemoryKeyStore) -> None:
    with pytest.raises(BadInput):
        KeyFile.create(path, key_store=store).save()

    assert not path.exists()


def test_a_locked_file_shows_its_public_key_and_changes_nothing(path: Path, made: Keys) -> None:
    file = load(path)

    assert file.public_key == made.spool_public
    for change in (file.save, file.rotate, file.add_recovery):
        with pytest.raises(Locked):
            change()


def test_rotation_adds_a_data_key_and_keeps_the_old_ones(path: Path, made: Keys) -> None:
    file = load(path)
    file.unlock_passphrase(PASSPHRASE)
    file.rotate()
    rotated = file.save()

    assert rotated.data[1] == made.data[1]
    assert sorted(rotated.data) == [1, 2]
    assert load(path).unlock_passphrase(PASSPHRASE) == rotated


def test_an_existing_memory_is_never_overwritten(path: Path, made: Keys, store: MemoryKeyStore) -> None:
    with pytest.raises(BadInput):
        KeyFile.create(path, key_store=store)


def test_two_processes_that_make_or_change_the_file_do_not_lose_a_change(path: Path, store: MemoryKeyStore) -> None:
    first, second = KeyFile.create(path, key_store=store), KeyFile.create(path, key_store=store)
    for file in (first, second):
        file.add_passphrase(PASSPHRASE, cost=CHEAP)
    first.save()
    with pytest.raises(StoreBusy):
        second.save()

    other = load(path)
    other.unlock_passphrase(PASSPHRASE)
    other.add_recovery()
    other.save()
    with pytest.raises(StoreBusy):
        first.save()


def test_the_file_is_for_its_owner_only_and_leaves_no_other(path: Path, made: Keys) -> None:
    file = load(path)
    file.unlock_passphrase(PASSPHRASE)
    file.rotate()
    file.save()

    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_no_key_is_in_the_file_or_in_a_repr(path: Path, made: Keys) -> None:
    raw = path.read_bytes()

    for secret in (*made.data.values(), made.names, made.vault, made.spool):
        assert secret not in raw
        assert base64.b64encode(secret) not in raw
        assert secret.hex() not in repr(made)
    assert repr(made) == "Keys(hidden)"


def _echo(pipe: Connection) -> None:
    pipe.send(pipe.recv())


def test_keys_travel_to_a_spawned_process_through_a_pipe(made: Keys) -> None:
    assert pickle.loads(pickle.dumps(made)) == made

    here, there = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_echo, args=(there,))
    child.start()
    here.send(made)
    assert here.recv() == made
    child.join()


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    fields = json.loads(path.read_text())
    change(fields)
    path.write_text(json.dumps(fields))


def flip_text(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[-1] ^= 1
    return base64.b64encode(raw).decode()


DAMAGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "no slots": lambda f: f.pop("slots"),
    "slots of another kind": lambda f: f.update(slots={}),
    "no payload": lambda f: f.pop("payload"),
    "no public key": lambda f: f.update(public=""),
    "format of another kind": lambda f: f.update(format="1"),
    "format zero": lambda f: f.update(format=0),
    "absurd memory": lambda f: f["slots"][0]["argon2id"].update(memory=1 << 30),
    "absurd rounds": lambda f: f["slots"][0]["argon2id"].update(iterations=10_000),
    "absurd lanes": lambda f: f["slots"][0]["argon2id"].update(lanes=1 << 20),
    "no memory": lambda f: f["slots"][0]["argon2id"].update(memory=0),
    "cost that is no number": lambda f: f["slots"][0]["argon2id"].update(memory="much"),
    "cost that is no whole number": lambda f: f["slots"][0]["argon2id"].update(memory=64.5),
    "unknown cost": lambda f: f["slots"][0]["argon2id"].update(speed=1),
    "not base64": lambda f: f["slots"][0].update(salt="!"),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_doctored_key_file_is_damaged_before_it_costs_anything(path: Path, made: Keys, how: str) -> None:
    edit(path, DAMAGES[how])

    with pytest.raises(Damaged, match=r"keys\.json"):
        load(path)


@pytest.mark.parametrize("kept", [0, 1, 100, -2])
def test_a_cut_off_key_file_is_damaged(path: Path, made: Keys, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(Damaged, match=r"keys\.json"):
        load(path)


@pytest.mark.parametrize("raw", [b"[]", b"null", b'{"format": true}', b"\xff\xfe", b"[" * 100_000])
def test_something_else_in_its_place_is_damaged(path: Path, made: Keys, raw: bytes) -> None:
    path.write_bytes(raw)

    with pytest.raises(Damaged):
        load(path)


def test_a_changed_payload_is_damaged_and_a_changed_slot_opens_nothing(path: Path, made: Keys) -> None:
    whole = path.read_text()
    edit(path, lambda f: f.update(payload=flip_text(f["payload"])))
    with pytest.raises(Damaged):
        load(path).unlock_passphrase(PASSPHRASE)

    path.write_text(whole)
    edit(path, lambda f: f["slots"][0].update(wrapped=flip_text(f["slots"][0]["wrapped"])))
    with pytest.raises(WrongPassphrase):
        load(path).unlock_passphrase(PASSPHRASE)


def test_a_replaced_public_key_is_noticed_at_unlock(path: Path, made: Keys) -> None:
    stranger = base64.b64encode(public_key_of(new_private_key())).decode()
    edit(path, lambda f: f.update(public=stranger))

    with pytest.raises(Damaged, match="public key"):
        load(path).unlock_passphrase(PASSPHRASE)


def test_a_newer_key_file_is_refused_with_advice(path: Path, made: Keys) -> None:
    edit(path, lambda f: f.update(format=2))

    with pytest.raises(StoreTooNew):
        load(path)


def test_no_key_file_is_locked_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(Locked):
        load(tmp_path / "keys.json")


def test_what_is_sealed_to_the_public_key_opens_only_with_the_private_one_and_its_purpose() -> None:
    private = new_private_key()
    sealed = encrypt_to(public_key_of(private), b"purpose", b"data")

    assert decrypt_with(private, b"purpose", sealed) == b"data"
    for key, purpose, data in (
        (new_private_key(), b"purpose", sealed),
        (private, b"other", sealed),
        (private, b"purpose", sealed[:-1]),
        (private, b"purpose", b""),
    ):
        with pytest.raises(Exception, match="verify"):
            decrypt_with(key, purpose, data)


class Backend:
    """A key store of a system, of which only its rank may be asked. keyring keeps every class that is derived from its
    own, so this one is not."""

    def __init__(self, rank: float | None) -> None:
        self.rank = rank

    @property
    def priority(self) -> float:
        """Raises as Secret Service does without its service."""
        if self.rank is None:
            raise RuntimeError
        return self.rank


class ReadableFile(Backend):
    __module__ = "keyrings.alt.file"


class Chain:
    def __init__(self, *backends: Backend) -> None:
        self.backends = backends


@pytest.mark.parametrize(
    ("backend", "there"),
    [
        (Backend(5), True),
        (Chain(Backend(5), Backend(1)), True),
        (keyring.backends.fail.Keyring(), False),
        (keyring.backends.null.Keyring(), False),
        (Backend(None), False),
        (ReadableFile(5), False),
        (Chain(ReadableFile(5)), False),
        (Chain(), False),
    ],
)
def test_whether_there_is_a_key_store_is_told_without_asking_it(
    monkeypatch: pytest.MonkeyPatch, backend: object, there: bool
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    assert SystemKeyStore().is_there() is there
