"""Memories on the command line and in a session: made of what was read, shown with their evidence, forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.background.open_memory import OpenMemory
from app.commands.context import Context
from app.commands.words import KINDS
from app.composition import open_memory
from app.home import Home
from app.main import parser
from app.settings import Settings
from app.unlocking import create
from base.records.scope import Scope
from memory.encoders.interface import TextEncoder
from memory.memories.manager import Manager
from memory.memories.memory import Action, Kind, Operation
from memory.sealed.keys import Keys
from tests.memory.memories.conftest import NOON, Pages, Sittings, add, frame_id, memory, moment

PASSPHRASE = "a long enough passphrase"


def two(encoder: TextEncoder | None) -> Sequence[Manager]:
    return (Pages(), Sittings())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def keys(home: Home) -> Keys:
    return create(home, passphrase=PASSPHRASE)


@pytest.fixture
def session(home: Home, keys: Keys) -> Iterator[OpenMemory]:
    with open_memory(home, keys=keys, settings=Settings(), managers=two) as opened:
        yield opened


@pytest.fixture
def afterglow(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)

    def run(*words: str) -> Any:
        context = Context(home=home, passphrase_file=secret, json=True)
        options = parser().parse_args(words)
        options.run(context, options)
        return json.loads(capsys.readouterr().out)

    return run


def test_all_that_was_read_is_consolidated_with_progress(session: OpenMemory) -> None:
    session.archive.add([moment(n, app="Editor") for n in range(50)])
    told: list[tuple[int, int]] = []

    batches = session.consolidate(lambda done, total: told.append((done, total)))

    assert batches == 3
    assert told == [(20, 50), (40, 50), (50, 50)]
    assert session.archive.memories(Kind.RESOURCE).memories[0].fields.times_seen == 50
    assert session.consolidate() == 0


def test_nobody_waits_at_lock_for_a_reader_that_is_not_running(session: OpenMemory) -> None:
    session.archive.add([moment(0)])

    assert session.consolidate(within=1) == 0
    assert session.archive.memory_counts().waiting == 1


def test_memories_are_printed_with_the_moments_they_rest_on(
    home: Home, keys: Keys, afterglow: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with open_memory(home, keys=keys, settings=Settings()) as session:
        session.archive.add([moment(0), moment(1)])
        steps = {"steps": ["open the form", "send it"]}
        workflow = memory(0, "order paper", kind=Kind.PROCEDURAL, frames=(0, 1), fields=steps)
        old, new = memory(0, "rent is 900", key="rent"), memory(1, "rent is 950", key="rent")
        session.archive.apply_operations([add(workflow), add(old)], actor="m")
        supersede = Operation(action=Action.SUPERSEDE, memory=new, targets=(old.id,))
        session.archive.apply_operations([supersede], actor="m")

    everything, one = afterglow("memories"), afterglow("memories", "--kind", "procedural")
    history, found = afterglow("memories", "--history"), afterglow("memories", "--query", "rent")
    counts = afterglow("stats")

    assert (everything["total"], history["total"]) == (2, 3)
    (shown,) = one["memories"]
    assert list(shown) == [
        "kind", "id", "summary", "details", "tree_path", "fields", "basis", "confidence", "evidence",
        "evidence_times", "created_at", "updated_at", "valid_from", "valid_to", "superseded_by",
    ]  # fmt: skip
    assert shown["evidence"] == [frame_id(0), frame_id(1)]
    assert shown["evidence_times"][0] == NOON.isoformat()
    assert (shown["fields"], shown["superseded_by"]) == (steps, None)
    assert [each["summary"] for each in found["memories"]] == ["rent is 950"]
    assert counts["memories"] == {
        "core": 0, "episodic": 0, "semantic": 1, "procedural": 1, "resource": 0, "vault": 0
    }  # fmt: skip
    assert (counts["memories_closed"], counts["memories_waiting"]) == (1, 2)


def test_a_memory_is_forgotten_by_its_id_and_its_moments_stay(
    home: Home, keys: Keys, afterglow: Callable[..., Any]
) -> None:
    with open_memory(home, keys=keys, settings=Settings()) as session:
        session.archive.add([moment(0)])
        session.archive.apply_operations([add(memory(0, "one")), add(memory(0, "other"))], actor="m")

    would = afterglow("forget", "--id", memory(0, "one").id, "--dry-run")
    gone = afterglow("forget", "--id", memory(0, "one").id, "--yes")
    left = afterglow("memories")

    assert (would["memories"], would["dry_run"], gone["memories"], gone["moments"]) == (1, True, 1, 0)
    assert [each["summary"] for each in left["memories"]] == ["other"]
    would = afterglow("forget", "--id", frame_id(0), "--dry-run")
    assert (would["moments"], would["memories"]) == (1, 1)


def test_the_reader_forgets_with_the_store(session: OpenMemory) -> None:
    session.archive.add([moment(n, app="Editor") for n in range(2)])
    session.consolidate()

    session.forget(Scope(ids=(frame_id(0),)))
    session.consolidate()

    (page,) = session.archive.memories(Kind.RESOURCE).memories
    assert page.evidence == (frame_id(1),)
    assert [one.evidence for one in session.archive.memories(Kind.EPISODIC).memories] == [(frame_id(1),)]


def test_the_command_line_names_all_six_kinds() -> None:
    assert tuple(Kind) == tuple(KINDS)


def test_memories_are_made_of_what_is_read_unless_somebody_says_otherwise(home: Home, keys: Keys) -> None:
    with open_memory(home, keys=keys, settings=Settings()) as session:
        session.archive.add([moment(n, "a line of text\nand another one", app="Editor") for n in range(3)])

        assert session.consolidate() == 1

        (episode,) = session.archive.memories(Kind.EPISODIC).memories
        assert len(episode.evidence) == 3
        assert episode.vector is not None
        assert session.archive.memory_counts().waiting == 0


def test_reflection_shows_then_tidies_then_takes_back(afterglow: Callable[..., Any], home: Home, keys: Keys) -> None:
    with open_memory(home, keys=keys, settings=Settings(), managers=None) as session:
        session.archive.add([moment(n) for n in range(3)])
        twice = [memory(n, "the quay floods", key=f"quay/{n}", fields={"name": "quay"}) for n in (0, 1)]
        session.archive.apply_operations([add(one) for one in twice], actor="test")

    shown = afterglow("reflect")
    untouched = afterglow("memories")["total"]
    done = afterglow("reflect", "--apply")
    tidied = afterglow("memories")["total"]
    back = afterglow("reflect", "--undo", done["batch"])

    assert (shown["applied"], untouched) == (False, 2)
    assert [step["why"] for step in shown["steps"]] == ["says the same"]
    assert (done["applied"], tidied) == (True, 1)
    assert back["undone"] >= 1
    assert afterglow("memories")["total"] == 2
