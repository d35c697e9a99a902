"""Titles, texts and tree places by kind. Pure; used on the UI thread.

The kinds look as in MIRIX: episodes by day, what is known as a tree, procedures with their steps, documents by their
sort, the vault masked, the core in blocks that fill up.
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
    Kind.CORE: mark("What always holds: your name, your language, what you like."),
    Kind.EPISODIC: mark("What you did and when, one entry for each sitting."),
    Kind.SEMANTIC: mark("People, places, projects and ideas, and how they belong together."),
    Kind.PROCEDURAL: mark("What you do in the same steps again and again."),
    Kind.RESOURCE: mark("Documents, pages and files that you worked with."),
    Kind.VAULT: mark("Keys and passwords that were on the screen. Each value is sealed until you show it."),
}
BASIS_NAMES = {
    Basis.MEASURED: mark("Seen on the screen"),
    Basis.INFERRED: mark("Concluded"),
    Basis.STATED: mark("You said so"),
}
_BLOCKS = {"human": mark("You"), "persona": mark("How Afterglow speaks")}
_SORTS = {
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
    """One line of a list: `lead` stands before it in a narrow column, `note` below it."""

    title: str = field(repr=False)
    note: str = field(default="", repr=False)
    lead: str = field(default="", repr=False)
    app: str = field(default="", repr=False)
    """Whose dot stands before the note."""


@dataclass(frozen=True, slots=True)
class TreePlace:
    """A branch of the list. `order` sorts it among its neighbours."""

    order: tuple[int, str]
    title: str = field(repr=False)


# Words


def title(memory: Memory) -> str:
    return fields_of(memory, SemanticFields).name or memory.summary


def build_row(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    shown = _row(memory, today, zone)
    if memory.valid_to is None:
        return shown
    ended = formatting.format_day(memory.valid_to.astimezone(zone).date(), today)
    return replace(shown, note=f"{tr('until {day}', day=ended)} · {shown.note}".rstrip(" ·"))


def _row(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
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


# Places


def tree_places(memory: Memory, today: date, zone: tzinfo) -> tuple[TreePlace, ...]:
    """From the top of the list down to the branch that holds the memory."""
    fields = memory.fields
    match fields:
        case EpisodicFields():
            day = _began(memory).astimezone(zone).date()
            return (TreePlace((-day.toordinal(), ""), formatting.format_day(day, today, long=True)),)
        case CoreFields():
            block = fields.block or "human"
            return (TreePlace((0 if block == "human" else 1, block), tr(_BLOCKS.get(block, block))),)
        case ResourceFields():
            return (_named(tr(_SORTS.get(fields.resource_type or "", _OTHER))),)
        case VaultFields():
            level = fields.sensitivity or "high"
            order = {"high": 0, "medium": 1, "low": 2}.get(level, 3)
            return (TreePlace((order, level), tr(_SENSITIVITY.get(level, level))),)
        case SemanticFields():
            return tuple(map(_named, memory.tree_path or (fields.type or "other",)))
        case ProceduralFields():
            branches = {"guide": tr("Guides"), "script": tr("Scripts")}
            return (_named(branches.get(fields.entry_type or "", tr("Workflows"))),)
    assert_never(fields)


def _named(name: str) -> TreePlace:
    shown = name[:1].upper() + name[1:]
    return TreePlace((0, shown.casefold()), shown)


# More of one memory


def detail_pairs(memory: Memory, today: date, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """What else there is to say of a memory, as name and value."""
    return tuple((name, value) for name, value in _pairs(memory, today, zone) if name and value)


def _pairs(memory: Memory, today: date, zone: tzinfo) -> Iterator[tuple[str, str]]:
    fields = memory.fields
    match fields:
        case EpisodicFields():
            yield tr("When"), _when(memory, today, zone)
            yield tr("At the screen"), formatting.format_duration(fields.seconds) if fields.seconds else ""
            yield tr("Apps"), ", ".join(fields.apps or ())
            yield tr("Windows"), "\n".join((fields.titles or ())[:5])
            yield tr("Addresses"), "\n".join((fields.urls or ())[:5])
        case SemanticFields():
            yield tr("Sort"), fields.type or ""
            yield tr("Source"), fields.source or ""
            yield from ((fact.attribute.capitalize(), fact.value) for fact in fields.facts or ())
        case ProceduralFields():
            yield tr("Seen"), formatting.format_count(fields.times_seen or 0, "time")
            yield tr("Apps"), ", ".join(fields.apps or ())
        case ResourceFields():
            yield tr("Where"), fields.location or ""
            yield tr("First seen"), _moment(fields.first_seen or memory.valid_from, today, zone)
            yield tr("Last seen"), _moment(fields.last_seen or memory.valid_from, today, zone)
        case VaultFields():
            yield tr("Sort"), (fields.entry_type or "").replace("_", " ")
            yield tr("Source"), fields.source or ""
            yield tr("Sensitivity"), tr(_LEVELS.get(fields.sensitivity or "", fields.sensitivity or ""))
        case CoreFields():
            yield (fields.attribute or "").capitalize(), fields.value or ""
        case _:
            assert_never(fields)


def relations(memory: Memory) -> tuple[tuple[str, str], ...]:
    """(other's name, how) of a thing that is known."""
    found = fields_of(memory, SemanticFields).relations or ()
    return tuple(dict.fromkeys((relation.to, relation.how) for relation in found if relation.to))


def _when(memory: Memory, today: date, zone: tzinfo) -> str:
    start = _began(memory)
    end = fields_of(memory, EpisodicFields).ended_at or start
    day = formatting.format_day(start.astimezone(zone).date(), today)
    return f"{day}, {formatting.format_time_span(start, end, zone)}"


def _moment(at: datetime, today: date, zone: tzinfo) -> str:
    return f"{formatting.format_day(at.astimezone(zone).date(), today)}, {formatting.format_time(at, zone)}"


def fill_ratio(memories: Iterable[Memory]) -> float:
    """The part of a core block that is used, 0 to 1: 5,000 characters are what a prompt can always hold."""
    return min(1.0, sum(count_characters(memory) for memory in memories if memory.valid_to is None) / MAX_BLOCK)
