"""What every command is given: the home, the passphrase, and the memory once it is opened.

Settings, keys and the memory are imported by the methods that return them: `--help` and `status` need none of the last.
"""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.output import err, progress_bar, waiting
from app.home import Home
from base.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.status import Status

    from app.background.open_memory import OpenMemory
    from app.settings import Settings
    from memory.archive.api import ArchiveApi
    from memory.sealed.keys import Keys


@dataclass(frozen=True, slots=True)
class Context:
    home: Home
    passphrase_file: Path | None = None
    json: bool = False
    verbose: bool = False

    @property
    def ask(self) -> Callable[[str], str] | None:
        """Asks without echo, where a person is at the terminal."""
        return getpass.getpass if sys.stdin.isatty() and sys.stderr.isatty() else None

    def settings(self) -> Settings:
        from app.settings import load_settings

        return load_settings(self.home.settings)

    def passphrase(self) -> str | None:
        from app.unlocking import read_passphrase

        return read_passphrase(self.passphrase_file)

    def keys(self) -> Keys:
        """Takes a second or two, on purpose: guessing a passphrase must cost something."""
        with waiting("Unlocking your memory") as status:
            from app.unlocking import unlock

            return unlock(self.home, passphrase=self.passphrase(), ask=self._ask_aside(status))

    def _ask_aside(self, status: Status) -> Callable[[str], str] | None:
        ask = self.ask
        if ask is None:
            return None

        def ask_aside(prompt: str) -> str:
            status.stop()
            try:
                return ask(prompt)
            finally:
                status.start()

        return ask_aside

    def session(self, *, existing: bool = False) -> OpenMemory:
        """Unlock and open. With `existing`, a home without a memory is a mistake rather than a beginning."""
        if existing and not self.home.exists:
            raise BadInput(
                "there is no memory here yet",
                advice="Open Afterglow or run `afterglow record` to begin, `afterglow demo` to try it on a sample day, "
                "or name the right folder with --home DIR.",
            )
        self.home.create()
        keys = self.keys()
        opened: list[OpenMemory] = []
        with waiting("Opening your memory"):
            from app.composition import open_memory

            opened.append(
                open_memory(self.home, keys=keys, settings=self.settings(), changed=lambda: _tell_restart(opened))
            )
        return opened[0]


def _tell_restart(opened: list[OpenMemory]) -> None:
    """`opened` is empty while the memory is opened for the first time: then the error is the command's."""
    for memory in opened:
        if memory.failure is not None:
            err.print(str(memory.failure), markup=False)
        elif memory.restarting:
            err.print("The memory's process ended unexpectedly and is started again. Nothing that was saved is lost.")
        else:
            err.print("The memory is open again.")


def read_what_waits(session: OpenMemory) -> None:
    """What was recorded and not read yet, so that the command misses nothing."""
    with progress_bar() as bar:
        task = bar.add_task("Reading new pictures", total=len(session.spool.pending()))
        session.drain(lambda done: bar.update(task, completed=done))


def log_access(archive: ArchiveApi, action: str, count: int) -> None:
    """One line of the memory's access log."""
    from base.records.statistics import AccessEntry

    archive.note_access(AccessEntry(at=datetime.now(UTC), actor="cli", action=action, count=count))
