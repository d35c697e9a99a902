"""Search over many frames: the sealed store against the same tables unsealed, in one run, query by query in turns.

    python benchmarks/search.py [--frames 100000] [--picture-kb 0] [--queries 60] [--keep FOLDER]

Frames are made up: words by Zipf's law from a vocabulary of 30,000, in one of a thousand a word that stands nowhere
else, two passages of 384 numbers each; a window stays for 40 of them. The text encoder is a stand-in, so that encoding
the question (about 10 ms with the real one) is not in the figures. Building, and the first query after opening, run in
processes of their own.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from throwaway import HashEncoder, new_home, open_home, rss_mb, word  # sets the import path

from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.search import Query
from memory.sealed.sealed_store import open_sealed

if TYPE_CHECKING:
    from memory.search.recall import Recall
    from memory.store.frame_tables import FrameTables
    from memory.store.store import Store

START = datetime(2025, 1, 6, 8, tzinfo=UTC)
APPS = ("Editor", "Browser", "Terminal", "Mail", "Chat", "Spreadsheet", "Notes", "Player")
VOCABULARY = 30_000
STAY = 40
"""Frames for which a window stays in front."""
NEEDLE_EVERY = 1000
BATCH = 500
KINDS = ("plain", "sealed")


# -- frames ------------------------------------------------------------------------------------------------------------


class Words:
    """Words by Zipf's law: the n-th most frequent one comes 1/n times as often as the first."""

    def __init__(self, dice: np.random.Generator) -> None:
        shares = 1 / np.arange(1, VOCABULARY + 1)
        self._edges = np.cumsum(shares / shares.sum())
        self._dice = dice

    def take(self, count: int) -> list[str]:
        ranks = np.searchsorted(self._edges, self._dice.random(count)).tolist()
        return [word(0x10000 + min(rank, VOCABULARY - 1) * 7) for rank in ranks]


def needle(number: int) -> str:
    return word(0x80000000 + number)


