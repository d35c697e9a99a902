"""A mail on the screen: sender, recipients, subject. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from memory.memories.screen.layout import find_words
from memory.memories.screen.names import MAIL, find_names, is_name
from memory.memories.screen.observation import Observation, text_of
from memory.memories.screen.window_subject import is_draft


@dataclass(frozen=True, slots=True)
class Mail:
    sender: str = field(default="", repr=False)
    to: tuple[str, ...] = field(default=(), repr=False)
    subject: str = field(default="", repr=False)
    body: tuple[str, ...] = field(default=(), repr=False)


def parse_mail(sight: Observation) -> Mail | None:
    """The one that is open, or that is being written. None where there is none: a list of mails is no letter."""
    if not sight.about.has("mail") or sight.about.is_file:
        return None
    texts = [text_of(row) for row in sight.rows]
    return _draft(texts) if is_draft(sight.about) else _received(texts)


def _draft(texts: Sequence[str]) -> Mail | None:
    place = next((i for i, text in enumerate(texts) if MAIL.search(text)), None)
    if place is None:
        return None
    rest = texts[place + 1 :]
    subject = rest[0] if rest and len(find_words(rest[0])) >= 2 else ""
    return Mail(to=tuple(dict.fromkeys(MAIL.findall(texts[place]))), subject=subject, body=tuple(rest[1:]))


def _received(texts: Sequence[str]) -> Mail | None:
    for place, text in enumerate(texts):
        sender = next((name for name in find_names([text]) if name.how in ("mail", "sender")), None)
        if sender is not None:
            above = texts[place - 1] if place else ""
            subject = above if len(find_words(above)) >= 2 and not is_name(above) else ""
            return Mail(sender.name, subject=subject, body=tuple(texts[place + 1 :]))
    return None
