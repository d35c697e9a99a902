"""Extractive answers: quotations that carry the question, without a language model.

Two steps. First, whether the hits and memories answer it at all (`answerability`). If not, the answer is none, and the
moments are only the nearest. Then the statements that say most of it: facts of the memories before lines of the screen,
each with the moment that shows it. Pure functions but for `meanings`, which embeds; called by `memory.ask.pipeline`, on
no UI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from base.records.moment import Moment
from base.records.search import Hit, Query
from memory.ask.answerability import MIN_SHARE, Meanings, is_answerable
from memory.ask.durations import duration_statements
from memory.ask.statement_ranking import STATEMENT_LENGTH, asks_for_command, best_statements
from memory.ask.statements import (
    Statement,
    statements_of_memories,
    statements_of_screens,
    vault_statements,
    window_statements,
)
from memory.memories.memory import Kind, Memory
from memory.search.query import Plan, parse

MAX_STATEMENTS = 3


@dataclass(frozen=True, slots=True)
class Extract:
    text: str = field(default="", repr=False)
    """Plain paragraphs, a statement each, with `[n]` at the end for the n-th hit. Empty: nothing carries an answer."""
    memories: tuple[Memory, ...] = field(default=(), repr=False)
    """Those that it quotes."""
    hits: tuple[Hit, ...] = field(default=(), repr=False)
    """As they are numbered."""


def extract_answer(
    question: str,
    now: datetime,
    hits: Sequence[Hit],
    memories: Mapping[Kind, Sequence[Memory]],
    meanings: Meanings,
    moments: Mapping[str, Moment] | None = None,
    *,
    reorder: bool = True,
) -> Extract:
    """`moments`: those of the first HITS_READ hits by id, as far as they are there; their lines stand in rows as on the
    screen, so that the cells of a table are read together. `reorder`: the hit that shows the newest value of what
    changed may become the first."""
    plan = parse(Query(question, now))
    kinds = (Kind.CORE, Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE)
    facts = [memory for kind in kinds for memory in memories.get(kind, ())]
    statements = vault_statements(plan, memories.get(Kind.VAULT, ()), hits)
    if not hits or not (statements or is_answerable(plan, hits, facts, meanings)):
        return Extract()
    if plan.times and plan.deed:  # what one did at a time was on the screen then
        frames = {hit.frame for hit in hits if any(time.since <= hit.at < time.until for time in plan.times)}
        facts = [memory for memory in facts if frames.intersection(memory.evidence)]
    statements += duration_statements(plan, memories.get(Kind.EPISODIC, ()), hits)
    statements += window_statements(plan, hits)
    quotable = [*statements_of_memories(facts, hits), *statements_of_screens(hits, moments or {})]
    statements += best_statements(plan, question, quotable, meanings, MAX_STATEMENTS - len(statements))
    if reorder and not plan.times:
        statements, hits = _put_newest_first(statements, hits, plan)
    quoted = {statement.memory.id: statement.memory for statement in statements if statement.memory is not None}
    return Extract("\n\n".join(map(_with_citation, statements)), tuple(quoted.values()), tuple(hits))


def _put_newest_first(
    statements: list[Statement], hits: Sequence[Hit], plan: Plan
) -> tuple[list[Statement], Sequence[Hit]]:
    """When the answer is a value that changed, the moment that shows it comes first: others may show what it was. So
    does the moment of a fact that says more than MIN_SHARE of the question."""
    number = statements[0].hit if statements and (statements[0].changed or _is_fact(statements[0], plan)) else 0
    if number < 2:
        return statements, hits
    renumbered = [
        replace(statement, hit=1 if statement.hit == number else statement.hit + (0 < statement.hit < number))
        for statement in statements
    ]
    return renumbered, (hits[number - 1], *hits[: number - 1], *hits[number:])


def _is_fact(statement: Statement, plan: Plan) -> bool:
    kinds = (Kind.VAULT,) if asks_for_command(plan) else (Kind.VAULT, Kind.CORE, Kind.SEMANTIC)
    return statement.memory is not None and statement.memory.kind in kinds and statement.share > MIN_SHARE


def _with_citation(statement: Statement) -> str:
    text = statement.text[:STATEMENT_LENGTH]
    from_memory = statement.memory is not None and statement.about and statement.about not in text
    about = f"{statement.about}: " if from_memory else ""
    return f"{about}{text}" + (f" [{statement.hit}]" if statement.hit else "")
