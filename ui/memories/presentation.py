"""Titles, texts and branches of memories by kind.

The widgets of the memories page call it on the UI thread. Pure. The kinds look as in MIRIX: episodes by day, things in
a tree, procedures with their steps, documents by type, the vault masked, the core in blocks that fill up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import assert_never

from memory.memories.fields import (
    CoreFields,
    EpisodicFields,
    ProceduralFields,
    ResourceFields,
    SemanticFields,
    VaultFields,
)
from memory.memories.memory import Basis, Kind, Memory, fields_of
from memory.memories.rules import MAX_BLOCK, count_characters
from ui.kit import formatting
from ui.kit.i18n import mark, tr

MASK = "••••••••"
KIND_EXPLANATIONS = {
    Kind.CORE: mark("Lasting facts about you: your name, your language, what you like."),
    Kind.EPISODIC: mark("What you did and when, one entry per session."),
    Kind.SEMANTIC: mark("People, places, projects and ideas, and how they are related."),
    Kind.PROCEDURAL: mark("Tasks you do again and again in the same steps."),
    Kind.RESOURCE: mark("Documents, pages and files that you worked with."),
    Kind.VAULT: mark("Keys and passwords that were on the screen. Each value stays hidden until you show it."),
}
BASIS_NAMES = {
    Basis.MEASURED: mark("Seen on the screen"),
    Basis.INFERRED: mark("Inferred"),
    Basis.STATED: mark("You said so"),
}
_BLOCKS = {"human": mark("You"), "persona": mark("How Afterglow speaks")}
_DOCUMENT_TYPES = {
    "doc": mark("Documents"),
    "page": mark("Web pages"),
    "file": mark("Files"),
    "code": mark("Code"),
    "sheet": mark("Spreadsheets"),
    "mail": mark("Mail"),
    "image": mark("Images"),
}
_OTHER = mark("Other")
_LEVELS = {"high": mark("high"), "medium": mark("medium"), "low": mark("low")}
_SENSITIVITY = {
    "high": mark("High sensitivity"),
    "medium": mark("Medium sensitivity"),
    "low": mark("Low sensitivity"),
}


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A row of the list: `lead` is in a narrow column before the title, `note` below it."""

    title: str = field(repr=False)
    note: str = field(default="", repr=False)
    lead: str = field(default="", repr=False)
    app: str = field(default="", repr=False)
    """The app whose coloured dot is before the note."""


@dataclass(frozen=True, slots=True)
class TreePlace:
    """A branch of the list. `order` sorts it among its neighbours."""

    order: tuple[int, str]
    title: str = field(repr=False)


# Rows


def title(memory: Memory) -> str:
    return fields_of(memory, SemanticFields).name or memory.summary


