"""Managers with a model's advice: what it may change, what not, and that a failing model loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from base.records.consent import LedgerEntry, Purpose, RequestOutcome
from memory.archive.fake import FakeArchive
from memory.encoders.interface import TextEncoder
from memory.llm.managers import with_model
from memory.llm.pending_ledger import PendingLedger
from memory.memories.changes import BatchResult
from memory.memories.manager import Batch, Manager, MemoryLookup
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Basis, Kind, Memory, Operation
from memory.sealed.keys import Keys
from tests.memory.llm.conftest import Act, Scripted, call, consent, fault, hang_up, raw, refused, words
from tests.memory.memories.conftest import NOON, Pages, Sittings, add, frame_id, memory, moment

SECRET = "sk-" + "abcdefghij0123456789" * 2


class Facts:
    """A measured manager: the first line of each moment."""

    kind = Kind.SEMANTIC
    name = "facts-1"

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        new = [one for one in batch.moments if one.id in batch.new]
        made = [memory((one.at - NOON).total_seconds() / 60, one.text.partition("\n")[0]) for one in new]
        return [add(one) for one in made]


def measured(_: TextEncoder | None) -> tuple[Manager, ...]:
    return (Facts(), Pages(), Sittings())


class Clock:
    def __init__(self) -> None:
        self.hours = 0

    def __call__(self) -> datetime:
        return NOON + timedelta(days=1, hours=self.hours)


class World:
    """An archive, and managers that ask the scripted server."""

    def __init__(self, server: Scripted, folder: Path, keys: Keys) -> None:
        self.server = server
        self.clock = Clock()
        self.archive = FakeArchive([moment(0, "Petra owns the quay\nsince 1998"), moment(1, "Tea")], clock=self.clock)
        self.slips = PendingLedger(folder / "sent", keys.spool_public)
        self.meta = MetaMemoryManager(with_model(measured, self.slips, None))
        self._keys = keys

    def consolidate(self, *, allowed: bool = True) -> BatchResult | None:
        """One batch."""
        batch = self.archive.next_batch(whole=False)
        if batch is None:
            return None
        self.meta.learn(self.archive.knowledge(self.meta.mark))
        word = consent(self.server.url, purposes=frozenset({Purpose.MEMORIES}))
        digest = self.meta.digest(replace(batch, allowed=word if allowed else None))
        self.archive.apply(digest)
        return digest

    def all(self, kind: Kind) -> list[Memory]:
        return sorted(self.archive.memories(kind).memories, key=lambda one: one.id)

    def summaries(self, kind: Kind = Kind.SEMANTIC) -> list[str]:
        return [one.summary for one in self.all(kind)]

    @property
    def sent(self) -> tuple[LedgerEntry, ...]:
        return self.slips.read(self._keys)


@pytest.fixture
def world(server: Scripted, tmp_path: Path, keys: Keys) -> World:
    return World(server, tmp_path, keys)


def told(*operations: dict[str, Any]) -> Act:
    """The same to every kind that asks."""
    return call({"operations": list(operations)})


def only(kind: Kind, *operations: dict[str, Any]) -> Act:
    def act(line: Any) -> None:
        mine = f"the {kind} memory" in line.asked["messages"][0]["content"]
        call({"operations": list(operations) if mine else []})(line)

    return act


def test_without_consent_the_measured_managers_are_alone(world: World) -> None:
    world.consolidate(allowed=False)

    assert world.summaries() == ["Petra owns the quay", "Tea"]
    assert (world.server.heard, world.sent) == ([], ())


def test_several_operations_of_several_sorts_in_one_batch(world: World) -> None:
    world.server.acts = [
        only(
            Kind.SEMANTIC,
            {"action": "reword", "target": "D1", "summary": "The quay has belonged to Petra since 1998"},
            {"action": "drop", "target": "D2"},
            {
                "action": "add",
                "name": "Petra",
                "sort": "person",
                "summary": "Petra, who owns a quay",
                "moments": ["F1"],
            },
        )
    ]

    world.consolidate()

    there = {one.summary: one for one in world.all(Kind.SEMANTIC)}
    assert set(there) == {"The quay has belonged to Petra since 1998", "Petra, who owns a quay"}
    petra = there["Petra, who owns a quay"]
    assert (petra.key, petra.basis, petra.evidence) == ("person:petra", Basis.INFERRED, (frame_id(0),))
    assert petra.fields.source == "language model"
    assert len(world.summaries(Kind.EPISODIC)) == 1


def test_a_newer_value_closes_the_known_one(world: World) -> None:
    world.server.acts = [told()]
    world.consolidate()
    world.archive.add([moment(5, "Olga owns the quay now")])
    world.server.acts = [
        only(
            Kind.SEMANTIC,
            {"action": "drop", "target": "D1"},
            {"action": "replace", "target": "K2", "summary": "Olga owns the quay", "moments": ["F1"]},
        )
    ]

    shown = world.consolidate()

    assert shown is not None
    prompt = next(one for one in world.server.heard[3:] if "the semantic memory" in one["messages"][0]["content"])
    assert "known K2" in prompt["messages"][1]["content"]
    history = {one.summary: one.valid_to for one in world.archive.memories(Kind.SEMANTIC, history=True).memories}
    assert history["Olga owns the quay"] is None
    assert [one for one, until in history.items() if until is not None] in (["Petra owns the quay"], ["Tea"])


VOID = {
    "a mark that was not given": {"action": "reword", "target": "D9", "summary": "Nothing"},
    "no evidence": {"action": "add", "name": "Petra", "summary": "Petra owns it"},
    "a moment that is not there": {"action": "add", "name": "Petra", "summary": "Petra owns it", "moments": ["F9"]},
    "a number that stands nowhere": {"action": "reword", "target": "D1", "summary": "Petra owns the quay since 1989"},
    "no summary": {"action": "reword", "target": "D1", "summary": " "},
    "no name": {"action": "add", "summary": "Petra owns it", "moments": ["F1"]},
    "what is known is not dropped": {"action": "drop", "target": "K1"},
}


@pytest.mark.parametrize("name", VOID)
def test_what_a_model_may_not_do_is_void_and_the_rest_counts(world: World, name: str) -> None:
    world.server.acts = [
        only(Kind.SEMANTIC, VOID[name], {"action": "reword", "target": "D2", "summary": "Tea was made"})
    ]

    world.consolidate()

    assert world.summaries() == ["Petra owns the quay", "Tea was made"]


def test_episodes_and_documents_are_worded_and_never_made_up_or_dropped(world: World) -> None:
    world.server.acts = [
        told(
            {"action": "drop", "target": "D1"},
            {"action": "add", "name": "A flight", "summary": "Flew to Rome", "moments": ["F1"]},
            {"action": "reword", "target": "D1", "summary": "Read about the quay"},
        )
    ]

    world.consolidate()

    assert world.summaries(Kind.EPISODIC) == ["Read about the quay"]
    assert world.summaries(Kind.RESOURCE) == []


def test_no_secret_that_a_model_says_is_kept(world: World) -> None:
    world.server.acts = [
        only(Kind.SEMANTIC, {"action": "add", "name": "Key", "summary": f"token {SECRET}", "moments": ["F1"]})
    ]

    world.consolidate()

    assert not [one for one in world.summaries() if SECRET in one]


FAILURES: dict[str, tuple[Act, str]] = {
    "malformed twice": (call("{no json"), "ModelMalformed"),
    "of another form": (call({"operations": [{"action": "explode"}]}), "ModelMalformed"),
    "words instead of a form": (words("I would love to help."), "ModelMalformed"),
    "refusal": (refused, "ModelRefused"),
    "context overflow": (fault(400, code="context_length_exceeded"), "ModelOverflow"),
    "time-out at the server": (fault(504), "ModelSlow"),
    "server gone": (hang_up, "ModelGone"),
    "no JSON at all": (raw(b"<html>"), "ModelMalformed"),
    "out of order": (fault(500), "ModelGone"),
    "too many requests": (fault(429), "ModelDenied"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_when_the_model_fails_what_was_measured_stands_and_the_batch_is_done_later_with_nothing_double(
    world: World, name: str
) -> None:
    act, failure = FAILURES[name]
    world.server.acts = [act]
    digest = world.consolidate()
    first = {kind: world.all(kind) for kind in Kind}

    assert digest is not None
    assert {one.failure for one in digest.outcomes} == {failure}
    assert world.summaries() == ["Petra owns the quay", "Tea"]
    assert {one.failure for one in world.sent} <= {failure, ""}
    assert len({one.id for one in world.sent}) == len(world.server.heard)
    counts = world.archive.memory_counts()
    assert (counts.owed, counts.waiting) == (3, 0)

    world.clock.hours += 1
    world.server.acts = [
        only(Kind.SEMANTIC, {"action": "reword", "target": "K2", "summary": "Tea was made", "moments": ["F2"]})
    ]
    while world.consolidate() is not None:
        pass

    assert world.archive.memory_counts().owed == 0
    assert world.summaries() == ["Petra owns the quay", "Tea was made"]
    assert world.all(Kind.RESOURCE) == first[Kind.RESOURCE]
    assert world.all(Kind.EPISODIC) == first[Kind.EPISODIC]


def test_an_answer_of_the_wrong_form_is_asked_for_once_more_with_what_was_wrong(world: World) -> None:
    world.server.acts = [call({"operations": [{"action": "explode"}]}), told()]
    world.meta = MetaMemoryManager(with_model(lambda _: (Facts(),), world.slips, None))

    digest = world.consolidate()

    assert digest is not None
    assert not digest.outcomes[0].failure
    assert "operations.0.action" in world.server.heard[1]["messages"][-1]["content"]
    assert "explode" not in world.server.said(1)
    assert [one.ending for one in world.sent] == [RequestOutcome.BEGUN, RequestOutcome.ANSWERED] * 2


def test_consent_taken_back_leaves_owed_batches_to_the_measured_managers(world: World) -> None:
    world.server.acts = [fault(500)]
    world.consolidate()
    heard = len(world.server.heard)

    world.clock.hours += 1
    while world.consolidate(allowed=False) is not None:
        pass

    assert len(world.server.heard) == heard
    assert world.archive.memory_counts().owed == 0


def test_a_ledger_that_cannot_be_written_sends_nothing_and_loses_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "sent").write_text("in the way")
    world.server.acts = [told()]

    world.consolidate()

    assert world.server.heard == []
    assert world.summaries() == ["Petra owns the quay", "Tea"]
    assert world.archive.memory_counts().owed == 3


def test_what_is_sent_is_counted(world: World) -> None:
    world.server.acts = [told()]

    world.consolidate()

    done = [one for one in world.sent if one.ending is RequestOutcome.ANSWERED]
    assert [(one.purpose, one.moments, one.tokens_in, one.pictures) for one in done] == [("memories", 2, 100, 0)] * 3
