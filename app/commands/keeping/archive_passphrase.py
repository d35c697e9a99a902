"""The passphrase of an archive, for `export` and `restore`."""

from __future__ import annotations

from pathlib import Path

from app.commands.context import Context
from base.errors import BadInput


def archive_passphrase(context: Context, path: Path | None, *, new: bool) -> str:
    """From the archive's own file, else the one given for the memory, else asked for (twice, if `new`)."""
    from app.unlocking import ask_new_passphrase, read_passphrase

    passphrase = read_passphrase(path) if path else context.passphrase()
    if passphrase:
        return passphrase
    if context.ask is None:
        raise BadInput("the archive needs a passphrase", advice="Give it with --archive-passphrase-file FILE.")
    prompt = "Passphrase for the archive: " if new else "Passphrase of the archive: "
    return ask_new_passphrase(context.ask, prompt) if new else context.ask(prompt)
