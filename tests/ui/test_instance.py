"""A second start brings the first window up; nobody else can reach it, and a crash leaves nothing in the way."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer

from ui.shell.first_window import FirstWindow, call_first_window


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "meet")


@pytest.fixture
def first(qapp, address: str):
    made = FirstWindow(address)
    yield made
    made.close()


def test_a_second_start_is_heard(first, address, qtbot):
    with qtbot.waitSignal(first.called):
        assert call_first_window(address)


def test_a_hidden_window_comes_up(desk, first, address, qtbot):
    one = desk()
    first.called.connect(one.window.bring_up)
    one.window.hide()

    call_first_window(address)

    qtbot.waitUntil(one.window.isVisible)


def test_only_this_account_can_reach_it(first, address):
    assert stat.S_IMODE(Path(address).stat().st_mode) & 0o077 == 0


def test_nothing_listens_on_the_network(first):
    import psutil

    assert first.listening
    assert [found for found in psutil.Process().net_connections("inet") if found.status == "LISTEN"] == []


def test_what_a_crash_left_there_is_cleared_away(qapp, address, qtbot):
    left = socket.socket(socket.AF_UNIX)
    left.bind(address)
    left.close()
    assert not call_first_window(address)

    first = FirstWindow(address)

    with qtbot.waitSignal(first.called):
        assert call_first_window(address)
    first.close()


def test_whoever_connects_and_talks_is_not_read(first, address, qtbot):
    stranger = socket.socket(socket.AF_UNIX)
    with qtbot.waitSignal(first.called):
        stranger.connect(address)
        stranger.sendall(b"x" * 4096)

    qtbot.waitUntil(lambda: not first.findChild(QLocalServer).hasPendingConnections())
    stranger.close()


def test_nobody_there_is_told(qapp, address):
    assert not call_first_window(address)
    assert not Path(address).exists()
