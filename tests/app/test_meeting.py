"""The meeting point of two starts lies in a folder that is the person's alone, and one memory has one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from filelock import Timeout

from app.home import Home
from app.meeting import LONGEST, window_address, window_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return Home(tmp_path / "home").create()


def test_the_sessions_own_folder_is_used(home, tmp_path):
    assert Path(window_address(home)).parent == tmp_path / "run"


def test_a_folder_that_others_can_enter_is_not(home, tmp_path):
    (tmp_path / "run").chmod(0o755)

    assert Path(window_address(home)).parent == home.root


def test_two_memories_have_two(home, tmp_path):
    assert window_address(home) != window_address(Home(tmp_path / "other").create())


def test_a_path_too_long_for_a_socket_is_not_tried(home, tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    deep = Home(tmp_path / ("d" * LONGEST)).create()

    assert window_address(deep) == ""


def test_only_one_is_first(home):
    with window_lock(home), pytest.raises(Timeout):
        window_lock(home).acquire()
