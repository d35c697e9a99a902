"""The rules by which operations become changes, whoever proposes them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from memory.archive.fake import FakeArchive
from memory.memories.changes import BatchResult, Outcome
from memory.memories.fields import SemanticFields
from memory.memories.memory import Action, Basis, Kind, Memory, Operation
from memory.memories.rules import FIRST, LAST, LINE, MAX_BLOCK
from tests.memory.memories.conftest import add, frame_id, later_fake, memory, moment


@pytest.fixture
def archive() -> FakeArchive:
    made = later_fake()
    made.add([moment(n) for n in range(300)])
    return made


def do(archive: FakeArchive, *operations: Operation) -> int:
    return archive.apply_operations(operations, actor="a-manager").refused


def supersede(new: Memory, *targets: Memory) -> Operation:
    return Operation(action=Action.SUPERSEDE, memory=new, targets=tuple(one.id for one in targets), reason="newer")


def chain(archive: FakeArchive) -> list[tuple[str, bool]]:
    """(summary, whether it holds), in the order in which the values held."""
    found = sorted(archive.memories(history=True).memories, key=lambda one: one.valid_from)
    for one, after in itertools.pairwise(found):
        assert (one.valid_to, one.superseded_by) == (after.valid_from, after.id)
    return [(one.summary, one.valid_to is None) for one in found]


def test_what_is_added_again_under_the_same_key_is_the_same_thing(archive: FakeArchive) -> None:
    first = memory(0, "Anna", key="person:anna", fields={"type": "person", "source": "mail"})
    again = memory(5, "Anna Berg", key="person:anna", fields={"type": "person", "facts": []})

    do(archive, add(first), add(again))

    (one,) = archive.memories().memories
    assert (one.id, one.summary, one.valid_from) == (first.id, "Anna Berg", first.valid_from)
    assert one.evidence == (frame_id(0), frame_id(5))
    assert one.fields == SemanticFields(type="person", source="mail", facts=())


def test_nothing_is_journalled_when_nothing_changes(archive: FakeArchive) -> None:
    made = memory(0)
    do(archive, add(made))

    do(archive, add(replace(made, updated_at=made.updated_at + timedelta(hours=1))))
    do(archive, Operation(action=Action.UPDATE, memory=made))

    assert len(archive.history(made.id)) == 1


def test_an_update_loses_no_evidence(archive: FakeArchive) -> None:
    made = memory(0, frames=(0, 1))
    do(archive, add(made))

    do(archive, Operation(action=Action.UPDATE, memory=replace(made, summary="better", evidence=(frame_id(2),))))

    kept = archive.memory(made.id)
    assert kept is not None
    assert (kept.summary, kept.evidence) == ("better", (frame_id(0), frame_id(1), frame_id(2)))


def test_merged_memories_leave_one_and_their_history_points_to_it(archive: FakeArchive) -> None:
    old, one, other = memory(0, "v1", key="a"), memory(1, "v2", key="a"), memory(2, "double", key="b")
    do(archive, add(old), add(other))
    do(archive, supersede(one, old))

    do(archive, Operation(action=Action.MERGE, memory=other, targets=(one.id,), reason="same thing"))

    assert [each.id for each in archive.memories().memories] == [other.id]
    closed = archive.memory(old.id)
    assert closed is not None
    assert closed.superseded_by == other.id


def test_values_that_arrive_out_of_order_end_up_in_the_order_in_which_they_held(archive: FakeArchive) -> None:
    monday, tuesday, friday = memory(10, "900", key="r"), memory(20, "920", key="r"), memory(50, "950", key="r")
    do(archive, add(monday))
    do(archive, supersede(friday, monday))

    do(archive, supersede(tuesday, friday))
    do(archive, supersede(memory(1, "880", key="r"), friday))

    assert chain(archive) == [("880", False), ("900", False), ("920", False), ("950", True)]


def test_the_same_value_again_closes_nothing(archive: FakeArchive) -> None:
    made = memory(0, "rent is 900", key="rent")
    do(archive, add(made))

    do(archive, supersede(replace(memory(9, "rent is 900", key="rent"), id="other"), made))

    (one,) = archive.memories(history=True).memories
    assert (one.id, one.valid_to, one.evidence) == (made.id, None, (frame_id(0), frame_id(9)))


def test_a_newer_value_for_what_was_superseded_meanwhile_closes_what_holds_now(archive: FakeArchive) -> None:
    first, second, third = (memory(n, f"v{n}", key="k") for n in (0, 1, 2))
    do(archive, add(first))
    do(archive, supersede(second, first))

    do(archive, supersede(third, first))

    assert chain(archive) == [("v0", False), ("v1", False), ("v2", True)]


def test_no_manager_outweighs_what_the_person_said(archive: FakeArchive) -> None:
    said = memory(0, "lives in Bern", key="city", kind=Kind.CORE, basis=Basis.STATED)
    archive.state(said)
    seen = memory(5, "lives in Basel", key="city", kind=Kind.CORE)

    refused = do(archive, supersede(seen, said), Operation(action=Action.REMOVE, targets=(said.id,)))

    assert refused == 2
    assert [one.summary for one in archive.memories().memories] == ["lives in Bern"]


def test_a_core_block_stays_within_its_size_and_the_least_certain_lines_go(archive: FakeArchive) -> None:
    lines = [
        memory(n, f"{n:03} {'x' * 390}", kind=Kind.CORE, confidence=0.3 + n / 100, fields={"block": "human"})
        for n in range(14)
    ]
    persona = memory(0, "calm", kind=Kind.CORE, fields={"block": "persona"}, confidence=0.1)

    do(archive, add(persona), *map(add, lines))

    kept = [one.summary for one in archive.memories(Kind.CORE).memories]
    human = [one for one in kept if one != "calm"]
    assert sum(len(one) + 1 for one in human) <= MAX_BLOCK
    assert sorted(int(one[:3]) for one in human) == list(range(2, 14))
    assert "calm" in kept


def test_a_summary_is_one_line_and_evidence_stays_bounded(archive: FakeArchive) -> None:
    made = memory(0, "two\nlines " + "x" * LINE, frames=range(300))

    do(archive, add(made))

    kept = archive.memory(made.id)
    assert kept is not None
    assert kept.summary.startswith("two lines x")
    assert len(kept.summary) == LINE
    assert len(kept.evidence) == FIRST + LAST
    assert (kept.evidence[0], kept.evidence[-1]) == (frame_id(0), frame_id(299))


def test_a_manager_changes_only_its_own_kind(archive: FakeArchive) -> None:
    mine, yours = memory(0, "mine"), memory(0, "yours", kind=Kind.PROCEDURAL)
    do(archive, add(yours))
    operations = (
        add(mine),
        add(memory(1, "foreign", kind=Kind.PROCEDURAL)),
        Operation(action=Action.REMOVE, targets=(yours.id,)),
    )

    applied = archive.apply(BatchResult("b", (frame_id(0),), (Outcome(Kind.SEMANTIC, "m", operations),)))

    assert applied.refused == 2
    assert {one.summary for one in archive.memories().memories} == {"mine", "yours"}
