"""A frame sink that reports each frame after another sink has taken it. Called by the recorder's thread."""

from __future__ import annotations

from collections.abc import Callable

from base.coverage import Coverage
from capture.frames import CapturedFrame, FrameSink


class NotifyingSink:
    def __init__(self, sink: FrameSink, on_frame: Callable[[], None]) -> None:
        self._sink = sink
        self._on_frame = on_frame

    def accept(self, frame: CapturedFrame) -> None:
        self._sink.accept(frame)
        self._on_frame()

    def note(self, coverage: Coverage) -> None:
        self._sink.note(coverage)
