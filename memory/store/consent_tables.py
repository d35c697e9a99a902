"""Tables of consents, of the privacy ledger and of the access log. Any thread may call; writes take the store's lock,
except for the access log."""

from __future__ import annotations

from collections.abc import Sequence

from base.records.consent import Consent, LedgerEntry
from base.records.statistics import AccessEntry
from memory.store import maintenance, schema
from memory.store.arrow import Row
from memory.store.consent_rows import consent_of, consent_row, sent_of, sent_row
from memory.store.database import Database


class ConsentTables:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._accesses = 0

    def consent(self, consent: Consent) -> None:
        """Earlier consents of the endpoint stay, without its API key."""
        with_key = [row for row in self._rows("consents") if row["url"] == consent.url and row["key"]]
        self._put("consents", [*({**row, "key": ""} for row in with_key), consent_row(consent)])

    def consents(self) -> tuple[Consent, ...]:
        return tuple(map(consent_of, self._rows("consents")))

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        by_id = {line.id: line for line in lines}
        self._put("sent", [sent_row(line) for line in by_id.values()])

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        rows = self._rows("sent")
        return tuple(map(sent_of, reversed(rows[-limit:] if limit else [])))

    def note_access(self, access: AccessEntry) -> None:
        """Takes no writers' lock: an append beside other writers is safe, and a search must not wait for a compaction
        elsewhere."""
        with self._database.append("accesses") as table:
            table.add(schema.table_of("accesses", [schema.access_row(access)]))
            self._accesses += 1
            if self._accesses % maintenance.WRITES_BETWEEN == 0:
                maintenance.compact(table, exclusive=False)

    def accesses(self, limit: int) -> tuple[AccessEntry, ...]:
        """Newest first."""
        rows = self._database.scan("accesses", schema.SCHEMAS["accesses"].names).sort_by([("at", "descending")])
        return tuple(AccessEntry(**row) for row in rows.slice(0, limit).to_pylist())

    def _put(self, name: str, rows: list[Row]) -> None:
        with self._database.write():
            self._database.refresh(name)
            self._database.put(name, rows)
            self._database.after_write()

    def _rows(self, name: str) -> list[Row]:
        """In the order of their ids, which is that of time."""
        self._database.refresh(name)
        rows: list[Row] = self._database.scan(name, schema.SCHEMAS[name].names).sort_by("id").to_pylist()
        return rows
