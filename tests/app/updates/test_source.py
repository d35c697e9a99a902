"""The update check: off until asked for, and robust against whatever a server answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.home import Home
from app.main import main
from app.settings import UpdateSettings, load_settings
from app.updates.source import (
    MAX_BYTES,
    HttpUpdateSource,
    check_updates,
    is_due,
    last_check,
    update_source,
)
from app.version import VERSION
from base.errors import BadInput, UpdatesUnknown
from tests.app.updates.server import PAGE, UpdateServer, says

NOW = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[UpdateServer]:
    with UpdateServer().running() as running:
        yield running


@pytest.mark.parametrize(
    ("version", "newer"), [("99.0", True), (VERSION, False), ("0.0.9", False), (f"{VERSION}rc1", False)]
)
def test_versions_are_compared_by_their_order_and_not_by_their_letters(server, tmp_path, version, newer):
    server.body = says(version)

    check = check_updates(HttpUpdateSource(server.address), Home(tmp_path), clock=lambda: NOW)

    assert check.newer is newer
    assert last_check(Home(tmp_path).updates) == check


def test_the_request_tells_the_version_and_nothing_of_the_person(server):
    server.body = says("1.0")

    HttpUpdateSource(server.address).newest()

    (head,) = server.heads
    assert head.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert head["User-Agent"] == f"Afterglow/{VERSION}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"version": 3}',
        b'{"version": "new", "page": "https://a.example"}',
        b'{"version": "9.0"}',
        b"\xff\xfe",
        says("9.0", page="http://a.example"),
        says("9.0", page="https://a.example/\x1b]0;owned\x07"),
        says("9.0\n\n"),
        says("9" * 5000),
    ],
)
def test_an_answer_that_is_not_a_version_and_a_safe_page_is_refused(server, tmp_path, body):
    server.body = body

    with pytest.raises(UpdatesUnknown, match="answer"):
        check_updates(HttpUpdateSource(server.address), Home(tmp_path))

    assert not Home(tmp_path).updates.exists()


def test_more_than_an_answer_is_not_read(server):
    server.body = says("9.0") + b" " * MAX_BYTES

    with pytest.raises(UpdatesUnknown, match="more than an answer"):
        HttpUpdateSource(server.address).newest()


def test_a_server_that_keeps_one_waiting_is_left(server):
    server.released.clear()

    with pytest.raises(UpdatesUnknown, match="in time"):
        HttpUpdateSource(server.address, seconds=0.3).newest()


def test_an_answer_in_a_chunk_of_less_than_nothing_is_refused(server):
    server.headers, server.body = {"Transfer-Encoding": "chunked"}, b"-5\r\nabcde\r\n"

    with pytest.raises(UpdatesUnknown, match="cannot be reached"):
        HttpUpdateSource(server.address).newest()


def test_a_redirect_is_not_followed(server):
    server.status, server.headers = 302, {"Location": "https://elsewhere.example/"}

    with pytest.raises(UpdatesUnknown, match="302"):
        HttpUpdateSource(server.address).newest()

    assert len(server.heads) == 1


def test_offline_is_said_in_a_sentence():
    with pytest.raises(UpdatesUnknown, match="cannot be reached"):
        HttpUpdateSource("http://127.0.0.1:9/").newest()


@pytest.mark.parametrize("address", ["http://a.example/x", "ftp://a.example", "example.org", "https://me:pw@a.example"])
def test_only_https_or_this_machine_may_be_asked(address):
    with pytest.raises(BadInput):
        update_source(UpdateSettings(check=True, address=address))


@pytest.mark.parametrize("settings", [UpdateSettings(), UpdateSettings(address=PAGE), UpdateSettings(check=True)])
def test_nobody_is_asked_while_it_is_off_or_has_no_address(settings):
    with pytest.raises(BadInput, match="--allow"):
        update_source(settings)


@pytest.mark.parametrize(
    ("at", "due"),
    [(NOW, False), (NOW - timedelta(hours=23), False), (NOW - timedelta(hours=24), True), (NOW + timedelta(1), True)],
)
def test_it_is_due_once_a_day_and_after_a_clock_was_set_back(at, due):
    assert is_due(at, NOW) is due
    assert is_due(None, NOW)


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"{}", b"[" * 9999, b'{"at": "yesterday"}', b'{"at": "0001-01-01T00:00:00+14:00"}', b"\xff"]
)
def test_a_damaged_result_counts_as_none(tmp_path, kept):
    path = tmp_path / "updates.json"
    path.write_bytes(kept)

    assert last_check(path) is None
    assert last_check(tmp_path / "none") is None


@pytest.fixture
def command(tmp_path, capsys) -> Callable[..., str]:
    def run(*words: str, code: int = 0) -> str:
        assert main(["--home", str(tmp_path), "updates", *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return run


def test_the_command_asks_nobody_until_it_is_allowed(command, server, tmp_path):
    assert "off" in command()
    assert server.heads == []
    assert not (tmp_path / "settings.json").exists()


def test_allowing_says_what_is_sent_where_to_and_needs_an_answer(command, server, tmp_path):
    said = command("--allow", server.address, code=1)

    assert f"Afterglow/{VERSION}" in said
    assert server.address in said
    assert server.heads == []
    assert not load_settings(tmp_path / "settings.json").updates.check


def test_allowed_it_names_the_newer_version_until_it_is_switched_off(command, server):
    server.body = says("99.1")

    assert "99.1 is available" in command("--allow", server.address, "--yes")
    assert json.loads(command("--json"))["newer"] is True
    assert "off" in command("--off")
    assert len(server.heads) == 2


def test_a_failed_check_is_a_message_and_not_a_traceback(command, server):
    server.status = 500

    assert "500" in command("--allow", server.address, "--yes", code=1)
