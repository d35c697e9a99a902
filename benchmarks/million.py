"""The window over a year of a million frames: its longest stall, search while one types, the memory of both processes.

    python benchmarks/million.py [--frames 1000000] [--keep FOLDER]

A sealed store of made-up frames (four lines and one vector each, one every 30 seconds, a window kept for 40 of them)
with two thousand memories of each kind. The real archive process and the real window, painted into memory: its timeline
is zoomed from a year to a second and back by the wheel, a search is typed letter by letter, every kind of memory is
paged through. A timer of the window's thread that should fire every 2 ms measures by how much it was late. The text
encoder is a stand-in. Building takes about a minute for every 30,000 frames; `--keep` uses the folder again.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import PIL.Image
from search import Words, needle, recall_over
from throwaway import new_home  # sets the import path

from memory.kinds.model import Action, Kind, Memory, Operation
from memory.records import Coverage, Line, Moment, State, new_id
from memory.service import Opening, open_here

START = datetime(2025, 1, 6, 8, tzinfo=UTC)
APART = timedelta(seconds=30)
APPS = ("Editor", "Browser", "Terminal", "Mail", "Chat", "Spreadsheet", "Notes", "Player")
STAY, BATCH, EACH = 40, 1000, 2000


def frames(count: int) -> Iterator[Moment]:
    dice = np.random.default_rng(7)
    words = Words(dice)
    shades = [thumbnail(shade) for shade in range(16)]
    title = ""
    for number in range(count):
        at, visit = START + APART * number, number // STAY
        if number % STAY == 0:
            title = " ".join(words.take(4))
        lines = [" ".join(words.take(6)) for _ in range(4)]
        if number % 1000 == 0:
            lines[2] += " " + needle(number)
        vector = dice.normal(size=(1, 384)).astype(np.float32)
        yield Moment(
            id=new_id(at, f"{number:010x}"),
            at=at,
            monitor=1,
            app=APPS[visit % len(APPS)],
            title=title,
            url=f"https://site{visit % 97}.example/{visit}" if visit % len(APPS) == 1 else "",
            summary=lines[0],
            lines=tuple(Line(text, (40, 40 + 30 * row, 900, 22)) for row, text in enumerate(lines)),
            language="en",
            text_vectors=vector / np.linalg.norm(vector),
            thumbnail=shades[visit % len(shades)],
            encoders="made up",
        )


def thumbnail(shade: int) -> bytes:
    sink = io.BytesIO()
    PIL.Image.new("RGB", (320, 180), (40 + 10 * shade, 90, 200 - 10 * shade)).save(sink, "WEBP")
    return sink.getvalue()


def build(home: Path, witness: Path, count: int) -> None:
    archive = open_here(Opening(home, new_home(home), recall_over, witness_dir=witness, fsync=False))
    coming, began = frames(count), time.monotonic()
    ids: list[str] = []
    done = 0
    while batch := list(islice(coming, BATCH)):
        stretch = Coverage(f"c{done}", batch[0].at, batch[-1].at + APART, 1, State.SAVED)
        archive.add(batch, [stretch])
        ids += [one.id for one in batch[:: max(1, count // EACH)]]
        done += len(batch)
        if done % 50_000 == 0:
            print(f"{done:,} frames after {time.monotonic() - began:.0f} s", file=sys.stderr)
    for kind in Kind:
        archive.perform([Operation(action=Action.ADD, memory=one) for one in memories(kind, ids)], actor="bench")
    archive.maintain(thorough=True)
    archive.close()


def memories(kind: Kind, ids: list[str]) -> Iterator[Memory]:
    words = Words(np.random.default_rng(list(Kind).index(kind)))
    for number in range(EACH):
        at = START + timedelta(hours=4 * number)
        summary = " ".join(words.take(8))
        yield Memory(
            kind=kind,
            id=new_id(at, f"{list(Kind).index(kind):02x}{number:08x}"),
            key=f"{kind}:{number}",
            summary=summary,
            details=" ".join(words.take(16)) if kind is not Kind.CORE else "",
            fields={"block": "human"} if kind is Kind.CORE else {"name": summary[:20]},
            evidence=(ids[number % len(ids)],),
            created_at=at,
            updated_at=at,
            valid_from=at,
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--frames", type=int, default=1_000_000)
    options.add_argument("--keep", type=Path, help="use this folder and leave it there")
    options.add_argument("--only-build", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="afterglow-million-"))
    try:
        if not (folder / "home" / "keys.json").exists():
            build(folder / "home", folder / "witness", given.frames)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
