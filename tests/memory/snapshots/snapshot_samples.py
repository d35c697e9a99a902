"""A memory in RAM with the four methods that snapshots use, and moments with every field set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from base.coverage import Coverage, State
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.scope import Scope
from base.records.statistics import ForgetResult, Stats
from memory.memories.changes import MemoryPage
from memory.memories.memory import Memory

START = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)


@dataclass
class RamArchive:
    moments: dict[str, Moment] = field(default_factory=dict)
    stretches: dict[str, Coverage] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    adds: int = 0

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        self.adds += 1
        self.moments.update({moment.id: moment for moment in moments})
        self.stretches.update({one.id: one for one in coverage})

    def known(self, ids: Sequence[str]) -> set[str]:
        return {one for one in ids if one in self.moments or one in self.forgotten}

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        for moment in sorted(self.moments.values(), key=lambda one: one.at):
            inside = (scope.since is None or scope.since <= moment.at) and (
                scope.until is None or moment.at < scope.until
            )
            if inside and (not scope.apps or any(app in moment.app.lower() for app in scope.apps)):
                lean = moment if vectors else replace(moment, text_vectors=None, image_vector=None)
                yield lean if pictures else replace(lean, picture=None)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        found = sorted(self.stretches.values(), key=lambda one: one.start)
        return tuple(
            one for one in found if (since is None or one.end > since) and (until is None or one.start < until)
        )

    def stats(self) -> Stats:
        return Stats(len(self.moments), None, None, bytes_on_disk=0, objects=0, passages=0, picture_bytes=0)

    def forget(self, scope: Scope, *, dry_run: bool) -> ForgetResult:
        """Only counts."""
        assert dry_run
        return ForgetResult(moments=sum(1 for _ in self.select(scope)))

    def memories(self, *_: object, **__: object) -> MemoryPage:
        return MemoryPage((), 0)

    def seen(self, frames: Sequence[str]) -> set[str]:
        return set()

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        return 0


def unit(seed: int, *shape: int) -> np.ndarray:
    """Rows of length 1 as the store gives them back: exact in float16."""
    raw = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return (raw / np.linalg.norm(raw, axis=-1, keepdims=True)).astype(np.float16).astype(np.float32)


def a_moment(number: int, **changes: object) -> Moment:
    at = START + timedelta(seconds=90 * number, microseconds=number)
    moment = Moment(
        id=new_id(at, f"{number:010x}"),
        at=at,
        monitor=number % 2,
        app="Editor" if number % 3 else "Browser",
        title=f"chapter {number}.txt – draft",
        url=f"https://example.org/{number}?q=zürich" if number % 3 == 0 else "",
        summary=f"wrote paragraph {number}",
        lines=(
            Line(f'The quick marmot {number} ate 山羊 & "cheese"', (10, 20 + number, 300, 18), 0.987),
            Line("card number ████", (10, 60, 200, 18), 0.5, redacted=True),
        ),
        language="en",
        text_vectors=unit(number, 1 + number % 3, 8) if number % 5 else None,
        image_vector=unit(number, 6) if number % 4 == 0 else None,
        thumbnail=b"RIFF-thumb-%d" % number,
        picture=Picture("image/webp", 1920, 1080, b"RIFF\x00\xffpicture %d" % number * 20) if number % 4 != 3 else None,
        encoders="tiny 1;mini 2",
    )
    return replace(moment, **changes)  # type: ignore[arg-type]


def a_stretch(number: int) -> Coverage:
    start = START + timedelta(minutes=10 * number)
    states = list(State)
    return Coverage(
        id=new_id(start, f"c{number:09x}"),
        start=start,
        end=start + timedelta(minutes=9),
        monitor=number % 2,
        state=states[number % len(states)],
        reason="private browsing" if states[number % len(states)] is State.SKIPPED else "",
        count=number + 1,
    )


def filled(count: int = 25) -> RamArchive:
    archive = RamArchive()
    archive.add([a_moment(number) for number in range(count)], [a_stretch(number) for number in range(8)])
    return archive


def assert_same(found: Moment, wanted: Moment) -> None:
    """Every field equal, vectors by value and shape."""
    for one, other in ((found.text_vectors, wanted.text_vectors), (found.image_vector, wanted.image_vector)):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert one.shape == other.shape
            assert one.dtype == np.float32
            np.testing.assert_array_equal(one, other)
    assert replace(found, text_vectors=None, image_vector=None) == replace(wanted, text_vectors=None, image_vector=None)
