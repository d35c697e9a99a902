"""Markdown export, one file a day.

Text of the screen goes into code blocks and escaped headings, so that no viewer follows a link, loads a remote picture
or runs HTML that a page once showed. Export calls this, in its caller's thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
            text.extend(_moment_lines(before, moment, zone))
            if moment.picture is not None:
                pack.put(str(picture_name(moment)), moment.picture.data)
            before = replace(moment, picture=None, text_vectors=None, image_vector=None, thumbnail=b"")
            frames += 1
        pack.put(f"{day}.md", "\n".join(text).encode())
    pack.finish(frames=frames, coverage=0)
    return frames


def _moment_lines(before: Moment | None, moment: Moment, zone: tzinfo) -> Sequence[str]:
    at = moment.at.astimezone(zone)
    parts = []
    if before is None or before.app != moment.app or moment.at - before.at > PAUSE:
        parts.append(f"\n## {at:%H:%M} {_escape_line(moment.app or 'Unknown application')}\n")
    parts.append(f"### {at:%H:%M:%S} {_escape_line(moment.title)}".rstrip() + "\n")
    if moment.url:
        address = " ".join(clean(moment.url).split())
        ticks = _backticks_around(address, least=1)
        parts.append(f"Address: {ticks} {address} {ticks}\n")
    if moment.picture is not None:
        parts.append(f"[Picture]({picture_name(moment)})\n")
    if moment.lines:
        same = before is not None and before.lines == moment.lines
        fence = _backticks_around(moment.text, least=3)
        block = f"{fence}text\n{clean(moment.text)}\n{fence}\n"
        parts.append("The text is the same as before.\n" if same else block)
    return parts


def _escape_line(text: str) -> str:
    """One line with every character that Markdown or HTML gives a meaning to escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))


def _backticks_around(text: str, *, least: int) -> str:
    """A run of backticks that is longer than any in the text, so that the text cannot close its code block."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)
