"""restore: reads an archive or folder into this memory; what is there already is left alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context, log_access
from app.commands.keeping.archive_passphrase import archive_passphrase
from app.commands.options import Subparsers, add_command
from app.commands.output import out, print_json, progress_bar
from app.commands.words import count_words


def register(commands: Subparsers) -> None:
    text = "Bring back what `export` put into an archive or folder. What you have already stays."
    parser = add_command(commands, "restore", text, run, examples=("restore everything.afterglow",))
    parser.add_argument("path", type=Path, metavar="PATH", help="the archive or folder")
    parser.add_argument(
        "--archive-passphrase-file",
        type=Path,
        metavar="FILE",
        help="take the archive's passphrase from the first line of FILE instead of asking for it",
    )


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.snapshots import needs_passphrase, restore

    passphrase = None
    if needs_passphrase(options.path):
        passphrase = archive_passphrase(context, options.archive_passphrase_file, new=False)
    with context.session() as session, progress_bar() as bar:
        task = bar.add_task("Restoring", total=None)
        report = restore(
            session.archive,
            options.path,
            passphrase=passphrase,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        session.archive.maintain()
        log_access(session.archive, "restore", report.added)
    if context.json:
        print_json({"added": report.added, "skipped": report.skipped, "memories": report.memories})
    else:
        memories = f" and {count_words(report.memories, 'memory', 'memories')}" if report.memories else ""
        out.print(
            f"{count_words(report.added, 'moment')}{memories} restored; {report.skipped:,} were already there or had "
            "been forgotten here."
        )
