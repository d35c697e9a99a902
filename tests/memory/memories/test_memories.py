"""What every archive promises of the six memories: in RAM, on plain files, on sealed ones, and over a process."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from base.errors import BadInput
from base.records.chat import Chat
from base.records.scope import Scope
from memory.archive.api import ArchiveApi
from memory.memories.changes import BatchResult, Outcome
from memory.memories.memory import Action, Basis, Kind, Operation
from tests.memory.memories.conftest import NOON, add, frame_id, memory, moment


def remember(archive: ArchiveApi, *operations: Operation, actor: str = "a-manager") -> str:
    """Applied as one batch; its name."""
    name = f"batch-{archive.memory_counts().open}"
    archive.apply_operations(operations, actor=actor, batch=name)
    return name


def test_a_memory_is_kept_with_its_evidence_and_found(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1)])
    made = memory(0, "the quarterly budget", frames=(0, 1), fields={"type": "concept", "facts": [{"a": "b"}]})

    remember(archive, add(made))

    assert archive.memory(made.id) == made
    assert archive.memories_from(frame_id(1)) == (made,)
    assert archive.memories(Kind.SEMANTIC).memories == (made,)
    assert archive.memories(query="budget").total == 1
    assert archive.memories(query="nothing like it").total == 0
    assert archive.memories(Kind.CORE).total == 0
    assert archive.memory_counts().open[Kind.SEMANTIC] == 1


def test_nothing_is_remembered_without_evidence(archive: ArchiveApi) -> None:
    archive.add([moment(0)])

    applied = archive.apply_operations([add(memory(5)), add(memory(0, evidence=()))], actor="a-manager")

    assert applied.refused == 2
    assert archive.memories().total == 0


def test_the_newest_come_first_and_in_pages(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    made = [memory(n, f"thing {n}", frames=(0,)) for n in range(5)]

    remember(archive, *map(add, made))

    page = archive.memories(limit=2, offset=1)
    assert (page.total, page.memories) == (5, (made[3], made[2]))


def test_what_is_relevant_is_told_kind_by_kind(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    budget = memory(0, "the budget of the spring campaign")
    booking = memory(0, "booking a budget flight", kind=Kind.PROCEDURAL)
    remember(archive, add(budget), add(booking), add(memory(0, "a walk in the forest")))

    found = archive.relevant("budget", [Kind.SEMANTIC, Kind.PROCEDURAL, Kind.CORE], limit=3)

    assert found == {Kind.SEMANTIC: (budget,), Kind.PROCEDURAL: (booking,), Kind.CORE: ()}


def test_a_newer_value_closes_the_older_one_and_both_are_told(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(9)])
    old, new = memory(0, "rent is 900", key="rent"), memory(9, "rent is 950", key="rent")
    remember(archive, add(old))

    remember(archive, Operation(action=Action.SUPERSEDE, memory=new, targets=(old.id,), reason="newer value"))

    assert archive.memories().memories == (new,)
    closed = replace(old, valid_to=new.valid_from, superseded_by=new.id)
    assert {one.id for one in archive.memories(history=True).memories} == {old.id, new.id}
    assert archive.memory(old.id) == closed
    assert archive.memory_counts().closed == 1


def test_what_the_person_edits_is_stated_and_stays_so(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1)])
    made = memory(0, "likes tea", key="drink")
    remember(archive, add(made))

    edited = archive.edit(replace(made, summary="likes coffee"))
    remember(archive, add(memory(1, "likes tea", key="drink")))

    kept = archive.memory(made.id)
    assert edited.basis is Basis.STATED
    assert kept is not None
    assert (kept.summary, kept.basis) == ("likes coffee", Basis.STATED)
    assert kept.evidence == (frame_id(0), frame_id(1))
    with pytest.raises(BadInput):
        archive.edit(memory(1, "unknown"))


def test_what_the_person_says_rests_on_the_utterance(archive: ArchiveApi) -> None:
    archive.keep_chats([Chat("chat-1", "talk", NOON, "user", "my birthday is in May")])

    told = archive.state(memory(0, "birthday in May", kind=Kind.CORE, evidence=("chat-1",)))

    assert archive.memory(told.id) == told
    assert told.basis is Basis.STATED


def test_a_deleted_memory_comes_back_by_undo(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    made = memory(0)
    remember(archive, add(made))

    archive.delete(made.id)
    gone = archive.memories().total
    (*_, deletion) = archive.history(made.id)
    undone = archive.undo(deletion.id)

    assert (gone, undone) == (0, 1)
    assert archive.memory(made.id) == made
    assert [change.action for change in archive.history(made.id)] == ["add", "remove", "undo"]
    assert archive.undo(deletion.id) == 0
    with pytest.raises(BadInput):
        archive.delete("nobody")


def test_memories_of_one_thing_become_one_and_undo_parts_them(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1)])
    one, other = memory(0, "Anna"), memory(1, "Anna Berg")
    remember(archive, add(one), add(other))

    merged = archive.merge([one.id, other.id])

    assert merged.evidence == (frame_id(0), frame_id(1))
    assert archive.memory(other.id) is None
    archive.undo(archive.history(other.id)[-1].id)
    assert (archive.memory(one.id), archive.memory(other.id)) == (one, other)
    with pytest.raises(BadInput):
        archive.merge([one.id, "nobody"])


def test_a_whole_batch_is_undone_but_not_what_others_build_on(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1), moment(2)])
    first = remember(archive, add(memory(0, "one")), add(memory(1, "two")))
    remember(archive, add(memory(2, "two")))

    with pytest.raises(BadInput):
        archive.undo(first)

    last = archive.history(memory(1, "two").id)[-1]
    assert archive.undo(last.id) == 1
    assert archive.undo(first) == 2
    assert archive.memories().total == 0


def test_a_digest_that_is_applied_twice_changes_nothing(archive: ArchiveApi) -> None:
    archive.add([moment(n) for n in range(3)])
    batch = archive.next_batch(whole=False)
    assert batch is not None
    outcome = Outcome(Kind.SEMANTIC, "a-manager", (add(memory(0, frames=(0, 1))),))
    digest = BatchResult(batch.id, tuple(sorted(batch.new)), (outcome,))

    first, second = archive.apply(digest), archive.apply(digest)

    assert (dict(first.changes), dict(second.changes)) == ({Kind.SEMANTIC: 1}, {})
    assert archive.memories().total == 1
    assert archive.next_batch(whole=False) is None
    assert archive.memory_counts().waiting == 0


def test_what_a_manager_could_not_take_is_owed_to_its_kind_alone(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    batch = archive.next_batch(whole=False)
    assert batch is not None
    good = Outcome(Kind.SEMANTIC, "a-manager", (add(memory(0)),))
    bad = Outcome(Kind.CORE, "b-manager", failure="PerceptionError")

    applied = archive.apply(BatchResult(batch.id, tuple(batch.new), (good, bad)))

    assert applied.failed == (Kind.CORE,)
    assert archive.memories().total == 1
    assert archive.memory_counts().owed == 1
    assert archive.next_batch(whole=False) is None  # not at once


def test_operations_that_cannot_be_kept_count_as_a_failure_of_their_manager(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    good = Outcome(Kind.SEMANTIC, "a-manager", (add(memory(0)),))
    bad = Outcome(Kind.CORE, "b-manager", (add(memory(0, kind=Kind.CORE, fields={"value": {1, 2j}})),))

    applied = archive.apply(BatchResult("batch", (frame_id(0),), (bad, good)))

    assert applied.failed == (Kind.CORE,)
    assert [one.kind for one in archive.memories().memories] == [Kind.SEMANTIC]


def test_forgetting_frames_forgets_what_rests_on_them(archive: ArchiveApi) -> None:
    archive.add([moment(0, "alpha secretplan"), moment(1, "alpha beta")])
    both = memory(0, "alpha", frames=(0, 1))
    leaky = memory(0, "alpha secretplan", frames=(0, 1), kind=Kind.RESOURCE)
    only = memory(0, "gamma", frames=(0,), kind=Kind.PROCEDURAL)
    remember(archive, add(both), add(leaky), add(only))
    archive.keep_chats([Chat("chat-1", "talk", NOON, "assistant", "the secretplan", (frame_id(0),))])

    archive.forget(Scope(ids=(frame_id(0),)))

    assert archive.memories().memories == (replace(both, evidence=(frame_id(1),)),)
    assert archive.memory(leaky.id) is archive.memory(only.id) is None
    assert archive.chats() == ()
    for gone in (leaky, only):
        assert all(change.before is None for change in archive.history(gone.id))
    again = archive.next_batch(whole=False)
    assert again is not None
    assert (again.new, again.kinds) == ({frame_id(1)}, {Kind.RESOURCE})


def test_an_episode_that_loses_frames_is_made_anew(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(1)])
    remember(archive, add(memory(0, "some text", kind=Kind.EPISODIC, frames=(0, 1))))

    archive.forget(Scope(ids=(frame_id(0),)))

    assert archive.memories().total == 0
    again = archive.next_batch(whole=False)
    assert again is not None
    assert (again.new, again.kinds) == ({frame_id(1)}, {Kind.EPISODIC})


def test_when_the_newer_value_is_forgotten_the_older_one_holds_again(archive: ArchiveApi) -> None:
    archive.add([moment(0), moment(9)])
    old, new = memory(0, "rent is 900", key="rent"), memory(9, "rent is 950", key="rent")
    remember(archive, add(old))
    remember(archive, Operation(action=Action.SUPERSEDE, memory=new, targets=(old.id,)))

    archive.forget(Scope(ids=(frame_id(9),)))

    assert archive.memories().memories == (old,)


def test_a_memory_is_forgotten_for_good(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    made = memory(0)
    remember(archive, add(made))
    archive.edit(replace(made, summary="another"))

    assert archive.forget_memories([made.id, "nobody"]) == 1

    assert archive.memory(made.id) is None
    assert archive.history(made.id) == ()
    assert archive.moment(frame_id(0)) is not None


def test_conversations_are_kept_in_order_and_cleared(archive: ArchiveApi) -> None:
    said = [Chat(f"c{n}", f"talk {n % 2}", NOON + timedelta(seconds=n), "user", f"text {n}") for n in range(4)]
    archive.keep_chats(said)

    assert archive.chats("talk 1") == (said[1], said[3])
    assert archive.chats(limit=1) == (said[3],)
    archive.clear_chats("talk 1")
    assert archive.chats() == (said[0], said[2])
    archive.clear_chats()
    assert archive.chats() == ()


def test_managers_elsewhere_are_kept_up_to_date(archive: ArchiveApi) -> None:
    archive.add([moment(0)])
    one, other = memory(0, "one"), memory(0, "other")
    remember(archive, add(one))

    whole = archive.knowledge()
    remember(archive, add(other))
    archive.delete(one.id)
    news = archive.knowledge(whole.mark)

    assert (whole.whole, whole.memories) == (True, (one,))
    assert (news.whole, news.memories, news.gone) == (False, (other,), (one.id,))
