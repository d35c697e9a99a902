"""models allow: consent to an endpoint, after the person was shown what it will be told."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from app.commands.context import Context
from app.commands.models.consent_json import SHARED, consent_json
from app.commands.options import Subparsers, add_command, number
from app.commands.output import content, err, print_json
from base.errors import BadInput, file_fault
from base.ids import new_id
from base.records.consent import Consent, Purpose, normalize_endpoint


def register(verbs: Subparsers) -> None:
    text = (
        "Allow a language model, after showing what it would be sent. Nothing is sent to a model that is not allowed."
    )
    examples = ("models allow http://localhost:11434/v1 --model llama3 --for ask",)
    parser = add_command(verbs, "allow", text, run, examples=examples)
    parser.add_argument("url", metavar="ADDRESS", help="where it runs, such as http://localhost:11434/v1")
    parser.add_argument("--model", required=True, metavar="NAME", help="the model's name there")
    parser.add_argument(
        "--for",
        dest="use",
        action="append",
        choices=("memories", "ask"),
        default=[],
        help="use it only for answers (ask) or only for making memories (default: both)",
    )
    parser.add_argument("--pictures", action="store_true", help="also send pictures for answers")
    parser.add_argument(
        "--key-file",
        type=Path,
        metavar="FILE",
        help="take the key that its provider gave you from the first line of FILE",
    )
    parser.add_argument(
        "--price-in", type=number, metavar="PRICE", help="what a million tokens (pieces of words) sent cost"
    )
    parser.add_argument("--price-out", type=number, metavar="PRICE", help="what a million tokens received cost")
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(context: Context, options: argparse.Namespace) -> None:
    """Raises BadInput where nobody can be asked and --yes is not given."""
    consent = _read_consent(options)
    with context.session(existing=True) as session:
        if not (options.yes or _is_confirmed(context, consent)):
            err.print("Nothing was allowed.")
            return
        session.archive.consent(consent)
    if context.json:
        print_json(consent_json(consent))
    else:
        err.print("Allowed. `afterglow models ledger` shows what is sent; `afterglow models forget` stops it.")


def _read_consent(options: argparse.Namespace) -> Consent:
    if (options.price_in is None) != (options.price_out is None):
        raise BadInput(
            "--price-in and --price-out belong together", advice="Give both prices, each for a million tokens."
        )
    if options.pictures and options.use and Purpose.ASK not in options.use:
        raise BadInput("pictures are only sent for answers", advice="Add `--for ask`, or leave out --pictures.")
    now = datetime.now(UTC)
    return Consent(
        id=new_id(now),
        at=now,
        url=normalize_endpoint(options.url),
        model=options.model,
        granted=True,
        purposes=frozenset(map(Purpose, options.use)) or frozenset(Purpose),
        pictures=options.pictures,
        key=_read_key(options.key_file) if options.key_file else "",
        price_in=options.price_in,
        price_out=options.price_out,
    )


def _read_key(path: Path) -> str:
    """The first line. Raises BadInput where it is no key."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"the key file cannot be read: {file_fault(error)}", advice="Check the path and its permissions."
        ) from None
    key = lines[0].strip() if lines else ""
    if not key.isascii() or not key.isprintable() or not key:
        raise BadInput("the first line of the key file is not a key", advice="Put the key alone on its first line.")
    return key


def _is_confirmed(context: Context, consent: Consent) -> bool:
    if context.ask is None:
        raise BadInput(
            "this needs a confirmation, and there is no terminal to ask in",
            advice="Give --yes to allow it without being asked.",
        )
    where = "a server on this computer" if consent.local else "[bold]another computer[/]"
    err.print(f"{content(consent.url)} is {where}. {content(consent.model)} there will receive:")
    for purpose in sorted(consent.purposes):
        err.print(f"  for {purpose}: {SHARED[purpose]}", highlight=False)
    pictures = "pictures of the moments that an answer is made from" if consent.pictures else "no pictures"
    err.print(f"  {pictures}. Passwords and keys are blacked out first; the values of secrets are never sent.")
    return err.input("Allow it? [y/N] ").strip().casefold() in ("y", "yes")
