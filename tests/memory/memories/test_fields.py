"""Typed fields of the six kinds: the JSON that is stored of them reads and writes as it always has."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from memory.memories.fields import CoreFields, EpisodicFields, KnownFact, ProceduralFields, Relation, SemanticFields
from memory.memories.memory import FIELDS, Kind, fields_of, kind_of
from memory.memories.serialization import as_json, fields_from_json, fields_to_json, from_json, merge_fields
from memory.store.memory_rows import memory_of, memory_row
from tests.memory.memories.conftest import memory

STORED = (Path(__file__).parent / "stored_by_3680c52.jsonl").read_text(encoding="utf-8").splitlines()
"""What commit 3680c52 stored of its test days and its sample day: each kind, and each set of keys that had a value."""

_texts = some.text(max_size=8)
_times = some.datetimes(timezones=some.just(UTC))
_numbers = some.integers(0, 9) | some.floats(0, 99)
_VALUES: dict[Any, some.SearchStrategy[Any]] = {
    str | None: some.none() | _texts,
    int | None: some.none() | some.integers(0, 9),
    float | None: some.none() | _numbers,
    bool | None: some.none() | some.booleans(),
    datetime | None: some.none() | _times,
    tuple[str, ...] | None: some.none() | some.lists(_texts, max_size=3).map(tuple),
    tuple[float, ...] | None: some.none() | some.lists(_numbers, max_size=3).map(tuple),
    tuple[datetime, ...] | None: some.none() | some.lists(_times, max_size=3).map(tuple),
    tuple[tuple[str, ...], ...] | None: some.none() | some.lists(some.tuples(_texts, _texts), max_size=2).map(tuple),
    tuple[KnownFact, ...] | None: some.none()
    | some.lists(some.builds(KnownFact, before=some.none() | _texts), max_size=2).map(tuple),
    tuple[Relation, ...] | None: some.none() | some.lists(some.builds(Relation), max_size=2).map(tuple),
}
_json = some.recursive(
    some.none() | some.booleans() | some.integers(-3, 3) | some.floats(-3, 3) | _texts | _times.map(datetime.isoformat),
    lambda part: some.lists(part, max_size=3) | some.dictionaries(_texts, part, max_size=3),
    max_leaves=6,
)


def any_fields(kind: Kind) -> some.SearchStrategy[Any]:
    hints = {name: hint for name, hint in get_type_hints(FIELDS[kind]).items() if name != "stored"}
    return some.builds(FIELDS[kind], stored=some.none(), **{name: _VALUES[hint] for name, hint in hints.items()})


def any_json(kind: Kind) -> some.SearchStrategy[dict[str, Any]]:
    """Also of other versions: known and unknown keys, in any order, with any values."""
    names = some.sampled_from([*get_type_hints(FIELDS[kind])]) | _texts
    return some.dictionaries(names, _json, max_size=6)


def written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_fields_come_back_from_their_json(kind: Kind, data: some.DataObject) -> None:
    fields = data.draw(any_fields(kind))

    again = fields_from_json(FIELDS[kind], json.loads(written(fields_to_json(fields))))

    assert again == fields
    assert again.stored is None
    assert kind_of(again) is kind


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_any_stored_json_is_written_again_as_it_was(kind: Kind, data: some.DataObject) -> None:
    stored = data.draw(any_json(kind))

    assert written(fields_to_json(fields_from_json(FIELDS[kind], stored))) == written(stored)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_what_the_newer_has_wins_key_by_key(kind: Kind, data: some.DataObject) -> None:
    older, newer = data.draw(any_json(kind)), data.draw(any_json(kind))

    both = merge_fields(fields_from_json(FIELDS[kind], older), fields_from_json(FIELDS[kind], newer))

    assert written(fields_to_json(both)) == written({**older, **newer})


@pytest.mark.parametrize("line", STORED)
def test_what_an_older_version_stored_is_read_and_written_unchanged(line: str) -> None:
    stored = from_json(json.loads(line))

    assert written(as_json(stored)) == line
    assert stored.fields.stored is None  # each of its keys has a typed field
    assert written(as_json(memory_of(memory_row(stored)))) == line


def test_all_kinds_were_stored() -> None:
    assert {from_json(json.loads(line)).kind for line in STORED} == set(Kind)


def test_keys_of_another_version_outlive_a_change() -> None:
    stored = {"from_tomorrow": {"deep": [1, 1.0, None]}, "steps": ["Open it"], "times_seen": 2, "seconds": "about 3"}
    fields = fields_from_json(ProceduralFields, stored)

    changed = replace(fields, steps=("Open it", "Close it"), apps=("Files",))

    assert (fields.steps, fields.times_seen, fields.seconds) == (("Open it",), 2, None)
    assert fields_to_json(changed) == {**stored, "steps": ["Open it", "Close it"], "apps": ["Files"]}
    assert list(fields_to_json(changed)) == [*stored, "apps"]


def test_a_key_that_is_set_to_none_is_no_longer_stored() -> None:
    fields = fields_from_json(CoreFields, {"value": "Graz", "block": "human", "sure": 3})

    assert fields_to_json(replace(fields, sure=None)) == {"value": "Graz", "block": "human"}


def test_values_of_another_type_count_as_none() -> None:
    stored = {"seconds": "long", "apps": "Files", "ended_at": "", "occurred_at": "2026-03-03T12:00:00", "typed": 1}
    fields = fields_from_json(EpisodicFields, stored)

    assert fields == EpisodicFields()
    assert fields_to_json(fields) == stored


def test_a_number_is_read_as_text_and_parts_of_another_type_are_passed_over() -> None:
    fields = fields_from_json(
        SemanticFields, {"name": 7, "says": ["one", None, 2], "facts": ["no", {"attribute": "a"}]}
    )

    assert (fields.name, fields.says) == ("7", ("one", "2"))
    assert fields.facts == (KnownFact(attribute="a", value=""),)


@pytest.mark.parametrize("fields", [None, 3, ["a"], "text"])
def test_fields_that_are_no_json_object_are_refused(fields: object) -> None:
    data = as_json(memory(0)) | {"fields": fields}

    with pytest.raises((TypeError, ValueError)):
        from_json(data)


def test_a_memory_of_another_kind_has_none_of_the_fields() -> None:
    page = memory(0, kind=Kind.RESOURCE, fields={"location": "hives.example"})

    assert fields_of(page, CoreFields) == fields_of(None, CoreFields) == CoreFields()
