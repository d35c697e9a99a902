"""Privacy ledger in words. Pure, UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from base.records.consent import Consent, LedgerEntry, RequestOutcome, spent
from ui.kit import formatting
from ui.kit.i18n import grouped, listed, mark, tr

NONE = mark("None is allowed; nothing leaves this machine")
LINES = 8
_USES = {"memories": mark("new moments"), "ask": mark("questions with what was found")}
_ENDINGS = {
    RequestOutcome.BEGUN: mark("not known how it ended"),
    RequestOutcome.ANSWERED: mark("answered"),
    RequestOutcome.FAILED: mark("failed"),
    RequestOutcome.STOPPED: mark("stopped"),
}


def model_lines(
    consents: Sequence[Consent], sent: Sequence[LedgerEntry], when: Callable[[datetime], str]
) -> list[tuple[str, str]]:
    """Name and value, line by line; none where no model was ever allowed. `consents`: the last word on each."""
    if not consents and not sent:
        return []
    allowed = [consent for consent in consents if consent.granted]
    lines = [(tr("Language model"), _allowed(consent, when)) for consent in allowed] or [
        (tr("Language model"), tr(NONE))
    ]
    if allowed:
        lines.append((tr("To take it back"), tr("afterglow models forget, on the command line")))
    if sent:
        total = spent(sent)
        tokens = tr(
            "{tokens_in} tokens sent, {tokens_out} answered",
            tokens_in=grouped(total.tokens_in),
            tokens_out=grouped(total.tokens_out),
        )
        cost = tr(", cost {cost}", cost=f"{total.cost:,.2f}") if total.unpriced < total.requests else ""
        lines.append((tr("Sent in all"), f"{formatting.count_words(total.requests, 'request')}: {tokens}{cost}"))
    return [*lines, *((when(entry.at), _line(entry)) for entry in sent[:LINES])]


def _allowed(one: Consent, when: Callable[[datetime], str]) -> str:
    uses = listed([tr(_USES[use]) for use in sorted(one.purposes)])
    pictures = tr("with pictures") if one.pictures else tr("no pictures")
    where = tr("this machine") if one.local else tr("ANOTHER machine")
    return tr(
        "{model} on {where} ({url}) may be told {uses}, {pictures}. Allowed: {when}",
        model=one.model,
        where=where,
        url=one.url,
        uses=uses,
        pictures=pictures,
        when=when(one.at),
    )


def _line(one: LedgerEntry) -> str:
    told = f"{formatting.count_words(one.moments, 'moment')}, {formatting.count_words(one.characters, 'character')}"
    pictures = f", {formatting.count_words(one.pictures, 'picture')}" if one.pictures else ""
    what = tr("A question") if one.purpose == "ask" else tr("New moments")
    return tr(
        "{what} to {url}: {told}{pictures}; {ending} after {seconds} s",
        what=what,
        url=one.url,
        told=told,
        pictures=pictures,
        ending=tr(_ENDINGS[one.ending]),
        seconds=f"{one.seconds:.1f}",
    )
