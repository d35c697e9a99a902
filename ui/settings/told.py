"""What the privacy ledger says of language models: which may be told what, and what they were told. Pure, UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from memory.models.records import Consent, Ending, Sent, spent
from ui import words

NONE = "None is allowed; nothing leaves this machine"
LINES = 8
_USES = {"memories": "new moments", "ask": "questions with what was found"}
_ENDINGS = {
    Ending.BEGUN: "not known how it ended",
    Ending.ANSWERED: "answered",
    Ending.FAILED: "failed",
    Ending.STOPPED: "stopped",
}


def model_lines(
    consents: Sequence[Consent], sent: Sequence[Sent], when: Callable[[datetime], str]
) -> list[tuple[str, str]]:
    """Name and value, line by line; none where no model was ever allowed. `consents`: the last word on each."""
    if not consents and not sent:
        return []
    allowed = [one for one in consents if one.granted]
    lines = [("Language model", _allowed(one, when)) for one in allowed] or [("Language model", NONE)]
    if allowed:
        lines.append(("To take it back", "afterglow models forget, on the command line"))
    if sent:
        total = spent(sent)
        tokens = f"{total.tokens_in:,} tokens sent, {total.tokens_out:,} answered"
        cost = f", cost {total.cost:,.2f}" if total.unpriced < total.requests else ""
        lines.append(("Sent in all", f"{words.count_words(total.requests, 'request')}: {tokens}{cost}"))
    return [*lines, *((when(one.at), _line(one)) for one in sent[:LINES])]


def _allowed(one: Consent, when: Callable[[datetime], str]) -> str:
    uses = " and ".join(_USES[use] for use in sorted(one.purposes))
    pictures = "with pictures" if one.pictures else "no pictures"
    where = "this machine" if one.local else "ANOTHER machine"
    return f"{one.model} on {where} ({one.url}) may be told {uses}, {pictures}. Allowed: {when(one.at)}"


def _line(one: Sent) -> str:
    told = f"{words.count_words(one.moments, 'moment')}, {words.count_words(one.characters, 'character')}"
    pictures = f", {words.count_words(one.pictures, 'picture')}" if one.pictures else ""
    what = "A question" if one.purpose == "ask" else "New moments"
    return f"{what} to {one.url}: {told}{pictures}; {_ENDINGS[one.ending]} after {one.seconds:.1f} s"
