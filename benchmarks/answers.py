"""Answers without a model on the sample day: which hold what was asked for, and what is left unanswered.

    python benchmarks/answers.py [--show]

The sample day's own questions, and questions about things that no screen of the day shows, written after the rules of
`memory/answers.py` were set. Everything lives in a throw-away home. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import assets
from app.asking import ask
from app.commands.intake import Importer
from app.home import Home
from app.importing import plan_import
from app.session import Session
from app.settings import Settings
from benchmarks.throwaway import new_home

DAY = Path(assets.__file__).parent / "day"
NOWHERE = (
    "Which hospital did I call?",
    "What is my shoe size?",
    "How much did the new laptop cost?",
    "When is the parent-teacher meeting?",
    "Which gym did I sign up for?",
    "What did Petra write about the strike in Rotterdam?",
    "Who painted the portrait I looked at?",
    "Which visa did I apply for?",
    "What is the password of my Netflix account?",
    "How long was the marathon training?",
    "Which GPU model was on sale?",
    "When does my insurance expire?",
    "What was the score of the basketball game?",
    "Which recipe did I save for lasagne?",
    "How many calories did I burn?",
    "Who called me about the mortgage?",
    "What is the temperature in Oslo?",
    "Which docker image did I pull?",
    "When was the last earthquake?",
    "What colour is the rental car?",
)


def asked() -> Iterator[tuple[dict[str, Any], str]]:
    questions = [json.loads(line) for line in (DAY / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    more = [{"question": one, "expect": "none", "time_reference": questions[0]["time_reference"]} for one in NOWHERE]
    with tempfile.TemporaryDirectory(prefix="afterglow-answers-") as folder:
        home = Home(Path(folder) / "home")
        with Session(home, keys=new_home(home.root), settings=Settings()) as session:
            Importer(session, described=True).run(plan_import(DAY / "frames", DAY / "metadata.jsonl"), lambda: None)
            session.archive.maintain()
            session.consolidate()
            for question in (*questions, *more):
                now = datetime.fromisoformat(question["time_reference"])
                yield question, ask(session.archive, question["question"], now).text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="each question with its answer")
    given = options.parse_args()
    found = list(asked())
    for question, text in found if given.show else ():
        print(f"{question['question']}\n    {question.get('answer')}\n    {text or 'unanswered'}\n")
    there = [
        (str(one["answer"]).casefold() in text.casefold(), text) for one, text in found if one["expect"] == "answer"
    ]
    none = [text for one, text in found if one["expect"] != "answer"]
    print("| questions | | answered with what was asked for | left unanswered |\n|---|---|---|---|")
    print(
        f"| with an answer on the day | {len(there)} | {sum(held for held, _ in there)} | "
        f"{sum(not text for _, text in there)} |"
    )
    print(f"| without | {len(none)} | – | {sum(not text for text in none)} |")


if __name__ == "__main__":
    main()
