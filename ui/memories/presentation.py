"""Titles, texts and tree places by kind. Pure; used on the UI thread.

The kinds look as in MIRIX: episodes by day, what is known as a tree, procedures with their steps, documents by their
sort, the vault masked, the core in blocks that fill up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from memory.memories.memory import Basis, Kind, Memory, Value
from memory.memories.rules import BLOCK, length
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


def text(memory: Memory, name: str) -> str:
    value = memory.fields.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(str(one) for one in value if isinstance(one, str | int | float))


def number(memory: Memory, name: str) -> float:
    value = memory.fields.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def time_of(memory: Memory, name: str, otherwise: datetime) -> datetime:
    """A field's ISO time; one that cannot be read is passed over."""
    try:
        found = datetime.fromisoformat(text(memory, name))
    except ValueError:
        return otherwise
    return found if found.tzinfo else otherwise


def began(memory: Memory) -> datetime:
    return time_of(memory, "occurred_at", memory.valid_from)


def title(memory: Memory) -> str:
    if memory.kind is Kind.SEMANTIC:
        return text(memory, "name") or memory.summary
    return memory.summary


def build_row(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    ended = memory.valid_to.astimezone(zone).date() if memory.valid_to else None
    made = _ROWS[memory.kind](memory, today, zone)
    if ended is None:
        return made
    return MemoryRow(
        made.title,
        f"{tr('until {day}', day=formatting.day_words(ended, today))} · {made.note}".rstrip(" ·"),
        made.lead,
        made.app,
    )


def _episode(memory: Memory, _today: date, zone: tzinfo) -> MemoryRow:
    apps = texts(memory.fields.get("apps"))
    spent = number(memory, "seconds")
    parts = [formatting.duration_words(spent)] if spent else []
    return MemoryRow(
        memory.summary,
        " · ".join([*parts, ", ".join(apps[:3])]).strip(" ·"),
        formatting.clock_time(began(memory), zone),
        apps[0] if apps else "",
    )


def _knowledge(memory: Memory, _today: date, _zone: tzinfo) -> MemoryRow:
    name = title(memory)
    return MemoryRow(name, memory.summary if memory.summary != name else text(memory, "type"))


def _procedure(memory: Memory, _today: date, _zone: tzinfo) -> MemoryRow:
    steps = len(texts(memory.fields.get("steps")))
    seen = int(number(memory, "times_seen"))
    parts = [formatting.count_words(steps, "step")] + (
        [tr("seen {count}", count=formatting.count_words(seen, "time"))] if seen else []
    )
    return MemoryRow(memory.summary, " · ".join(parts))


def _document(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    last = time_of(memory, "last_seen", memory.updated_at).astimezone(zone).date()
    return MemoryRow(memory.summary, f"{formatting.day_words(last, today)} · {text(memory, 'location')}".rstrip(" ·"))


def _secret(memory: Memory, _today: date, _zone: tzinfo) -> MemoryRow:
    sort, source = text(memory, "entry_type").replace("_", " "), text(memory, "source")
    return MemoryRow(memory.summary, " · ".join(part for part in (MASK, sort, source) if part))


def _core(memory: Memory, today: date, zone: tzinfo) -> MemoryRow:
    when = formatting.day_words(memory.updated_at.astimezone(zone).date(), today)
    return MemoryRow(memory.summary, f"{text(memory, 'attribute').capitalize()} · {when}".strip(" ·"))


_ROWS = {
    Kind.EPISODIC: _episode,
    Kind.SEMANTIC: _knowledge,
    Kind.PROCEDURAL: _procedure,
    Kind.RESOURCE: _document,
    Kind.VAULT: _secret,
    Kind.CORE: _core,
}

# Places


def tree_places(memory: Memory, today: date, zone: tzinfo) -> tuple[TreePlace, ...]:
    """From the top of the list down to the branch that holds the memory."""
    if memory.kind is Kind.EPISODIC:
        day = began(memory).astimezone(zone).date()
        return (TreePlace((-day.toordinal(), ""), formatting.day_words(day, today, long=True)),)
    if memory.kind is Kind.CORE:
        block = text(memory, "block") or "human"
        return (TreePlace((0 if block == "human" else 1, block), tr(_BLOCKS.get(block, block))),)
    if memory.kind is Kind.RESOURCE:
        sort = text(memory, "resource_type")
        return (_named(tr(_SORTS.get(sort, _OTHER))),)
    if memory.kind is Kind.VAULT:
        level = text(memory, "sensitivity") or "high"
        order = {"high": 0, "medium": 1, "low": 2}.get(level, 3)
        return (TreePlace((order, level), tr(_SENSITIVITY.get(level, level))),)
    if memory.kind is Kind.SEMANTIC:
        path = memory.tree_path or ((text(memory, "type") or "other"),)
        return tuple(_named(part) for part in path)
    return (_named({"guide": tr("Guides"), "script": tr("Scripts")}.get(text(memory, "entry_type"), tr("Workflows"))),)


def _named(name: str) -> TreePlace:
    shown = name[:1].upper() + name[1:]
    return TreePlace((0, shown.casefold()), shown)


# More of one memory


def detail_pairs(memory: Memory, today: date, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """What else there is to say of a memory, as name and value."""
    first, last = (time_of(memory, name, memory.valid_from) for name in ("first_seen", "last_seen"))
    level = text(memory, "sensitivity")
    by_kind: Mapping[Kind, Iterable[tuple[str, str]]] = {
        Kind.EPISODIC: (
            (tr("When"), _when(memory, today, zone)),
            (
                tr("At the screen"),
                formatting.duration_words(number(memory, "seconds")) if number(memory, "seconds") else "",
            ),
            (tr("Apps"), ", ".join(texts(memory.fields.get("apps")))),
            (tr("Windows"), "\n".join(texts(memory.fields.get("titles"))[:5])),
            (tr("Addresses"), "\n".join(texts(memory.fields.get("urls"))[:5])),
        ),
        Kind.SEMANTIC: ((tr("Sort"), text(memory, "type")), (tr("Source"), text(memory, "source")), *_facts(memory)),
        Kind.PROCEDURAL: (
            (tr("Seen"), formatting.count_words(int(number(memory, "times_seen")), "time")),
            (tr("Apps"), ", ".join(texts(memory.fields.get("apps")))),
        ),
        Kind.RESOURCE: (
            (tr("Where"), text(memory, "location")),
            (tr("First seen"), _moment(first, today, zone)),
            (tr("Last seen"), _moment(last, today, zone)),
        ),
        Kind.VAULT: (
            (tr("Sort"), text(memory, "entry_type").replace("_", " ")),
            (tr("Source"), text(memory, "source")),
            (tr("Sensitivity"), tr(_LEVELS.get(level, level))),
        ),
        Kind.CORE: ((text(memory, "attribute").capitalize(), text(memory, "value")),),
    }
    return tuple((name, value) for name, value in by_kind[memory.kind] if name and value)


def _facts(memory: Memory) -> list[tuple[str, str]]:
    facts = memory.fields.get("facts")
    found = [fact for fact in facts if isinstance(fact, Mapping)] if isinstance(facts, Sequence) else []
    return [(str(one.get("attribute", "")).capitalize(), str(one.get("value", ""))) for one in found]


def relations(memory: Memory) -> tuple[tuple[str, str], ...]:
    """(other's name, how) of a thing that is known."""
    found = memory.fields.get("relations")
    if isinstance(found, str) or not isinstance(found, Sequence):
        return ()
    pairs = [(str(one.get("to", "")), str(one.get("how", ""))) for one in found if isinstance(one, Mapping)]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0]))


def _when(memory: Memory, today: date, zone: tzinfo) -> str:
    start = began(memory)
    end = time_of(memory, "ended_at", start)
    day = formatting.day_words(start.astimezone(zone).date(), today)
    return f"{day}, {formatting.span_words(start, end, zone)}"


def _moment(at: datetime, today: date, zone: tzinfo) -> str:
    return f"{formatting.day_words(at.astimezone(zone).date(), today)}, {formatting.clock_time(at, zone)}"


def fill_ratio(memories: Iterable[Memory]) -> float:
    """The part of a core block that is used, 0 to 1: 5,000 characters are what a prompt can always hold."""
    return min(1.0, sum(length(memory) for memory in memories if memory.valid_to is None) / BLOCK)
