"""From a question to an answer: search, memories, and a quotation or a language model's words.

One path for the window, on its jobs pool, and for the command line; it keeps nothing between two questions. Where a
language model may be asked, it writes the answer; where none may, or it fails, the answer quotes what carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from base.errors import Cancelled
from base.records.picture import BgrImage
from base.records.search import Hit, Query, QueryImage, SearchResult
from base.records.statistics import AccessEntry
from memory.archive.api import ArchiveApi
from memory.ask.answer import Answer
from memory.ask.generative import ModelAnswer, RetrievedEvidence, answer_with_model
from memory.memories.memory import Kind, Memory

if TYPE_CHECKING:
    from memory.ask.extractive import Extract

ReadImage = Callable[[BgrImage], QueryImage]
"""What a picture says and shows. Raises Locked, WeightsMissing, ReaderLostError."""
HITS, MEMORIES = 10, 5
"""What is shown of each kind and given to a model."""
LIKE_PICTURE = 4
"""Of the hits, moments that are like a picture, where something was asked too."""
MEMORIES_READ = 30
"""Memories of each kind that an answer without a model is looked for in: they are lines, not pages."""
RECENT, SOON = timedelta(minutes=10), timedelta(seconds=1)
SCREEN_FIRST = "What the screen showed last comes first."
PICTURE_FIRST = "The picture was read on this computer and not kept; moments that are like it come first."
PICTURE_ALONE = "The picture was read on this computer and not kept; these moments are like it."
NOT_ALIKE = "The picture was read on this computer and not kept; no moment is like it."
NO_SCREEN = "The screen was asked for too, but nothing of the last ten minutes was recorded."
_KIND_NAMES = {
    Kind.CORE: "lines about you",
    Kind.EPISODIC: "episodes",
    Kind.SEMANTIC: "things known",
    Kind.PROCEDURAL: "procedures",
    Kind.RESOURCE: "documents",
    Kind.VAULT: "vault entries",
}


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """An answer, and what it was made from."""

    result: SearchResult
    text: str = field(default="", repr=False)
    """A model's Markdown or a quotation's plain text; `[n]` is the n-th hit. Empty: nothing that is remembered carries
    an answer."""
    by_model: bool = False
    memories: tuple[Memory, ...] = field(default=(), repr=False)
    """For a text: those that are quoted, then the nearest of each kind, MEMORIES at most."""
    near: Mapping[Kind, tuple[Memory, ...]] = field(default_factory=dict, repr=False)
    """The nearest MEMORIES of each kind."""
    model: ModelAnswer | None = None
    """What a model made of it; None where none was asked."""
    like_picture: bool = False
    """Whether a moment is like the picture."""


def ask(
    archive: ArchiveApi,
    question: str,
    now: datetime,
    *,
    screen: bool = False,
    image: QueryImage | None = None,
    on_text: Callable[[str], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AnsweredQuestion:
    """`screen`: what each screen showed last comes before all other hits. `image`: of a picture; moments like it come
    next, and without a question alone. Raises Cancelled when the person stopped it."""
    from memory.ask.answerability import HITS_READ  # with the first question: the window is there sooner without
    from memory.ask.extractive import extract_answer

    result = archive.search(Query(question, now=now, limit=HITS)) if question else SearchResult(())
    like_picture: tuple[Hit, ...] = ()
    if image is not None:
        limit = LIKE_PICTURE if question else HITS
        like_picture = archive.search(Query("", now=now, limit=limit, image=image)).hits
        result = _put_first(like_picture, result)
    if screen:
        result = _put_first(hits_on_screen(archive, now), result)
    _raise_if(cancelled)
    if not question:
        return AnsweredQuestion(result, like_picture=bool(like_picture))

    memories = archive.relevant(question, list(Kind), limit=MEMORIES_READ)
    _raise_if(cancelled)
    read = [archive.moment(hit.frame) for hit in result.hits[:HITS_READ]]
    moments = {moment.id: moment for moment in read if moment is not None}
    reorder = not (screen or like_picture)
    quotation = extract_answer(question, now, result.hits, memories, archive.meanings, moments, reorder=reorder)
    result = replace(result, hits=quotation.hits or result.hits)
    _raise_if(cancelled)

    near = {kind: of_kind[:MEMORIES] for kind, of_kind in memories.items()}
    evidence = RetrievedEvidence(question=question, now=now, hits=result.hits, memories=near)
    model = answer_with_model(archive, evidence, on_text=on_text, cancelled=cancelled)
    by_model = model is not None and model.fault is None
    text = model.text if model is not None and by_model else quotation.text
    return AnsweredQuestion(
        result,
        text,
        by_model,
        memories=_memories_to_show(quotation, near) if text else (),
        near=near,
        model=model,
        like_picture=bool(like_picture),
    )


def _put_first(first: Sequence[Hit], result: SearchResult) -> SearchResult:
    frames = {hit.frame for hit in first}
    others = (hit for hit in result.hits if hit.frame not in frames)
    return replace(result, hits=(*first, *others)[:HITS])


def hits_on_screen(archive: ArchiveApi, now: datetime) -> tuple[Hit, ...]:
    """What each screen showed last, within RECENT; Afterglow's own window is never among it."""
    last = {moment.monitor: moment.id for moment in archive.timeline(now - RECENT, now + SOON).moments}
    moments = (archive.moment(frame) for frame in last.values())
    return tuple(
        Hit(
            frame=moment.id,
            at=moment.at,
            until=moment.at,
            monitor=moment.monitor,
            score=1.0,
            app=moment.app,
            title=moment.title,
            url=moment.url,
            snippet=moment.summary,
            text=moment.text,
        )
        for moment in moments
        if moment is not None
    )


