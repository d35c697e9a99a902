"""Asks a question, and loads and deletes the stored conversation.

The Ask page calls it on the jobs pool; no widgets.
"""

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
"""Exchanges loaded at a time."""
PICTURE_QUESTION = mark("Where did I see this picture?")
"""The question that a picture without text stands for."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer ("" if nothing answers it)."""

    at: datetime
    question: str = field(repr=False)
    answer: str = field(default="", repr=False)
    cited: tuple[Citation, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = ()
    """How the answer was found; only after asking, not after loading."""
    gaps: tuple[Gap, ...] = ()
    markdown: bool = True
    """Whether a model wrote the answer; otherwise it is plain text."""


def ask(
    asking: Asking,
    archive: ArchiveApi,
    question: str,
    now: datetime,
    *,
    on_text: Callable[[str], None],
    cancelled: Callable[[], bool],
    screen: bool = False,
    picture: BgrImage | None = None,
) -> Exchange:
    """Asks and stores question and answer. Raises Cancelled; then neither is stored."""
    answer = asking(archive, question, now, on_text, cancelled, screen, picture)
    cited = tuple(citation_of_hit(hit) for hit in answer.hits[:MAX_CITED])
    question = question or tr(PICTURE_QUESTION)
    conversation.save_exchange(
        archive, ChatExchange(now, question, answer.text, tuple(citation.frame for citation in cited), answer.markdown)
    )
    return Exchange(now, question, answer.text, cited, answer.steps, answer.gaps, answer.markdown)


def load_earlier(archive: ArchiveApi, count: int, words: str = "") -> tuple[tuple[Exchange, ...], bool]:
    """The last exchanges that contain the words, oldest first, and whether there are more."""
    stored_exchanges, more = conversation.load_exchanges(archive, count, words)
    exchanges = []
    for stored in stored_exchanges:
        moments = [archive.moment(frame) for frame in stored.cites[:MAX_CITED]]
        cited = tuple(citation_of_moment(moment) for moment in moments if moment is not None)
        exchanges.append(Exchange(stored.at, stored.question, stored.answer, cited, markdown=stored.markdown))
    return tuple(exchanges), more


def delete_all(archive: ArchiveApi) -> None:
    """Deletes the whole conversation for good."""
    conversation.delete_exchanges(archive)
