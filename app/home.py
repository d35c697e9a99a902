"""Folder layout of one memory. `--home DIR` puts all of it, but the rollback witness, under one folder.

keys.json      wrapped keys; useless without passphrase, key store or recovery key
objects/       the sealed store
anchor         sealed record of the newest versions
spool/         sealed frames that are not read yet
sent/          sealed lines of the privacy ledger that are not in the store yet
settings.json  what the person changed (readable: see docs/threat-model.md)
first-run.json how far the first run has come, and whether recording was ever started (readable)
locked         present while the memory is locked
recorder.lock  held by the process that records
ingest.lock    held by the process that takes frames from the spool
window.lock    held by the process that has the window
window.place   where the window was last
updates.json   the answer of the last update check, if that is on
logs/          ids, counts and timings
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from base.errors import BadInput
from base.files import probe_folder, refusal


@dataclass(frozen=True, slots=True)
class Home:
    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys.json"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def sent(self) -> Path:
        return self.root / "sent"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def first_run(self) -> Path:
        return self.root / "first-run.json"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def recorder_lock(self) -> Path:
        return self.root / "recorder.lock"

    @property
    def window_lock(self) -> Path:
        return self.root / "window.lock"

    @property
    def window_place(self) -> Path:
        return self.root / "window.place"

    @property
    def updates(self) -> Path:
        return self.root / "updates.json"

    @property
    def ingest_lock(self) -> Path:
        return self.root / "ingest.lock"

    @property
    def locked_flag(self) -> Path:
        return self.root / "locked"

    @property
    def locked(self) -> bool:
        return self.locked_flag.exists()

    @property
    def exists(self) -> bool:
        return self.keys.exists()

    def create(self) -> Home:
        """Make the folder, for its owner only. Raises FileRefused where it cannot be used (read-only, of another
        account, without file locks), DiskFull, BadInput."""
        try:
            for folder in (self.root, self.spool, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                self.root.chmod(0o700)
            for folder in (self.root, self.spool):
                probe_folder(folder)
        except OSError as error:
            raise refusal(error) from None
        except ValueError as error:
            raise BadInput(
                f"the folder for the memory cannot be made ({error.__class__.__name__})",
                advice="Choose another folder with --home DIR.",
            ) from None
        return self

    def set_locked(self, locked: bool) -> None:
        if locked:
            self.locked_flag.touch(mode=0o600)
        else:
            self.locked_flag.unlink(missing_ok=True)


def default_home() -> Home:
    """In the account's data folder. A relative XDG_DATA_HOME is ignored, as its specification asks. Raises BadInput
    where the account has no folder."""
    if not Path(os.environ.get("XDG_DATA_HOME", "/")).is_absolute():
        del os.environ["XDG_DATA_HOME"]
    root = user_data_path("afterglow", appauthor=False)
    if not root.is_absolute():
        raise BadInput(
            "this account has no folder of its own (HOME is not set)",
            advice="Set HOME, or say where the memory is with --home FOLDER.",
        )
    return Home(root)
