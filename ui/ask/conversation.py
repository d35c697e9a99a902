"""Reads and writes the stored conversation, as jobs. Jobs on the pool; no widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from base.records.picture import BgrImage
from base.records.search import Gap
from memory.archive.api import ArchiveApi
from memory.ask import conversation
from memory.ask.conversation import MAX_CITED, ChatExchange
from ui.ask.citation import Citation, citation_of_hit, citation_of_moment
from ui.kit.i18n import mark, tr
from ui.kit.ports import Asking

PAGE_SIZE = 10
"""Exchanges fetched at once."""
PICTURE_QUESTION = mark("Where did I see this picture?")
"""What a picture without words asks."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, and its answer ("" when nothing carries one)."""

    at: datetime
    question: str = field(repr=False)
    answer: str = field(default="", repr=False)
    cited: tuple[Citation, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = ()
    """How it was found; only of a new one."""
    gaps: tuple[Gap, ...] = ()
    markdown: bool = True
    """Whether a model wrote the answer; else it is plain text."""


def ask(
    asking: Asking,
    archive: ArchiveApi,
    question: str,
    now: datetime,
    *,
    said: Callable[[str], None],
    cancelled: Callable[[], bool],
    screen: bool = False,
    picture: BgrImage | None = None,
) -> Exchange:
    """Ask, and keep both utterances. Raises Cancelled: then neither is kept."""
    answer = asking(archive, question, now, said, cancelled, screen, picture)
    cited = tuple(citation_of_hit(hit) for hit in answer.hits[:MAX_CITED])
    question = question or tr(PICTURE_QUESTION)
    conversation.save_exchange(
        archive, ChatExchange(now, question, answer.text, tuple(citation.frame for citation in cited), answer.markdown)
    )
    return Exchange(now, question, answer.text, cited, answer.steps, answer.gaps, answer.markdown)


def load_earlier(archive: ArchiveApi, count: int, words: str = "") -> tuple[tuple[Exchange, ...], bool]:
    """The last exchanges in which the words stand, oldest first, and whether there are more."""
    chat_exchanges, more = conversation.load_exchanges(archive, count, words)
    return tuple(_exchange(archive, chat_exchange) for chat_exchange in chat_exchanges), more


def _exchange(archive: ArchiveApi, asked: ChatExchange) -> Exchange:
    moments = [archive.moment(frame) for frame in asked.cites[:MAX_CITED]]
    cited = tuple(citation_of_moment(moment) for moment in moments if moment is not None)
    return Exchange(asked.at, asked.question, asked.answer, cited, markdown=asked.markdown)


def delete_all(archive: ArchiveApi) -> None:
    """For good."""
    conversation.delete_exchanges(archive)
