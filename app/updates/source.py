"""Update check: asks an address that the person allowed for a newer version. Downloads and installs nothing.

Off until asked for. The request is a plain GET whose only content is the version in the User-Agent. The answer is a
small JSON document: {"version": "1.2.0", "page": "https://…"}. The window's jobs pool and `afterglow updates` call it;
the last result is a file of the home.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from packaging.version import InvalidVersion, Version
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.home import Home
from app.settings import UpdateSettings
from app.version import VERSION
from base.clock import Clock, utc_now
from base.errors import BadInput, ModelTimeout, ModelUnreachable, UpdatesUnknown
from base.files import read_regular_file, replace_atomically
from base.records.consent import normalize_endpoint
from memory.llm.http import Timeouts, open_get

EVERY = timedelta(days=1)
"""The window asks at most once in this time."""
SECONDS = 10.0
"""For the whole exchange: a server that sends a byte now and then cannot stretch it."""
MAX_BYTES = 16_384
"""Of an answer; a version and an address need less than a hundredth."""
WHAT_IS_SENT = "a request for that page, with “Afterglow/{version}” as the name of the program, and no cookie or id"


class Release(BaseModel):
    """A server's answer, checked."""

    model_config = ConfigDict(frozen=True)
    version: str = Field(max_length=64)
    page: str = Field(max_length=1000)


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """What was asked and answered, and when."""

    at: datetime
    address: str
    release: Release

    @property
    def newer(self) -> bool:
        return Version(self.release.version) > Version(VERSION)


class UpdateSource(Protocol):
    """Whoever knows the newest version."""

    @property
    def address(self) -> str: ...

    def newest(self) -> Release:
        """Raises UpdatesUnknown with what went wrong."""


@dataclass(frozen=True, slots=True)
class HttpUpdateSource:
    """`address`: https, or http on this very machine; `update_source` sees to it."""

    address: str
    seconds: float = SECONDS

    def newest(self) -> Release:
        headers = {"User-Agent": f"Afterglow/{VERSION}", "Accept": "application/json"}
        try:
            with open_get(self.address, headers, Timeouts(self.seconds)) as answer:
                if answer.status != 200:  # a redirect too: the person allowed this address and no other
                    raise UpdatesUnknown(f"the server answers with status {answer.status}")
                body = answer.read(MAX_BYTES + 1)
        except ModelTimeout:
            raise UpdatesUnknown("the server did not answer in time") from None
        except ModelUnreachable:
            raise UpdatesUnknown("the server cannot be reached") from None
        if len(body) > MAX_BYTES:
            raise UpdatesUnknown("the server sends more than an answer")
        return read_release(body)


def read_release(body: bytes) -> Release:
    """Raises UpdatesUnknown for anything that is not a version and a page."""
    try:
        release = Release.model_validate_json(body)
        Version(release.version)
        if urlsplit(release.page).scheme != "https" or not (release.page + release.version).isprintable():
            raise UpdatesUnknown("the server's answer names no safe page or version")
    except (ValidationError, InvalidVersion, ValueError):
        raise UpdatesUnknown("the server's answer cannot be understood") from None
    return release


def update_source(settings: UpdateSettings) -> UpdateSource:
    """Raises BadInput with what to do while the check is off, or has no address."""
    if not settings.check:
        raise BadInput("the update check is off", advice="`afterglow updates --allow ADDRESS` turns it on.")
    if not settings.address:
        raise BadInput("no address is set for the update check", advice="`afterglow updates --allow ADDRESS` sets it.")
    return HttpUpdateSource(update_address(settings.address))


def update_address(address: str) -> str:
    """In the form in which it is stored. Raises BadInput unless it is https, or http on this machine."""
    try:
        return normalize_endpoint(address)
    except BadInput:
        raise BadInput(
            "that is not an address for the update check", advice="It should look like https://example.org/latest.json."
        ) from None


def check_updates(source: UpdateSource, home: Home, *, clock: Clock = utc_now) -> UpdateCheck:
    """Asks now and keeps the result. Raises UpdatesUnknown."""
    result = UpdateCheck(clock(), source.address, source.newest())
    kept = {"at": result.at.isoformat(), "address": result.address, **result.release.model_dump()}
    home.create()
    replace_atomically(home.updates, json.dumps(kept).encode())
    return result


def last_check(path: Path) -> UpdateCheck | None:
    """The result that was kept; None where there is none that can be read."""
    try:
        kept = json.loads(read_regular_file(path, MAX_BYTES))
        at = datetime.fromisoformat(kept["at"]).astimezone(UTC)
        release = read_release(json.dumps({"version": kept["version"], "page": kept["page"]}).encode())
        return UpdateCheck(at, str(kept["address"]), release)
    except (OSError, ValueError, OverflowError, RecursionError, KeyError, TypeError, UpdatesUnknown):
        return None


def is_due(last: datetime | None, now: datetime) -> bool:
    """Has a day passed? A time in the future (a clock that was set back) does not count."""
    return last is None or not last <= now < last + EVERY
