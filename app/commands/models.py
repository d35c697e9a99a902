"""models: consent and privacy ledger."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from app.commands.context import Context
from app.commands.output import err, out, print_json
from base.errors import BadInput
from base.ids import new_id
from base.records.consent import Consent, LedgerEntry, Purpose, Usage, consent_for, endpoint, spent, standing
from base.time_zone import local_zone
from memory.store.consent_rows import sent_json

WHAT = {
    Purpose.MEMORIES: "the text, titles and addresses of new moments, twenty at a time, with what is remembered near "
    "them, as long as it is recorded",
    Purpose.ASK: "each question, and the moments and memories that come closest to it",
}
ALL = 1_000_000


def models(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        consents = standing(session.archive.consents())
    if context.json:
        print_json({"endpoints": [consent_json(consent) for consent in consents]})
    elif not consents:
        out.print("No language model is allowed; nothing leaves this memory.")
    for one in () if context.json else consents:
        _show(one, in_use=[use for use in Purpose if consent_for(consents, use) == one])


def consent_json(consent: Consent) -> dict[str, Any]:
    """Never the key."""
    names = ("url", "model", "granted", "pictures", "price_in", "price_out", "local")
    plain = {name: getattr(consent, name) for name in names}
    uses = sorted(consent.purposes) if consent.granted else []
    return {**plain, "at": consent.at.isoformat(), "purposes": uses, "key": bool(consent.key)}


def _show(consent: Consent, in_use: Sequence[Purpose]) -> None:
    where = "this machine" if consent.local else "ANOTHER machine"
    when = f"{consent.at.astimezone(local_zone()):%d %b %Y %H:%M}"
    if not consent.granted:
        out.print(f"[dim]{escape(consent.url)}  not allowed any more since {when}[/]")
        return
    out.print(f"[cyan]{escape(consent.url)}[/]  {escape(consent.model)}, on {where}, allowed on {when}")
    for use in sorted(consent.purposes):
        aside = "" if use in in_use else " [dim](another endpoint was allowed later and is used)[/]"
        out.print(f"    {use}: is told {WHAT[use]}{aside}", highlight=False)
    out.print(f"    pictures: {'of the moments an answer is made from' if consent.pictures else 'none'}")


def allow(context: Context, options: argparse.Namespace) -> None:
    """Raises BadInput where nobody can be asked and --yes is not given."""
    consent = _wanted(options)
    with context.session(existing=True) as session:
        if not (options.yes or _agreed(context, consent)):
            err.print("Nothing was allowed.")
            return
        session.archive.consent(consent)
    if context.json:
        print_json(consent_json(consent))
    else:
        err.print("Allowed. `afterglow models ledger` shows what is sent, `afterglow models forget` takes it back.")


def _wanted(options: argparse.Namespace) -> Consent:
    if (options.price_in is None) != (options.price_out is None):
        raise BadInput("a price needs both parts", advice="Give --price-in and --price-out, for a million tokens each.")
    if options.pictures and options.use and Purpose.ASK not in options.use:
        raise BadInput("pictures go along with answers only", advice="Add `--for ask`, or leave --pictures out.")
    now = datetime.now(UTC)
    return Consent(
        id=new_id(now),
        at=now,
        url=endpoint(options.url),
        model=options.model,
        granted=True,
        purposes=frozenset(map(Purpose, options.use)) or frozenset(Purpose),
        pictures=options.pictures,
        key=_first_line(options.key_file) if options.key_file else "",
        price_in=options.price_in,
        price_out=options.price_out,
    )


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the key file cannot be read ({error.__class__.__name__})") from None
    key = lines[0].strip() if lines else ""
    if not key.isascii() or not key.isprintable() or not key:
        raise BadInput("the first line of the key file is no key")
    return key


def _agreed(context: Context, consent: Consent) -> bool:
    if context.ask is None:
        raise BadInput("nobody is here to be asked", advice="Give --yes to allow it without a question.")
    where = "a server on this machine" if consent.local else "[bold]another machine[/]"
    err.print(f"{escape(consent.url)} is {where}. {escape(consent.model)} there will be told:")
    for use in sorted(consent.purposes):
        err.print(f"  for {use}: {WHAT[use]}", highlight=False)
    pictures = "pictures of the moments that an answer is made from" if consent.pictures else "no pictures"
    err.print(f"  {pictures}. Secrets are blotted out first; values of the vault are never sent.")
    return err.input("Allow it? [y/N] ").strip().casefold() in ("y", "yes")


def forget(context: Context, options: argparse.Namespace) -> None:
    """From now on nothing is sent there; its key is gone, the ledger stays."""
    url, now = endpoint(options.url), datetime.now(UTC)
    with context.session(existing=True) as session:
        there = next((consent for consent in standing(session.archive.consents()) if consent.url == url), None)
        if there is None or not there.granted:
            raise BadInput("that endpoint is not allowed", advice="`afterglow models` shows those that are.")
        taken = replace(there, id=new_id(now), at=now, granted=False, purposes=frozenset(), pictures=False, key="")
        session.archive.consent(taken)
    if context.json:
        print_json(consent_json(taken))
    else:
        err.print("Taken back. Nothing more is sent there.")


def ledger(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        lines = session.archive.sent(ALL)
        recorded = session.archive.stats().coverage_seconds.get("saved", 0.0) / 3600
    total, hourly = spent(lines), spent(line for line in lines if line.purpose == Purpose.MEMORIES).per(recorded)
    shown = lines[: options.limit]
    if context.json:
        sums = {"total": _sums(total), "memories_per_recorded_hour": _sums(hourly), "recorded_hours": recorded}
        print_json({"requests": [sent_json(entry) for entry in shown], **sums})
        return
    if not lines:
        out.print("Nothing was ever sent to a language model.")
        return
    out.print(_table(shown, local_zone()))
    out.print(f"In all {_in_words(total)}.", highlight=False)
    if recorded and hourly.requests:
        out.print(f"For memories, for each recorded hour: {_in_words(hourly)}.", highlight=False)


def _sums(found: Usage) -> dict[str, Any]:
    names = ("requests", "failed", "tokens_in", "tokens_out", "seconds", "cost", "unpriced")
    return {name: getattr(found, name) for name in names}


def _in_words(found: Usage) -> str:
    cost = f", cost {found.cost:.4f}" if found.unpriced < found.requests else ""
    tokens = f"{found.tokens_in} tokens said, {found.tokens_out} answered"
    return f"{found.requests} requests ({found.failed} failed), {tokens}, {found.seconds:.0f} s{cost}"


def _table(lines: Sequence[LedgerEntry], zone: tzinfo | None) -> Table:
    table = Table("when", "where", "for", "moments", "characters", "pictures", "tokens", "s", "cost", "result")
    for line in lines:
        cost = "" if line.cost is None else f"{line.cost:.4f}"
        tokens = f"{line.tokens_in}+{line.tokens_out}"
        result = line.failure or str(line.ending)
        cells = (
            line.purpose,
            line.moments,
            line.characters,
            line.pictures,
            tokens,
            f"{line.seconds:.1f}",
            cost,
            result,
        )
        table.add_row(f"{line.at.astimezone(zone):%d %b %H:%M:%S}", escape(line.url), *map(str, cells))
    return table
