"""updates: is there a newer version? Asks only the address that the person allowed, and only once allowed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json
from app.version import VERSION
from base.errors import BadInput

if TYPE_CHECKING:
    from app.settings import UpdateSettings
    from app.updates.source import UpdateCheck

OFF = "The update check is off. Nothing is asked, and nothing is sent."


def register(commands: Subparsers) -> None:
    text = "Check whether there is a newer version. Off until you allow an address; it downloads and installs nothing."
    parser = add_command(commands, "updates", text, run, examples=("updates", "updates --off"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--allow", metavar="ADDRESS", help="turn the check on and ask this https address")
    choice.add_argument("--off", action="store_true", help="turn the check off")
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def run(context: Context, options: argparse.Namespace) -> None:
    """Raises BadInput, UpdatesUnknown."""
    if options.off:
        _save(context, check=False)
    elif options.allow is not None:
        _allow(context, options.allow, yes=options.yes)
    settings = context.settings().updates
    check = _ask(context, settings) if settings.check else None
    if context.json:
        print_json(_json(settings, check))
    elif check is None:
        out.print(OFF)
    elif check.newer:
        out.print(
            f"Afterglow {check.release.version} is available; this is {VERSION}. {check.release.page}", markup=False
        )
    else:
        out.print(f"Afterglow {VERSION} is the newest version.")


def _allow(context: Context, address: str, *, yes: bool) -> None:
    """Shows what is sent and where to; without a terminal only `--yes` is an answer."""
    from app.updates.source import WHAT_IS_SENT, update_address

    address = update_address(address)
    sent = WHAT_IS_SENT.format(version=VERSION)
    err.print(f"At most once a day, this is sent to {address}: {sent}.", markup=False)
    if not yes:
        if context.ask is None:
            raise BadInput("nobody can be asked here", advice="Add --yes if you agree.")
        if input("Allow it? [y/N] ").strip().casefold() not in ("y", "yes"):
            err.print("Nothing was allowed.")
            return
    _save(context, check=True, address=address)


def _save(context: Context, **changes: object) -> None:
    from app.settings import save_settings

    settings = context.settings()
    context.home.create()
    updates = settings.updates.model_copy(update=changes)
    save_settings(context.home.settings, settings.model_copy(update={"updates": updates}))


def _ask(context: Context, settings: UpdateSettings) -> UpdateCheck:
    from app.updates.source import check_updates, update_source

    return check_updates(update_source(settings), context.home)


def _json(settings: UpdateSettings, check: UpdateCheck | None) -> dict[str, object]:
    facts: dict[str, object] = {"check": settings.check, "address": settings.address, "version": VERSION}
    if check is not None:
        release = check.release
        facts |= {"newest": release.version, "page": release.page, "newer": check.newer, "at": check.at.isoformat()}
    return facts
