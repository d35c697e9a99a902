"""Answers without a model on the sample day: which hold what was asked for, and what is left unanswered.

    python benchmarks/answers.py [--show]

The sample day's own questions, questions about times, order and sorts of windows, and questions about things that no
screen of the day shows, written after the rules of `memory/ask/extractive.py` were set. Everything lives in a
throw-away home. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import assets
from app.background.screenshot_import import plan_import
from app.composition import build_importer, open_memory
from app.home import Home
from app.settings import Settings
from benchmarks.throwaway import new_home
from memory.ask.pipeline import AnsweredQuestion, ask

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
GUIDING = (
    ("Which page did I read right after the ferry news?", "german"),
    ("What was the first mail I opened this morning?", "inbox mail-invoice"),
    ("What was the last page I looked at this afternoon?", "chat-late"),
    ("Which spreadsheet did I work in this morning?", "sheet"),
    ("Which web page was on screen around 13:20?", "shop"),
    ("What did I look at between 11 and 11:10?", "news"),
    ("Which note did I edit after lunch?", "note-credit"),
    ("What command did I run at the printer?", "printer-log printer-fix commit"),
    ("What do I type to print a test label?", "printer-log printer-fix commit"),
    ("Which document did I have open before the chat this morning?", "sheet"),
    ("What came after the map?", "shop"),
    ("Which page came just before the Chinese tea page?", "german"),
    ("Which map did I check today after lunch?", "map"),
    ("When did I order the rolls?", "order"),
    ("Which article did I read before noon?", "news"),
    ("What was on my calendar page this afternoon?", "calendar"),
    ("Which thing did I do first in the terminal?", "printer-log printer-fix commit"),
    ("What did I buy at one o'clock?", "shop order"),
    ("Which mail did I read at three in the afternoon?", "mail-credit"),
    ("What is the name of the file with the concert costs?", "sheet"),
    ("How do I feed new labels into the printer?", "wiki"),
    ("Where can I see how many seats are gone?", "dashboard"),
    ("How far is it on foot to the station?", "map"),
    ("By when will the boat sail again?", "news"),
    ("Which way round do cars go while the bridge is shut?", "german"),
    ("What should I not bring near Petra?", "mail-petra"),
    ("What did the chat say late in the day?", "chat-late"),
    ("In the terminal, which job failed?", "printer-log printer-fix commit"),
    ("Which website explains how to brew tea?", "chinese idle"),
    ("What did I jot down this morning?", "note side-by-side"),
)
"""What the rules about times, order and sorts of windows were improved on, with the scenes that show it."""
LATER = (
    ("Which mail did I open just before the invoice page?", "mail-petra"),
    ("What did I have on the screen at 8:40?", "chat"),
    ("Which page did I visit directly after the wiki?", "printer-fix"),
    ("What was the first spreadsheet I opened today?", "sheet"),
    ("Which shop did I look at after lunch?", "shop order"),
    ("What was the last note I wrote today?", "note-credit"),
    ("Which calendar did I check this afternoon?", "calendar"),
    ("What did the ticket page show in the late afternoon?", "dashboard-late"),
    ("Which command fixed the printer?", "printer-fix"),
    ("What did I commit to git?", "commit"),
    ("Where is the guide for the label roll?", "wiki"),
    ("Which document has the costs of the concert?", "sheet"),
    ("Who wrote to me about a train?", "mail-petra"),
    ("What did I do between two and half past two in the afternoon?", "commit"),
    ("Which website did I read around 11:15?", "german"),
    ("Was there a chat before noon?", "chat"),
    ("In which mail is the credit note?", "mail-credit"),
    ("What came right before the tickets this morning?", "chat"),
    ("How warm should the water for the tea be?", "chinese idle"),
    ("Which route did I look up?", "map"),
    ("What do I have to do on Friday?", "calendar"),
    ("In my notes, whom should I ring?", "note side-by-side note-credit"),
    ("When will the river crossing work again?", "news"),
    ("What was I reading while eating lunch?", "map idle"),
)
"""Written after that, before they were asked; two more rules came of them (an hour's nearest moment, a day to come)."""


Result = tuple[dict[str, Any], AnsweredQuestion]


def asked() -> Iterator[Result]:
    questions = [json.loads(line) for line in (DAY / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    now = questions[0]["time_reference"]
    more = [{"question": one, "expect": "none", "time_reference": now} for one in NOWHERE]
    for name, ones in (("guiding", GUIDING), ("later", LATER)):
        more += [{"question": q, "expect": name, "evidence": _frames(told), "time_reference": now} for q, told in ones]
    with tempfile.TemporaryDirectory(prefix="afterglow-answers-") as folder:
        home = Home(Path(folder) / "home")
        with open_memory(home, keys=new_home(home.root), settings=Settings()) as session:
            items = plan_import(DAY / "frames", DAY / "metadata.jsonl")
            build_importer(session, described=True).run(items)
            session.archive.maintain()
            session.consolidate()
            for question in (*questions, *more):
                at = datetime.fromisoformat(question["time_reference"])
                yield question, ask(session.archive, question["question"], at)


def _frames(scenes: str) -> list[str]:
    told = [json.loads(line) for line in (DAY / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return [one["file"] for one in told if one["scene"] in scenes.split()]


def rank(question: dict[str, Any], found: AnsweredQuestion) -> int | None:
    """Of the first hit that the evidence shows, from 1."""
    shown = {Path(name).stem[:19].replace("T", " ") for name in question["evidence"]}
    times = [f"{hit.at:%Y-%m-%d %H-%M-%S}" for hit in found.result.hits]
    return next((number for number, at in enumerate(times, 1) if at in shown), None)


def of_search(results: Sequence[Result], expect: str, name: str) -> str:
    ranks = [rank(question, found) for question, found in results if question["expect"] == expect]
    shares = [sum(one is not None and one <= most for one in ranks) / len(ranks) for most in (1, 5, 10)]
    mrr = sum(1 / one for one in ranks if one) / len(ranks)
    return f"| {name} | {len(ranks)} | " + " | ".join(f"{share:.2f}" for share in (*shares, mrr)) + " |"


def of_answers(results: Sequence[Result]) -> Iterator[str]:
    there = [
        (str(question["answer"]).casefold() in found.text.casefold(), found.text)
        for question, found in results
        if question["expect"] == "answer"
    ]
    none = [found.text for question, found in results if question["expect"] in ("nothing", "none")]
    yield "| questions | | answered with what was asked for | left unanswered |\n|---|---|---|---|"
    held, silent = sum(one for one, _ in there), sum(not text for _, text in there)
    yield f"| with an answer on the day | {len(there)} | {held} | {silent} |"
    yield f"| without | {len(none)} | – | {sum(not text for text in none)} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="each question with its answer")
    given = options.parse_args()
    results = list(asked())
    for question, found in results if given.show else ():
        print(f"{question['question']}\n    {question.get('answer')}\n    {found.text or 'unanswered'}\n")
    print("| moments found | n | hit@1 | hit@5 | hit@10 | MRR |\n|---|---|---|---|---|---|")
    print(of_search(results, "answer", "the day's own questions"))
    print(of_search(results, "guiding", "about times, order and sorts, which guided the rules"))
    print(of_search(results, "later", "written afterwards"))
    print()
    print("\n".join(of_answers(results)))


if __name__ == "__main__":
    main()