def _memories_to_show(quotation: Extract, near: Mapping[Kind, Sequence[Memory]]) -> tuple[Memory, ...]:
    nearest = [of_kind[0] for of_kind in near.values() if of_kind]
    by_id: dict[str, Memory] = {}
    for memory in (*quotation.memories, *nearest):
        by_id.setdefault(memory.id, memory)
    return tuple(by_id.values())[:MEMORIES]


def _raise_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def answer_for_window(
    archive: ArchiveApi,
    question: str,
    now: datetime,
    on_text: Callable[[str], None],
    cancelled: Callable[[], bool],
    screen: bool = False,
    picture: BgrImage | None = None,
    *,
    read_image: ReadImage,
) -> Answer:
    """With the steps by which it was found; the access log says that a question was asked. Raises Cancelled."""
    image = None if picture is None else read_image(picture)
    _raise_if(cancelled)
    answered = ask(archive, question, now, screen=screen, image=image, on_text=on_text, cancelled=cancelled)
    result = answered.result
    archive.note_access(AccessEntry(at=now, actor="app", action="ask", count=len(result.hits)))
    steps = tuple(_describe_steps(answered)) if question else ()
    if image is not None:
        first = PICTURE_FIRST if question else PICTURE_ALONE
        steps = (first if answered.like_picture else NOT_ALIKE, *steps)
    if screen:
        steps = (SCREEN_FIRST if any(hit.at >= now - RECENT for hit in result.hits) else NO_SCREEN, *steps)
    return Answer(text=answered.text, hits=result.hits, gaps=result.gaps, steps=steps, markdown=answered.by_model)


def _describe_steps(answered: AnsweredQuestion) -> Iterator[str]:
    hits, took = answered.result.hits, answered.result.took_ms
    yield (
        "Words, parts of words and meaning of the question were looked for in every moment"
        + (f", in {took:.0f} ms." if took else ".")
    )
    yield f"{len(hits)} {'stretch' if len(hits) == 1 else 'stretches'} of moments came closest."
    counts = [f"{len(memories)} {_KIND_NAMES[kind]}" for kind, memories in answered.near.items() if memories]
    yield f"Of the memories these are near: {', '.join(counts)}." if counts else "No memory is near."
    if answered.model is not None:
        yield answered.model.step
    if not answered.by_model:
        yield (
            "The answer quotes what says most of the question."
            if answered.text
            else "What the question names stands in none of them, so there is no answer."
        )
