"""models forget: takes consent back; the endpoint's key goes, the ledger stays."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime

from app.commands.context import Context
from app.commands.models.consent_json import consent_json
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json
from base.errors import BadInput
from base.ids import new_id
from base.records.consent import current_consents, normalize_endpoint


def register(verbs: Subparsers) -> None:
    text = "Stop using a language model; its key is forgotten, the list of what it was sent stays."
    parser = add_command(verbs, "forget", text, run, examples=("models forget http://localhost:11434/v1",))
    parser.add_argument("url", metavar="ADDRESS", help="where it runs, as `afterglow models` shows it")


def run(context: Context, options: argparse.Namespace) -> None:
    url, now = normalize_endpoint(options.url), datetime.now(UTC)
    with context.session(existing=True) as session:
        consents = current_consents(session.archive.consents())
        consent = next((consent for consent in consents if consent.url == url), None)
        if consent is None or not consent.granted:
            raise BadInput("no language model is allowed there", advice="`afterglow models` shows those that are.")
        revoked = replace(consent, id=new_id(now), at=now, granted=False, purposes=frozenset(), pictures=False, key="")
        session.archive.consent(revoked)
    if context.json:
        print_json(consent_json(revoked))
    else:
        err.print("No longer allowed. Nothing more is sent there.")
