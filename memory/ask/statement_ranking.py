"""Choice of the statements that say most of a question (words and meaning, without repetition).

Called by `memory.ask.extractive`; pure but for `meanings`, which embeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from memory.ask.answerability import Meanings
from memory.ask.statements import Statement
from memory.memories.memory import Kind
from memory.search.query import Plan
from memory.text.glossary import find_translations
from memory.text.speakers import is_about_oneself
from memory.text.tokens import tokens
from memory.text.word_matching import match_words, word_weight

STATEMENT_LENGTH = 300
_MAX_COMPARED = 60
"""Statements that are compared by meaning, which takes some milliseconds each."""
_MIN_SCORE = 0.5
"""Of the best statement's score; what says less only makes the answer longer."""
_SAME_WORDS = 0.6
"""Share of a statement's words from which it repeats another."""
_COMMAND = re.compile(r"(?:^|\s)\S*[$#%❯>]\s+\w")
"""A line of a shell that begins with its prompt."""


def best_statements(
    plan: Plan, question: str, statements: Sequence[Statement], meanings: Meanings, count: int
) -> Iterator[Statement]:
    """The `count` ones that say most of the question, and no two of the same words."""
    if not statements or count < 1:
        return
    texts = [f"{statement.about}: {statement.text}"[:STATEMENT_LENGTH] for statement in statements]
    by_words = _score_words(plan, texts)
    likely = np.argsort(-by_words - _score_origin(statements), kind="stable")[:_MAX_COMPARED]
    statements, texts, by_words = [statements[i] for i in likely], [texts[i] for i in likely], by_words[likely]
    vectors = meanings([question, *texts])
    by_meaning = np.zeros(len(texts)) if vectors is None else vectors[1:] @ vectors[0]
    scores = by_words + by_meaning + _score_origin(statements) + _score_fit(statements, plan)
    chosen: list[frozenset[str]] = []
    for i in np.argsort(-scores, kind="stable"):
        if scores[i] < _MIN_SCORE * scores.max() or len(chosen) == count:
            return
        words = frozenset(tokens(statements[i].text))
        if words and not any(len(words & others) >= _SAME_WORDS * min(len(words), len(others)) for others in chosen):
            chosen.append(words)
            yield replace(statements[i], share=float(by_words[i]))


def _score_words(plan: Plan, texts: Sequence[str]) -> np.ndarray:
    """The share of the question's words that each text holds, in their own language or another one, by weight."""
    whole = sum(map(word_weight, plan.words)) or 1.0
    foreign_words = {word: find_translations([word], plan.text, variants=True) for word in plan.words}
    shares = []
    for text in texts:
        matched = match_words(text, list(foreign_words))
        matched |= {w for w, foreign in foreign_words.items() if w not in matched and match_words(text, foreign)}
        shares.append(sum(map(word_weight, matched)) / whole)
    return np.array(shares)


def _score_origin(statements: Sequence[Statement]) -> np.ndarray:
    """A memory rests on much that was read and holds now; a better hit's line comes before a worse one's."""
    return np.array([(0.15 if s.memory is not None else 0.0) - 0.05 * min(s.rank, 6) for s in statements])


def _score_fit(statements: Sequence[Statement], plan: Plan) -> np.ndarray:
    """What is known of the person where they ask about themselves, a command where one is asked for."""
    oneself = not plan.deed and plan.order is None and is_about_oneself(tokens(plan.text))
    command = asks_for_command(plan)
    return np.array(
        [
            0.25 * (oneself and statement.memory is not None and statement.memory.kind is Kind.CORE)
            + 0.25 * (command and statement.memory is None and bool(_COMMAND.search(statement.text)))
            for statement in statements
        ]
    )


def asks_for_command(plan: Plan) -> bool:
    return any(window_type.name == "terminal" for window_type in plan.window_types)
