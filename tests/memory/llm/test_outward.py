"""Consents and the ledger: on every sort of archive, from another process by slips, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from base.errors import BadInput
from base.ids import new_id
from base.records.consent import (
    Consent,
    LedgerEntry,
    Purpose,
    RequestOutcome,
    add_up_usage,
    consent_for,
    current_consents,
    is_local,
    normalize_endpoint,
)
from memory.archive.api import ArchiveApi
from memory.llm.pending_ledger import PendingLedger
from memory.sealed.keys import Keys
from tests.memory.llm.conftest import NOON
from tests.memory.memories.conftest import in_a_process, in_ram, on_plain_files, on_sealed_files

HERE = "http://localhost:11434/v1"


@pytest.fixture(params=[in_ram, on_plain_files, on_sealed_files, in_a_process], ids=lambda make: make.__name__)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArchiveApi]:
    made = request.param(tmp_path)
    yield made
    made.close()


def word(minute: int, url: str = HERE, **more: object) -> Consent:
    at = NOON + timedelta(minutes=minute)
    return Consent(**{"id": new_id(at), "at": at, "url": url, "model": "little", "granted": True, **more})  # type: ignore[arg-type]


def line(minute: int, **more: object) -> LedgerEntry:
    at = NOON + timedelta(minutes=minute)
    plain = {"id": f"{new_id(at, '0' * 10)}", "at": at, "url": HERE, "model": "little", "purpose": "ask"}
    return LedgerEntry(**{**plain, **more})  # type: ignore[arg-type]


def test_the_last_word_about_an_endpoint_counts_and_all_are_kept(archive: ArchiveApi) -> None:
    given, taken = word(0, key="letmein"), word(1, granted=False)

    archive.consent(given)
    before = consent_for(archive.consents(), Purpose.ASK)
    archive.consent(taken)

    assert before == given
    assert consent_for(archive.consents(), Purpose.ASK) is None
    assert archive.consents() == (replace(given, key=""), taken)


def test_the_ledger_keeps_one_line_for_a_request_newest_first(archive: ArchiveApi) -> None:
    archive.note_sent([line(0), line(1)])
    archive.note_sent([line(0, ending=RequestOutcome.FAILED, failure="ModelGone", seconds=2.5, cost=0.5)])

    assert [(one.ending, one.failure, one.cost) for one in archive.sent()] == [
        (RequestOutcome.BEGUN, "", None),
        (RequestOutcome.FAILED, "ModelGone", 0.5),
    ]
    assert archive.sent(1) == (line(1),)
    assert archive.sent(0) == ()


def test_of_several_endpoints_the_one_allowed_last_for_the_purpose_is_used() -> None:
    both = word(0, "https://a.example/v1")
    answers = word(1, "https://b.example/v1", purposes=frozenset({Purpose.ASK}))

    assert consent_for([answers, both], Purpose.ASK) == answers
    assert consent_for([answers, both], Purpose.MEMORIES) == both
    assert consent_for([answers, both, word(2, "https://b.example/v1", granted=False)], Purpose.ASK) == both
    assert [one.url for one in current_consents([answers, both])] == [both.url, answers.url]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" http://LocalHost:11434/v1/ ", HERE),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("https://Models.Example/api/v1", "https://models.example/api/v1"),
    ],
)
def test_an_endpoint_has_one_form(typed: str, kept: str) -> None:
    assert normalize_endpoint(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "localhost:11434",
        "ftp://localhost/v1",
        "http://models.example/v1",
        "http://10.0.0.5/v1",
        "https://a:b@c.example",
        "https://c.example/v1?key=1",
        "http://localhost:99999999/v1",
        "http://localhost.evil.example/v1",
        "http://[::1",
        "https://c example/v1",
        "https://c..example/v1",
    ],
)
def test_what_is_no_endpoint_or_would_send_in_the_clear_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        normalize_endpoint(typed)


def test_only_this_machine_is_local() -> None:
    assert is_local(HERE)
    assert is_local("http://127.3.2.1/v1")
    assert not is_local("https://localhost.example/v1")


def test_slips_reach_the_store_of_another_process_and_are_sealed(tmp_path: Path, keys: Keys) -> None:
    slips = PendingLedger(tmp_path / "sent", keys.spool_public)
    slips.write(line(0))
    slips.write(line(1))
    slips.write(line(0, ending=RequestOutcome.ANSWERED))
    (tmp_path / "sent" / "torn.sealed").write_bytes(b"AGN\x01torn")

    found = slips.read(keys)
    slips.remove(found)

    assert [(one.at, one.ending) for one in found] == [
        (line(0).at, RequestOutcome.BEGUN),
        (line(0).at, RequestOutcome.ANSWERED),
        (line(1).at, RequestOutcome.BEGUN),
    ]
    assert slips.read(keys) == ()
    assert [one.name for one in (tmp_path / "sent").iterdir()] == ["torn.sealed"]


def test_no_slip_is_readable_or_may_take_the_place_of_another(tmp_path: Path, keys: Keys) -> None:
    slips = PendingLedger(tmp_path / "sent", keys.spool_public)
    slips.write(line(0))
    (path,) = (tmp_path / "sent").iterdir()

    assert b"localhost" not in path.read_bytes()
    path.rename(path.with_name(f"{line(1).id}-a.sealed"))
    assert slips.read(keys) == ()


def test_what_was_sent_adds_up_for_each_hour() -> None:
    lines = [line(n, tokens_in=1000, tokens_out=100, seconds=3.0, cost=0.25) for n in range(8)]
    lines += [line(9, ending=RequestOutcome.FAILED, seconds=8.0)]

    total, hourly = add_up_usage(lines), add_up_usage(lines).per(2.0)

    assert (total.requests, total.failed, total.tokens_in, total.seconds, total.cost) == (9, 1, 8000, 32.0, 2.0)
    assert (hourly.tokens_in, hourly.tokens_out, hourly.seconds, hourly.cost) == (4000, 400, 16.0, 1.0)
    assert total.unpriced == 1
    assert add_up_usage([]).per(0.0).seconds == 0.0
