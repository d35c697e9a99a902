"""Keyboard actions. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.kit.time_span import DAY
from ui.timeline.header import SCALES

if TYPE_CHECKING:
    from ui.timeline.page import TimelinePage

ZOOM_STEP = 0.7
_LAST = 1_000_000_000


def make_key_actions(page: TimelinePage) -> dict[Qt.Key, Callable[[], object]]:
    return {**_cursor(page), **_playing(page), **_scale(page)}


def _cursor(page: TimelinePage) -> dict[Qt.Key, Callable[[], object]]:
    return {
        Qt.Key.Key_Left: lambda: page.step(-1),
        Qt.Key.Key_Right: lambda: page.step(1),
        Qt.Key.Key_Up: lambda: page.change_monitor(-1),
        Qt.Key.Key_Down: lambda: page.change_monitor(1),
        Qt.Key.Key_Home: lambda: page.select(0),
        Qt.Key.Key_End: lambda: page.step(_LAST),
        Qt.Key.Key_PageUp: lambda: page.header.step(-1),
        Qt.Key.Key_PageDown: lambda: page.header.step(1),
        Qt.Key.Key_G: page.header.open_calendar,
        Qt.Key.Key_Return: page.open_current,
        Qt.Key.Key_Enter: page.open_current,
    }


def _playing(page: TimelinePage) -> dict[Qt.Key, Callable[[], object]]:
    return {
        Qt.Key.Key_Space: page.toggle_play,
        Qt.Key.Key_BracketLeft: lambda: page.player.change_speed(-1),
        Qt.Key.Key_BracketRight: lambda: page.player.change_speed(1),
    }


def _scale(page: TimelinePage) -> dict[Qt.Key, Callable[[], object]]:
    closer, wider = (lambda: page.ribbon.zoom(ZOOM_STEP)), (lambda: page.ribbon.zoom(1 / ZOOM_STEP))
    return {
        Qt.Key.Key_0: lambda: page.show_scale(DAY),
        Qt.Key.Key_Plus: closer,
        Qt.Key.Key_Equal: closer,
        Qt.Key.Key_Minus: wider,
        **{getattr(Qt.Key, f"Key_{key}"): _shows(page, seconds) for _, _, seconds, key in SCALES},
    }


def _shows(page: TimelinePage, seconds: float) -> Callable[[], object]:
    return lambda: page.show_scale(seconds)
