"""Changes to memories: edit, merge, delete, undo, forget, tell.

The memories page runs them on the jobs pool; they block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from base.ids import new_id
from base.records.chat import Chat
from memory.archive.api import ArchiveApi
from memory.memories.fields import CoreFields, ProceduralFields
from memory.memories.memory import Basis, Memory
from ui.kit import formatting
from ui.kit.i18n import tr

CONVERSATION = "memories"
"""The stored conversation with what the person says about themselves."""


@dataclass(frozen=True, slots=True)
class MemoryDraft:
    """The text that the person may edit; None if the kind of memory has no such field."""

    summary: str = field(repr=False)
    details: str = field(repr=False)
    steps: tuple[str, ...] | None = field(default=None, repr=False)
    value: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ActionResult:
    """`choose`: id of the memory to select, or "". `change`: id of the change for `undo`, or ""."""

    message: str
    choose: str = ""
    change: str = ""


def apply_draft(memory: Memory, draft: MemoryDraft) -> Memory:
    """The memory with the edited text. A new value also replaces the old one in the summary."""
    fields, summary = memory.fields, draft.summary
    if draft.steps is not None and isinstance(fields, ProceduralFields):
        fields = replace(fields, steps=draft.steps)
    if draft.value is not None and isinstance(fields, CoreFields):
        old, fields = fields.value, replace(fields, value=draft.value)
        if old and old != draft.value and summary == memory.summary:
            summary = summary.replace(old, draft.value)
    return replace(memory, summary=summary, details=draft.details, fields=fields)


def edit(archive: ArchiveApi, memory: Memory, draft: MemoryDraft) -> ActionResult:
    edited = archive.edit(apply_draft(memory, draft))
    return ActionResult(tr("Changes saved"), edited.id, _last_change(archive, edited.id))


def delete(archive: ArchiveApi, memories: Sequence[Memory]) -> ActionResult:
    for memory in memories:
        archive.delete(memory.id)
    change = _last_change(archive, memories[0].id) if len(memories) == 1 else ""
    return ActionResult(tr("Deleted {what}", what=_count(len(memories))), change=change)


def merge(archive: ArchiveApi, memories: Sequence[Memory]) -> ActionResult:
    merged = archive.merge([memory.id for memory in memories])
    return ActionResult(tr("Merged {count}", count=len(memories)), merged.id, _last_change(archive, merged.id))


def undo(archive: ArchiveApi, change: str, choose: str = "") -> ActionResult:
    archive.undo(change)
    return ActionResult(tr("Undone"), choose)


def forget(forget_memories: Callable[[Sequence[str]], int], memories: Sequence[Memory]) -> ActionResult:
    return ActionResult(
        tr("Forgotten for good: {what}", what=_count(forget_memories([memory.id for memory in memories])))
    )


def tell(archive: ArchiveApi, draft: MemoryDraft, now: datetime) -> ActionResult:
    """Adds a core memory that the person states; its evidence is the stored sentence."""
    chat = Chat(new_id(now), CONVERSATION, now, "user", draft.summary)
    archive.keep_chats([chat])
    memory = Memory(
        id=new_id(now),
        key=f"told:{draft.summary.casefold()}",
        summary=draft.summary,
        details=draft.details,
        fields=CoreFields(block="human", attribute="", value=draft.summary, sure=1),
        basis=Basis.STATED,
        evidence=(chat.id,),
        created_at=now,
        updated_at=now,
        valid_from=now,
    )
    memory = archive.state(memory)
    return ActionResult(tr("Fact added"), memory.id, _last_change(archive, memory.id))


def _last_change(archive: ArchiveApi, name: str) -> str:
    history = archive.history(name)
    return history[-1].id if history else ""


def _count(count: int) -> str:
    return formatting.format_count(count, "memory")
