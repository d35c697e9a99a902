"""The part of the archive's face that is about language models. See `memory.api`, of which it is a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from memory.models.records import Consent, Sent


class OutwardApi(Protocol):
    def consent(self, consent: Consent) -> None:
        """The person allows an endpoint, or takes that back. Durable when it returns; what was said of the endpoint
        before stays, without its API key."""

    def consents(self) -> tuple[Consent, ...]:
        """Every word the person ever gave about an endpoint, oldest first; `models.records.in_force` reads them."""

    def note_sent(self, lines: Sequence[Sent]) -> None:
        """Lines of the privacy ledger; one with an id that is there already takes its place."""

    def sent(self, limit: int = 100) -> tuple[Sent, ...]:
        """The last lines of the privacy ledger, newest first."""