def build_row(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    row = _build_open_row(memory, today, zone)
    if memory.valid_to is None:
        return row
    ended = formatting.format_day(memory.valid_to.astimezone(zone).date(), today)
    return replace(row, note=f"{tr('until {day}', day=ended)} · {row.note}".rstrip(" ·"))


def _build_open_row(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    fields = memory.fields
    match fields:
        case EpisodicFields():
            apps = fields.apps or ()
            parts = [formatting.format_duration(fields.seconds)] if fields.seconds else []
            note = " · ".join([*parts, ", ".join(apps[:3])]).strip(" ·")
            lead = formatting.format_time(_began(memory), zone)
            return MemoryRow(memory.summary, note, lead, apps[0] if apps else "")
        case SemanticFields():
            name = title(memory)
            return MemoryRow(name, memory.summary if memory.summary != name else fields.type or "")
        case ProceduralFields():
            parts = [formatting.format_count(len(fields.steps or ()), "step")]
            if fields.times_seen:
                parts.append(tr("seen {count}", count=formatting.format_count(fields.times_seen, "time")))
            return MemoryRow(memory.summary, " · ".join(parts))
        case ResourceFields():
            last = (fields.last_seen or memory.updated_at).astimezone(zone).date()
            return MemoryRow(
                memory.summary, f"{formatting.format_day(last, today)} · {fields.location or ''}".rstrip(" ·")
            )
        case VaultFields():
            sort = (fields.entry_type or "").replace("_", " ")
            return MemoryRow(memory.summary, " · ".join(part for part in (MASK, sort, fields.source) if part))
        case CoreFields():
            when = formatting.format_day(memory.updated_at.astimezone(zone).date(), today)
            return MemoryRow(memory.summary, f"{(fields.attribute or '').capitalize()} · {when}".strip(" ·"))
    assert_never(fields)


def _began(memory: Memory) -> datetime:
    return fields_of(memory, EpisodicFields).occurred_at or memory.valid_from


# Branches


def tree_places(memory: Memory, today: date, zone: tzinfo) -> tuple[TreePlace, ...]:
    """The branches above the memory, from the top of the list down."""
    fields = memory.fields
    match fields:
        case EpisodicFields():
            day = _began(memory).astimezone(zone).date()
            return (TreePlace((-day.toordinal(), ""), formatting.format_day(day, today, long=True)),)
        case CoreFields():
            block = fields.block or "human"
            return (TreePlace((0 if block == "human" else 1, block), tr(_BLOCKS.get(block, block))),)
        case ResourceFields():
            return (_branch_by_name(tr(_DOCUMENT_TYPES.get(fields.resource_type or "", _OTHER))),)
        case VaultFields():
            level = fields.sensitivity or "high"
            order = {"high": 0, "medium": 1, "low": 2}.get(level, 3)
            return (TreePlace((order, level), tr(_SENSITIVITY.get(level, level))),)
        case SemanticFields():
            return tuple(map(_branch_by_name, memory.tree_path or (fields.type or "other",)))
        case ProceduralFields():
            branches = {"guide": tr("Guides"), "script": tr("Scripts")}
            return (_branch_by_name(branches.get(fields.entry_type or "", tr("Workflows"))),)
    assert_never(fields)


def _branch_by_name(name: str) -> TreePlace:
    branch_title = name[:1].upper() + name[1:]
    return TreePlace((0, branch_title.casefold()), branch_title)


# Details


def detail_pairs(memory: Memory, today: date, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Names and values for the detail panel."""
    return tuple((name, value) for name, value in _pairs(memory, today, zone) if name and value)


def _pairs(memory: Memory, today: date, zone: tzinfo) -> Iterator[tuple[str, str]]:
    fields = memory.fields
    match fields:
        case EpisodicFields():
            start = _began(memory)
            day = formatting.format_day(start.astimezone(zone).date(), today)
            yield tr("When"), f"{day}, {formatting.format_time_span(start, fields.ended_at or start, zone)}"
            yield tr("At the screen"), formatting.format_duration(fields.seconds) if fields.seconds else ""
            yield tr("Apps"), ", ".join(fields.apps or ())
            yield tr("Windows"), "\n".join((fields.titles or ())[:5])
            yield tr("Addresses"), "\n".join((fields.urls or ())[:5])
        case SemanticFields():
            yield tr("Type"), fields.type or ""
            yield tr("Source"), fields.source or ""
            yield from ((fact.attribute.capitalize(), fact.value) for fact in fields.facts or ())
        case ProceduralFields():
            yield tr("Seen"), formatting.format_count(fields.times_seen or 0, "time")
            yield tr("Apps"), ", ".join(fields.apps or ())
        case ResourceFields():
            yield tr("Where"), fields.location or ""
            yield tr("First seen"), _day_and_time(fields.first_seen or memory.valid_from, today, zone)
            yield tr("Last seen"), _day_and_time(fields.last_seen or memory.valid_from, today, zone)
        case VaultFields():
            yield tr("Type"), (fields.entry_type or "").replace("_", " ")
            yield tr("Source"), fields.source or ""
            yield tr("Sensitivity"), tr(_LEVELS.get(fields.sensitivity or "", fields.sensitivity or ""))
        case CoreFields():
            yield (fields.attribute or "").capitalize(), fields.value or ""
        case _:
            assert_never(fields)


def relations(memory: Memory) -> tuple[tuple[str, str], ...]:
    """(name of the related thing, how it is related), each once."""
    related = fields_of(memory, SemanticFields).relations or ()
    return tuple(dict.fromkeys((relation.to, relation.how) for relation in related if relation.to))


def _day_and_time(at: datetime, today: date, zone: tzinfo) -> str:
    return f"{formatting.format_day(at.astimezone(zone).date(), today)}, {formatting.format_time(at, zone)}"


def fill_ratio(memories: Iterable[Memory]) -> float:
    """How full a core block is, 0 to 1; every prompt has room for its 5,000 characters."""
    return min(1.0, sum(count_characters(memory) for memory in memories if memory.valid_to is None) / MAX_BLOCK)
