"""Stored conversations of questions and answers.

Pure functions over the archive's face; each blocks as long as that does.
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
MOST_CITED = 6
ALL = 1_000_000


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


def keep(archive: Chats, asked: ChatExchange) -> None:
    """Goes when a moment that it cites is forgotten."""
    first, role = new_id(asked.at), "assistant" if asked.markdown else QUOTATION
    # The same time for both: an id made later sorts after one made before.
    archive.keep_chats(
        [
            Chat(f"{first}-q", CONVERSATION, asked.at, "user", asked.question, asked.cites),
            Chat(f"{first}-r", CONVERSATION, asked.at, role, asked.answer, asked.cites),
        ]
    )


def earlier(archive: Chats, count: int, words: str = "") -> tuple[tuple[ChatExchange, ...], bool]:
    """The last exchanges in which all of the words stand, oldest first, and whether there are more."""
    wanted = words.casefold().split()
    chats = archive.chats(CONVERSATION, limit=ALL if wanted else 2 * count + 1)
    answers = {chat.id.removesuffix("-r"): chat for chat in chats if chat.role != "user"}
    found = []
    for chat in chats:
        answer = answers.get(chat.id.removesuffix("-q"))
        said = f"{chat.text}\n{answer.text if answer else ''}".casefold()
        if chat.role == "user" and all(word in said for word in wanted):
            told, role = (answer.text, answer.role) if answer else ("", "")
            found.append(ChatExchange(chat.at, chat.text, told, chat.citations, role != QUOTATION))
    more = len(found) > count or (not wanted and len(chats) > 2 * count)
    return tuple(found[-count:]) if count else (), more


def clear(archive: Chats) -> None:
    """For good."""
    archive.clear_chats(CONVERSATION)
