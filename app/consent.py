"""Consent: whether the person has pressed Start recording, and how far their first run has come.

Kept in one small readable file of the home (docs/formats.md). What cannot be read, or has another form than is written
here, counts as nothing: then nothing is recorded and the first run begins anew. The consent names the memory for which
it was given, so that it does not hold for another one that is made in the same folder. Any thread may call.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app.home import Home
from base.errors import BadInput, Locked
from base.files import read_regular_file, replace_atomically, translate_os_errors
from memory.sealed.keys import KeyFile
from ui.kit.ports import FirstRunStep

FORMAT = 1
_MAX_FILE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class _Progress:
    """The file's fields."""

    step: str = FirstRunStep.WELCOME.value
    recording_started_for: str = ""
    """Id of the memory that the person began to record."""
    recovery_key_confirmed: str = ""
    """Mark of the recovery key that the person has proven to have."""
    recovery_key_made: str = ""
    """Mark of the recovery key that was made last by the window."""


class Consent:
    def __init__(self, home: Home) -> None:
        self._home = home
        self._changing = threading.Lock()

    def given(self) -> bool:
        """The person has started the recording of the memory that is here. Raises Damaged, StoreTooNew where consent
        was given, but the memory's keys cannot be read."""
        memory = _read(self._home.first_run).recording_started_for
        if not memory:
            return False
        try:
            return KeyFile.load(self._home.keys).store_id == memory
        except Locked:  # there is no memory
            return False

    def give(self) -> None:
        """Raises BadInput where there is no memory yet; DiskFull, StoreError when it cannot be noted for good."""
        if not self._home.exists:
            raise BadInput("there is no memory to record into yet", advice="Choose a passphrase first.")
        self._change(recording_started_for=KeyFile.load(self._home.keys).store_id)

    def step(self) -> FirstRunStep:
        """Where the first run goes on."""
        return FirstRunStep(_read(self._home.first_run).step)

    def keep_step(self, step: FirstRunStep) -> None:
        """Raises DiskFull, StoreError."""
        self._change(step=step.value)

    def confirmed_recovery_key(self) -> str:
        """The mark (`KeyFile.recovery_mark`) of the key that the person has proven to have; "" for none."""
        return _read(self._home.first_run).recovery_key_confirmed

    def confirm_recovery_key(self, mark: str) -> None:
        """Raises DiskFull, StoreError."""
        self._change(recovery_key_confirmed=mark)

    def made_recovery_key(self) -> str:
        """The mark of the key that the window made last; "" for none."""
        return _read(self._home.first_run).recovery_key_made

    def note_made_recovery_key(self, mark: str) -> None:
        """Raises DiskFull, StoreError."""
        self._change(recovery_key_made=mark)

    def _change(self, **fields: str) -> None:
        with self._changing:
            progress = replace(_read(self._home.first_run), **fields)
            raw = json.dumps({"format": FORMAT, **asdict(progress)}, indent=1).encode()
            try:
                replace_atomically(self._home.first_run, raw)
            except OSError as error:
                raise translate_os_errors(error, "the progress of the first run cannot be written") from None


def _read(path: Path) -> _Progress:
    try:
        return _parse(json.loads(read_regular_file(path, _MAX_FILE_BYTES)))
    except (OSError, ValueError, RecursionError):
        return _Progress()


def _parse(fields: Any) -> _Progress:
    """Raises ValueError for fields that are not written here."""
    names = set(_Progress.__slots__)
    if not isinstance(fields, Mapping) or set(fields) != {"format", *names} or type(fields["format"]) is not int:
        raise ValueError("other fields")
    if fields["format"] != FORMAT or not all(isinstance(fields[name], str) for name in names):
        raise ValueError("other values")
    return _Progress(**{name: fields[name] for name in names} | {"step": FirstRunStep(fields["step"]).value})
