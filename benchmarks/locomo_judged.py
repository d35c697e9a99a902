"""LOCOMO answered and judged: the product's own ask over its own store, and a language model that says what is right.

    python -m benchmarks.locomo_judged --url http://localhost:11434/v1 --model NAME [--judge-url URL]
        [--judge-model NAME] [--runs 3] [--questions N] [--corpus ../shared/corpus]

Each run answers every question (categories 1 to 4, named as FINDINGS §5 reads them) with the answering model, then asks
the judge whether the answer says what the reference says. Without `--model` the answers are the extractive ones, still
judged. Prints Markdown with both models' names, the prompt's name and the spread over the runs. The conversations are
CC BY-NC 4.0 and go to the endpoints that are named here, nowhere else.
"""

from __future__ import annotations

import argparse
import importlib
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from base.errors import ModelError
from base.ids import new_id
from base.records.consent import Consent, Purpose
from benchmarks.locomo import AfterglowMemory
from memory.ask.pipeline import ask
from memory.llm.chat_api import Prompt, Turn
from memory.llm.consent_gate import ConsentGate

JUDGE = "same-fact-1"
_RULES = """You compare an answer with a reference answer to one question. Say CORRECT when the answer states the same
fact as the reference: other words, more words, another form of a date or number, and a longer list that holds the
reference are all right. Say WRONG when it states another fact, leaves the fact out, or says that it is not known.
Reply with one word: CORRECT or WRONG."""
_CITATION = re.compile(r"\s*\[\d+\]")
_LABEL = re.compile(r"\b(CORRECT|WRONG)\b")


@dataclass(frozen=True, slots=True)
class Judged:
    category: str
    right: bool
    answered: bool
    sure: bool = True
    """False: the judge gave no label, which counts as wrong."""


def endpoint(url: str, model: str) -> Consent:
    now = datetime.now(UTC)
    return Consent(id=new_id(now), at=now, url=url, model=model, granted=True)


def judge(gate: ConsentGate, question: str, reference: str, answer: str) -> bool | None:
    """None: it gave no label, or could not be reached."""
    told = f"Question: {question}\nReference: {reference}\nAnswer: {answer}"
    try:
        reply = gate.ask(Prompt(turns=(Turn("system", _RULES), Turn("user", told))))
    except ModelError:
        return None
    label = _LABEL.search(reply.text.upper())
    return None if label is None else label[1] == "CORRECT"


def judged(
    conversations: Sequence[Any],
    names: dict[int, str],
    gate: ConsentGate,
    answering: Consent | None,
    *,
    memory: Callable[[], AfterglowMemory] = AfterglowMemory,
) -> Iterator[Judged]:
    """One run. A conversation has `turns` and `questions` as locomo_eval loads them."""
    for one in conversations:
        system = memory()
        system.index(one.turns)
        if answering is not None:
            system.archive.consent(answering)
        for question in one.questions:
            if question.category not in names:
                continue
            text = _CITATION.sub("", ask(system.archive, question.text, system.now).text)
            verdict = judge(gate, question.text, question.answer, text) if text else False
            yield Judged(names[question.category], bool(verdict), bool(text), verdict is not None)
        system.close()


def table(runs: Sequence[Sequence[Judged]]) -> Iterator[str]:
    yield "| | questions | judged right, % | lowest, highest run | answered, % |"
    yield "|---|---|---|---|---|"
    groups: dict[str, list[list[Judged]]] = defaultdict(list)
    for run in runs:
        for name in ("all", *dict.fromkeys(one.category for one in run)):
            groups[name].append([one for one in run if name in ("all", one.category)])
    for name, parts in groups.items():
        rights = [100 * statistics.fmean(one.right for one in part) for part in parts]
        answered = 100 * statistics.fmean(one.answered for part in parts for one in part)
        cells = f"{statistics.fmean(rights):.1f} | {min(rights):.1f}, {max(rights):.1f} | {answered:.1f}"
        yield f"| {name} | {len(parts[0])} | {cells} |"
    unsure = sum(not one.sure for run in runs for one in run)
    if unsure:
        yield f"\nIn {unsure} cases the judge gave no label; they count as wrong."


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", required=True)
    options.add_argument("--model", default="", help="writes the answers; empty: they are extractive")
    options.add_argument("--judge-url", default="")
    options.add_argument("--judge-model", default="")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--questions", type=int, default=1_000_000, help="of each conversation")
    options.add_argument("--corpus", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpus")
    given = options.parse_args()
    name = given.judge_model or given.model
    if not name:
        options.error("--judge-model is needed where no --model is given")
    sys.path.insert(0, str(given.corpus))
    locomo = importlib.import_module("locomo_eval")
    conversations = locomo.load(locomo.DATA, "public")
    for one in conversations:
        one.questions = one.questions[: given.questions]
    names = {number: told for number, told in locomo.CATS.items() if told != "adversarial"}
    gate = ConsentGate(endpoint(given.judge_url or given.url, name), Purpose.ASK, lambda _line: None)
    answering = endpoint(given.url, given.model) if given.model else None
    runs = [list(judged(conversations, names, gate, answering)) for _ in range(given.runs)]
    print(f"Answers by {given.model or 'no model'}; judge {name}, prompt {JUDGE}; {given.runs} runs.\n")
    for row in table(runs):
        print(row)


if __name__ == "__main__":
    main()
