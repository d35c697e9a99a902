"""How a question is answered, for the window: the moments and memories that carry it, and the answer when there is one.

Runs on the window's jobs pool; it keeps nothing between two questions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.wording import worded
from capture.errors import Cancelled
from memory.api import ArchiveApi
from memory.kinds.model import Kind
from memory.models.answers import Found
from memory.records import Access, Query
from ui.control import Answer

HITS, MEMORIES = 10, 5
_NAMES = {
    Kind.CORE: "lines about you",
    Kind.EPISODIC: "episodes",
    Kind.SEMANTIC: "things known",
    Kind.PROCEDURAL: "procedures",
    Kind.RESOURCE: "documents",
    Kind.VAULT: "vault entries",
}


def answer(
    archive: ArchiveApi,
    question: str,
    now: datetime,
    said: Callable[[str], None],
    cancelled: Callable[[], bool],
) -> Answer:
    """Raises Cancelled when the person stopped it."""
    found = archive.search(Query(question, now=now, limit=HITS))
    if cancelled():
        raise Cancelled
    memories = archive.relevant(question, list(Kind), limit=MEMORIES)
    if cancelled():
        raise Cancelled
    archive.note_access(Access(at=now, actor="app", action="ask", count=len(found.hits)))
    counted = [f"{len(ones)} {_NAMES[kind]}" for kind, ones in memories.items() if ones]
    steps = (
        "Words, parts of words and meaning of the question were looked for in every moment"
        + (f", in {found.took_ms:.0f} ms." if found.took_ms else "."),
        f"{len(found.hits)} {'stretch' if len(found.hits) == 1 else 'stretches'} of moments came closest.",
        f"Of the memories these are near: {', '.join(counted)}." if counted else "No memory is near.",
    )
    material = Found(question=question, now=now, hits=found.hits, memories=memories)
    told = worded(archive, lambda: material, said=said, cancelled=cancelled)
    text, more = (told.text, (told.step,)) if told is not None else ("", ())
    return Answer(text=text, hits=found.hits, gaps=found.gaps, steps=(*steps, *more))
