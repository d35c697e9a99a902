"""export: writes moments and memories to an archive, a folder, Markdown or XLSX."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context, log_access
from app.commands.keeping.archive_passphrase import archive_passphrase
from app.commands.options import Subparsers, add_command, add_scope_options, scope_of
from app.commands.output import err, out, print_json, progress_bar, size
from base.errors import BadInput


def register(commands: Subparsers) -> None:
    parser = add_command(
        commands, "export", "Export moments and memories as an encrypted archive, a folder, Markdown or XLSX.", run
    )
    parser.add_argument("path", type=Path, help="the file or folder to write")
    add_scope_options(parser)
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="K",
        help="frame, core, episodic, semantic, procedural, resource or vault; may be given several times "
        "(default: all but vault)",
    )
    parser.add_argument(
        "--format",
        choices=["archive", "folder", "markdown", "xlsx"],
        default="archive",
        help="what to write (default: archive)",
    )
    parser.add_argument("--plain", action="count", default=0, help="do not encrypt; give it twice to confirm")
    parser.add_argument(
        "--archive-passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the archive's passphrase from the first line of FILE",
    )
    parser.add_argument("--force", action="store_true", help="overwrite an existing file or folder")


def run(context: Context, options: argparse.Namespace) -> None:
    from memory.snapshots import export

    plain = _is_plain(context, options)
    passphrase = None if plain else archive_passphrase(context, options.archive_passphrase_file, new=True)
    with context.session(existing=True) as session, progress_bar() as bar:
        task = bar.add_task("Exporting", total=None)
        session.drain()
        report = export(
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
        log_access(session.archive, "export", report.frames)
    if context.json:
        counts = {"frames": report.frames, "memories": report.memories, "bytes": report.bytes}
        print_json({"path": str(options.path), **counts, "encrypted": not plain})
    else:
        memories = f" and {report.memories} memories" if report.memories else ""
        encrypted = "" if plain else ", encrypted (age)"
        out.print(f"{report.frames} moments{memories} exported, {size(report.bytes)}{encrypted}.")


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
