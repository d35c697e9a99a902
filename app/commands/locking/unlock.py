"""unlock: unlocks the memory, changes its passphrase or makes a recovery key."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json
from base.errors import BadInput, Locked

if TYPE_CHECKING:
    from memory.sealed.keys import KeyFile, Keys


def register(commands: Subparsers) -> None:
    text = "Unlock your memory, or change how it is unlocked. A new passphrase and a new recovery key are made here."
    examples = ("unlock", "unlock --recovery --change-passphrase", "unlock --new-recovery-key")
    parser = add_command(commands, "unlock", text, run, examples=examples)
    parser.add_argument(
        "--recovery", action="store_true", help="unlock with the recovery key, when the passphrase is lost"
    )
    parser.add_argument(
        "--recovery-file", type=Path, metavar="FILE", help="take the recovery key from the first line of FILE"
    )
    parser.add_argument(
        "--accept-backup",
        action="store_true",
        help="accept an older copy of the memory's folder that you put back on purpose",
    )
    parser.add_argument(
        "--change-passphrase", action="store_true", help="choose a new passphrase; the old one stops working"
    )
    parser.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help="choose the first line of FILE as the new passphrase"
    )
    parser.add_argument(
        "--new-recovery-key",
        action="store_true",
        help="make a new recovery key and show it once; the old one stops working",
    )


def run(context: Context, options: argparse.Namespace) -> None:
    from app.unlocking import create
    from memory.sealed.keys import KeyFile

    if not context.home.exists:
        create(context.home, passphrase=context.passphrase(), ask=context.ask)
        _print(context, "A new memory was created.")
        return
    file = KeyFile.load(context.home.keys)
    keys = _open(context, file, options)
    if options.accept_backup:
        from app.composition import open_memory

        open_memory(context.home, keys=keys, settings=context.settings(), accept_backup=True).close()
        err.print("The older copy was accepted as the current state of the memory.")
    if options.change_passphrase or options.new_passphrase_file:
        file.add_passphrase(_new_passphrase(context, options.new_passphrase_file))
        file.save()
        err.print("The passphrase was changed.")
    if options.new_recovery_key:
        code = file.add_recovery()
        file.save()
        err.print("Write this recovery key down and keep it away from this machine. It is shown only once:")
        out.print(code, markup=False)
    context.home.set_locked(False)
    _print(context, "Unlocked.")


def _open(context: Context, file: KeyFile, options: argparse.Namespace) -> Keys:
    from app.unlocking import open_keys, read_passphrase

    if options.recovery or options.recovery_file:
        code = read_passphrase(options.recovery_file) if options.recovery_file else None
        if code is None:
            if context.ask is None:
                raise BadInput("no recovery key was given", advice="Give it with --recovery-file FILE.")
            code = context.ask("Recovery key: ")
        return file.unlock_recovery(code)
    return open_keys(file, passphrase=context.passphrase(), ask=context.ask)


def _new_passphrase(context: Context, path: Path | None) -> str:
    from app.unlocking import ask_new_passphrase, read_passphrase

    if path is not None and (passphrase := read_passphrase(path)):
        return passphrase
    if context.ask is None:
        raise Locked(advice="Give the new passphrase with --new-passphrase-file FILE.")
    return ask_new_passphrase(context.ask, "New passphrase: ")


def _print(context: Context, sentence: str) -> None:
    if context.json:
        print_json({"locked": False})
    else:
        err.print(sentence, markup=False)
