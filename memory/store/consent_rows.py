"""Consents and ledger entries as table rows. Pure functions, from any thread."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import pyarrow as pa

from base.records.consent import Consent, LedgerEntry, Purpose, RequestOutcome
from memory.store.arrow import WHEN, Row

_ID = pa.field("id", pa.string(), nullable=False)

SCHEMAS: dict[str, pa.Schema] = {
    "consents": pa.schema(
        [
            _ID,
            ("at", WHEN),
            ("url", pa.string()),
            ("model", pa.string()),
            ("granted", pa.bool_()),
            ("purposes", pa.list_(pa.string())),
            ("pictures", pa.bool_()),
            ("key", pa.string()),
            ("price_in", pa.float64()),
            ("price_out", pa.float64()),
        ]
    ),
    "sent": pa.schema(
        [
            _ID,
            ("at", WHEN),
            ("url", pa.string()),
            ("model", pa.string()),
            ("purpose", pa.string()),
            ("moments", pa.int32()),
            ("characters", pa.int64()),
            ("pictures", pa.int32()),
            ("size", pa.int64()),
            ("tokens_in", pa.int64()),
            ("tokens_out", pa.int64()),
            ("seconds", pa.float64()),
            ("cost", pa.float64()),
            ("ending", pa.string()),
            ("failure", pa.string()),
        ]
    ),
}


def consent_row(consent: Consent) -> Row:
    return {**asdict(consent), "purposes": sorted(consent.purposes)}


def consent_of(row: Row) -> Consent:
    return Consent(**{**row, "purposes": frozenset(map(Purpose, row["purposes"]))})


def sent_row(sent: LedgerEntry) -> Row:
    return {**asdict(sent), "ending": str(sent.ending)}


def sent_of(row: Row) -> LedgerEntry:
    return LedgerEntry(**{**row, "ending": RequestOutcome(row["ending"])})


def sent_json(sent: LedgerEntry) -> dict[str, Any]:
    return {**sent_row(sent), "at": sent.at.isoformat()}


def sent_from(data: dict[str, Any]) -> LedgerEntry:
    """Raises KeyError, TypeError or ValueError for anything that `sent_json` would not have written."""
    known = {field.name: data[field.name] for field in fields(LedgerEntry)}
    return sent_of({**known, "at": datetime.fromisoformat(data["at"])})
