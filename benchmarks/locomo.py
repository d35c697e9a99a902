"""What was said in long conversations, found again: the product's own store and recall on LOCOMO and BEAM-100K.

    PYTHONPATH=. python ../shared/corpus/locomo_eval.py --system benchmarks.locomo:AfterglowMemory
    python benchmarks/locomo.py [--corpus ../shared/corpus]   # both, plain methods beside it in one run

A message is a moment as a chat window would leave it: the day, who said it and when, its lines. Everything lives in a
throw-away home. The corpora bring their own evaluation, with BM25 to compare; the conversations are for evaluation only
(LOCOMO is CC BY-NC 4.0, BEAM CC BY-SA 4.0) and are not part of the product.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.search import Query
from base.records.vector import Vector
from benchmarks.throwaway import new_home
from memory.archive.opening import Opening, open_here
from memory.encoders.embedding_cache import CachedTextEncoder
from memory.encoders.interface import TextEncoder
from memory.perception.passages import cut_passages
from memory.perception.summary import summarise
from memory.search.recall import Recall

PACE = timedelta(seconds=20)
"""Between two messages of a session: the corpora know only when it began."""
LINE_HEIGHT = 20


class Turn(Protocol):
    """What the corpora's evaluation hands over."""

    id: str
    session: Any
    pos: int
    speaker: str
    text: str
    caption: str
    date: datetime


@cache
def default_encoder() -> TextEncoder:
    from memory.encoders.minilm import MiniLM

    return CachedTextEncoder(MiniLM())


class AfterglowMemory:
    """One conversation, remembered as screens and asked as the product is asked."""

    encoder: Callable[[], TextEncoder] = staticmethod(default_encoder)

    def index(self, turns: Sequence[Turn]) -> None:
        told = list(moments(turns, type(self).encoder()))
        self._turns = {moment.id: turn.id for moment, turn in zip(told, turns, strict=True)}
        self.now = told[-1].at + timedelta(days=1)
        self._remember(told)

    def _remember(self, told: Sequence[Moment]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="afterglow-locomo-")
        home = Path(self._folder.name) / "home"
        opening = Opening(home, new_home(home), lambda store: Recall(store, text_encoder=type(self).encoder()))
        self.archive = open_here(opening)
        self.archive.add(told)
        self.archive.maintain()

    def search(self, question: str, k: int) -> list[str]:
        result = self.archive.search(Query(question, self.now, limit=k))
        return [self._turns[hit.frame] for hit in result.hits]

    def close(self) -> None:
        self.archive.close()
        self._folder.cleanup()


class Dense(AfterglowMemory):
    """The same vectors alone: each message by its best passage."""

    def _remember(self, told: Sequence[Moment]) -> None:
        self._ids = [moment.id for moment in told]
        self._vectors = [moment.text_vectors for moment in told]

    def search(self, question: str, k: int) -> list[str]:
        asked = type(self).encoder().encode([question])[0]
        scores = [float((vectors @ asked).max()) if vectors is not None else 0.0 for vectors in self._vectors]
        return [self._turns[self._ids[i]] for i in np.argsort(-np.array(scores), kind="stable")[:k]]

    def close(self) -> None:
        pass


class RankFusion:
    """BM25 and vectors by reciprocal rank (k = 60), the plainest way to have both."""

    bm25: Callable[[], Any]

    def index(self, turns: Sequence[Turn]) -> None:
        self._all = len(turns)
        self._parts = [type(self).bm25(), Dense()]
        for part in self._parts:
            part.index(turns)

    def search(self, question: str, k: int) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for part in self._parts:
            for rank, turn in enumerate(part.search(question, self._all), 1):
                scores[turn] += 1 / (60 + rank)
        return sorted(scores, key=lambda turn: -scores[turn])[:k]


def moments(turns: Sequence[Turn], encoder: TextEncoder) -> Iterator[Moment]:
    for turn in turns:
        lines, title = tuple(_lines(turn)), f"Session {turn.session}"
        at = turn.date.replace(tzinfo=UTC) + PACE * turn.pos
        vectors: Vector = encoder.encode(cut_passages(lines, title=title))
        yield Moment(
            new_id(at, f"{turn.pos:010x}"),
            at,
            0,
            app="Chat",
            title=title,
            lines=lines,
            summary=summarise(lines, title=title),
            text_vectors=vectors,
            encoders=encoder.name,
        )


def _lines(turn: Turn) -> Iterator[Line]:
    """The window as it stands when the message has come: its day, its sender and hour, what it says."""
    said = [one for one in turn.text.splitlines() if one.strip()]
    shown = [f"image: {turn.caption}"] if turn.caption else []
    heads = [f"{turn.date.day} {turn.date:%B %Y}", f"{turn.speaker} {turn.date:%H:%M}"]
    for row, text in enumerate([*heads, *said, *shown]):
        yield Line(text, (0, LINE_HEIGHT * row, 8 * len(text), LINE_HEIGHT - 2))


def beside(corpus: Path) -> Iterator[str]:
    """Markdown: recall@10 of each method on both corpora."""
    sys.path.insert(0, str(corpus))
    locomo, beam = importlib.import_module("locomo_eval"), importlib.import_module("beam_eval")
    RankFusion.bm25 = locomo.BM25
    systems: dict[str, Any] = {
        "BM25": locomo.BM25,
        "vectors": Dense,
        "rank fusion of both": RankFusion,
        "**Afterglow**": AfterglowMemory,
    }
    kinds = ("all", "multi-hop", "temporal", "open-domain", "single-hop")
    yield "| recall@10 | LOCOMO | multi-hop | temporal | open-domain | single-hop | BEAM-100K |"
    yield "|---|---|---|---|---|---|---|"
    for name, system in systems.items():
        told = locomo.evaluate(system, "public")["scores"]
        found, _, _ = beam.evaluate(system)
        cells = [told[kind]["recall@10"] for kind in kinds] + [found["all"]["recall@10"]]
        yield f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpus")
    for row in beside(options.parse_args().corpus):
        print(row, flush=True)
