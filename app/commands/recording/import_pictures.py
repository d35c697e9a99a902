"""import: screenshots from a folder, or one picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import content, err, out, print_json, progress_bar
from app.commands.words import count_words, outcome_words


def register(commands: Subparsers) -> None:
    text = (
        "Add screenshots that you have already. Their times come from their names or from the data inside; what "
        "you leave out from recording is left out here too. It can be interrupted and repeated."
    )
    examples = ("import ~/Pictures/Screenshots", "import shots --metadata shots.jsonl")
    parser = add_command(commands, "import", text, run, examples=examples)
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder of screenshots, or one picture")
    parser.add_argument(
        "--metadata",
        type=Path,
        metavar="FILE.jsonl",
        help="the time, app and title of each picture, one JSON object a line (docs/formats.md)",
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
        bar.add_task("Tidying up on the disk", total=None)
        session.archive.maintain()
        while session.film_stills():
            pass
    if context.json:
        print_json({"frames": report.frames, "outcomes": dict(report.outcomes), "broken": report.broken})
    else:
        out.print(f"{count_words(report.frames, 'picture')} looked at:")
        for outcome, count in report.outcomes.most_common():
            if count:
                out.print(f"  {count:>6}  {outcome_words(outcome)}", markup=False)
        for name in report.broken:
            err.print(f"{content(name)} is damaged or not a picture. It was left out; the others were saved.")
    return 1 if report.broken and not report.outcomes else None
