"""Nothing is recorded without consent: whatever is wrong with its file, or with the memory, counts as none."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.consent import Consent
from app.home import Home
from base.errors import BadInput, Damaged, DiskFull, StoreError
from memory.sealed.keys import ArgonCost, KeyFile
from ui.kit.ports import FirstRunStep


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


def make_memory(home: Home) -> None:
    file = KeyFile.create(home.keys)
    file.add_passphrase("seven green kettles", cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()


@pytest.fixture
def consented(home: Home) -> Home:
    make_memory(home)
    consent = Consent(home)
    consent.keep_step(FirstRunStep.TRY_IT)
    consent.give()
    return home


def change(home: Home, **fields: Any) -> None:
    home.first_run.write_text(json.dumps(json.loads(home.first_run.read_text()) | fields))


def test_a_memory_of_before_has_no_consent(home: Home) -> None:
    make_memory(home)

    assert not Consent(home).given()
    assert Consent(home).step() is FirstRunStep.WELCOME


def test_consent_is_kept_and_goes_with_the_step_that_was_reached(consented: Home) -> None:
    assert Consent(consented).given()
    assert Consent(consented).step() is FirstRunStep.TRY_IT
    if sys.platform != "win32":
        assert stat.S_IMODE(consented.first_run.stat().st_mode) == 0o600


def test_a_step_that_is_kept_later_takes_nothing_back(consented: Home) -> None:
    Consent(consented).keep_step(FirstRunStep.WELCOME)
    Consent(consented).confirm_recovery_key("mark")

    assert Consent(consented).given()
    assert Consent(consented).confirmed_recovery_key() == "mark"


def test_without_a_memory_there_is_nothing_to_consent_to(home: Home) -> None:
    with pytest.raises(BadInput):
        Consent(home).give()

    assert not Consent(home).given()


def test_the_consent_for_one_memory_does_not_hold_for_another(consented: Home) -> None:
    consented.keys.unlink()
    assert not Consent(consented).given()

    make_memory(consented)
    assert not Consent(consented).given()


def test_keys_that_cannot_be_read_are_told(consented: Home) -> None:
    consented.keys.write_text("{")

    with pytest.raises(Damaged):
        Consent(consented).given()


def cut(home: Home) -> None:
    home.first_run.write_bytes(home.first_run.read_bytes()[:-5])


def replace_by_folder(home: Home) -> None:
    home.first_run.unlink()
    home.first_run.mkdir()


FAULTS: dict[str, Callable[[Home], object]] = {
    "missing": lambda home: home.first_run.unlink(),
    "empty": lambda home: home.first_run.write_bytes(b""),
    "cut off": cut,
    "zeros": lambda home: home.first_run.write_bytes(bytes(200)),
    "no text": lambda home: home.first_run.write_bytes(b"\xff\xfe{}"),
    "a list": lambda home: home.first_run.write_text("[1]"),
    "a number": lambda home: home.first_run.write_text("1"),
    "nested": lambda home: home.first_run.write_text("[" * 3000),
    "too long": lambda home: home.first_run.write_text(home.first_run.read_text() + " " * 5000),
    "a folder": replace_by_folder,
    "a newer form": lambda home: change(home, format=2),
    "format as truth": lambda home: change(home, format=True),
    "format as text": lambda home: change(home, format="1"),
    "unknown step": lambda home: change(home, step="record"),
    "step of another type": lambda home: change(home, step=["welcome"]),
    "consent as truth": lambda home: change(home, recording_started_for=True),
    "consent for nothing": lambda home: change(home, recording_started_for=""),
    "consent as null": lambda home: change(home, recording_started_for=None),
    "unknown field": lambda home: change(home, also=1),
    "missing field": lambda home: home.first_run.write_text('{"format": 1, "step": "try_it"}'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_of_another_form_is_no_consent(consented: Home, fault: str) -> None:
    FAULTS[fault](consented)

    assert not Consent(consented).given()


@pytest.mark.parametrize("fault", [name for name in FAULTS if name != "consent for nothing"])
def test_after_a_fault_the_first_run_begins_anew_and_can_be_gone_through(consented: Home, fault: str) -> None:
    FAULTS[fault](consented)
    assert Consent(consented).step() is FirstRunStep.WELCOME
    if consented.first_run.is_dir():
        consented.first_run.rmdir()

    Consent(consented).keep_step(FirstRunStep.LEAVE_OUT)
    assert not Consent(consented).given()
    Consent(consented).give()

    assert Consent(consented).given()
    assert Consent(consented).step() is FirstRunStep.LEAVE_OUT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_its_place_is_not_waited_for(consented: Home) -> None:
    consented.first_run.unlink()
    os.mkfifo(consented.first_run)

    assert not Consent(consented).given()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_on_a_full_disk_there_is_no_consent_and_the_step_of_before_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    make_memory(home)
    Consent(home).keep_step(FirstRunStep.RECOVERY_KEY)

    def refuse(_handle: int) -> None:
        raise OSError(code, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    for change_of in (Consent(home).give, lambda: Consent(home).keep_step(FirstRunStep.TRY_IT)):
        with pytest.raises(DiskFull):
            change_of()

    assert not Consent(home).given()
    assert Consent(home).step() is FirstRunStep.RECOVERY_KEY
    assert not list(home.root.glob("*.new"))


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(home: Home) -> None:
    make_memory(home)
    home.first_run.mkdir()  # no file can take this place, whatever the rights of whoever runs the test

    with pytest.raises(StoreError, match="first run"):
        Consent(home).give()

    assert not Consent(home).given()
