"""What every command is given; time options. And how options of time are read."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.home import Home
from app.settings import Settings, load_settings
from app.unlocking import Ask, read_passphrase, unlock
from base.errors import BadInput
from base.records.scope import Scope
from base.time_zone import local_zone

if TYPE_CHECKING:
    from app.composition import OpenMemory
    from memory.sealed.keys import Keys

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@dataclass(frozen=True, slots=True)
class Context:
    home: Home
    passphrase_file: Path | None = None
    json: bool = False
    verbose: bool = False

    @property
    def ask(self) -> Ask | None:
        """Asks without echo, where a person is at the terminal."""
        return getpass.getpass if sys.stdin.isatty() and sys.stderr.isatty() else None

    def settings(self) -> Settings:
        return load_settings(self.home.settings)

    def passphrase(self) -> str | None:
        return read_passphrase(self.passphrase_file)

    def keys(self) -> Keys:
        return unlock(self.home, passphrase=self.passphrase(), ask=self.ask)

    def session(self, *, existing: bool = False) -> OpenMemory:
        """Unlock and open. With `existing`, a home without a memory is a mistake rather than a beginning."""
        from app.composition import OpenMemory

        if existing and not self.home.exists:
            raise BadInput(
                "there is no memory here yet",
                advice="Record something first, or name the right folder with --home DIR.",
            )
        self.home.create()
        return OpenMemory(self.home, keys=self.keys(), settings=self.settings())


def iso_time(text: str) -> datetime:
    """An ISO-8601 time; without a zone it is local."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-09-15T14:30 or 2026-09-15") from None
    return value if value.tzinfo else value.replace(tzinfo=local_zone()) if local_zone() else value.astimezone()


def span_of(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", text.strip().lower())
    if not match or float(match[1]) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a span such as 30s, 10m, 2h or 1d")
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]])


def scope_of(options: argparse.Namespace, **more: object) -> Scope:
    since, until = options.since, options.until
    if since and until and since >= until:
        raise BadInput("--since is not before --until", advice="Swap the two times.")
    return Scope(
        since=since.astimezone(UTC) if since else None,
        until=until.astimezone(UTC) if until else None,
        apps=tuple(options.app),
        **more,  # type: ignore[arg-type]
    )
