"""Stored conversation of questions and answers, as chats in the archive.

Functions over the archive; each blocks as long as the archive does. Called by the window's jobs and the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from base.ids import new_id
from base.records.chat import Chat

CONVERSATION = "ask"
QUOTATION = "quotation"
"""The role of an answer that no model wrote."""
MAX_CITED = 6
_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class ChatExchange:
    """A question, and its answer ("" when nothing carries one)."""

    at: datetime
    question: str = field(repr=False)
    answer: str = field(default="", repr=False)
    cites: tuple[str, ...] = ()
    """Ids of frames, as the answer numbers them."""
    markdown: bool = True
    """Whether a model wrote the answer; else it is plain text."""


class Chats(Protocol):
    def keep_chats(self, chats: Sequence[Chat]) -> None: ...

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]: ...

    def clear_chats(self, conversation: str = "") -> None: ...


def save_exchange(archive: Chats, exchange: ChatExchange) -> None:
    """It goes when a moment that it cites is forgotten."""
    at, cites, role = exchange.at, exchange.cites, "assistant" if exchange.markdown else QUOTATION
    name = new_id(at)  # one id for both, as a later id would sort after one that was made before
    archive.keep_chats(
        [
            Chat(f"{name}-q", CONVERSATION, at, "user", exchange.question, cites),
            Chat(f"{name}-r", CONVERSATION, at, role, exchange.answer, cites),
        ]
    )


def load_exchanges(archive: Chats, count: int, words: str = "") -> tuple[tuple[ChatExchange, ...], bool]:
    """The last exchanges in which all of the words stand, oldest first, and whether there are more."""
    wanted = words.casefold().split()
    chats = archive.chats(CONVERSATION, limit=_NO_LIMIT if wanted else 2 * count + 1)
    answers = {chat.id.removesuffix("-r"): chat for chat in chats if chat.role != "user"}
    exchanges = []
    for question in chats:
        if question.role != "user":
            continue
        answer = answers.get(question.id.removesuffix("-q"))
        text, role = (answer.text, answer.role) if answer else ("", "")
        both = f"{question.text}\n{text}".casefold()
        if all(word in both for word in wanted):
            exchanges.append(ChatExchange(question.at, question.text, text, question.citations, role != QUOTATION))
    more = len(exchanges) > count or (not wanted and len(chats) > 2 * count)
    return tuple(exchanges[-count:]) if count else (), more


def delete_exchanges(archive: Chats) -> None:
    """All of them, for good."""
    archive.clear_chats(CONVERSATION)
