"""export and restore."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from app.commands.context import Context, scope_of
from app.commands.output import err, out, print_json, progress_bar, size
from app.unlocking import ask_new_passphrase, read_passphrase
from base.errors import BadInput
from base.records.statistics import AccessEntry
from memory.snapshots import export as write_snapshot
from memory.snapshots import needs_passphrase
from memory.snapshots import restore as read_snapshot


def export(context: Context, options: argparse.Namespace) -> None:
    plain = _plain(context, options)
    passphrase = None if plain else _passphrase(context, options.archive_passphrase_file, new=True)
    with context.session(existing=True) as session, progress_bar() as bar:
        task = bar.add_task("Exporting", total=None)
        session.drain()
        report = write_snapshot(
            session.archive,
            options.path,
            format=options.format,
            scope=scope_of(options),
            kinds=options.kind,
            passphrase=passphrase,
            plain=plain,
            force=options.force,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        session.archive.note_access(
            AccessEntry(at=datetime.now(UTC), actor="cli", action="export", count=report.frames)
        )
    if context.json:
        counts = {"frames": report.frames, "memories": report.memories, "bytes": report.bytes}
        print_json({"path": str(options.path), **counts, "encrypted": not plain})
    else:
        with_them = f" and {report.memories} memories of them" if report.memories else ""
        sealed = "" if plain else ", encrypted (age)"
        out.print(f"{report.frames} moments{with_them} exported, {size(report.bytes)}{sealed}.")


def restore(context: Context, options: argparse.Namespace) -> None:
    passphrase = None
    if needs_passphrase(options.path):
        passphrase = _passphrase(context, options.archive_passphrase_file, new=False)
    with context.session() as session, progress_bar() as bar:
        task = bar.add_task("Restoring", total=None)
        report = read_snapshot(
            session.archive,
            options.path,
            passphrase=passphrase,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        session.archive.maintain()
        session.archive.note_access(
            AccessEntry(at=datetime.now(UTC), actor="cli", action="restore", count=report.added)
        )
    if context.json:
        print_json({"added": report.added, "skipped": report.skipped, "memories": report.memories})
    else:
        with_them = f" and {report.memories} memories" if report.memories else ""
        out.print(f"{report.added} moments{with_them} restored, {report.skipped} were there already.")


def _plain(context: Context, options: argparse.Namespace) -> bool:
    """True when the person confirmed twice that what is written will be readable by anybody."""
    if options.format == "archive" and not options.plain:
        return False
    if options.plain >= 2:
        return True
    if context.ask is not None:
        err.print("What is written will [bold]not[/] be encrypted: anybody with the file can read it.")
        err.print("Type [bold]plain[/] to go on: ", end="")
        if input().strip().lower() == "plain":
            return True
    raise BadInput(
        f"an export as {options.format} is not encrypted" if options.format != "archive" else "--plain was given once",
        advice="Give --plain twice to confirm that anybody may read the result.",
    )


def _passphrase(context: Context, path: Path | None, *, new: bool) -> str:
    """Of the archive: its own file, else the one given for the memory, else asked for."""
    chosen = read_passphrase(path) if path else context.passphrase()
    if chosen:
        return chosen
    if context.ask is None:
        raise BadInput("the archive needs a passphrase", advice="Give --archive-passphrase-file FILE.")
    prompt = "Passphrase of the archive: "
    return ask_new_passphrase(context.ask, prompt) if new else context.ask(prompt)
