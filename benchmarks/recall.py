"""How well recall finds, apart from reading: the workday corpus with its true text, through the product's own Recall.

    python -m benchmarks.recall [--corpus ../shared/corpus] [--no-meaning] [--show KIND]

Prints the corpus' own score table. `--locomo` asks the same object the questions of locomo_eval.py instead.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.search import Query
from base.records.vector import Vector
from memory.encoders.interface import TextEncoder
from memory.perception.passages import cut_passages
from memory.search.ram_source import RamSource
from memory.search.recall import Recall

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def moments(corpus: Path, encoder: TextEncoder | None) -> Iterator[Moment]:
    """The frames that may be remembered, with their true text; boxes are made up, a line below the other."""
    forbidden = {row["ts"] for row in rows(corpus / "frames.jsonl") if row["forbidden"]}
    seen = {row["ts"]: row for row in rows(corpus / "metadata.jsonl")}
    for row in rows(corpus / "truth.jsonl"):
        if row["ts"] in forbidden:
            continue
        head, at = seen[row["ts"]], datetime.fromisoformat(row["ts"])
        lines = tuple(Line(text, (0, 20 * i, 8 * len(text), 18)) for i, text in enumerate(row["text"]))
        yield Moment(
            id=new_id(at, "0" * 10),
            at=at,
            monitor=head.get("monitor") or 0,
            app=head.get("app") or "",
            title=head.get("title") or "",
            url=head.get("url") or "",
            lines=lines,
            text_vectors=_vectors(encoder, cut_passages(lines, title=head.get("title") or "")),
        )


def _vectors(encoder: TextEncoder | None, texts: Sequence[str]) -> Vector | None:
    return encoder.encode(texts) if encoder else None


def answers(recall: Recall, questions: Sequence[Row]) -> Iterator[Row]:
    for question in questions:
        query = Query(question["question"], datetime.fromisoformat(question["time_reference"]))
        result = recall.search(query)
        hits = [{"ts": hit.at.isoformat(), "text": hit.text, "title": hit.title} for hit in result.hits]
        yield {"id": question["id"], "hits": hits, "took_ms": result.took_ms}


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def workday(root: Path, encoder: TextEncoder | None, show: str | None) -> None:
    corpus = root / "workday"
    recall = Recall(RamSource(list(moments(corpus, encoder))), text_encoder=encoder)
    questions = rows(corpus / "questions.jsonl")
    found = list(answers(recall, questions))
    score = module(root / "score.py")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as run:  # the corpus' own public text, nobody's screen
        run.write("\n".join(json.dumps(row) for row in found))
        run.flush()
        per = score.score(str(corpus), score.load(run.name))
        score.show(score.summary(per))
    took = sorted(row["took_ms"] for row in found)
    print(f"ms a question: p50 {took[len(took) // 2]:.1f}, p95 {took[int(len(took) * 0.95)]:.1f}")
    for row, question, mark in zip(found, questions, per, strict=True):
        if show and question["kind"].startswith(show) and mark.get("hit@5") == 0:
            print("\n" + question["question"], question["evidence"][:1], "rank10" if mark.get("hit@10") else "")
            for hit in row["hits"][:5]:
                print("   ", hit["ts"][5:19], hit["title"][:60])


class Conversation:
    """locomo_eval's plug: a turn is a moment, a session is a window."""

    encoder: TextEncoder | None = None

    def index(self, turns: Sequence[Any]) -> None:
        told = [self._moment(turn) for turn in turns]
        self._ids = {moment.id: turn.id for moment, turn in zip(told, turns, strict=True)}
        self._now = max(moment.at for moment in told) + timedelta(days=1)
        self._recall = Recall(RamSource(told), text_encoder=self.encoder)

    def _moment(self, turn: Any) -> Moment:
        at = turn.date.replace(tzinfo=UTC) + timedelta(seconds=20 * turn.pos)
        vectors = _vectors(self.encoder, [f"{turn.speaker}: {turn.body}"])
        return Moment(
            new_id(at, f"{turn.pos:010x}"),
            at,
            0,
            app="Chat",
            title=f"Session {turn.session}",
            lines=(Line(turn.line, (0, 0, 1, 1)),),
            text_vectors=vectors,
        )

    def search(self, question: str, k: int) -> list[str]:
        result = self._recall.search(Query(question, self._now, limit=k))
        return [self._ids[hit.frame] for hit in result.hits]


def conversations(root: Path, encoder: TextEncoder | None, limit: int) -> None:
    evaluation = module(root / "locomo_eval.py")
    Conversation.encoder = encoder
    load: Any = evaluation.load

    def some(path: Path, split: str, rename: int | None) -> Any:
        return load(path, split, rename)[:limit]

    vars(evaluation)["load"] = some
    print(evaluation.table(evaluation.evaluate(Conversation, "public"), "Recall"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=CORPUS)
    options.add_argument("--no-meaning", action="store_true", help="without text vectors")
    options.add_argument("--show", help="print the misses of a kind of question")
    options.add_argument("--locomo", type=int, default=0, help="ask the first N conversations of LOCOMO instead")
    given = options.parse_args()
    encoder = None if given.no_meaning else default_encoder()
    if given.locomo:
        conversations(given.corpus, encoder, given.locomo)
    else:
        workday(given.corpus, encoder, given.show)


def default_encoder() -> TextEncoder:
    from memory.encoders.minilm import MiniLM

    return MiniLM()


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
