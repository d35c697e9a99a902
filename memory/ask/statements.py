"""Statements that an extractive answer may quote: lines of the screen, facts of the memories, windows, vault entries.

Called by `memory.ask.extractive`. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from base.records.moment import Moment
from base.records.search import Hit
from memory.ask.answerability import HITS_READ, MIN_SHARE
from memory.memories.fields import ResourceFields, SemanticFields
from memory.memories.managers.entities import changed_lines
from memory.memories.memory import Kind, Memory, fields_of
from memory.memories.screen.layout import content_rows
from memory.search.query import Plan
from memory.text.lexicon import LEXICON, folded_words
from memory.text.tokens import tokens
from memory.text.window_types import window_types_in_query
from memory.text.word_matching import match_words, word_weight

_MAX_LINES = 80
"""Of one hit: long screens repeat themselves at their ends."""
_MAX_CELLS = 4
"""Of a row: a label and what stands beside it."""

_WINDOW_WORDS = folded_words("answer_words/windows")
"""The name and address of a window answer a question with one of these."""
_VAULT_WORDS = folded_words("answer_words/vault")
"""What the vault holds, as its entries and questions name it."""
_WHERE = re.compile(rf"\W*{LEXICON.words('questions/where').alternatives}\s+(.+)", re.IGNORECASE)
_WHICH = re.compile(rf"\W*{LEXICON.words('questions/which').alternatives}\s+(\w+(?: \w+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    text: str = field(repr=False)
    about: str = field(repr=False)
    """The window or thing that it speaks of."""
    hit: int = 0
    """Number of the hit, from 1; 0: none of them."""
    memory: Memory | None = field(default=None, repr=False)
    rank: int = 0
    """Of its hit or memory among the others, 0 the best."""
    changed: bool = False
    """A value that took the place of an older one."""
    share: float = 0.0
    """Of the question's words, how many it says, by weight."""


def number_hits(hits: Sequence[Hit]) -> dict[str, int]:
    """From a frame to the number that a citation names."""
    return {hit.frame: i for i, hit in reversed(list(enumerate(hits, 1)))}


def statements_of_memories(memories: Sequence[Memory], hits: Sequence[Hit]) -> Iterator[Statement]:
    numbers = number_hits(hits)
    for rank, memory in enumerate(memories):
        about = fields_of(memory, SemanticFields).name or fields_of(memory, ResourceFields).title or ""
        changed = changed_lines(memory)
        for text in _sentences(memory):
            yield Statement(text, about, _newest_cited(memory, numbers), memory, rank, text in changed)


def _sentences(memory: Memory) -> list[str]:
    if memory.kind is Kind.CORE:
        return [memory.summary]
    if memory.kind is Kind.PROCEDURAL:
        return [memory.details or memory.summary]
    if memory.kind is Kind.RESOURCE:
        fields = fields_of(memory, ResourceFields)
        return [f"{fields.title or memory.summary}: {fields.location or ''}"]
    return memory.details.splitlines()


def _newest_cited(memory: Memory, numbers: Mapping[str, int]) -> int:
    """The hit that is the newest of the memory's moments; 0: none of them."""
    return next((numbers[frame] for frame in reversed(memory.evidence) if frame in numbers), 0)


def statements_of_screens(hits: Sequence[Hit], moments: Mapping[str, Moment]) -> Iterator[Statement]:
    """The window and the lines of the first HITS_READ hits."""
    for rank, hit in enumerate(hits[:HITS_READ]):
        yield Statement(_window_name(hit), "", rank + 1, None, rank)
        lines = _lines(hit, moments.get(hit.frame))
        for start in range(len(lines)):
            yield Statement(_join_row(lines[start:]), hit.title or hit.app, rank + 1, None, rank)


def _lines(hit: Hit, moment: Moment | None) -> list[str]:
    rows = content_rows(moment) if moment is not None else ()
    lines = [" ".join(cell.text.strip() for cell in row) for row in rows]
    lines = lines or [line.strip() for line in hit.text.splitlines()]
    return [line for line in lines if line][:_MAX_LINES]


def _window_name(hit: Hit) -> str:
    return f"{hit.title or hit.app} ({hit.url or hit.app})"


def _join_row(lines: Sequence[str]) -> str:
    """A line with what belongs to it: the cells of its row after a short one, the next line after a colon."""
    row = [lines[0]]
    for line in lines[1:_MAX_CELLS]:
        if not (row[-1].endswith(":") or (_is_cell(row[0]) and _is_cell(line))):
            break
        row.append(line)
    return " ".join(row)


def _is_cell(line: str) -> bool:
    return len(line.split()) <= 4


def window_statements(plan: Plan, hits: Sequence[Hit]) -> list[Statement]:
    """Where a window itself is the answer: which page, which file, what came next."""
    asks_for_window = plan.order is not None or frozenset(tokens(plan.text)) & _WINDOW_WORDS or _asks_where(plan)
    return [Statement(_window_name(hits[0]), "", 1)] if asks_for_window else []


def _asks_where(plan: Plan) -> bool:
    """`Where is the guide`, `which query`: a window of the type that is named."""
    if where := _WHERE.match(plan.text):
        return bool(window_types_in_query(tokens(where[1])))
    which = _WHICH.match(plan.text)
    types = window_types_in_query(tokens(which[1])) if which else ()
    return any(window_type.name != "terminal" for window_type in types)


def vault_statements(plan: Plan, entries: Sequence[Memory], hits: Sequence[Hit]) -> list[Statement]:
    """Where a secret is asked for: the entry whose name and window say the most of the question, if that is more than
    MIN_SHARE. Its value is shown on request only."""
    whole = sum(map(word_weight, plan.words)) or 1.0
    numbers = number_hits(hits)
    best: list[Statement] = []
    for memory in entries:
        matched = match_words(memory.summary.replace("_", " "), list(plan.words))
        share = sum(map(word_weight, matched)) / whole
        if matched & _VAULT_WORDS and share > max([MIN_SHARE, *(statement.share for statement in best)]):
            text = f"{memory.summary}: in the vault, shown on request only"
            best = [Statement(text, "", _newest_cited(memory, numbers), memory, share=share)]
    return best
