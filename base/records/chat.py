"""Chat record: one utterance of a stored conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Chat:
    id: str
    conversation: str
    at: datetime
    role: str
    """user, assistant (a model's words, Markdown) or quotation (of the screen, plain text)"""
    text: str = field(repr=False)
    citations: tuple[str, ...] = ()
    """Ids of frames and memories. An utterance that cites a forgotten frame is forgotten with it."""
