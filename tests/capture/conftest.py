"""A real X server with a window manager and real windows, started anew and thrown away; pictures to draw on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from capture.frames import Pixels
from tests.xserver import XServer, start_server

START = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)


@dataclass
class ClockBox:
    """A wall clock that the test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


@pytest.fixture
def clock() -> ClockBox:
    return ClockBox()


def blank(width: int = 640, height: int = 384, shade: int = 200) -> Pixels:
    pixels = np.full((height, width, 4), shade, np.uint8)
    pixels[..., 3] = 255
    return pixels


def with_words(pixels: Pixels, x: int, y: int, words: int = 3, seed: int = 1) -> Pixels:
    """A copy with a line of text-like marks: `words` blocks of 40 × 12 px made of strokes."""
    copy = pixels.copy()
    random = np.random.default_rng(seed)
    for word in range(words):
        strokes = random.integers(0, 2, (12, 40, 1), dtype=np.uint8) * 200
        left = x + 48 * word
        copy[y : y + 12, left : left + 40, :3] = strokes
    return copy


def with_bar(pixels: Pixels, x: int, y: int, *, width: int = 2, height: int = 18, shade: int = 0) -> Pixels:
    copy = pixels.copy()
    copy[y : y + height, x : x + width, :3] = shade
    return copy


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
