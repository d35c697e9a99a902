"""Consent to a language model, and the entries of the privacy ledger. Plain data; any thread.

Consent is given to one endpoint and one model at a time, and every change of it is a new record. The ledger keeps
figures of each request: where to, when, why and how much; never what was in it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from urllib.parse import urlsplit

from base.errors import BadInput

MILLION = 1_000_000


class Purpose(StrEnum):
    MEMORIES = "memories"
    """Making memories: sends the screen text of new moments."""
    ASK = "ask"
    """Answering: sends a question, and the memories and screen text that come closest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person's decision about one endpoint; the newest one counts."""

    id: str
    """Sorts by time."""
    at: datetime
    url: str
    """As `normalize_endpoint` made it; the API's base, such as `http://localhost:11434/v1`."""
    model: str
    granted: bool
    purposes: frozenset[Purpose] = frozenset(Purpose)
    pictures: bool = False
    """Whether pictures may go along where an answer asks for them."""
    key: str = field(default="", repr=False)
    """The endpoint's API key. It is removed when consent is taken back."""
    price_in: float | None = None
    """For a million tokens, in the person's currency; None: unknown."""
    price_out: float | None = None

    @property
    def local(self) -> bool:
        return is_local(self.url)

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        if self.price_in is None or self.price_out is None:
            return None
        return (tokens_in * self.price_in + tokens_out * self.price_out) / MILLION


class RequestOutcome(StrEnum):
    """How a request ended."""

    BEGUN = "begun"
    """It was sent, and the process that sent it ended before an answer came."""
    ANSWERED = "answered"
    FAILED = "failed"
    STOPPED = "stopped"
    """The person did not wait until the answer was complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One request: a line of the privacy ledger. It is on the disk, sealed, before the first byte is sent."""

    id: str
    """Sorts by time."""
    at: datetime
    url: str
    model: str
    purpose: str
    moments: int = 0
    characters: int = 0
    """In all messages to the model, instructions included."""
    pictures: int = 0
    size: int = 0
    """Bytes of the request."""
    tokens_in: int = 0
    tokens_out: int = 0
    """As the endpoint counts them; 0 where it does not say."""
    seconds: float = 0.0
    cost: float | None = None
    """None: the price is unknown."""
    ending: RequestOutcome = RequestOutcome.BEGUN
    failure: str = ""
    """The name of the error in `base.errors`."""

    @property
    def local(self) -> bool:
        return is_local(self.url)


def normalize_endpoint(url: str) -> str:
    """The base address of an API, in a form in which two can be compared. Raises BadInput.

    http is allowed to this very machine only: text of the screen must not cross a network unencrypted.
    """
    invalid = BadInput(
        "that is not the address of an endpoint", advice="It should look like http://localhost:11434/v1."
    )
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises ValueError for what is no port
        (parts.hostname or "").encode("idna")  # and for what is no name
    except ValueError:
        raise invalid from None
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in parts.netloc:
        raise invalid
    if parts.username or parts.query or parts.fragment:
        raise invalid
    if parts.scheme == "http" and not is_local(url):
        raise BadInput(
            "that endpoint is on another machine, and http would send what you see over the network unencrypted",
            advice="Use https, or a tunnel that ends on this machine.",
        )
    return f"{parts.scheme}://{parts.netloc.casefold()}{parts.path.rstrip('/')}"


def is_local(url: str) -> bool:
    """Is it on this machine? A name that is resolved elsewhere is not trusted, even if it leads here."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def current_consents(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """The newest decision about each endpoint, oldest first."""
    newest = {consent.url: consent for consent in sorted(consents, key=attrgetter("id"))}
    return tuple(sorted(newest.values(), key=attrgetter("id")))


def consent_for(consents: Iterable[Consent], purpose: Purpose) -> Consent | None:
    """The endpoint to use: the one that was last allowed for this purpose."""
    allowed = [consent for consent in current_consents(consents) if consent.granted and purpose in consent.purposes]
    return allowed[-1] if allowed else None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, time and money that requests took, added up."""

    requests: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    unpriced: int = 0
    """Requests whose price is unknown."""

    def per(self, hours: float) -> Usage:
        """For each of so many hours; all zeros for no hours."""
        share = 1 / hours if hours else 0.0
        return Usage(
            requests=round(self.requests * share),
            failed=round(self.failed * share),
            tokens_in=round(self.tokens_in * share),
            tokens_out=round(self.tokens_out * share),
            seconds=self.seconds * share,
            cost=self.cost * share,
            unpriced=self.unpriced,
        )


def add_up_usage(lines: Iterable[LedgerEntry]) -> Usage:
    entries = list(lines)
    return Usage(
        requests=len(entries),
        failed=sum(entry.ending is RequestOutcome.FAILED for entry in entries),
        tokens_in=sum(entry.tokens_in for entry in entries),
        tokens_out=sum(entry.tokens_out for entry in entries),
        seconds=sum(entry.seconds for entry in entries),
        cost=sum(entry.cost or 0.0 for entry in entries),
        unpriced=sum(entry.cost is None for entry in entries),
    )
