"""Consent and the privacy ledger on the command line, and that a question goes to a model only where it may."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.commands.context import Context
from app.composition import open_memory
from app.home import Home
from app.main import parser
from app.settings import Settings
from base.errors import BadInput
from base.records.consent import Purpose, RequestOutcome
from memory.encoders.interface import TextEncoder
from memory.memories.manager import Manager
from memory.sealed.keys import ArgonCost, KeyFile, Keys
from tests.memory.llm.conftest import Scripted, call, consent, fault, server, words
from tests.memory.memories.conftest import Pages, Sittings, moment

__all__ = ["server"]

PASSPHRASE = "a long enough passphrase"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def keys(home: Home) -> Keys:
    file = KeyFile.create(home.create().keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    return file.save()


@pytest.fixture
def afterglow(home: Home, keys: Keys, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)

    def run(*typed: str, as_json: bool = True) -> Any:
        options = parser().parse_args(typed)
        context = Context(home=home, passphrase_file=secret, json=as_json)
        options.run(context, options)
        said = capsys.readouterr().out
        return json.loads(said) if as_json else said

    return run


def test_at_first_nothing_is_allowed_and_nothing_was_sent(afterglow: Callable[..., Any]) -> None:
    assert afterglow("models") == {"endpoints": []}
    assert afterglow("models", "ledger")["requests"] == []
    assert "nothing leaves" in afterglow("models", "list", as_json=False)


def test_an_endpoint_is_allowed_with_its_time_and_taken_back(afterglow: Callable[..., Any], tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("letmein\n")

    given = afterglow("models", "allow", "http://LOCALHOST:1/v1/", "--model", "little", "--for", "ask",
                      "--key-file", str(key), "--yes")  # fmt: skip
    taken = afterglow("models", "forget", "http://localhost:1/v1")

    assert (given["url"], given["purposes"], given["key"], given["local"]) == (
        "http://localhost:1/v1",
        ["ask"],
        True,
        True,
    )
    assert given["at"] < taken["at"]
    assert (taken["granted"], taken["purposes"], taken["key"]) == (False, [], False)
    with pytest.raises(BadInput):
        afterglow("models", "forget", "http://localhost:1/v1")


def test_a_person_is_told_what_is_sent_and_the_key_is_not_shown(afterglow: Callable[..., Any], tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("letmein\n")
    afterglow("models", "allow", "https://models.example/v1", "--model", "big", "--key-file", str(key), "--yes")

    said = " ".join(afterglow("models", as_json=False).split())

    assert "ANOTHER computer" in said
    assert "text, titles and addresses of new moments" in said
    assert "letmein" not in said


@pytest.mark.parametrize(
    "more",
    [(), ("--price-in", "1", "--yes"), ("--for", "memories", "--pictures", "--yes")],
    ids=["nobody to ask", "half a price", "pictures for memories"],
)
def test_what_cannot_be_allowed(afterglow: Callable[..., Any], more: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        afterglow("models", "allow", "http://localhost:1/v1", "--model", "little", *more)

    assert afterglow("models") == {"endpoints": []}


def test_a_question_is_answered_by_a_model_only_where_it_may_be_asked(
    afterglow: Callable[..., Any], home: Home, keys: Keys, server: Scripted
) -> None:
    server.acts = [words("It floods at noon [1]."), fault(500)]
    with open_memory(home, keys=keys, settings=Settings(), managers=None) as session:
        session.archive.add([moment(0, "the quay floods at noon")])

    silent = afterglow("ask", "quay")
    afterglow("models", "allow", server.url, "--model", "little", "--for", "memories", "--yes")
    still_silent = afterglow("ask", "quay")
    asked_before = len(server.heard)
    afterglow("models", "allow", server.url, "--model", "little", "--yes", "--price-in", "1", "--price-out", "2")
    told, failed = afterglow("ask", "quay"), afterglow("ask", "quay")

    quoted = "the quay floods at noon [1]"
    assert (silent["answer"].splitlines()[0], still_silent["answer"].splitlines()[0]) == (quoted, quoted)
    assert asked_before == 0
    assert (told["answer"], told["abstained"]) == ("It floods at noon [1].", False)
    assert (failed["answer"].splitlines()[0], failed["abstained"]) == (quoted, False)
    ledger = afterglow("models", "ledger")
    assert [one["failure"] for one in ledger["requests"]] == ["ModelGone", ""]
    assert ledger["total"]["cost"] == pytest.approx(140e-6)
    assert "2 requests (1 failed)" in " ".join(afterglow("models", "ledger", as_json=False).split())


def test_memories_are_made_with_a_model_in_the_readers_process_and_its_requests_reach_the_ledger(
    home: Home, keys: Keys, server: Scripted
) -> None:
    server.acts = [call({"operations": [{"action": "reword", "target": "D1", "summary": "The quay was looked at"}]})]
    with open_memory(home, keys=keys, settings=Settings(), managers=two) as session:
        session.archive.add([moment(0, "the quay floods at noon")])
        session.archive.consent(consent(server.url, purposes=frozenset({Purpose.MEMORIES})))

        session.consolidate()

        assert {one.summary for one in session.archive.memories().memories} == {"The quay was looked at"}
        assert [(one.purpose, one.ending) for one in session.archive.sent()] == [
            ("memories", RequestOutcome.ANSWERED)
        ] * 2
        assert list(home.sent.iterdir()) == []


def two(encoder: TextEncoder | None) -> Sequence[Manager]:
    return (Pages(), Sittings())
