"""Reflection: what it would tidy, what it leaves alone, and that all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from base.records.vector import Vector
from memory.archive.fake import FakeArchive
from memory.memories.fields import EpisodicFields, VaultFields
from memory.memories.memory import Basis, Kind
from memory.memories.reflection import ACTOR, Why, plan
from tests.memory.memories.conftest import LATER, add, memory, moment


def towards(*values: float) -> Vector:
    row = np.array(values, np.float32)
    return row / np.linalg.norm(row)


def note(minute: float, name: str = "Quay", details: str = "floods at noon", **more):
    fields = {"name": name, "type": "place"}
    return memory(minute, f"{name}: {details}", details=details, key=f"{name}/{minute}", fields=fields, **more)


def attribute(minute: float, name: str, value: str, **more):
    fields = {"block": "human", "attribute": name, "value": value}
    return memory(minute, f"{name}: {value}", kind=Kind.CORE, key=f"{name}/{minute}", fields=fields, **more)


def reasons(*memories, **more) -> list[tuple[Why, str, list[str]]]:
    return [
        (step.why, step.kept.summary if step.kept else "", [one.summary for one in step.gone])
        for step in plan(memories, LATER, **more)
    ]


def test_two_of_one_name_that_say_the_same_become_one():
    one, other = note(1, frames=(1, 2)), note(3, "quay")

    assert reasons(one, other) == [(Why.SAME, one.summary, [other.summary])]


def test_nearly_the_same_meaning_is_the_same_but_not_with_other_numbers():
    near = {"vector": towards(1, 0.1)}
    one, other = note(1, details="the quay floods", **near), note(2, details="floods, the quay", **near)
    of_two = note(3, "Order", "order 415", **near), note(4, "Order", "order 416", **near)

    assert [gone for _, _, gone in reasons(one, other)] == [[other.summary]]
    assert reasons(*of_two) == []


@pytest.mark.parametrize(
    "left_alone",
    [
        {"fields": EpisodicFields()},
        {"fields": VaultFields()},
        {"basis": Basis.STATED},
        {"valid_to": LATER},
    ],
    ids=["episodes", "the vault", "what the person said", "history"],
)
def test_some_are_left_alone(left_alone):
    assert reasons(replace(note(1), **left_alone), replace(note(2), **left_alone), fade_after=timedelta(hours=1)) == []


def test_a_newer_value_of_an_attribute_closes_the_older():
    old, new = attribute(1, "City", "Graz"), attribute(2, "City", "Linz")

    assert reasons(new, old) == [(Why.OLDER, new.summary, [old.summary])]


def test_a_person_has_several_of_some_attributes():
    assert reasons(attribute(1, "Language", "German"), attribute(2, "Language", "French")) == []


def test_what_was_seen_once_fades_only_where_that_is_asked_for():
    once, often, lately = note(1), note(2, "Pier", frames=(2, 3)), note(60 * 23, "Ferry")

    assert reasons(once, often, lately) == []
    assert reasons(once, often, lately, fade_after=timedelta(hours=10)) == [(Why.FADED, "", [once.summary])]


def test_a_memory_is_part_of_one_step_only():
    steps = plan([note(1), note(2), note(3)], LATER, fade_after=timedelta(hours=1))

    assert [step.why for step in steps] == [Why.SAME]
    assert len(steps[0].gone) == 2


def test_what_was_done_can_be_taken_back_whole():
    archive = FakeArchive([moment(n) for n in range(4)])
    archive.apply_operations([add(one) for one in (note(1), note(2), attribute(1, "City", "Graz"))], actor="test")
    before = archive.memories().memories
    steps = plan(before, LATER, fade_after=timedelta(minutes=1))

    archive.apply_operations([step.operation for step in steps], actor=ACTOR, batch="tidied")
    after = archive.memories().memories
    archive.undo("tidied")

    assert [one.evidence for one in after if one.kind is Kind.SEMANTIC] == [(note(1).evidence[0], note(2).evidence[0])]
    assert {one.id: one for one in archive.memories().memories} == {one.id: one for one in before}
