"""From question to answer: search, memories, extract or generate.

One path for the window, on its jobs pool, and for the command line; it keeps nothing between two questions. Where a
language model may be asked, it writes the answer; where none may, or it fails, the answer quotes what carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from base.errors import Cancelled
from base.records.picture import BgrImage
from base.records.search import Hit, Query, QueryImage, SearchResult
from base.records.statistics import AccessEntry
from memory.archive.api import ArchiveApi
from memory.ask.answer import Answer
from memory.ask.generative import RetrievedEvidence, Worded, answer_with_model
from memory.memories.memory import Kind, Memory

if TYPE_CHECKING:
    from memory.ask.extractive import Extract

Look = Callable[[BgrImage], QueryImage]
"""What a picture says and shows. Raises Locked, WeightsMissing, WorkerGone."""
HITS, MEMORIES = 10, 5
"""What is shown of each kind and given to a model."""
ALIKE = 4
"""Of these, moments that are like a picture, where something was asked too."""
LOOKED_AT = 30
"""Memories of each kind that an answer without a model is looked for in: they are lines, not pages."""
RECENT, SOON = timedelta(minutes=10), timedelta(seconds=1)
SCREEN_FIRST = "What the screen showed last comes first."
PICTURE_FIRST = "The picture was read on this computer and not kept; moments that are like it come first."
PICTURE_ALONE = "The picture was read on this computer and not kept; these moments are like it."
NOT_ALIKE = "The picture was read on this computer and not kept; no moment is like it."
NO_SCREEN = "The screen was asked for too, but nothing of the last ten minutes was recorded."
_NAMES = {
    Kind.CORE: "lines about you",
    Kind.EPISODIC: "episodes",
    Kind.SEMANTIC: "things known",
    Kind.PROCEDURAL: "procedures",
    Kind.RESOURCE: "documents",
    Kind.VAULT: "vault entries",
}


@dataclass(frozen=True, slots=True)
class QuestionContext:
    result: SearchResult
    near: dict[Kind, tuple[Memory, ...]] = field(repr=False)
    """The nearest MEMORIES of each kind."""
    quoted: Extract
    told: Worded | None = None
    alike: bool = False
    """Whether a moment is like the picture."""

    @property
    def _said(self) -> Worded | Extract:
        return self.quoted if self.told is None or self.told.fault is not None else self.told

    @property
    def by_model(self) -> bool:
        return self._said is not self.quoted

    @property
    def text(self) -> str:
        """A model's Markdown or a quotation's plain text; `[n]` is the n-th hit. Empty: nothing that is remembered
        carries an answer."""
        return self._said.text

    @property
    def memories(self) -> tuple[Memory, ...]:
        """Those that are quoted, then the nearest of each kind."""
        first = {memory.id: memory for memory in self.quoted.memories}
        first |= {ones[0].id: ones[0] for ones in self.near.values() if ones and ones[0].id not in first}
        return tuple(first.values())[:MEMORIES] if self.text else ()


def ask(
    archive: ArchiveApi,
    question: str,
    now: datetime,
    *,
    screen: bool = False,
    sight: QueryImage | None = None,
    said: Callable[[str], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> QuestionContext:
    """`screen`: what each screen showed last comes before all else that is found. `sight`: of a picture; moments like
    it come next, and without a question alone. Raises Cancelled when the person stopped it."""
    from memory.ask.extractive import (  # with the first question: the window is there sooner without
        DEEP,
        Extract,
        extract_answer,
    )

    result = archive.search(Query(question, now=now, limit=HITS)) if question else SearchResult(())
    alike: tuple[Hit, ...] = ()
    if sight is not None:
        alike = archive.search(Query("", now=now, limit=ALIKE if question else HITS, sight=sight)).hits
        result = _before(alike, result)
    if screen:
        result = _before(on_screen(archive, now), result)
    _stop_if(cancelled)
    if not question:
        return QuestionContext(result, {}, Extract(), alike=bool(alike))
    known = archive.relevant(question, list(Kind), limit=LOOKED_AT)
    _stop_if(cancelled)
    seen = (archive.moment(hit.frame) for hit in result.hits[:DEEP])
    moments = {moment.id: moment for moment in seen if moment is not None}
    reorder = not (screen or alike)
    quoted = extract_answer(question, now, result.hits, known, archive.meanings, moments, reorder=reorder)
    result = replace(result, hits=quoted.hits or result.hits)
    _stop_if(cancelled)
    near = {kind: ones[:MEMORIES] for kind, ones in known.items()}
    evidence = RetrievedEvidence(question=question, now=now, hits=result.hits, memories=near)
    worded = answer_with_model(archive, lambda: evidence, said=said, cancelled=cancelled)
    return QuestionContext(result, near, quoted, worded, alike=bool(alike))


def _before(first: Sequence[Hit], result: SearchResult) -> SearchResult:
    others = (hit for hit in result.hits if hit.frame not in {hit.frame for hit in first})
    return replace(result, hits=(*first, *others)[:HITS])


def on_screen(archive: ArchiveApi, now: datetime) -> tuple[Hit, ...]:
    """What each screen showed last, within RECENT; Afterglow's own window is never among it."""
    last = {moment.monitor: moment.id for moment in archive.timeline(now - RECENT, now + SOON).moments}
    moments = (archive.moment(frame) for frame in last.values())
    return tuple(
        Hit(
            moment.id,
            moment.at,
            moment.at,
            moment.monitor,
            1.0,
            moment.app,
            moment.title,
            moment.url,
            moment.summary,
            moment.text,
        )
        for moment in moments
        if moment is not None
    )


def answer(
    archive: ArchiveApi,
    question: str,
    now: datetime,
    said: Callable[[str], None],
    cancelled: Callable[[], bool],
    screen: bool = False,
    picture: BgrImage | None = None,
    *,
    look: Look,
) -> Answer:
    """For the window, with how it was found; the access log says that it was asked. Raises Cancelled."""
    sight = None if picture is None else look(picture)
    _stop_if(cancelled)
    asked = ask(archive, question, now, screen=screen, sight=sight, said=said, cancelled=cancelled)
    archive.note_access(AccessEntry(at=now, actor="app", action="ask", count=len(asked.result.hits)))
    steps = tuple(_steps(asked)) if question else ()
    if sight is not None:
        like = PICTURE_FIRST if question else PICTURE_ALONE
        steps = (like if asked.alike else NOT_ALIKE, *steps)
    if screen:
        shown = any(hit.at >= now - RECENT for hit in asked.result.hits)
        steps = (SCREEN_FIRST if shown else NO_SCREEN, *steps)
    return Answer(text=asked.text, hits=asked.result.hits, gaps=asked.result.gaps, steps=steps, markdown=asked.by_model)


def _steps(asked: QuestionContext) -> Iterator[str]:
    hits, took = asked.result.hits, asked.result.took_ms
    yield (
        "Words, parts of words and meaning of the question were looked for in every moment"
        + (f", in {took:.0f} ms." if took else ".")
    )
    yield f"{len(hits)} {'stretch' if len(hits) == 1 else 'stretches'} of moments came closest."
    counted = [f"{len(ones)} {_NAMES[kind]}" for kind, ones in asked.near.items() if ones]
    yield f"Of the memories these are near: {', '.join(counted)}." if counted else "No memory is near."
    if asked.told is not None:
        yield asked.told.step
    if not asked.by_model:
        yield (
            "The answer quotes what says most of the question."
            if asked.quoted.text
            else "What the question names stands in none of them, so there is no answer."
        )


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
