"""Two hours of looks at a screen, replayed as fast as the machine goes: does any process grow?

    python benchmarks/soak.py [--hours 2] [--busy 0.15] [--speed N] [--row 10] [--seed N] [--report FILE.json]

4,800 looks of 1.5 s (with --hours 2) pass the product's own street: rules, change gate, spool, reader, store, in its
three processes. The screens are drawn on the fly (pages that scroll, an editor in which text grows, a terminal, a
spreadsheet, switching between them, photographs), so that nothing is held but the program's own memory; `--busy` is the
share of looks that bring news, beside a blinking caret and a clock (0.15: a live player brings four times as much, but
the replay shall end within a quarter of an hour). `--speed N` holds the replay to N times real time
(default: no limit). Resident sizes are taken every 20 looks; the first sixth counts as warming up. With --report the
figures so far are written with each row, so that a run that is broken off leaves them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import numpy as np
from live_material import Words
from live_meter import ROLES, Tree, folder_mb, shares, slope
from soak_screens import Desk
from throwaway import new_home  # sets the import path

from app.background.open_memory import OpenMemory
from app.background.screenshot_import import ImportItem
from app.composition import build_importer, open_memory
from app.home import Home
from app.settings import Settings
from base.ids import new_id
from base.records.search import Query
from capture.frames import Screenshot

LOOK = 1.5
START = datetime(2026, 4, 7, 8, tzinfo=UTC)
SAMPLE_EVERY = 20
WARM_UP = 1 / 6
ASKED = 24


@dataclass(frozen=True, slots=True)
class Look:
    """One picture to import that is drawn when it is asked for. In the place of an `ImportItem`."""

    at: datetime
    desk: Desk = field(repr=False)

    @property
    def id(self) -> str:
        return new_id(self.at, f"{0:010x}")

    def shot(self) -> Screenshot:
        pixels, window = self.desk.look(self.at)
        return Screenshot(at=self.at, monitor=1, pixels=pixels, active=window, windows=(window,), id=self.id)


@dataclass(slots=True)
class Soak:
    """Sizes and costs along the replay; `advance` is called after each look."""

    home: Path
    tree: Tree
    row_minutes: float
    speed: float
    report: Path | None = None
    looks: int = 0
    began: float = field(default_factory=time.time)
    sizes: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    """Simulated minute, MB by role."""
    rows: list[dict[str, float]] = field(default_factory=list)

    def advance(self) -> None:
        self.looks += 1
        minute = self.looks * LOOK / 60
        if self.speed:
            time.sleep(max(0.0, self.began + self.looks * LOOK / self.speed - time.time()))
        if self.looks % SAMPLE_EVERY == 0:
            self.tree.look()
            self.sizes.append((minute, self.tree.rss_mb()))
        if minute >= self.row_minutes * (len(self.rows) + 1):
            self._row(minute)

    def _row(self, minute: float) -> None:
        since = minute - self.row_minutes
        row = {
            "minute": minute,
            "wall": time.time() - self.began,
            "home": folder_mb(self.home),
            **self._mean(since, minute),
        }
        row["cpu"] = sum(self.tree.cpu().values())
        self.rows.append(row)
        sizes = ", ".join(f"{role} {row[role]:.0f}" for role in ROLES[:3])
        print(
            f"{minute:5.0f} simulated min, {row['wall']:5.0f} s: {sizes} MB; home {row['home']:.1f} MB", file=sys.stderr
        )
        self.write()

    def write(self, **more: object) -> None:
        if self.report is not None:
            figures = {"looks": self.looks, "rows": self.rows, "sizes": self.sizes, **more}
            part = self.report.with_suffix(".part")
            part.write_text(json.dumps(figures, indent=1))
            part.replace(self.report)

    def _mean(self, since: float, until: float) -> dict[str, float]:
        seen = [sizes for minute, sizes in self.sizes if since < minute <= until]
        means = {role: float(np.mean([sizes[role] for sizes in seen])) for role in ROLES} if seen else {}
        return means | {"whole": sum(means.values())}

    def quarters(self) -> list[dict[str, float]]:
        """Mean sizes in the four quarters after the warm-up."""
        last = self.sizes[-1][0]
        edges = np.linspace(last * WARM_UP, last, 5)
        return [self._mean(since, until) for since, until in itertools.pairwise(edges)]

    def settled(self) -> list[tuple[float, float]]:
        """(simulated hour, MB of the whole) after the warm-up."""
        last = self.sizes[-1][0]
        return [(minute / 60, sum(sizes.values())) for minute, sizes in self.sizes if minute > last * WARM_UP]


def replay(hours: float, busy: float, speed: float, row_minutes: float, seed: int, report: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="afterglow-soak-") as folder:
        home = Home(Path(folder) / "memory")
        keys = new_home(home.root)
        desk = Desk(seed, busy)
        looks = [Look(START + timedelta(seconds=LOOK * n), desk) for n in range(int(hours * 3600 / LOOK))]
        with open_memory(home, keys=keys, settings=Settings()) as session:
            soak = Soak(home.root, Tree(os.getpid()), row_minutes, speed, report)
            imported = build_importer(session, described=True).run(cast("list[ImportItem]", looks), soak.advance)
            kept, asked = imported.outcomes["saved"], list(ask(session, seed))
            soak.write(busy=busy, kept=kept, search_ms=shares(asked), growth=growth(soak.quarters()))
            print(render(soak, kept=kept, asked=asked, busy=busy))


def ask(session: OpenMemory, seed: int) -> Iterator[float]:
    """Milliseconds of searches for words that stood on the screens; the first one, which loads, is not counted."""
    words = Words(random.Random(seed + 1))
    for count in range(ASKED + 1):
        query = Query(" ".join(words.sentence().split()[-4:]), now=START + timedelta(days=1))
        began = time.perf_counter()
        session.archive.search(query)
        if count:
            yield 1000 * (time.perf_counter() - began)


def growth(quarters: list[dict[str, float]]) -> dict[str, float]:
    """In %, from the first settled quarter to the last, by role and of the whole; of what ran in the first."""
    first, last = quarters[0], quarters[-1]
    return {name: 100 * (last[name] / first[name] - 1) for name in (*ROLES[:3], "whole") if first[name]}


def render(soak: Soak, *, kept: int, asked: list[float], busy: float) -> str:
    hours = soak.looks * LOOK / 3600
    first, *_, last = quarters = soak.quarters()
    took, grown = shares(asked), growth(quarters)
    whole = [quarter["whole"] for quarter in quarters]
    rows = [
        ("looks, frames kept", f"{soak.looks}, {kept}"),
        ("on the clock", f"{soak.rows[-1]['wall']:.0f} s, {soak.rows[-1]['cpu']:.0f} CPU s with drawing the screens"),
        ("resident, first settled quarter → last", ", ".join(
            f"{name} {first[name]:.0f} → {last[name]:.0f} MB ({share:+.1f} %)" for name, share in grown.items())),
        ("spread of the four quarters", f"{100 * (max(whole) - min(whole)) / min(whole):.1f} %"),
        ("slope after the warm-up", f"{slope(soak.settled()) or 0:+.1f} MB per simulated hour"),
        ("the memory's folder", f"{soak.rows[-1]['home'] / hours:.1f} MB per simulated hour"),
        ("search at the end", f"p50 {took['p50']:.0f} ms, p95 {took['p95']:.0f} ms"),
    ]  # fmt: skip
    table = "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])
    curve = "\n".join(
        f"| {row['minute']:.0f} | {row[ROLES[0]]:.0f} | {row[ROLES[1]]:.0f} | {row[ROLES[2]]:.0f} | {row['home']:.1f} |"
        for row in soak.rows
    )
    return (
        f"## Soak: {hours:g} hours accelerated\n\n`benchmarks/soak.py --hours {hours:g} --busy {busy:g}`: looks 1.5 s "
        "apart through gate, spool, reader and store, as fast as they go; the first sixth counts as warming up.\n\n"
        f"{table}\n\n| simulated minute | {' MB | '.join(ROLES[:3])} MB | folder MB |\n|---|---|---|---|---|\n{curve}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=float, default=2)
    options.add_argument("--busy", type=float, default=0.15)
    options.add_argument("--speed", type=float, default=0, help="at most so many times real time; 0: no limit")
    options.add_argument("--row", type=float, default=10, metavar="MINUTES", help="simulated minutes between two rows")
    options.add_argument("--seed", type=int, default=11)
    options.add_argument("--report", type=Path, metavar="FILE.json")
    chosen = options.parse_args()
    replay(chosen.hours, chosen.busy, chosen.speed, chosen.row, chosen.seed, chosen.report)


if __name__ == "__main__":
    main()
