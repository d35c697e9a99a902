"""What was said in a conversation, kept in the store and read back from it. Jobs on the pool; no widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from memory.api import ArchiveApi
from memory.kinds.records import Chat
from memory.records import Gap, new_id
from ui.ask.cite import Cited, of_hit, of_moment
from ui.control import Answer, Asking

CONVERSATION = "ask"
SHOWN, MOST_CITED = 20, 6
"""Utterances fetched at once; citations of an answer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, and its answer ("" when nothing carries one)."""

    at: datetime
    question: str = field(repr=False)
    answer: str = field(default="", repr=False)
    cited: tuple[Cited, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = ()
    """How it was found; only of a new one."""
    gaps: tuple[Gap, ...] = ()


def ask(
    asking: Asking,
    archive: ArchiveApi,
    question: str,
    now: datetime,
    *,
    said: Callable[[str], None],
    cancelled: Callable[[], bool],
) -> Exchange:
    """Ask, and keep both utterances. Raises Cancelled: then neither is kept."""
    found = asking(archive, question, now, said, cancelled)
    cited = tuple(of_hit(hit) for hit in found.hits[:MOST_CITED])
    archive.keep_chats(_utterances(question, found, cited, now))
    return Exchange(now, question, found.text, cited, found.steps, found.gaps)


def _utterances(question: str, found: Answer, cited: tuple[Cited, ...], now: datetime) -> tuple[Chat, Chat]:
    frames = tuple(one.frame for one in cited)
    first = new_id(now)
    # The same time for both: an id made later sorts after one made before.
    return (
        Chat(f"{first}-q", CONVERSATION, now, "user", question, frames),
        Chat(f"{first}-r", CONVERSATION, now, "assistant", found.text, frames),
    )


def earlier(archive: ArchiveApi, count: int) -> tuple[tuple[Exchange, ...], bool]:
    """The last exchanges, oldest first, and whether there are older ones."""
    chats = archive.chats(CONVERSATION, limit=count + 1)
    more = len(chats) > count
    answers = {chat.id.removesuffix("-r"): chat for chat in chats if chat.role == "assistant"}
    questions = [chat for chat in chats[-count:] if chat.role == "user"]
    return tuple(_exchange(archive, one, answers.get(one.id.removesuffix("-q"))) for one in questions), more


def _exchange(archive: ArchiveApi, question: Chat, answer: Chat | None) -> Exchange:
    moments = [archive.moment(frame) for frame in question.citations[:MOST_CITED]]
    cited = tuple(of_moment(moment) for moment in moments if moment is not None)
    return Exchange(question.at, question.text, answer.text if answer else "", cited)


def clear(archive: ArchiveApi) -> None:
    """For good."""
    archive.clear_chats(CONVERSATION)
