"""A real X server with a window manager and real windows, started anew and thrown away; pictures to draw on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.xserver import XServer, start_server

START = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)


@dataclass
class ClockBox:
    """A wall clock that the test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> ClockBox:
    return ClockBox()


@pytest.fixture
def x_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    """With Openbox."""
    for server in start_server(manager=True):
        monkeypatch.setenv("DISPLAY", server.display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield server


@pytest.fixture
def bare_x_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    """Without a window manager."""
    for server in start_server(manager=False):
        monkeypatch.setenv("DISPLAY", server.display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield server
