"""Markdown export, one file a day.

What a screen showed is data: it goes into code blocks and escaped headings, so that no viewer follows a link, loads a
remote picture or runs HTML because a page once said so. In the exporter's thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta, tzinfo
from itertools import groupby

from base.records.moment import Moment
from memory.snapshots.manifest import ArchiveWriter
from memory.snapshots.moments_parquet import clean, picture_name

PAUSE = timedelta(minutes=5)
"""A longer gap begins a new heading, also in the same application."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|&~=:/@])")


def write_markdown(pack: ArchiveWriter, moments: Iterator[Moment], zone: tzinfo) -> int:
    """`YYYY-MM-DD.md` for every local day, and `pictures/`. Returns the number of moments."""
    frames = 0
    for day, group in groupby(moments, key=lambda moment: f"{moment.at.astimezone(zone):%Y-%m-%d}"):
        text = [f"# {day}\n"]
        before: Moment | None = None
        for moment in group:
            text.extend(_section(before, moment, zone))
            if moment.picture is not None:
                pack.put(str(picture_name(moment)), moment.picture.data)
            before = _light(moment)
            frames += 1
        pack.put(f"{day}.md", "\n".join(text).encode())
    pack.finish(frames=frames, coverage=0)
    return frames


def _light(moment: Moment) -> Moment:
    return Moment(moment.id, moment.at, moment.monitor, app=moment.app, lines=moment.lines)


def _section(before: Moment | None, moment: Moment, zone: tzinfo) -> Sequence[str]:
    at = moment.at.astimezone(zone)
    parts = []
    if before is None or before.app != moment.app or moment.at - before.at > PAUSE:
        parts.append(f"\n## {at:%H:%M} {_inline(moment.app or 'Unknown application')}\n")
    parts.append(f"### {at:%H:%M:%S} {_inline(moment.title)}".rstrip() + "\n")
    if moment.url:
        parts.append(f"Address: {_code(moment.url)}\n")
    if moment.picture is not None:
        parts.append(f"[Picture]({picture_name(moment)})\n")
    if moment.lines:
        same = before is not None and before.lines == moment.lines
        parts.append("The text is the same as before.\n" if same else _block(moment.text))
    return parts


def _inline(text: str) -> str:
    """One line with every character that Markdown or HTML gives a meaning to escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))


def _code(text: str) -> str:
    line = " ".join(clean(text).split())
    ticks = _longer_than_any(line, least=1)
    return f"{ticks} {line} {ticks}"


def _block(text: str) -> str:
    fence = _longer_than_any(text, least=3)
    return f"{fence}text\n{clean(text)}\n{fence}\n"


def _longer_than_any(text: str, *, least: int) -> str:
    """A run of backticks that the text does not hold, so that it cannot close the code it stands in."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)
