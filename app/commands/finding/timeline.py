"""timeline: the moments of one day, and where nothing was recorded."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.markup import escape

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import out, print_json, span
from base.errors import BadInput
from base.time_zone import local_zone, zone_name

if TYPE_CHECKING:
    from base.records.timeline import Timeline
    from memory.archive.api import ArchiveApi


def register(commands: Subparsers) -> None:
    parser = add_command(commands, "timeline", "Show what you did on a day.", run)
    parser.add_argument(
        "--day", metavar="D", help="YYYY-MM-DD, today or yesterday (default: the last day with moments)"
    )


def run(context: Context, options: argparse.Namespace) -> None:
    zone = local_zone()
    with context.session(existing=True) as session:
        day = _read_day(options.day, session.archive, zone)
        start = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)
        timeline = session.archive.timeline(start, end)
    if context.json:
        print_json(timeline_json(day, timeline))
        return
    out.print(f"[bold]{day:%A %d %B %Y}[/]  {len(timeline.moments)} moments")
    last = ("", "")
    for head in timeline.moments:
        if (head.app, head.title) != last:
            out.print(f"{head.at.astimezone(zone):%H:%M:%S}  [cyan]{escape(head.app or '?')}[/]  {escape(head.title)}")
            last = (head.app, head.title)
    for stretch in timeline.coverage:
        if stretch.state not in ("saved", "unchanged"):
            why = f" ({escape(stretch.reason)})" if stretch.reason else ""
            out.print(f"[yellow]{span(stretch.start, stretch.end, zone)}  {stretch.state.value}{why}[/]")


def _read_day(text: str | None, archive: ArchiveApi, zone: ZoneInfo | None) -> date:
    today = datetime.now(zone).date()
    if text is None:
        days = archive.days(zone_name())
        return date.fromisoformat(days[-1].day) if days else today
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return words.get(text.lower()) or date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a day", advice="Write YYYY-MM-DD, today or yesterday.") from None


def timeline_json(day: date, timeline: Timeline) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
    return {
        "day": day.isoformat(),
        "moments": [
            {
                "frame": head.id,
                "ts": head.at.isoformat(),
                "monitor": head.monitor,
                "app": head.app,
                "title": head.title,
                "url": head.url,
                "summary": head.summary,
            }
            for head in timeline.moments
        ],
        "coverage": [
            {
                "since": stretch.start.isoformat(),
                "until": stretch.end.isoformat(),
                "monitor": stretch.monitor,
                "state": stretch.state.value,
                "reason": stretch.reason,
                "count": stretch.count,
            }
            for stretch in timeline.coverage
        ],
    }
