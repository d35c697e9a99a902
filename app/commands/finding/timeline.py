"""timeline: the moments of one day, and where nothing was recorded."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import UNKNOWN_APP, content, out, print_json, waiting
from app.commands.words import count_words, state_words
from base.errors import BadInput
from base.time_zone import local_zone, zone_name

if TYPE_CHECKING:
    from base.records.timeline import Timeline
    from memory.archive.api import ArchiveApi


def register(commands: Subparsers) -> None:
    text = "Show what you did on a day. Window by window, and when nothing was recorded."
    examples = ("timeline", "timeline --day yesterday", "timeline --day 2026-03-12")
    parser = add_command(commands, "timeline", text, run, examples=examples)
    parser.add_argument(
        "--day", metavar="DAY", help="today, yesterday or a date such as 2026-03-12 (default: the last recorded day)"
    )


def run(context: Context, options: argparse.Namespace) -> None:
    zone = local_zone()
    with context.session(existing=True) as session, waiting("Looking at that day"):
        day = _read_day(options.day, session.archive, zone)
        start = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)
        timeline = session.archive.timeline(start, end)
    if context.json:
        print_json(timeline_json(day, timeline))
        return
    moments = count_words(len(timeline.moments), "moment") if timeline.moments else "nothing was recorded"
    out.print(f"[bold]{day:%A %d %B %Y}[/]  {moments}")
    for _, line in sorted([*_windows(timeline, zone), *_gaps(timeline, zone)], key=itemgetter(0)):
        out.print(line)


def _windows(timeline: Timeline, zone: ZoneInfo | None) -> Iterator[tuple[datetime, str]]:
    """When another window came to the front, with its line."""
    last = ("", "")
    for head in timeline.moments:
        if (head.app, head.title) != last:
            app = content(head.app or UNKNOWN_APP)
            yield head.at, f"{head.at.astimezone(zone):%H:%M}  [cyan]{app}[/]  {content(head.title)}"
            last = (head.app, head.title)


def _gaps(timeline: Timeline, zone: ZoneInfo | None) -> Iterator[tuple[datetime, str]]:
    for stretch in timeline.coverage:
        if stretch.state not in ("saved", "unchanged"):
            start, end = stretch.start.astimezone(zone), stretch.end.astimezone(zone)
            until = f" until {end:%H:%M}" if (end - start).total_seconds() >= 60 else ""
            why = content(state_words(stretch.state.value, stretch.reason))
            yield stretch.start, f"[yellow]{start:%H:%M}  {why}{until}[/]"


def _read_day(text: str | None, archive: ArchiveApi, zone: ZoneInfo | None) -> date:
    today = datetime.now(zone).date()
    if text is None:
        days = archive.days(zone_name())
        return date.fromisoformat(days[-1].day) if days else today
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return words.get(text.lower()) or date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"`{text}` is not a day", advice="Write today, yesterday or a date such as 2026-03-12."
        ) from None


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
