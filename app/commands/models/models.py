"""models: the endpoints that are allowed, and its verbs allow, forget, list and ledger."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.markup import escape

from app.commands.context import Context
from app.commands.models import allow, ledger, revoke
from app.commands.models.consent_json import SHARED, consent_json
from app.commands.options import Subparsers, add_command
from app.commands.output import out, print_json
from base.records.consent import Consent, Purpose, consent_for, current_consents
from base.time_zone import local_zone


def register(commands: Subparsers) -> None:
    parser = add_command(commands, "models", "Show which language models are allowed, and what they may be sent.", run)
    verbs = parser.add_subparsers(metavar="VERB")
    allow.register(verbs)
    revoke.register(verbs)
    add_command(verbs, "list", "Show which are allowed.", run)
    ledger.register(verbs)


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        consents = current_consents(session.archive.consents())
    if context.json:
        print_json({"endpoints": [consent_json(consent) for consent in consents]})
        return
    if not consents:
        out.print("No language model is allowed; nothing leaves this memory.")
    for consent in consents:
        _show(consent, in_use=[purpose for purpose in Purpose if consent_for(consents, purpose) == consent])


def _show(consent: Consent, in_use: Sequence[Purpose]) -> None:
    where = "this computer" if consent.local else "ANOTHER computer"
    when = f"{consent.at.astimezone(local_zone()):%d %b %Y %H:%M}"
    if not consent.granted:
        out.print(f"[dim]{escape(consent.url)}  not allowed since {when}[/]")
        return
    out.print(f"[cyan]{escape(consent.url)}[/]  {escape(consent.model)}, on {where}, allowed on {when}")
    for purpose in sorted(consent.purposes):
        aside = "" if purpose in in_use else " [dim](not used: another endpoint was allowed later)[/]"
        out.print(f"    {purpose}: receives {SHARED[purpose]}{aside}", highlight=False)
    out.print(f"    pictures: {'of the moments an answer is made from' if consent.pictures else 'none'}")
