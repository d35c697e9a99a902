"""Texts of the privacy ledger about language models: consents and requests. Pure; the ledger card calls it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from base.records.consent import Consent, LedgerEntry, RequestOutcome, add_up_usage
from ui.kit.formatting import format_count
from ui.kit.i18n import format_number, join_with_and, mark, tr

NONE_ALLOWED = mark("None allowed; nothing leaves this computer")
MAX_LINES = 8
_USES = {"memories": mark("new moments"), "ask": mark("questions and what was found for them")}
_ENDINGS = {
    RequestOutcome.BEGUN: mark("result unknown"),
    RequestOutcome.ANSWERED: mark("answered"),
    RequestOutcome.FAILED: mark("failed"),
    RequestOutcome.STOPPED: mark("stopped"),
}


def model_lines(
    consents: Sequence[Consent], sent: Sequence[LedgerEntry], when: Callable[[datetime], str]
) -> list[tuple[str, str]]:
    """Lines of name and value; none if no model was ever allowed. `consents`: the latest one for each endpoint."""
    if not consents and not sent:
        return []
    allowed = [consent for consent in consents if consent.granted]
    lines = [(tr("Language model"), _format_consent(consent, when)) for consent in allowed] or [
        (tr("Language model"), tr(NONE_ALLOWED))
    ]
    if allowed:
        lines.append((tr("To revoke it"), tr("afterglow models forget, on the command line")))
    if sent:
        total = add_up_usage(sent)
        tokens = tr(
            "{tokens_in} tokens sent, {tokens_out} received",
            tokens_in=format_number(total.tokens_in),
            tokens_out=format_number(total.tokens_out),
        )
        cost = tr(", cost {cost}", cost=f"{total.cost:,.2f}") if total.unpriced < total.requests else ""
        lines.append((tr("Total sent"), f"{format_count(total.requests, 'request')}: {tokens}{cost}"))
    return [*lines, *((when(entry.at), _format_entry(entry)) for entry in sent[:MAX_LINES])]


def _format_consent(consent: Consent, when: Callable[[datetime], str]) -> str:
    uses = join_with_and([tr(_USES[use]) for use in sorted(consent.purposes)])
    pictures = tr("with pictures") if consent.pictures else tr("no pictures")
    where = tr("this computer") if consent.local else tr("ANOTHER computer")
    return tr(
        "{model} on {where} ({url}) may receive {uses}, {pictures}. Allowed: {when}",
        model=consent.model,
        where=where,
        url=consent.url,
        uses=uses,
        pictures=pictures,
        when=when(consent.at),
    )


def _format_entry(entry: LedgerEntry) -> str:
    moments, characters = format_count(entry.moments, "moment"), format_count(entry.characters, "character")
    pictures = f", {format_count(entry.pictures, 'picture')}" if entry.pictures else ""
    what = tr("A question") if entry.purpose == "ask" else tr("New moments")
    return tr(
        "{what} to {url}: {told}{pictures}; {ending} after {seconds} s",
        what=what,
        url=entry.url,
        told=f"{moments}, {characters}",
        pictures=pictures,
        ending=tr(_ENDINGS[entry.ending]),
        seconds=f"{entry.seconds:.1f}",
    )
