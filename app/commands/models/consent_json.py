"""A consent as JSON, and what each purpose shares with the model. The JSON shape is a contract."""

from __future__ import annotations

from typing import Any

from base.records.consent import Consent, Purpose

SHARED = {
    Purpose.MEMORIES: "the text, titles and addresses of new moments, twenty at a time, with related memories, "
    "for as long as recording continues",
    Purpose.ASK: "each question, and the moments and memories that come closest to it",
}
"""What an endpoint is told."""


def consent_json(consent: Consent) -> dict[str, Any]:
    """Never the key."""
    names = ("url", "model", "granted", "pictures", "price_in", "price_out", "local")
    plain = {name: getattr(consent, name) for name in names}
    uses = sorted(consent.purposes) if consent.granted else []
    return {**plain, "at": consent.at.isoformat(), "purposes": uses, "key": bool(consent.key)}
