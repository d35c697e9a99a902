"""import: screenshots from a folder, or one picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, out, print_json, progress_bar


def register(commands: Subparsers) -> None:
    parser = add_command(commands, "import", "Import screenshots from a folder, or one picture.", run)
    parser.add_argument("path", type=Path, help="a folder of screenshots, or one picture")
    parser.add_argument(
        "--metadata", type=Path, metavar="FILE.jsonl", help="time, app and title of each picture, one per line"
    )


def run(context: Context, options: argparse.Namespace) -> int | None:
    """Exit code 1 when no picture could be decoded."""
    from app.background.screenshot_import import plan_import
    from app.composition import build_importer

    items = plan_import(options.path, options.metadata)
    with context.session() as session, progress_bar() as bar:
        task = bar.add_task("Importing", total=len(items))
        importer = build_importer(session, described=options.metadata is not None)
        report = importer.run(items, lambda: bar.advance(task))
        remembering = bar.add_task("Making memories", total=None)
        session.consolidate(lambda done, total: bar.update(remembering, completed=done, total=total))
        session.archive.maintain()
        while session.film_stills():
            pass
    if context.json:
        print_json({"frames": report.frames, "outcomes": dict(report.outcomes), "broken": report.broken})
    else:
        out.print(f"{report.frames} pictures processed:")
        for outcome, count in report.outcomes.most_common():
            if count:
                out.print(f"  {count:>6}  {outcome}", markup=False)
        for name in report.broken:
            err.print(f"A picture cannot be decoded: {name}. It was skipped; the others were saved.", markup=False)
    return 1 if report.broken and not report.outcomes else None
