"""export: copies moments and memories into an archive, a folder, Markdown or XLSX."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.context import Context, log_access, read_what_waits
from app.commands.keeping.archive_passphrase import archive_passphrase
from app.commands.options import Subparsers, add_command, add_scope_options, scope_of
from app.commands.output import err, out, print_json, progress_bar, size
from app.commands.words import KIND_CHOICES, count_words, read_kind_or_moments
from base.errors import BadInput

if TYPE_CHECKING:
    from app.background.open_memory import OpenMemory
    from memory.snapshots.export import ExportReport


def register(commands: Subparsers) -> None:
    text = (
        "Copy moments and memories into a file. An archive is encrypted; a folder, Markdown or a spreadsheet can be"
        " read by anyone. Secrets stay out unless you name them."
    )
    examples = (
        "export everything.afterglow",
        "export march.afterglow --since 2026-03-01 --until 2026-04-01",
        "export notes.md --format markdown --app LibreOffice --plain --plain",
    )
    parser = add_command(commands, "export", text, run, examples=examples)
    parser.add_argument("path", type=Path, metavar="PATH", help="the file or folder to write")
    add_scope_options(parser)
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        type=read_kind_or_moments,
        metavar="KIND",
        help=f"only this kind: moments, {KIND_CHOICES}; may be given several times (default: all but secrets)",
    )
    parser.add_argument(
        "--format",
        choices=["archive", "folder", "markdown", "xlsx"],
        default="archive",
        help="what to write; only an archive is encrypted (default: archive)",
    )
    parser.add_argument(
        "--plain",
        action="count",
        default=0,
        help="do not encrypt: anyone with the file can read it; give it twice to confirm",
    )
    parser.add_argument(
        "--archive-passphrase-file",
        type=Path,
        metavar="FILE",
        help="take the archive's passphrase from the first line of FILE instead of asking for it",
    )
    parser.add_argument("--force", action="store_true", help="replace what is already at PATH")


def run(context: Context, options: argparse.Namespace) -> None:
    plain = _is_plain(context, options)
    passphrase = None if plain else archive_passphrase(context, options.archive_passphrase_file, new=True)
    with context.session(existing=True) as session:
        read_what_waits(session)
        report = _export(session, options, passphrase=passphrase, plain=plain)
        log_access(session.archive, "export", report.frames)
    if context.json:
        counts = {"frames": report.frames, "memories": report.memories, "bytes": report.bytes}
        print_json({"path": str(options.path), **counts, "encrypted": not plain})
    else:
        memories = f" and {count_words(report.memories, 'memory', 'memories')}" if report.memories else ""
        how = "Not encrypted: anyone with it can read it." if plain else "Encrypted with its passphrase."
        out.print(f"{count_words(report.frames, 'moment')}{memories} exported, {size(report.bytes)}. {how}")


def _export(session: OpenMemory, options: argparse.Namespace, *, passphrase: str | None, plain: bool) -> ExportReport:
    from memory.snapshots import export

    with progress_bar() as bar:
        task = bar.add_task("Exporting", total=None)
        return export(
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


def _is_plain(context: Context, options: argparse.Namespace) -> bool:
    """True when the person confirmed twice that what is written will be readable by anybody."""
    if options.format == "archive" and not options.plain:
        return False
    if options.plain >= 2:
        return True
    if context.ask is not None:
        err.print("The export will [bold]not[/] be encrypted: anyone who has the file can read it.")
        err.print("Type [bold]plain[/] to continue: ", end="")
        if input().strip().lower() == "plain":
            return True
    raise BadInput(
        f"an export as {options.format} is not encrypted"
        if options.format != "archive"
        else "--plain was given only once",
        advice="Give --plain twice to confirm that anyone may read the result.",
    )
