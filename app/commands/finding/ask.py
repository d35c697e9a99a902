"""ask: a question, one or a batch of them, answered from the memory."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.context import Context, log_access
from app.commands.finding.hits import gap_json, hit_json, query_time, read_query_image
from app.commands.options import Subparsers, add_command, iso_time
from app.commands.output import UNKNOWN_APP, content, err, out, print_json, progress_bar, span, waiting
from app.commands.words import count_words
from base.errors import BadInput, DiskFull, StoreBusy
from base.time_zone import local_zone

if TYPE_CHECKING:
    from app.background.open_memory import OpenMemory
    from app.commands.finding.question import Question
    from base.records.search import QueryImage
    from memory.ask.pipeline import AnsweredQuestion


def register(commands: Subparsers) -> None:
    text = "Ask about what you have seen. The answer names the moments it comes from."
    examples = ("ask 'when does my train leave?'", "ask 'who sent me this?' --picture photo.png")
    parser = add_command(commands, "ask", text, run, examples=examples)
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="the question, in quotes")
    parser.add_argument(
        "--now", type=iso_time, metavar="TIME", help="answer as if it were this time, for words such as `today`"
    )
    parser.add_argument(
        "--screen", action="store_true", help="the question also refers to what was on the screen just now"
    )
    parser.add_argument("--picture", type=Path, metavar="FILE", help="the question also refers to this picture")
    parser.add_argument("--forget", action="store_true", help="do not save the question and its answer")
    parser.add_argument(
        "--batch",
        type=Path,
        metavar="IN.jsonl",
        help="answer every question in this file, one JSON object a line (needs --out)",
    )
    parser.add_argument("--out", type=Path, metavar="OUT.jsonl", help="write the answers of --batch to this file")


def run(context: Context, options: argparse.Namespace) -> None:
    """Where nothing carries an answer it says so (`answer` is null) and shows the nearest moments."""
    if options.batch:
        if not options.out:
            raise BadInput("--batch needs --out OUT.jsonl", advice="Name the file to write the answers to.")
        _answer_batch(context, options.batch, options.out)
    elif options.question:
        _answer_one(context, options)
    else:
        raise BadInput("no question was given", advice="Give a question, or --batch IN.jsonl --out OUT.jsonl.")


def _answer_one(context: Context, options: argparse.Namespace) -> None:
    from app.commands.finding.question import Question
    from memory.ask import conversation

    question = Question(id="", question=options.question, now=options.now)
    with context.session(existing=True) as session:
        image = read_query_image(session, options.picture)
        with waiting("Looking for the answer"):
            outcome = _ask(session, question, screen=options.screen, image=image)
        if not options.forget:
            cites = tuple(hit.frame for hit in outcome.result.hits[: conversation.MAX_CITED])
            exchange = conversation.ChatExchange(
                query_time(None), options.question, outcome.text, cites, outcome.by_model
            )
            try:
                conversation.save_exchange(session.archive, exchange)
            except (DiskFull, StoreBusy) as error:
                reason = f"{error.title[:1].lower()}{error.title[1:]}"
                err.print(f"The question was not saved: {reason}.", markup=False)
    answer = answer_json(question, outcome)
    if context.json:
        print_json(answer)
        return
    closest = " The closest moments:" if answer["hits"] else ""
    out.print(content(answer["answer"] or f"Nothing you've seen answers this.{closest}"))
    for number, hit in enumerate(answer["hits"], 1):
        when = datetime.fromisoformat(hit["ts"])
        head = f"[bold]{number:>2}[/]  {span(when, when, local_zone())}  [cyan]{content(hit['app'] or UNKNOWN_APP)}[/]"
        out.print(f"{head}  {content(' '.join(hit['snippet'].split())[:200])}")


def _answer_batch(context: Context, source: Path, target: Path) -> None:
    from app.commands.finding.question import read_questions

    questions = read_questions(source)
    with (
        context.session(existing=True) as session,
        progress_bar() as bar,
        target.open("w", encoding="utf-8") as file,
    ):
        task = bar.add_task("Asking", total=len(questions))
        for question in questions:
            answer = answer_json(question, _ask(session, question))
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
            bar.advance(task)
        log_access(session.archive, "search", len(questions))
    err.print(f"{count_words(len(questions), 'question')} looked at. The answers are in {target.name}.", markup=False)


def _ask(
    session: OpenMemory, question: Question, *, screen: bool = False, image: QueryImage | None = None
) -> AnsweredQuestion:
    from memory.ask import pipeline

    now = query_time(question.now or question.time_reference)
    outcome = pipeline.ask(session.archive, question.question, now, screen=screen, image=image)
    if outcome.model is not None and outcome.model.fault is not None:
        err.print(outcome.model.step, markup=False)
    return outcome


def answer_json(question: Question, outcome: AnsweredQuestion) -> dict[str, Any]:
    """The shape is a contract: programs outside read it."""
    return {
        "id": question.id,
        "answer": outcome.text or None,
        "abstained": not outcome.text,
        "hits": [hit_json(hit) for hit in outcome.result.hits],
        "memories": [
            {"kind": str(memory.kind), "id": memory.id, "summary": memory.summary} for memory in outcome.memories
        ],
        "gaps": [gap_json(gap) for gap in outcome.result.gaps],
        "took_ms": round(outcome.result.took_ms, 1),
    }
