"""The part of `ArchiveClient` that is about language models: each method blocks, and any thread may call."""

from __future__ import annotations

from collections.abc import Sequence

from memory.models.records import Consent, Sent
from memory.rpc import Remote


class OutwardClient:
    """`OutwardApi` over the store's process."""

    _remote: Remote

    def consent(self, consent: Consent) -> None:
        self._remote.call("consent", consent)

    def consents(self) -> tuple[Consent, ...]:
        consents: tuple[Consent, ...] = self._remote.call("consents")
        return consents

    def note_sent(self, lines: Sequence[Sent]) -> None:
        self._remote.call("note_sent", lines)

    def sent(self, limit: int = 100) -> tuple[Sent, ...]:
        sent: tuple[Sent, ...] = self._remote.call("sent", limit)
        return sent
