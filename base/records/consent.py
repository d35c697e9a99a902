"""Consent for a language model, and the privacy ledger's records. Pure data, from any thread.

Consent is given to one endpoint and one model at a time, and every change of it is a record of its own. What was sent
is kept as figures: where to, when, why and how much; never what.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from base.errors import BadInput

MILLION = 1_000_000


class Purpose(StrEnum):
    MEMORIES = "memories"
    """Screen text of new moments, so that memories are made of it."""
    ASK = "ask"
    """A question, and the memories and screen text that come closest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person's word about one endpoint; the newest one counts."""

    id: str
    """Sorts by time."""
    at: datetime
    url: str
    """As `endpoint` made it; the API's base, such as `http://localhost:11434/v1`."""
    model: str
    granted: bool
    purposes: frozenset[Purpose] = frozenset(Purpose)
    pictures: bool = False
    """Whether pictures may go along where an answer asks for them."""
    key: str = field(default="", repr=False)
    """The endpoint's API key. It is kept with the word that holds, and goes with it."""
    price_in: float | None = None
    """Of a million tokens, in the person's currency; None: nobody said."""
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
    """It was sent, and whoever sent it was ended before it knew more."""
    ANSWERED = "answered"
    FAILED = "failed"
    STOPPED = "stopped"
    """The person did not wait for the end of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One request, and one line of the privacy ledger. It is on the disk, sealed, before the first byte leaves."""

    id: str
    """Sorts by time."""
    at: datetime
    url: str
    model: str
    purpose: str
    moments: int = 0
    characters: int = 0
    """Of all that was said to the model, instructions included."""
    pictures: int = 0
    size: int = 0
    """Bytes of the request."""
    tokens_in: int = 0
    tokens_out: int = 0
    """As the endpoint counts them; 0 where it does not say."""
    seconds: float = 0.0
    cost: float | None = None
    """None: nobody named a price."""
    ending: RequestOutcome = RequestOutcome.BEGUN
    failure: str = ""
    """The name of the error in `base.errors`."""

    @property
    def local(self) -> bool:
        return is_local(self.url)


def endpoint(url: str) -> str:
    """The base address of an API, in the one form in which it is compared. Raises BadInput.

    In the clear only to this very machine: text of the screen must not pass a network readable.
    """
    parts = _parts(url)
    if parts is None:
        raise BadInput("that is not the address of an endpoint", advice="Write it like http://localhost:11434/v1.")
    if parts.scheme == "http" and not is_local(url):
        raise BadInput(
            "that endpoint is on another machine, and http would send what you see over the network in the clear",
            advice="Use https, or a tunnel that ends on this machine.",
        )
    return f"{parts.scheme}://{parts.netloc.casefold()}{parts.path.rstrip('/')}"


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    more = parts.username or parts.query or parts.fragment
    return parts if parts.scheme in ("http", "https") and parts.hostname and not more else None


def is_local(url: str) -> bool:
    """Whether it is on this machine. A name that somebody else resolves is not trusted to be."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def standing(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """The last word about each endpoint, oldest first."""
    newest = {consent.url: consent for consent in sorted(consents, key=lambda each: each.id)}
    return tuple(sorted(newest.values(), key=lambda one: one.id))


def consent_for(consents: Iterable[Consent], purpose: Purpose) -> Consent | None:
    """The endpoint in use: of those that are allowed for the purpose the one that was allowed last."""
    allowed = [consent for consent in standing(consents) if consent.granted and purpose in consent.purposes]
    return allowed[-1] if allowed else None


@dataclass(frozen=True, slots=True)
class Usage:
    """What requests took, added up."""

    requests: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    unpriced: int = 0
    """Requests of which nobody knows the price."""

    def per(self, hours: float) -> Usage:
        """For each of so many hours; of none nothing can be said, and it is zero."""
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


def spent(lines: Iterable[LedgerEntry]) -> Usage:
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
