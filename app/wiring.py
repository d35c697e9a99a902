"""How capture is put together: for the live screen and for an import. Qt-free; used by commands and the desktop app."""

from __future__ import annotations

import math
from collections.abc import Callable, Container
from datetime import timedelta

from app.settings import Settings
from capture.desktop import open_desktop
from capture.intake import Intake
from capture.model import CapturedFrame, Coverage, FrameSink
from capture.recorder import Pace, Recorder, RecorderStatus
from capture.rules import Rules
from capture.screen import MssScreen

IMPORT_GAP = timedelta(minutes=2)
"""Imported pictures may be far apart: beyond this nothing is claimed about the time between them."""


class NotifyingSink:
    """Tells, after each durable frame, that there is something to read. Called by the recorder's thread."""

    def __init__(self, sink: FrameSink, spooled: Callable[[], None]) -> None:
        self._sink = sink
        self._spooled = spooled

    def accept(self, frame: CapturedFrame) -> None:
        self._sink.accept(frame)
        self._spooled()

    def note(self, coverage: Coverage) -> None:
        self._sink.note(coverage)


def person_idle(status: RecorderStatus) -> float:
    """Seconds for which nobody was there, as far as the recorder can tell: none while it does not look."""
    if status.state == "locked":
        return math.inf
    return status.idle_seconds if status.state in ("recording", "skipping") else 0.0


def rules_from(settings: Settings, *, described: bool = True) -> Rules:
    """`described` False: pictures without metadata have no window to judge, and who imports them has chosen them."""
    chosen = settings.exclusions
    return Rules(
        apps=chosen.apps,
        titles=chosen.titles,
        sites=chosen.sites,
        private_browsing=chosen.private_browsing,
        password_managers=chosen.password_managers,
        unknown_windows=chosen.unknown_windows if described else "save",
    )


def pace_from(settings: Settings) -> Pace:
    chosen = settings.capture
    return Pace(interval=chosen.interval, idle=chosen.idle_interval, idle_after=chosen.idle_after)


def longest_gap(settings: Settings) -> timedelta:
    """Between two looks for which the time between them is still accounted for."""
    return timedelta(seconds=max(30.0, 2.5 * settings.capture.idle_interval))


def build_import(settings: Settings, sink: FrameSink, *, known: Container[str], described: bool) -> Intake:
    return Intake(rules=rules_from(settings, described=described), sink=sink, known=known, longest_gap=IMPORT_GAP)


def build_recorder(
    settings: Settings, sink: FrameSink, on_status: Callable[[RecorderStatus], None] = lambda _: None
) -> Recorder:
    return Recorder(
        screen=MssScreen,
        desktop=open_desktop,
        intake=Intake(rules=rules_from(settings), sink=sink, longest_gap=longest_gap(settings)),
        pace=pace_from(settings),
        on_status=on_status,
    )
