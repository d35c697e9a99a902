"""What the managers without a model make of recorded days, and what that costs. Prints Markdown.

    python benchmarks/memories.py [--corpus ../shared/corpus] [--frames 100000]

Each day is imported by the command line into a throw-away home, which reads its pictures; its moments are then digested
once more in this process, so that the CPU seconds of a batch are those of the managers and of nothing else. Without
the corpus only the sample day is looked at. Last, so many made-up frames (those of benchmarks/search.py) are asked
with two thousand made-up memories of each kind beside them; 0: not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean

import numpy as np
from search import START, Words, build, questions, recall_over, timed
from throwaway import PASSPHRASE, HashEncoder, new_home, open_home  # sets the import path

from base.coverage import Coverage
from base.ids import new_id
from base.records.moment import Moment
from base.records.scope import Scope
from base.records.search import Query
from memory.archive.fake import store_in_ram
from memory.archive.opening import Opening, open_archive, open_here, words_only
from memory.encoders.minilm import MiniLM
from memory.memories.batches import next_batch
from memory.memories.fields import CoreFields, EpisodicFields, ProceduralFields
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MetaMemoryManager, SequentialExecutor
from memory.memories.memory import FIELDS, Action, Kind, Memory, Operation, fields_of
from memory.memories.service import MemoryService
from memory.sealed.keys import Keys

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
DAY = ROOT / "assets" / "day"
EACH, QUERIES = 2000, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--frames", type=int, default=100_000)
    options = parser.parse_args()
    days = {"the sample day": (DAY / "frames", DAY / "metadata.jsonl")}
    workday = options.corpus / "workday"
    if workday.is_dir():
        days["the workday corpus"] = (workday / "frames", workday / "metadata.jsonl")
    print("## Memories without a model\n")
    found = [Report(name, *recorded(frames, metadata)) for name, (frames, metadata) in days.items()]
    print(table(found))
    for report in found:
        print(report.workflows())
    if options.frames:
        with tempfile.TemporaryDirectory(prefix="afterglow-memories-") as folder:
            print(asked(Path(folder), options.frames))


def recorded(frames: Path, metadata: Path) -> tuple[Sequence[Moment], Sequence[Coverage], Evidence]:
    """The moments of an imported day, and whether each memory that the import made opens on its evidence."""
    with tempfile.TemporaryDirectory(prefix="afterglow-memories-") as folder:
        home, secret = Path(folder) / "home", Path(folder) / "passphrase"
        secret.write_text(PASSPHRASE + "\n")
        keys = new_home(home)
        command = (sys.executable, "-m", "app.main", "--home", home, "--passphrase-file", secret, "import")
        words = map(str, (*command, frames, "--metadata", metadata, "--json"))
        subprocess.run(list(words), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return opened(home, keys)


class Evidence:
    """Of all memories of a home: how many there are, without any evidence, and with evidence that does not open."""

    def __init__(self, memories: Sequence[Memory], there: dict[str, datetime]) -> None:
        self.memories = len(memories)
        self.without = sum(not one.evidence for one in memories)
        self.broken = sum(any(frame not in there for frame in one.evidence) for one in memories)


def opened(home: Path, keys: Keys) -> tuple[Sequence[Moment], Sequence[Coverage], Evidence]:
    archive = open_archive(home, keys, recall=words_only)
    try:
        memories = archive.memories(limit=100_000, history=True).memories
        there = dict(archive.times_of(sorted({frame for one in memories for frame in one.evidence})))
        moments = list(archive.select(Scope(), vectors=True))
        return moments, archive.coverage(), Evidence(memories, there)
    finally:
        archive.close()


class Report:
    """One day, digested here."""

    def __init__(self, name: str, moments: Sequence[Moment], coverage: Sequence[Coverage], evidence: Evidence) -> None:
        self.name, self.moments, self.evidence = name, moments, evidence
        store = store_in_ram()
        store.add(moments, coverage)
        now = moments[-1].at + timedelta(hours=1)
        self._mind = MemoryService(store.memories, clock=lambda: now)
        meta = MetaMemoryManager(measured_managers(SequentialExecutor(MiniLM(threads=1))))
        self.seconds: list[float] = []
        while (batch := next_batch(store.memories, now, whole=False)) is not None:
            meta.learn(self._mind.knowledge(meta.mark))
            began = time.process_time()
            digest = meta.digest(batch)
            self.seconds.append(time.process_time() - began)
            self._mind.apply(digest)

    @property
    def counts(self) -> Counter[Kind]:
        return Counter(self._mind.counts().open)

    @property
    def closed(self) -> int:
        return self._mind.counts().closed

    def shown(self) -> float:
        """Seconds of all episodes together."""
        page = self._mind.page(Kind.EPISODIC, "", limit=100_000)
        return sum(fields_of(one, EpisodicFields).seconds or 0 for one in page.memories)

    def workflows(self) -> str:
        page = self._mind.page(Kind.PROCEDURAL, "", limit=100)
        if not page.memories:
            return f"\nNo repeated workflow on {self.name}."
        parts = []
        for one in page.memories:
            fields = fields_of(one, ProceduralFields)
            listed = "\n".join(f"{number}. {step}" for number, step in enumerate(fields.steps or (), 1))
            parts.append(f"\nA workflow of {self.name}, seen {fields.times_seen} times:\n\n{listed}")
        return "\n".join(parts)


def asked(folder: Path, count: int) -> str:
    """How long a question takes in a sealed memory of so many frames and six kinds of memories, in ms."""
    build(folder, "sealed", count, 0)
    home = folder / "sealed"
    archive = open_here(Opening(home, open_home(home), recall_over, witness_dir=folder / "witness"))
    try:
        frames = [new_id(START + timedelta(seconds=4 * n), f"{n:010x}") for n in range(0, count, max(1, count // EACH))]
        for kind in Kind:
            archive.apply_operations(
                [Operation(action=Action.ADD, memory=one) for one in made_up(kind, frames)], actor="bench"
            )
        archive.maintain()
        texts = list(questions(count, QUERIES + 3))
        spent: dict[str, list[float]] = {}
        for text in texts:
            query = Query(text, START + timedelta(days=30))
            spent.setdefault("search", []).append(timed(lambda: archive.search(query)))  # noqa: B023 called at once
            kinds = list(Kind)
            found = timed(lambda: archive.relevant(text, kinds, 10))  # noqa: B023 called at once
            spent.setdefault("ten memories of each of six kinds", []).append(found)
            page = timed(lambda: archive.memories(None, text, limit=50))  # noqa: B023 called at once
            spent.setdefault("a page of memories by words", []).append(page)
    finally:
        archive.close()
    rows = [
        f"| {name} | {np.percentile(ms[3:], 50):.0f} | {np.percentile(ms[3:], 95):.0f} |" for name, ms in spent.items()
    ]
    head = f"\n{count:,} frames, {EACH:,} memories of each kind, {QUERIES} queries\n\n| ms | p50 | p95 |\n|---|---|---|"
    return "\n".join([head, *rows])


def made_up(kind: Kind, frames: Sequence[str]) -> Iterator[Memory]:
    """Two thousand, each of some twenty words and a vector."""
    words, encoder = Words(np.random.default_rng(list(Kind).index(kind))), HashEncoder()
    for number, frame in enumerate(frames[:EACH]):
        at = START + timedelta(seconds=number)
        text = " ".join(words.take(8))
        yield Memory(
            id=new_id(at, f"{list(Kind).index(kind):02x}{number:08x}"),
            key=f"{kind}:{number}",
            summary=text,
            details=" ".join(words.take(16)) if kind is not Kind.CORE else "",
            fields=CoreFields(block=f"b{number}") if kind is Kind.CORE else FIELDS[kind](),
            evidence=(frame,),
            created_at=at,
            updated_at=at,
            valid_from=at,
            vector=encoder.encode([text])[0],
        )


def table(reports: Sequence[Report]) -> str:
    heads = ["", *(report.name for report in reports)]
    rows: list[list[str]] = [
        ["moments", *(str(len(one.moments)) for one in reports)],
        ["batches", *(str(len(one.seconds)) for one in reports)],
        ["CPU s a batch, mean", *(f"{mean(one.seconds):.2f}" for one in reports)],
        ["CPU s a batch, most", *(f"{max(one.seconds):.2f}" for one in reports)],
        *([str(kind), *(str(one.counts[kind]) for one in reports)] for kind in Kind),
        ["closed by newer values", *(str(one.closed) for one in reports)],
        ["seconds of all episodes", *(f"{one.shown():.1f}" for one in reports)],
        ["memories of the import, with history", *(str(one.evidence.memories) for one in reports)],
        ["of them without evidence", *(str(one.evidence.without) for one in reports)],
        ["of them with evidence that does not open", *(str(one.evidence.broken) for one in reports)],
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    main()
