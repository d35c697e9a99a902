"""Capture pipeline: from a screenshot to the sink, through rules, blackout and change gate, with coverage of all time.

Called by one thread at a time (the recorder's, or an import's). Nothing of an excluded screenshot is held afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import xxhash

from base.coverage import Coverage, State
from base.errors import AfterglowError, DiskFull
from base.ids import new_id
from capture.change_gate import ChangeGate, GateDecision
from capture.frames import CapturedFrame, FrameSink, Pixels, Rect, Screenshot, Window
from capture.occlusion import black_out, clip
from capture.rules import Rules, Verdict

log = logging.getLogger(__name__)

NO_SPACE = "no space"
NOT_WRITTEN = "could not be written"
VIDEO = "video"
"""The reason of a saved stretch in which a film played, of which only some frames were kept."""


@dataclass(frozen=True, slots=True)
class FrameOutcome:
    """The result of one shot. `reason`: a rule or a fault; for a kept frame the rule that blacked something out."""

    state: State
    reason: str = ""
    frame: str = ""
    """Id of the kept frame."""
    video: bool = False
    """Only a film moved. Such shots are kept now and then."""


@dataclass(slots=True)
class _Stretch:
    coverage: Coverage
    noted: datetime | None = None


class CapturePipeline:
    """`process` every shot in time order, `mark` time without a shot (paused, locked, fault), and `close` at the end.

    sink: raises DiskFull when it cannot store a frame; the shot then counts as failed, and the next one is tried.
    gates: builds the change gate of a monitor that is seen for the first time.
    known: ids that are in the memory already (an import that is resumed). They are judged, so that the shots after them
    are judged as before, but not stored again.
    longest_gap: after a longer pause between two samples nothing is claimed about the time between them.
    note_every: how often the sink gets an open stretch of coverage.
    linger: for this long after its last news a screen counts as saved, not as unchanged, so that typing does not make a
    stretch of every word.
    """

    def __init__(
        self,
        *,
        rules: Rules,
        sink: FrameSink,
        gates: Callable[[], ChangeGate] = ChangeGate,
        known: Container[str] = frozenset(),
        longest_gap: timedelta = timedelta(seconds=30),
        note_every: timedelta = timedelta(seconds=30),
        linger: timedelta = timedelta(seconds=30),
    ) -> None:
        self.rules = rules
        """`set_rules` replaces them when the person changes a rule."""
        self._sink = sink
        self._new_gate = gates
        self._known = known
        self._longest_gap = longest_gap
        self._note_every = note_every
        self._linger = linger
        self._gates: dict[int, ChangeGate] = {}
        self._open: dict[int, _Stretch] = {}
        self._last_kept: dict[int, datetime] = {}

    def set_rules(self, rules: Rules, longest_gap: timedelta) -> None:
        """From any thread; counts from the next shot on."""
        self.rules, self._longest_gap = rules, longest_gap

    def process(self, shot: Screenshot) -> FrameOutcome:
        """Judge one shot, store it if it may be remembered and is news, and note coverage for its time."""
        outcome = self._judge(shot)
        state, reason = self._to_coverage(outcome, shot)
        self.mark(state, monitor=shot.monitor, at=shot.at, reason=reason)
        return outcome

    def mark(self, state: State, *, monitor: int, at: datetime, reason: str = "") -> None:
        """Note coverage for one sample of a monitor. It goes on the open stretch if that has the same state and reason,
        or ends it and begins a new one."""
        current = self._open.get(monitor)
        if current is None or not self._is_continued(current.coverage, state, reason, at):
            self._begin_stretch(state, monitor, at, reason)
            return
        was = current.coverage
        current.coverage = replace(was, end=at, count=was.count + 1)
        if current.noted is None or at - current.noted >= self._note_every:
            self._note(current)

    def end(self, monitor: int) -> None:
        """The monitor was unplugged: its stretch ends at its last sample, and its gate is dropped with the pixels."""
        stretch = self._open.pop(monitor, None)
        if stretch is not None:
            self._note(stretch)
        self._gates.pop(monitor, None)

    def flush(self) -> None:
        """Give the sink every open stretch as it is now."""
        for stretch in self._open.values():
            self._note(stretch)

    def close(self) -> None:
        for monitor in list(self._open):
            self.end(monitor)

    def _to_coverage(self, outcome: FrameOutcome, shot: Screenshot) -> tuple[State, str]:
        """State and reason. A film counts as saved, with a reason of its own, since not all of it is kept."""
        if outcome.state not in (State.SAVED, State.UNCHANGED):
            return outcome.state, outcome.reason
        last_kept = self._last_kept.get(shot.monitor)
        if last_kept is not None and timedelta() <= shot.at - last_kept <= self._linger:
            return State.SAVED, ""
        return (State.SAVED, VIDEO) if outcome.video else (outcome.state, "")

    def _judge(self, shot: Screenshot) -> FrameOutcome:
        verdict = self.rules.decide(shot)
        if verdict.kind == "skip":
            return FrameOutcome(State.SKIPPED, verdict.rule)
        pixels = black_out(shot.pixels, verdict.regions) if verdict.regions else shot.pixels
        gate = self._gates.setdefault(shot.monitor, self._new_gate())
        change = gate.judge(pixels, shot.at, windows=shot.windows, active=shot.active, origin=shot.origin)
        video = change in (GateDecision.FILM, GateDecision.STILL)
        if not change.is_kept:
            return FrameOutcome(State.UNCHANGED, video=video)
        frame = _to_frame(shot, pixels, verdict)
        failure = self._store(frame)
        if failure:
            return FrameOutcome(State.FAILED, failure)
        gate.keep(pixels, shot.at)
        if not video:
            self._last_kept[shot.monitor] = shot.at
        return FrameOutcome(State.SAVED, verdict.rule, frame.id, video)

    def _store(self, frame: CapturedFrame) -> str:
        """Why it could not be stored; "" when it was."""
        if frame.id in self._known:
            return ""
        try:
            self._sink.accept(frame)
        except DiskFull:
            return NO_SPACE
        except AfterglowError as error:
            log.warning("a frame could not be written: %s", type(error).__name__)
            return NOT_WRITTEN
        return ""

    def _is_continued(self, was: Coverage, state: State, reason: str, at: datetime) -> bool:
        return (was.state, was.reason) == (state, reason) and timedelta() <= at - was.end <= self._longest_gap

    def _begin_stretch(self, state: State, monitor: int, at: datetime, reason: str) -> None:
        """The old stretch lasts until the new one begins, unless the time between them is unknown."""
        old = self._open.get(monitor)
        if old is not None:
            if timedelta() <= at - old.coverage.end <= self._longest_gap:
                old.coverage = replace(old.coverage, end=at)
            self._note(old)
        name = new_id(at, xxhash.xxh3_64_hexdigest(f"{monitor}|{state}|{reason}".encode())[:10])
        self._open[monitor] = _Stretch(Coverage(name, at, at, monitor, state, reason))
        self._note(self._open[monitor])

    def _note(self, stretch: _Stretch) -> None:
        """A stretch that the sink cannot store is given to it again with the next note."""
        try:
            self._sink.note(stretch.coverage)
        except AfterglowError as error:
            log.info("a stretch could not be noted: %s", type(error).__name__)
            return
        stretch.noted = stretch.coverage.end


def _to_frame(shot: Screenshot, pixels: Pixels, verdict: Verdict) -> CapturedFrame:
    """Without the names of excluded windows. Each monitor's frame is named after a window that is visible on it."""
    windows = tuple(window for window in shot.windows if window not in verdict.excluded)
    return CapturedFrame(
        id=shot.id or new_id(shot.at),
        at=shot.at,
        monitor=shot.monitor,
        pixels=pixels,
        window=_choose_window(shot, windows, verdict.excluded),
        windows=windows,
        origin=shot.origin,
    )


def _choose_window(shot: Screenshot, windows: tuple[Window, ...], excluded: tuple[Window, ...]) -> Window:
    """The active window if it is on this monitor, else the topmost one there."""
    monitor = Rect(*shot.origin, shot.pixels.shape[1], shot.pixels.shape[0])
    active: tuple[Window, ...] = (shot.active,) if shot.active is not None and shot.active not in excluded else ()
    for window in (*active, *reversed(windows)):
        if window.geometry is None or clip([window.geometry], monitor):
            return window
    return Window()
