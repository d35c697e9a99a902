"""lock, unlock, change of passphrase."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context
from app.commands.output import err, out, print_json
from app.unlocking import ask_new_passphrase, create, open_keys, read_passphrase
from base.errors import BadInput, Locked
from memory.sealed.keys import KeyFile, Keys


def lock(context: Context, options: argparse.Namespace) -> None:
    if not context.home.exists:
        raise BadInput("there is no memory here yet", advice="Nothing needs to be locked.")
    context.home.set_locked(True)
    _say(context, "Locked. Recording goes on, sealed; nothing can be read until `afterglow unlock`.", locked=True)


def unlock(context: Context, options: argparse.Namespace) -> None:
    if not context.home.exists:
        create(context.home, passphrase=context.passphrase(), ask=context.ask)
        _say(context, "A new memory was made.", locked=False)
        return
    file = KeyFile.load(context.home.keys)
    keys = _open(context, file, options)
    if options.accept_backup:
        _accept_backup(context, keys)
    if options.change_passphrase or options.new_passphrase_file:
        file.add_passphrase(_new_passphrase(context, options.new_passphrase_file))
        file.save()
        err.print("The passphrase was changed; nothing had to be encrypted again.")
    if options.new_recovery_key:
        code = file.add_recovery()
        file.save()
        err.print("Write this recovery key down and keep it away from this machine. It is shown only once:")
        out.print(code, markup=False)
    context.home.set_locked(False)
    _say(context, "Unlocked.", locked=False)


def _open(context: Context, file: KeyFile, options: argparse.Namespace) -> Keys:
    if options.recovery or options.recovery_file:
        code = read_passphrase(options.recovery_file) if options.recovery_file else None
        if code is None:
            if context.ask is None:
                raise BadInput("no recovery key was given", advice="Use --recovery-file FILE.")
            code = context.ask("Recovery key: ")
        return file.unlock_recovery(code)
    return open_keys(file, passphrase=context.passphrase(), ask=context.ask)


def _accept_backup(context: Context, keys: Keys) -> None:
    from app.composition import OpenMemory

    OpenMemory(context.home, keys=keys, settings=context.settings(), accept_backup=True).close()
    err.print("The older copy is accepted; from now on it is the memory's newest state.")


def _new_passphrase(context: Context, path: Path | None) -> str:
    if path is not None:
        chosen = read_passphrase(path)
        if chosen:
            return chosen
    if context.ask is None:
        raise Locked(advice="Give the new passphrase with --new-passphrase-file FILE.")
    return ask_new_passphrase(context.ask, "New passphrase: ")


def _say(context: Context, text: str, *, locked: bool) -> None:
    if context.json:
        print_json({"locked": locked})
    else:
        err.print(text, markup=False)
