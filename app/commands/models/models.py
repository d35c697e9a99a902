"""models: the endpoints that are allowed, and its verbs allow, forget, list and ledger."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from app.commands.context import Context
from app.commands.models import allow, ledger, revoke
from app.commands.models.consent_json import SHARED, consent_json
from app.commands.options import Subparsers, add_command
from app.commands.output import content, out, print_json
from base.records.consent import Consent, Purpose, consent_for, current_consents
from base.time_zone import local_zone


def register(commands: Subparsers) -> None:
    text = (
        "Say which language models may be used, if any. Nothing is sent unless you allow it; what they were sent is "
        "listed."
    )
    examples = ("models", "models allow http://localhost:11434/v1 --model llama3 --for ask", "models ledger")
    parser = add_command(commands, "models", text, run, examples=examples)
    verbs = parser.add_subparsers(prog="afterglow models", metavar="WHAT", title="What to do")
    allow.register(verbs)
    revoke.register(verbs)
    add_command(verbs, "list", "Show which language models are allowed, as `models` alone does.", run)
    ledger.register(verbs)


def run(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        consents = current_consents(session.archive.consents())
    if context.json:
        print_json({"endpoints": [consent_json(consent) for consent in consents]})
        return
    if not consents:
        out.print("No language model is allowed; nothing leaves this computer.")
    for consent in consents:
        _show(consent, in_use=[purpose for purpose in Purpose if consent_for(consents, purpose) == consent])


def _show(consent: Consent, in_use: Sequence[Purpose]) -> None:
    where = "this computer" if consent.local else "ANOTHER computer"
    when = f"{consent.at.astimezone(local_zone()):%d %b %Y %H:%M}"
    if not consent.granted:
        out.print(f"[dim]{content(consent.url)}  not allowed since {when}[/]")
        return
    out.print(f"[cyan]{content(consent.url)}[/]  {content(consent.model)}, on {where}, allowed on {when}")
    for purpose in sorted(consent.purposes):
        aside = "" if purpose in in_use else " [dim](not used: another model was allowed later)[/]"
        out.print(f"    {purpose}: receives {SHARED[purpose]}{aside}", highlight=False)
    out.print(f"    pictures: {'of the moments an answer is made from' if consent.pictures else 'none'}")
