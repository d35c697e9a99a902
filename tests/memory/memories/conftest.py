"""Real archives of every sort, moments to remember and memories of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from base.ids import new_id
from base.processes import ChildProcess
from base.records.line import Line
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.archive.client import archive_client
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here, words_only
from memory.archive.word_recall import WordRecall
from memory.memories.fields import ResourceFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.memory import FIELDS, Action, Kind, Memory, Operation
from memory.memories.serialization import fields_from_json
from memory.sealed.keys import KeyFile
from memory.store.database import Database
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


def frame_id(minute: float) -> str:
    return new_id(NOON + timedelta(minutes=minute), f"{round(minute * 60):010x}")


def moment(minute: float, text: str = "some text", *, app: str = "Editor", monitor: int = 0) -> Moment:
    return Moment(
        id=frame_id(minute),
        at=NOON + timedelta(minutes=minute),
        monitor=monitor,
        app=app,
        title=f"title {minute:g}",
        summary=text[:30],
        lines=tuple(Line(line, (10, 20 * i, 200, 18)) for i, line in enumerate(text.splitlines())),
    )


def memory(
    minute: float,
    summary: str = "a thing",
    *,
    kind: Kind = Kind.SEMANTIC,
    frames: Sequence[float] = (),
    fields: Mapping[str, Any] = MappingProxyType({}),
    **more: Any,
) -> Memory:
    """Known since that minute, from that minute's frame or others."""
    at = NOON + timedelta(minutes=minute)
    made = Memory(
        fields=fields_from_json(FIELDS[kind], fields),
        id=new_id(at, f"{abs(hash((minute, summary))) % 16**10:010x}"),
        key=f"thing:{summary}",
        summary=summary,
        evidence=tuple(frame_id(one) for one in frames or (minute,)),
        created_at=at,
        updated_at=at,
        valid_from=at,
    )
    return replace(made, **more)


def add(made: Memory, *, reason: str = "new") -> Operation:
    return Operation(action=Action.ADD, memory=made, reason=reason)


class PlainFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def disk_bytes(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def object_count(self) -> int:
        return 0

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None: ...


def fake(clock: Callable[[], datetime]) -> FakeArchive:
    return FakeArchive(clock=clock)


def later() -> datetime:
    return LATER


def later_fake() -> FakeArchive:
    return FakeArchive(clock=later)


def in_ram(_: Path) -> ArchiveApi:
    return later_fake()


def on_plain_files(home: Path) -> ArchiveApi:
    store = Store(Database(uri=str(home / "objects"), home=home, refresh_seconds=0))
    return LocalArchive(store=store, recall=WordRecall, files=PlainFiles(home), clock=later)


def on_sealed_files(home: Path) -> ArchiveApi:
    key_file = KeyFile.create(home / "keys.json")
    key_file.add_recovery()
    return open_here(Opening(home, key_file.save(), words_only, witness_dir=home / "witness", fsync=False))


def in_a_process(_: Path) -> ArchiveApi:
    return archive_client(ChildProcess(FakeArchive, name="archive"))


@pytest.fixture(params=[in_ram, on_plain_files, on_sealed_files, in_a_process], ids=lambda make: make.__name__)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArchiveApi]:
    made = request.param(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[LocalArchive]:
    """On a real store, plain, so that its files can be looked into."""
    made = on_plain_files(tmp_path)
    assert isinstance(made, LocalArchive)
    yield made
    made.close()


class Pages:
    """A small real manager: one resource for each app, with the titles that were seen."""

    kind = Kind.RESOURCE
    name = "pages-1"

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        operations = []
        for app in sorted({one.app for one in batch.moments if one.id in batch.new}):
            seen = [one for one in batch.moments if one.app == app and one.id in batch.new]
            there = known.by_key(self.kind, [app]).get(app)
            frames = tuple(dict.fromkeys((*(there.evidence if there else ()), *(one.id for one in seen))))
            made = Memory(
                id=there.id if there else new_id(seen[0].at),
                key=app,
                summary=f"{app} was used",
                details="\n".join(one.text for one in seen),
                fields=ResourceFields(times_seen=len(frames), location=app),
                evidence=frames,
                created_at=seen[0].at,
                updated_at=seen[-1].at,
                valid_from=seen[0].at,
            )
            operations.append(Operation(action=Action.UPDATE if there else Action.ADD, memory=made, reason="seen"))
        return operations


class Sittings:
    """Another: one episode for each batch."""

    kind = Kind.EPISODIC
    name = "sittings-1"

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        seen = [one for one in batch.moments if one.id in batch.new]
        made = memory(0, f"{len(seen)} moments from {seen[0].at:%H:%M}", kind=self.kind, key="")
        made = replace(made, id=new_id(seen[0].at), valid_from=seen[0].at, evidence=tuple(one.id for one in seen))
        return [add(made, reason="a batch")]
