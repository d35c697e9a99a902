"""What the first run does for the window: memory, recovery key and consent, with and without a key store."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.consent import Consent
from app.desktop.first_run.control import FirstRun
from app.home import Home
from base.errors import BadInput, DiskFull, KeyStoreUnavailable, Locked, StoreError, WrongPassphrase
from memory.sealed.keys import ArgonCost, KeyFile
from memory.sealed.os_keystore import MemoryKeyStore
from ui.kit.ports import FirstRunStep, Opener

PASSPHRASE = "seven green kettles sing"


class NoKeyStore(MemoryKeyStore):
    def is_there(self) -> bool:
        return False

    def set(self, name: str, secret: str) -> None:
        raise KeyStoreUnavailable


class GoneKeyStore(MemoryKeyStore):
    """It is there when the program starts, and gone when it is needed."""

    gone = False

    def get(self, name: str) -> str | None:
        if self.gone:
            raise KeyStoreUnavailable
        return super().get(name)

    def set(self, name: str, secret: str) -> None:
        if self.gone:
            raise KeyStoreUnavailable
        super().set(name, secret)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


def start(home: Home, key_store: MemoryKeyStore | None = None, passphrase: str | None = None) -> FirstRun:
    """As each start of the program does."""
    return FirstRun(
        home,
        Consent(home),
        passphrase=passphrase,
        start_recorder=lambda: STARTED.append(Consent(home).given()),
        key_store=key_store or NoKeyStore(),
    )


STARTED: list[bool] = []
"""Whether consent was noted each time a recorder was started."""


@pytest.fixture(autouse=True)
def nothing_started() -> None:
    STARTED.clear()


def quick_memory(home: Home) -> None:
    file = KeyFile.create(home.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()


def test_it_begins_with_the_welcome_and_makes_nothing_by_itself(home: Home) -> None:
    for run in (start(home), start(home, MemoryKeyStore()), start(home, passphrase=PASSPHRASE)):
        assert run.step() is FirstRunStep.WELCOME
        run.apps()

    assert not home.exists
    assert not STARTED


@pytest.mark.parametrize(
    ("key_store", "passphrase", "before", "after"),
    [
        (NoKeyStore, None, Opener.NOTHING, Opener.PASSPHRASE),
        (MemoryKeyStore, None, Opener.KEY_STORE, Opener.KEY_STORE),
        (NoKeyStore, PASSPHRASE, Opener.GIVEN, Opener.GIVEN),
        (MemoryKeyStore, PASSPHRASE, Opener.GIVEN, Opener.GIVEN),
    ],
)
def test_each_way_to_open_a_memory_makes_one_and_its_recovery_key(
    home: Home, key_store: type[MemoryKeyStore], passphrase: str | None, before: Opener, after: Opener
) -> None:
    store = key_store()
    run = start(home, store, passphrase)
    typed = PASSPHRASE if before is Opener.NOTHING else None
    assert run.opener() is before

    run.make_memory(typed)
    code = run.make_recovery_key(typed)

    assert run.opener() is after
    assert start(home, store, passphrase).opener() is after
    assert KeyFile.load(home.keys).unlock_recovery(code)
    assert set(KeyFile.load(home.keys).slots) == {
        "keyring" if after is Opener.KEY_STORE else "passphrase",
        "recovery",
    }


def test_a_memory_of_before_is_left_as_it_is(home: Home) -> None:
    quick_memory(home)
    before = home.keys.read_bytes()
    run = start(home, MemoryKeyStore())

    run.make_memory("another passphrase")

    assert run.opener() is Opener.PASSPHRASE
    assert home.keys.read_bytes() == before


def test_a_short_passphrase_is_refused(home: Home) -> None:
    with pytest.raises(BadInput, match="shorter"):
        start(home).make_memory("short")

    assert not home.exists


def test_a_key_store_that_goes_leads_to_a_passphrase(home: Home) -> None:
    store = GoneKeyStore()
    run = start(home, store)
    assert run.opener() is Opener.KEY_STORE

    store.gone = True
    with pytest.raises(KeyStoreUnavailable):
        run.make_memory(None)

    assert run.opener() is Opener.NOTHING
    assert not home.exists
    run.make_memory(PASSPHRASE)
    assert run.opener() is Opener.PASSPHRASE


def test_a_key_store_that_goes_after_the_memory_was_made_is_told_and_may_come_back(home: Home) -> None:
    store = GoneKeyStore()
    run = start(home, store)
    run.make_memory(None)

    store.gone = True
    with pytest.raises(KeyStoreUnavailable):
        run.make_recovery_key(None)
    store.gone = False

    assert run.make_recovery_key(None)


def test_a_recovery_key_from_before_is_known_until_the_window_makes_one(home: Home) -> None:
    quick_memory(home)
    assert not start(home).has_older_recovery_key()
    file = KeyFile.load(home.keys)
    file.unlock_passphrase(PASSPHRASE)
    older = file.add_recovery()
    file.save()

    assert start(home).has_older_recovery_key()
    assert KeyFile.load(home.keys).unlock_recovery(older)

    start(home).make_recovery_key(PASSPHRASE)

    assert not start(home).has_older_recovery_key()


def test_a_recovery_key_that_cannot_be_noted_does_not_end_the_one_before(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_memory(home)
    first = start(home).make_recovery_key(PASSPHRASE)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("app.consent.replace_atomically", refuse)
    with pytest.raises(DiskFull):
        start(home).make_recovery_key(PASSPHRASE)

    assert KeyFile.load(home.keys).unlock_recovery(first)


def test_a_new_recovery_key_replaces_the_one_before_and_is_not_yet_confirmed(home: Home) -> None:
    quick_memory(home)
    run = start(home)
    assert not run.recovery_key_confirmed()
    first = run.make_recovery_key(PASSPHRASE)
    assert not run.recovery_key_confirmed()
    run.confirm_recovery_key()
    assert start(home).recovery_key_confirmed()

    second = run.make_recovery_key(PASSPHRASE)

    assert not run.recovery_key_confirmed()
    assert KeyFile.load(home.keys).unlock_recovery(second)
    with pytest.raises(WrongPassphrase):
        KeyFile.load(home.keys).unlock_recovery(first)


def test_a_recovery_key_needs_the_passphrase_that_only_the_person_knows(home: Home) -> None:
    quick_memory(home)
    before = home.keys.read_bytes()

    with pytest.raises(Locked):
        start(home).make_recovery_key(None)
    with pytest.raises(WrongPassphrase):
        start(home).make_recovery_key("seven red kettles sing")
    with pytest.raises(BadInput):
        start(home).confirm_recovery_key()

    assert home.keys.read_bytes() == before


@pytest.mark.parametrize("step", FirstRunStep)
def test_leaving_at_any_step_comes_back_to_it_until_recording_was_started(home: Home, step: FirstRunStep) -> None:
    quick_memory(home)
    start(home).keep_step(step)
    assert start(home).step() is step

    start(home).start_recording()

    assert start(home).step() is None
    assert STARTED == [True]


def test_where_consent_cannot_be_noted_nothing_is_started(home: Home) -> None:
    with pytest.raises(BadInput):
        start(home).start_recording()
    quick_memory(home)
    home.first_run.mkdir()
    with pytest.raises(StoreError):
        start(home).start_recording()

    assert not STARTED
    assert start(home).step() is FirstRunStep.WELCOME


def test_a_damaged_key_file_after_consent_is_no_first_run(home: Home) -> None:
    quick_memory(home)
    start(home).start_recording()
    home.keys.write_text("{}")

    assert start(home).step() is None
    assert start(home).opener() is Opener.PASSPHRASE