def frames(count: int, picture_kb: int, seed: int = 7) -> Iterator[Moment]:
    dice = np.random.default_rng(seed)
    words = Words(dice)
    title = ""
    for number in range(count):
        at = START + timedelta(seconds=4 * number)
        lines = [" ".join(words.take(8)) for _ in range(12)]
        title = lines[0] if number % STAY == 0 else title
        if number % NEEDLE_EVERY == 0:
            lines[5] += " " + needle(number)
        vectors = dice.normal(size=(2, 384)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        picture = Picture("image/webp", 1920, 1080, dice.bytes(picture_kb << 10)) if picture_kb else None
        yield Moment(
            id=new_id(at, f"{number:010x}"),
            at=at,
            monitor=1,
            app=APPS[number // STAY % len(APPS)],
            title=title,
            url=f"https://site{number % 97}.example/{number}" if number // STAY % len(APPS) == 1 else "",
            summary=lines[1],
            lines=tuple(Line(text, (40, 40 + 30 * row, 900, 22)) for row, text in enumerate(lines)),
            language="en",
            text_vectors=vectors,
            thumbnail=dice.bytes(1500) if picture_kb else b"",
            picture=picture,
            encoders="made up",
        )


def questions(count: int, every: int) -> Iterator[str]:
    """In turns: two words, a word that stands in one frame only, four words."""
    words = Words(np.random.default_rng(99))
    for number in range(every):
        yield (" ".join(words.take(2)), needle(number * NEEDLE_EVERY % count), " ".join(words.take(4)))[number % 3]


# -- stores ------------------------------------------------------------------------------------------------------------


@dataclass
class Opened:
    store: Store
    close: Callable[[], None]


def open_store(folder: Path, kind: str) -> Opened:
    home = folder / kind
    if kind == "plain":
        from memory.sealed.process_environment import prepare_process

        prepare_process()  # the same memory limits for both
        from memory.store.database import Database
        from memory.store.store import Store

        plain = Store(Database(uri=str(home / "db"), home=home))
        return Opened(plain, plain.close)
    sealed = open_sealed(home, open_home(home), witness_dir=folder / "witness")
    from memory.store.database import Database
    from memory.store.store import Store

    database = Database(
        uri=sealed.uri,
        home=home,
        storage_options=sealed.storage_options,
        raise_if_damaged=sealed.raise_if_damaged,
    )
    store = Store(database)

    def close() -> None:
        store.close()
        sealed.close()

    return Opened(store, close)


def recall_over(frames: FrameTables) -> Recall:
    from memory.search.recall import Recall

    return Recall(frames, text_encoder=HashEncoder())


class Peak:
    """The largest resident size of this process while the block runs, in MB."""

    def __enter__(self) -> Peak:
        self.mb = rss_mb()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            self.mb = max(self.mb, rss_mb())


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


# -- in a process of their own -----------------------------------------------------------------------------------------


def build(folder: Path, kind: str, count: int, picture_kb: int) -> dict[str, float]:
    if kind == "sealed":
        new_home(folder / kind)
    opened = open_store(folder, kind)
    spent = 0.0
    coming = frames(count, picture_kb)
    with Peak() as writing:
        while batch := list(islice(coming, BATCH)):
            spent += timed(partial(opened.store.add, batch))
    before = rss_mb()
    with Peak() as peak:
        optimise = timed(lambda: opened.store.maintain(thorough=True))
    opened.close()
    return {
        "write, s": spent / 1000,
        "optimise everything, s": optimise / 1000,
        "RSS before optimising, MB": before,
        "RSS peak while writing, MB": writing.mb,
        "RSS peak while optimising, MB": peak.mb,
    }


def first(folder: Path, kind: str, asked: str) -> dict[str, float]:
    import memory.search.recall
    import memory.store.store  # noqa: F401 - loading modules is not part of opening

    began = time.perf_counter()
    opened = open_store(folder, kind)
    opening = (time.perf_counter() - began) * 1000
    words = timed(lambda: opened.store.frames.match_words(asked, Scope(), 10))
    recall = recall_over(opened.store.frames)
    load = timed(recall.refresh)
    search = timed(lambda: recall.search(Query(asked, START)))
    rss = rss_mb()
    opened.close()
    return {
        "open, ms": opening,
        "first word search after open, ms": words,
        "load heads and vectors, ms": load,
        "first full search after load, ms": search,
        "open to first full result, ms": opening + load + search,
        "RSS with vectors loaded, MB": rss,
    }


def in_child(folder: Path, kind: str, what: str, *more: object) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", what, "--keep", str(folder), "--kind", kind, *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


# -- in turns ----------------------------------------------------------------------------------------------------------


Timings = dict[str, dict[str, list[float]]]
Both = Callable[[str, Callable[[str], Any]], None]
"""Time a piece of work over both kinds of store, in either order."""


def warm(folder: Path, count: int, queries: int) -> Timings:
    opened = {kind: open_store(folder, kind) for kind in KINDS}
    recalls = {kind: recall_over(opened[kind].store.frames) for kind in KINDS}
    timings: Timings = {}

    def both(name: str, work: Callable[[str], Any]) -> None:
        for kind in random.sample(KINDS, 2):
            timings.setdefault(name, {}).setdefault(kind, []).append(timed(partial(work, kind)))

    for kind in KINDS:
        recalls[kind].refresh()
    ids = [new_id(START + timedelta(seconds=4 * n), f"{n:010x}") for n in range(0, count, max(1, count // queries))]
    fresh = frames(8 * queries, 0, seed=8)
    for number, asked in enumerate(questions(count, queries + 3)):
        ask(both, opened, recalls, asked, ids[number % len(ids)])
        if number == 2:
            timings.clear()  # the first round warmed the caches
    later = [moved(moment, count) for moment in fresh]
    for number in range(queries // 3):
        grow(both, opened, recalls, later[8 * number : 8 * number + 8])
    for each in opened.values():
        each.close()
    return timings


def grow(both: Both, opened: dict[str, Opened], recalls: dict[str, Recall], news: list[Moment]) -> None:
    both("append 8 frames", lambda kind: opened[kind].store.add(news))
    both("recall takes the 8 in", lambda kind: recalls[kind].refresh())
    both("full search, fresh frames unindexed", lambda kind: recalls[kind].search(Query(needle(0), START)))


def ask(both: Both, opened: dict[str, Opened], recalls: dict[str, Recall], asked: str, frame: str) -> None:
    day = Scope(since=START + timedelta(days=1), until=START + timedelta(days=2))
    both("words (BM25)", lambda kind: opened[kind].store.frames.match_words(asked, Scope(), 100))
    both("words within a day", lambda kind: opened[kind].store.frames.match_words(asked, day, 100))
    both("parts of words", lambda kind: opened[kind].store.frames.match_ngrams(asked.split()[0], Scope(), 100))
    both("full search (words, parts, vectors, grouping)", lambda kind: recalls[kind].search(Query(asked, START)))
    both("one frame with its lines", lambda kind: opened[kind].store.frames.moments([frame]))
    both("one picture", lambda kind: opened[kind].store.films.pictures([frame]))


def moved(moment: Moment, count: int) -> Moment:
    at = moment.at + timedelta(seconds=4 * count)
    return replace(moment, at=at, id=new_id(at))


# -- report ------------------------------------------------------------------------------------------------------------


def table(rows: Sequence[tuple[str, float, float]]) -> None:
    print("| | plain | sealed | sealed / plain |\n|---|---|---|---|")
    for name, plain, sealed in rows:
        print(f"| {name} | {plain:,.1f} | {sealed:,.1f} | {sealed / plain if plain else 0:.2f} |")


def shares(values: Sequence[float]) -> tuple[float, float]:
    return float(np.percentile(values, 50)), float(np.percentile(values, 95))


def size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def run(folder: Path, count: int, picture_kb: int, queries: int) -> None:
    print(f"{count:,} frames, {picture_kb or 'no'} KB of picture each, {queries} queries, in turns\n")
    built = {kind: in_child(folder, kind, "build", "--frames", count, "--picture-kb", picture_kb) for kind in KINDS}
    rows = [(name, built["plain"][name], built["sealed"][name]) for name in built["plain"]]
    rows.append(("on disk, MB", size_mb(folder / "plain"), size_mb(folder / "sealed")))
    table(rows)
    opened: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    for number in range(3):
        for kind in KINDS:
            opened[kind].append(in_child(folder, kind, "first", "--ask", needle(number * NEEDLE_EVERY % count)))
    print("\nAfter opening, median of 3 processes\n")
    names = list(opened["plain"][0])
    table([(name, *(float(np.median([each[name] for each in opened[kind]])) for kind in KINDS)) for name in names])  # type: ignore[misc]
    timings = warm(folder, count, queries)
    print("\nWarm, ms\n\n| | plain p50 / p95 | sealed p50 / p95 | ratio of p50 | of p95 |\n|---|---|---|---|---|")
    for name, kinds in timings.items():
        (p50, p95), (s50, s95) = shares(kinds["plain"]), shares(kinds["sealed"])
        print(f"| {name} | {p50:.1f} / {p95:.1f} | {s50:.1f} / {s95:.1f} | {s50 / p50:.2f} | {s95 / p95:.2f} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--frames", type=int, default=100_000)
    options.add_argument("--picture-kb", type=int, default=0)
    options.add_argument("--queries", type=int, default=60)
    options.add_argument("--keep", type=Path, help="use this folder and leave it there")
    for name in ("--child", "--kind", "--ask"):
        options.add_argument(name, default="", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child == "build":
        print(json.dumps(build(chosen.keep, chosen.kind, chosen.frames, chosen.picture_kb)))
    elif chosen.child == "first":
        print(json.dumps(first(chosen.keep, chosen.kind, chosen.ask)))
    else:
        folder = chosen.keep or Path(tempfile.mkdtemp(prefix="afterglow-search-"))
        try:
            run(folder, chosen.frames, chosen.picture_kb, chosen.queries)
        finally:
            if not chosen.keep:
                shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
