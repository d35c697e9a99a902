"""The meeting point of two starts lies in a folder that is the person's alone, and one memory has one."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import Timeout

from app.desktop.single_instance import MAX_SOCKET_PATH, window_address, window_lock
from app.home import Home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")


@pytest.fixture
def ground() -> Iterator[Path]:
    """Shallow whatever the tests' own folder is: a socket's path has a limit."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def home(ground: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    runtime = ground / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return Home(ground / "home").create()


def test_the_sessions_own_folder_is_used(home, ground):
    assert Path(window_address(home)).parent == ground / "run"


def test_a_folder_that_others_can_enter_is_not(home, ground):
    (ground / "run").chmod(0o755)

    assert Path(window_address(home)).parent == home.root


def test_nor_one_that_a_link_leads_to(home, ground, monkeypatch):
    (ground / "link").symlink_to(ground / "run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(ground / "link"))

    assert Path(window_address(home)).parent == home.root


def test_two_memories_have_two(home, ground):
    assert window_address(home) != window_address(Home(ground / "other").create())


def test_a_home_too_deep_for_a_socket_meets_in_a_folder_of_the_account(ground, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    deep = Home(ground / ("d" * MAX_SOCKET_PATH)).create()

    met = Path(window_address(deep))

    assert len(os.fsencode(met)) <= MAX_SOCKET_PATH
    assert met.parent.stat().st_mode & 0o077 == 0
    assert met.parent.owner() == ground.owner()


def test_only_one_is_first(home):
    with window_lock(home), pytest.raises(Timeout):
        window_lock(home).acquire()
