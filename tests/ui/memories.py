"""A person's memories for the window's tests: some of each kind, resting on the synthetic day of `conftest`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from base.ids import new_id
from base.records.moment import Moment
from memory.archive.fake import FakeArchive
from memory.memories.memory import FIELDS, Action, Basis, Kind, Memory, Operation
from memory.memories.serialization import fields_from_json


def memory(kind: Kind, number: int, frames: Sequence[Moment], summary: str, fields: Any = None, **more: Any) -> Memory:
    first, last = frames[0].at, frames[-1].at
    made = Memory(
        id=new_id(first, f"{list(kind.__class__).index(kind):02x}{number:08x}"),
        key=f"{kind}:{number}",
        summary=summary,
        fields=fields_from_json(FIELDS[kind], fields or {}),
        evidence=tuple(frame.id for frame in frames),
        created_at=first,
        updated_at=last,
        valid_from=first,
    )
    return replace(made, **more)


def a_life(day: Sequence[Moment]) -> list[Memory]:
    return [*episodes(day), *knowledge(day), *procedures(day), *documents(day), *secrets(day), *core(day)]


def episodes(day: Sequence[Moment]) -> list[Memory]:
    told = (
        ("Read tide tables for the north quay", ("Browser",), 0, 12),
        ("Wrote the report on the quay wall", ("Editor", "Terminal"), 12, 24),
        ("Answered Marisol about the survey photos", ("Mail",), 24, 40),
    )
    found = []
    for number, (summary, apps, start, end) in enumerate(told):
        frames = day[start:end]
        seconds = (frames[-1].at - frames[0].at).total_seconds()
        fields = {
            "occurred_at": frames[0].at.isoformat(),
            "ended_at": frames[-1].at.isoformat(),
            "seconds": seconds,
            "apps": list(apps),
            "titles": [frames[0].title],
            "urls": [frames[0].url] if frames[0].url else [],
        }
        found.append(memory(Kind.EPISODIC, number, frames, summary, fields=fields, details=f"{summary}, in {apps[0]}."))
        before = timedelta(days=1, minutes=7 * number)
        fields = fields | {"occurred_at": (frames[0].at - before).isoformat(), "ended_at": ""}
        earlier = memory(Kind.EPISODIC, 10 + number, frames, f"{summary} (first draft)", fields=fields)
        found.append(replace(earlier, valid_from=frames[0].at - before))
    return found


def knowledge(day: Sequence[Moment]) -> list[Memory]:
    def thing(number: int, name: str, sort: str, summary: str, path: tuple[str, ...], **fields: Any) -> Memory:
        return memory(
            Kind.SEMANTIC,
            number,
            day[number * 3 : number * 3 + 5],
            summary,
            tree_path=path,
            fields={"name": name, "type": sort, **fields},
            basis=Basis.INFERRED if number else Basis.MEASURED,
            confidence=0.8 if number else 1.0,
        )

    relations = [
        {"to": "Quay wall survey", "how": "works on"},
        {"to": "Harbour office", "how": "works at"},
        {"to": "Tide tables", "how": "sent"},
        {"to": "Johanna Li", "how": "writes with"},
        {"to": "Report on the quay wall", "how": "reads"},
    ]
    facts = [{"attribute": "mail", "value": "marisol@harbour.example"}]
    return [
        thing(0, "Marisol Adeyemi", "person", "Surveyor at the harbour office; sent the photos of the quay wall.",
              ("people", "work"), relations=relations, facts=facts),
        thing(1, "Johanna Li", "person", "Wants the report before Friday.", ("people", "work")),
        thing(2, "Quay wall survey", "project", "The wall moved 4 mm since autumn.", ("projects",)),
        thing(3, "Harbour office", "organisation", "Gives the permits for work on the quay.", ("organisations",)),
        thing(4, "Spring tide", "concept", "Floods the quay above 4.2 metres.", ("concepts",)),
    ]  # fmt: skip


def procedures(day: Sequence[Moment]) -> list[Memory]:
    steps = ["Open the survey folder in Files", "Run make report in the terminal", "Look through the 14 pages",
             "Send the PDF to Marisol"]  # fmt: skip
    fields = {"entry_type": "workflow", "steps": steps, "times_seen": 4, "apps": ["Files", "Terminal", "Mail"]}
    return [memory(Kind.PROCEDURAL, 0, day[8:20], "Make the report and send it", fields=fields)]


def documents(day: Sequence[Moment]) -> list[Memory]:
    def document(number: int, title: str, sort: str, location: str) -> Memory:
        frames = day[number * 4 : number * 4 + 4]
        fields = {
            "resource_type": sort,
            "location": location,
            "content": "The quay floods above 4.2 metres.\nSpring tide on Thursday.",
            "first_seen": frames[0].at.isoformat(),
            "last_seen": frames[-1].at.isoformat(),
        }
        return memory(Kind.RESOURCE, number, frames, title, fields=fields)

    return [
        document(0, "quay-wall-survey.pdf", "doc", "~/harbour/quay-wall-survey.pdf"),
        document(1, "Tide tables for the north quay", "page", "https://tides.example.org/north-quay?week=12"),
        document(2, "report.md", "file", "~/harbour/report.md"),
        document(4, "Re: quay wall survey photos", "mail", "https://mail.example.org/thread/88"),
    ]


def secrets(day: Sequence[Moment]) -> list[Memory]:
    fields = {"entry_type": "api_key", "source": "Terminal", "sensitivity": "high"}
    card = {"entry_type": "contact_info", "source": "Mail", "sensitivity": "low"}
    return [
        memory(Kind.VAULT, 0, day[12:14], "Key of the tide service", fields=fields),
        memory(Kind.VAULT, 1, day[16:18], "Telephone of the harbour office", fields=card),
    ]


def core(day: Sequence[Moment]) -> list[Memory]:
    def line(number: int, attribute: str, value: str, summary: str) -> Memory:
        fields = {"block": "human", "attribute": attribute, "value": value, "sure": 3}
        return memory(Kind.CORE, number, day[number : number + 3], summary, fields=fields, details="x" * 600)

    return [
        line(0, "name", "Ines Okafor", "Your name is Ines Okafor"),
        line(1, "city", "Hamburg", "You live in Hamburg"),
        replace(line(2, "language", "German", "You write German and English"), basis=Basis.STATED),
    ]


def remember(archive: FakeArchive, memories: Sequence[Memory]) -> None:
    made = [Operation(action=Action.ADD, memory=one, reason="seen on the screen") for one in memories]
    archive.apply_operations(made, actor="measured-1")
