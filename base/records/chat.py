"""One utterance of a stored conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Chat:
    """One utterance of a conversation."""

    id: str
    conversation: str
    at: datetime
    role: str
    """user, assistant (what a model wrote, Markdown) or quotation (of the screen, plain text)"""
    text: str = field(repr=False)
    citations: tuple[str, ...] = ()
    """Ids of frames and memories. What cites a forgotten frame is forgotten with it."""
