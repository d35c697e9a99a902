"""The only way out: consent, secrets, the ledger, and everything that a server can do wrong, over a real socket."""

from __future__ import annotations

import socket

import pytest

from base.errors import (
    BadInput,
    Cancelled,
    ContextTooLong,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelTimeout,
    ModelUnauthorized,
    ModelUnreachable,
    stored_error_name,
)
from base.records.consent import LedgerEntry, Purpose, RequestOutcome
from memory.llm.chat_api import Reply, form_arguments
from memory.llm.consent_gate import mask_prompt_secrets
from tests.memory.llm.conftest import (
    Scripted,
    break_off,
    call,
    fault,
    gate,
    hang_up,
    prompt,
    raw,
    refused,
    say_nothing,
    stream_for_ever,
    words,
)

KEY = "sk-" + "abcdefghij0123456789" * 2


@pytest.fixture
def noted() -> list[LedgerEntry]:
    return []


def test_an_answer_comes_back_with_what_it_took(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [words("At the quay.")]

    reply = gate(server.url, noted, price_in=2.0, price_out=10.0).ask(prompt("Be brief.", "Where?", moments=3))

    assert (reply.text, reply.tokens_in, reply.tokens_out) == ("At the quay.", 100, 20)
    assert server.paths == ["/v1/chat/completions"]
    begun, ended = noted
    assert (begun.ending, ended.ending, begun.id) == (RequestOutcome.BEGUN, RequestOutcome.ANSWERED, ended.id)
    assert (ended.moments, ended.characters, ended.tokens_in) == (3, len("Be brief.Where?"), 100)
    assert ended.cost == pytest.approx(100 * 2e-6 + 20 * 10e-6)


def test_a_stream_is_told_as_it_grows(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [words("The quay floods at noon.")]
    told: list[str] = []

    reply = gate(server.url, noted).ask(prompt("Where?"), on_text=told.append)

    assert told[0] == "The qua"
    assert told[-1] == reply.text == "The quay floods at noon."
    assert reply.tokens_out == 20


def test_typed_answers_come_from_the_tool_or_from_the_text_of_models_without_tools(
    server: Scripted, noted: list[LedgerEntry]
) -> None:
    server.acts = [call({"operations": []}), words('Sure:\n```json\n{"operations": []}\n```')]
    asked = prompt("Remember.", form={"type": "object"})

    both = [gate(server.url, noted).ask(asked) for _ in range(2)]

    assert [form_arguments(one) for one in both] == ['{"operations": []}'] * 2
    assert server.heard[0]["tool_choice"]["function"]["name"] == "remember"
    with pytest.raises(ModelMalformed):
        form_arguments(Reply("no object at all"))


@pytest.mark.parametrize(
    "refusal", [{"granted": False}, {"purposes": frozenset({Purpose.MEMORIES})}], ids=["taken back", "another purpose"]
)
def test_without_consent_nothing_is_sent_and_nothing_noted(
    server: Scripted, noted: list[LedgerEntry], refusal: dict[str, object]
) -> None:
    server.acts = [words("hello")]

    with pytest.raises(BadInput):
        gate(server.url, noted, **refusal).ask(prompt("Where?"))

    assert (server.heard, noted) == ([], [])


def test_pictures_need_a_consent_of_their_own(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [words("a cat")]
    asked = prompt("What is it?", pictures=(b"jpeg",))

    with pytest.raises(BadInput):
        gate(server.url, noted).ask(asked)
    gate(server.url, noted, pictures=True).ask(asked)

    assert len(server.heard) == 1
    assert "data:image/jpeg;base64,anBlZw==" in server.said()
    assert noted[-1].pictures == 1


def test_secrets_never_leave(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [words("no")]
    text = f"token {KEY}\nPassword:\nhunter42x\n-----BEGIN PRIVATE KEY-----\n{'QUJD' * 12}\n-----END PRIVATE KEY-----"

    gate(server.url, noted).ask(prompt(text, f"is it {KEY}?"))

    assert not [one for one in (KEY, "hunter42x", "QUJD" * 12) if one in server.said()]


def test_plain_text_passes_as_it_is() -> None:
    text = "Password:\nplease choose a new one\nThe meeting is at 10:30"

    assert mask_prompt_secrets(text) == text


def test_the_key_of_an_endpoint_goes_in_the_head_and_nowhere_else(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [words("no")]

    gate(server.url, noted, key="letmein").ask(prompt("Where?"))

    assert server.heads[0]["Authorization"] == "Bearer letmein"
    assert "letmein" not in server.said() + repr(noted) + repr(gate(server.url, noted, key="letmein"))


def test_the_ledger_is_written_before_a_byte_leaves(server: Scripted) -> None:
    server.acts = [words("hello")]
    heard_then: list[int] = []

    asked = gate(server.url, [])
    object.__setattr__(asked, "note", lambda _: heard_then.append(len(server.heard)))
    asked.ask(prompt("Where?"))

    assert heard_then == [0, 1]


FAULTS = {
    "no JSON": (raw(b"<html>"), ModelMalformed),
    "no choice": (raw(b'{"choices": []}'), ModelMalformed),
    "a list": (raw(b"[]"), ModelMalformed),
    "an error with status 200": (raw(b'{"error": {"message": "loading model"}}'), ModelUnreachable),
    "a refusal": (refused, ModelRefused),
    "a content filter": (words("", finish="content_filter"), ModelRefused),
    "an answer cut off": (words("so then", finish="length"), ContextTooLong),
    "context overflow": (fault(400, "the request exceeds the available context size"), ContextTooLong),
    "context overflow by code": (fault(400, "too long", code="context_length_exceeded"), ContextTooLong),
    "body too large": (fault(413), ContextTooLong),
    "a wrong key": (fault(401), ModelUnauthorized),
    "no such model": (fault(404), ModelUnauthorized),
    "too many requests": (fault(429), ModelUnauthorized),
    "out of order": (fault(503), ModelUnreachable),
    "another address": (lambda line: line.say(307, b"", Location="http://127.0.0.1:9/"), ModelUnreachable),
    "no word": (hang_up, ModelUnreachable),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_of_a_server_has_its_name_and_its_line(
    server: Scripted, noted: list[LedgerEntry], name: str
) -> None:
    act, expected = FAULTS[name]
    server.acts = [act]

    with pytest.raises(ModelError) as raised:
        gate(server.url, noted).ask(prompt("Where?"))

    assert type(raised.value) is expected
    assert (noted[-1].ending, noted[-1].failure) == (RequestOutcome.FAILED, stored_error_name(expected()))
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("act", "expected"),
    [(break_off, ModelUnreachable), (fault(500), ModelUnreachable), (raw(b'{"choices": []}'), ModelMalformed)],
)
def test_faults_of_a_stream_too(
    server: Scripted, noted: list[LedgerEntry], act: object, expected: type[ModelError]
) -> None:
    server.acts = [act]  # type: ignore[list-item]

    with pytest.raises(expected):
        gate(server.url, noted).ask(prompt("Where?"), on_text=lambda _: None)

    assert noted[-1].failure == stored_error_name(expected())


def test_a_server_that_is_gone() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    noted: list[LedgerEntry] = []

    with pytest.raises(ModelUnreachable):
        gate(f"http://127.0.0.1:{port}/v1", noted).ask(prompt("Where?"))

    assert noted[-1].failure == "ModelGone"


@pytest.mark.parametrize("act", [say_nothing, stream_for_ever])
def test_one_limit_of_time_for_all_of_it(server: Scripted, noted: list[LedgerEntry], act: object) -> None:
    server.acts = [act]  # type: ignore[list-item]

    with pytest.raises(ModelTimeout):
        gate(server.url, noted, seconds=0.3).ask(prompt("Where?"), on_text=lambda _: None)

    assert noted[-1].failure == "ModelSlow"


def test_a_person_stops_it_before_the_first_word_and_in_the_middle(server: Scripted, noted: list[LedgerEntry]) -> None:
    server.acts = [say_nothing, stream_for_ever]
    told: list[str] = []

    with pytest.raises(Cancelled):
        gate(server.url, noted).ask(prompt("Where?"), on_text=told.append, cancelled=lambda: bool(server.heard))
    with pytest.raises(Cancelled):
        gate(server.url, noted).ask(prompt("Where?"), on_text=told.append, cancelled=lambda: len(told) > 2)

    assert [one.ending for one in noted] == [RequestOutcome.BEGUN, RequestOutcome.STOPPED] * 2


def test_the_environment_redirects_nothing(
    server: Scripted, noted: list[LedgerEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.acts = [words("hello")]
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert gate(server.url, noted).ask(prompt("Where?")).text == "hello"
