"""From shot to sink: rules, blackout, change gate, coverage.

Called by one thread at a time (the recorder's, or an import's). Nothing of a shot that was left out is held afterwards.
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
"""Reason of a saved stretch in which a film played and was kept only now and then."""


@dataclass(frozen=True, slots=True)
class FrameOutcome:
    """What became of one shot. `reason`: a rule or a fault; for a kept frame the rule that blacked something out."""

    state: State
    reason: str = ""
    frame: str = ""
    """Id of the kept frame."""
    video: bool = False
    """Nothing but a film moved: it is kept now and then, and this shot was its turn or was not."""


@dataclass(slots=True)
class _Stretch:
    coverage: Coverage
    noted: datetime | None = None


class CapturePipeline:
    """`process` every shot in time order; `mark` what was no shot at all (paused, locked, fault); `close` at the end.

    sink: raises DiskFull when it cannot keep; the shot is then failed and the next one is tried afresh.
    gates: makes the change gate of a monitor that is met for the first time.
    known: ids that are in the memory already; they are judged, so that what follows is judged as before, but not
    written again (an import that is resumed).
    longest_gap: a pause between two samples after which nothing is claimed about the time between them.
    note_every: how often an open stretch is told to the sink.
    linger: a screen counts as saved, not as unchanged, for so long after its last news, so that typing does not make a
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
        """May be replaced between two shots, when the person changes a rule."""
        self._sink = sink
        self._new_gate = gates
        self._known = known
        self._longest_gap = longest_gap
        self._note_every = note_every
        self._linger = linger
        self._gates: dict[int, ChangeGate] = {}
        self._open: dict[int, _Stretch] = {}
        self._kept_at: dict[int, datetime] = {}

    def set_rules(self, rules: Rules, longest_gap: timedelta) -> None:
        """From any thread; a shot is judged by the rules that it finds."""
        self.rules, self._longest_gap = rules, longest_gap

    def process(self, shot: Screenshot) -> FrameOutcome:
        """Judge one shot, keep it if it may be remembered and is news, account for its time."""
        outcome = self._judge(shot)
        state, reason = self._accounted(outcome, shot)
        self.mark(state, monitor=shot.monitor, at=shot.at, reason=reason)
        return outcome

    def mark(self, state: State, *, monitor: int, at: datetime, reason: str = "") -> None:
        """Account for one sample of a monitor. Stretches of one kind are joined; a change of kind ends a stretch."""
        current = self._open.get(monitor)
        if current is None or not self._continues(current.coverage, state, reason, at):
            self._begin(state, monitor, at, reason)
            return
        was = current.coverage
        current.coverage = replace(was, end=at, count=was.count + 1)
        if current.noted is None or at - current.noted >= self._note_every:
            self._note(current)

    def end(self, monitor: int) -> None:
        """The monitor is gone: its stretch ends where it was last seen, and its gate forgets its pixels."""
        stretch = self._open.pop(monitor, None)
        if stretch is not None:
            self._note(stretch)
        self._gates.pop(monitor, None)

    def flush(self) -> None:
        """Tell the sink of every open stretch as it stands."""
        for stretch in self._open.values():
            self._note(stretch)

    def close(self) -> None:
        for monitor in list(self._open):
            self.end(monitor)

    def _accounted(self, outcome: FrameOutcome, shot: Screenshot) -> tuple[State, str]:
        """A film's samples are saved time, with their own reason: between two kept ones less than the whole is held."""
        if outcome.state not in (State.SAVED, State.UNCHANGED):
            return outcome.state, outcome.reason
        if self._freshly_kept(shot):
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
        frame = _frame(shot, pixels, verdict)
        failure = self._keep(frame)
        if failure:
            return FrameOutcome(State.FAILED, failure)
        gate.keep(pixels, shot.at)
        if not video:
            self._kept_at[shot.monitor] = shot.at
        return FrameOutcome(State.SAVED, verdict.rule, frame.id, video)

    def _keep(self, frame: CapturedFrame) -> str:
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

    def _freshly_kept(self, shot: Screenshot) -> bool:
        kept = self._kept_at.get(shot.monitor)
        return kept is not None and timedelta() <= shot.at - kept <= self._linger

    def _continues(self, was: Coverage, state: State, reason: str, at: datetime) -> bool:
        return (was.state, was.reason) == (state, reason) and timedelta() <= at - was.end <= self._longest_gap

    def _begin(self, state: State, monitor: int, at: datetime, reason: str) -> None:
        """The old stretch lasts until the new one begins, unless nothing is known of the time between."""
        old = self._open.get(monitor)
        if old is not None:
            if timedelta() <= at - old.coverage.end <= self._longest_gap:
                old.coverage = replace(old.coverage, end=at)
            self._note(old)
        name = new_id(at, _tail(f"{monitor}|{state}|{reason}"))
        self._open[monitor] = _Stretch(Coverage(name, at, at, monitor, state, reason))
        self._note(self._open[monitor])

    def _note(self, stretch: _Stretch) -> None:
        """A stretch that finds no room is told again with the next note."""
        try:
            self._sink.note(stretch.coverage)
        except AfterglowError as error:
            log.info("a stretch could not be noted: %s", type(error).__name__)
            return
        stretch.noted = stretch.coverage.end


def _frame(shot: Screenshot, pixels: Pixels, verdict: Verdict) -> CapturedFrame:
    """Names of excluded windows go no further, and each monitor's frame is named after a window that shows on it."""
    windows = tuple(window for window in shot.windows if window not in verdict.excluded)
    return CapturedFrame(
        id=shot.id or new_id(shot.at),
        at=shot.at,
        monitor=shot.monitor,
        pixels=pixels,
        window=_named_after(shot, windows, verdict.excluded),
        windows=windows,
        origin=shot.origin,
    )


def _named_after(shot: Screenshot, windows: tuple[Window, ...], excluded: tuple[Window, ...]) -> Window:
    monitor = Rect(*shot.origin, shot.pixels.shape[1], shot.pixels.shape[0])
    active: tuple[Window, ...] = (shot.active,) if shot.active is not None and shot.active not in excluded else ()
    for window in (*active, *reversed(windows)):
        if window.geometry is None or clip([window.geometry], monitor):
            return window
    return Window()


def _tail(text: str) -> str:
    return xxhash.xxh3_64_hexdigest(text.encode())[:10]
