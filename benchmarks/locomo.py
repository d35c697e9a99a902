"""What was said in long conversations, found again: the product's own store and recall on LOCOMO and BEAM-100K.

    PYTHONPATH=. python ../shared/corpus/locomo_eval.py --system benchmarks.locomo:AfterglowMemory

A message is a moment as a chat window would leave it: the day, who said it and when, its lines. Everything lives in a
throw-away home. The corpora bring their own evaluation, with BM25 to compare; the conversations are for evaluation only
(LOCOMO is CC BY-NC 4.0, BEAM CC BY-SA 4.0) and are not part of the product.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from benchmarks.throwaway import new_home
from memory.perceive.encoders import TextEncoder
from memory.perceive.passages import passages
from memory.perceive.remembering import Remembering
from memory.perceive.summary import summarise
from memory.recall.recall import Recall
from memory.records import Line, Moment, Query, Vector, new_id
from memory.service import Opening, open_here

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
    from memory.perceive.minilm import MiniLM

    return Remembering(MiniLM())


class AfterglowMemory:
    """One conversation, remembered as screens and asked as the product is asked."""

    encoder: Callable[[], TextEncoder] = staticmethod(default_encoder)

    def index(self, turns: Sequence[Turn]) -> None:
        told = list(moments(turns, type(self).encoder()))
        self._turns = {moment.id: turn.id for moment, turn in zip(told, turns, strict=True)}
        self._now = told[-1].at + timedelta(days=1)
        self._remember(told)

    def _remember(self, told: Sequence[Moment]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="afterglow-locomo-")
        home = Path(self._folder.name) / "home"
        opening = Opening(home, new_home(home), lambda store: Recall(store, text_encoder=type(self).encoder()))
        self._archive = open_here(opening)
        self._archive.add(told)
        self._archive.maintain()

    def search(self, question: str, k: int) -> list[str]:
        result = self._archive.search(Query(question, self._now, limit=k))
        return [self._turns[hit.frame] for hit in result.hits]

    def close(self) -> None:
        self._archive.close()
        self._folder.cleanup()


def moments(turns: Sequence[Turn], encoder: TextEncoder) -> Iterator[Moment]:
    for turn in turns:
        lines, title = tuple(_lines(turn)), f"Session {turn.session}"
        at = turn.date.replace(tzinfo=UTC) + PACE * turn.pos
        vectors: Vector = encoder.encode(passages(lines, title=title))
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
