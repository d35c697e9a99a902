"""Keys of the timeline page, as a table from key to action.

The page builds it once and looks keys up in it. UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from ui.kit.time_span import DAY
from ui.timeline.header import SCALES, DayHeader
from ui.timeline.player import Player
from ui.timeline.ribbon.ribbon import Ribbon

ZOOM_STEP = 0.7
_TO_THE_END = 1_000_000_000


def make_key_actions(
    *,
    header: DayHeader,
    ribbon: Ribbon,
    player: Player,
    select: Callable[[int], object],
    step: Callable[[int], object],
    change_monitor: Callable[[int], object],
    open_current: Callable[[], object],
    toggle_play: Callable[[], object],
    show_scale: Callable[[float], object],
) -> dict[Qt.Key, Callable[[], object]]:
    """The callables are the page's methods of the same names."""
    return {
        Qt.Key.Key_Left: partial(step, -1),
        Qt.Key.Key_Right: partial(step, 1),
        Qt.Key.Key_Up: partial(change_monitor, -1),
        Qt.Key.Key_Down: partial(change_monitor, 1),
        Qt.Key.Key_Home: partial(select, 0),
        Qt.Key.Key_End: partial(step, _TO_THE_END),
        Qt.Key.Key_PageUp: partial(header.step, -1),
        Qt.Key.Key_PageDown: partial(header.step, 1),
        Qt.Key.Key_G: header.open_calendar,
        Qt.Key.Key_Return: open_current,
        Qt.Key.Key_Enter: open_current,
        Qt.Key.Key_Space: toggle_play,
        Qt.Key.Key_BracketLeft: partial(player.change_speed, -1),
        Qt.Key.Key_BracketRight: partial(player.change_speed, 1),
        Qt.Key.Key_0: partial(show_scale, DAY),
        Qt.Key.Key_Plus: partial(ribbon.zoom, ZOOM_STEP),
        Qt.Key.Key_Equal: partial(ribbon.zoom, ZOOM_STEP),
        Qt.Key.Key_Minus: partial(ribbon.zoom, 1 / ZOOM_STEP),
        **{getattr(Qt.Key, f"Key_{key}"): partial(show_scale, seconds) for _, _, seconds, key in SCALES},
    }
