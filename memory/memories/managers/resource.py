"""Resource memory: pages and files that were open.

A page is known by its address, a file by its path or, where a title tells no more, by its name. What is read of it
grows from visit to visit. Called in the reader's process, beside the other managers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from memory.encoders.interface import TextEncoder
from memory.memories.fields import ResourceFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.memory import Action, Kind, Memory, Operation, fields_of
from memory.memories.screen.document_text import extend_text, line_key
from memory.memories.screen.layout import find_headings
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.observation import Observation
from memory.memories.screen.window_subject import WindowSubject, is_draft, normalize_key
from memory.text.phrasing import shorten

VISIT = timedelta(minutes=10)
"""After so long away it is another visit."""
_TYPES = (
    ("mail", "mail"),
    ("sheet", "sheet"),
    ("slides", "slides"),
    ("pdf", "pdf"),
    ("letter", "doc"),
    ("code", "code"),
    ("note", "note"),
    ("photos", "image"),
    ("video", "video"),
)
_SHOWN = 1200
"""Characters of the text that the details show; the field `content` has all of it."""


class ResourceManager:
    kind = Kind.RESOURCE
    name = "measured-resource-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        seen: dict[str, list[Observation]] = {}
        for sight in self._view(batch):
            if sight.new and (key := resource_key(sight.about)):
                seen.setdefault(key, []).append(sight)
        there = known.by_key(self.kind, list(seen))
        made = [self._made(key, looks, there.get(key)) for key, looks in seen.items()]
        worth = [(memory, there.get(memory.key)) for memory in made if memory is not None]
        memories = self._maker.embedded([memory for memory, _ in worth], [old for _, old in worth])
        return [_operation(memory, old) for memory, (_, old) in zip(memories, worth, strict=True)]

    def _made(self, key: str, looks: Sequence[Observation], old: Memory | None) -> Memory | None:
        window = looks[-1].about
        letter = next((mail for look in reversed(looks) if (mail := parse_mail(look)) is not None), None)
        text = extend_text(fields_of(old, ResourceFields).content or "", _lines(looks, window))
        if not text and old is None:
            return None
        title = (letter.subject if letter else "") or _title(window, old)
        return self._maker.new(
            key,
            _summary(window, title, letter.sender if letter else "", _subject(looks, window, title)),
            evidence=(*(old.evidence if old else ()), *(sight.moment.id for sight in looks)),
            at=min(looks[0].at, old.valid_from) if old else looks[0].at,
            until=max(looks[-1].at, old.updated_at) if old else looks[-1].at,
            details=text[:_SHOWN],
            tree_path=_branch(window),
            fields=_fields(window, title, text, looks, old),
        )


def resource_key(window: WindowSubject) -> str:
    """Empty for what is no document: a program, a page of search results, a letter that is being written."""
    if window.asked or is_draft(window):
        return ""
    if window.has("mail") and not window.location and normalize_key(window.name) != normalize_key(window.app):
        return f"{window.base}/{normalize_key(window.name)}"  # a letter in a mail program
    return normalize_key(window.location)


def _operation(memory: Memory, old: Memory | None) -> Operation:
    if old is None:
        return Operation(action=Action.ADD, memory=memory, reason="opened for the first time")
    return Operation(action=Action.UPDATE, memory=memory, reason="opened again")


def _lines(looks: Iterable[Observation], window: WindowSubject) -> Iterable[str]:
    """What it says, without its own name and that of its site."""
    names = {line_key(window.site), line_key(window.host)}
    for look in looks:
        yield from (text for text in look.texts if line_key(text) not in names)


def _title(window: WindowSubject, old: Memory | None) -> str:
    return window.name or fields_of(old, ResourceFields).title or window.location


def _subject(looks: Sequence[Observation], window: WindowSubject, title: str) -> str:
    """A heading over prose that says more than the title."""
    shown = next((find_headings(look.rows) for look in reversed(looks) if look.prose), ())
    known = {line_key(title), line_key(window.site)}
    if window.has("video", "map", "chat") or any(known & {line_key(text)} for text in shown):
        return ""
    return next((text for text in shown if not repeats(text, title)), "")


def repeats(text: str, title: str) -> bool:
    words, known = set(normalize_key(text).split()), set(normalize_key(title).split())
    return 2 * len(words & known) > len(words)


def _summary(window: WindowSubject, title: str, sender: str, subject: str) -> str:
    if sender:
        return f"{shorten(title)}: a mail from {sender}"
    where = f" on {window.site}" if window.site and normalize_key(window.site) != normalize_key(title) else ""
    if window.is_file:
        name = window.location.rsplit("/", 1)[-1]
        return (
            f"{name}: {shorten(title)}" if normalize_key(title) != normalize_key(name) else f"{name}, in {window.app}"
        )
    return f"{shorten(title)}{where}" + (f": {shorten(subject)}" if subject else "")


def _branch(window: WindowSubject) -> tuple[str, ...]:
    if window.is_page:
        return ("Web", window.site)
    if not window.location:
        return ("Mail", window.app)
    folder, slash, _ = window.location.rpartition("/")
    return ("Files", folder) if slash and folder else ("Files", window.app)


def _fields(
    window: WindowSubject, title: str, text: str, looks: Sequence[Observation], old: Memory | None
) -> ResourceFields:
    before = fields_of(old, ResourceFields)
    new = [look.at for look in looks if old is None or look.moment.id not in old.evidence]
    return ResourceFields(
        title=title,
        resource_type=_type(window),
        location=window.location,
        content=text,
        first_seen=min(looks[0].at, before.first_seen or looks[0].at),
        last_seen=max(looks[-1].at, before.last_seen or looks[-1].at),
        times_seen=(before.times_seen or 0) + _visits(new, old.updated_at if old else None),
        app=window.app,
    )


def _type(window: WindowSubject) -> str:
    sort_name = next((name for sort, name in _TYPES if window.has(sort)), "")
    return (
        sort_name
        if sort_name and (window.is_file or sort_name in ("mail", "sheet", "image", "video", "pdf"))
        else ("page" if window.is_page else "file")
    )


def _visits(times: Sequence[datetime], last: datetime | None) -> int:
    """How many begin with these moments. Times between older ones are part of a visit that was counted."""
    count, before = 0, last
    for at in sorted(times):
        count += before is None or at - before > VISIT
        before = at if before is None else max(at, before)
    return count
