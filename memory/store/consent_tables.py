"""Tables of consents and of the privacy ledger. `memory.store.memory_tables` and `Store` complete the class."""

from __future__ import annotations

from collections.abc import Sequence

from base.records.consent import Consent, LedgerEntry
from memory.store import schema
from memory.store.arrow import Row
from memory.store.consent_rows import consent_of, consent_row, sent_of, sent_row
from memory.store.film_tables import FilmTables


class ConsentTables(FilmTables):
    def _put(self, name: str, rows: list[Row]) -> None:
        raise NotImplementedError

    def _written(self) -> None:
        raise NotImplementedError

    def consent(self, consent: Consent) -> None:
        older = [one for one in self._kept("consents") if one["url"] == consent.url and one["key"]]
        self._keep("consents", [*({**one, "key": ""} for one in older), consent_row(consent)])

    def consents(self) -> tuple[Consent, ...]:
        return tuple(map(consent_of, self._kept("consents")))

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        self._keep("sent", [sent_row(entry) for entry in {line.id: line for line in lines}.values()])

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        rows = self._kept("sent")
        return tuple(map(sent_of, reversed(rows[-limit:] if limit else [])))

    def _keep(self, name: str, rows: list[Row]) -> None:
        with self._edge(), self._writing():
            self._newest(name)
            self._put(name, rows)
            self._written()

    def _kept(self, name: str) -> list[Row]:
        """In the order of their ids, which is that of time."""
        self._newest(name)
        rows: list[Row] = self._scan(name, schema.SCHEMAS[name].names).sort_by("id").to_pylist()
        return rows
