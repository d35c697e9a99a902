"""The record of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from base.records.search import Gap, Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """What the memory says to a question."""

    text: str = field(repr=False)
    """`[n]` names the n-th hit. Empty: nothing that is remembered carries an answer."""
    hits: tuple[Hit, ...] = ()
    gaps: tuple[Gap, ...] = ()
    steps: tuple[str, ...] = ()
    """How it was found, a sentence for each step. They quote nothing."""
    markdown: bool = True
    """Whether a model wrote it; else it quotes the screen in plain paragraphs, each with its `[n]` at the end."""
