"""Recorder: the thread that takes pictures of the screen at the right moments and feeds the pipeline.

Only this thread touches the screen and the desktop; it opens both, each with its own connection. Other threads read a
`RecorderStatus` or call start, stop, pause and resume. The thread waits on events only. An error becomes a status that
the person sees, and is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from base.clock import Clock, utc_now
from base.coverage import State
from base.errors import AfterglowError, CaptureError, DiskFull, NoDisplay, PermissionMissing
from capture.frames import Pixels, Screenshot, Window
from capture.pipeline import NO_SPACE, CapturePipeline, FrameOutcome
from capture.recorder_status import RecorderState, RecorderStatus, SamplingRate
from capture.rules import Rules
from capture.screen import Monitor, ScreenSource
from capture.screen_watchdog import ScreenWatchdog, active_on_monitor
from capture.window_source import Desktop

log = logging.getLogger(__name__)

Windows = tuple[Window | None, tuple[Window, ...]]

SETTLE_SECONDS = 0.25
"""Between a window switch and the look at it, so that the window has drawn itself."""
MIN_INTERVAL = 0.5
"""Seconds between two looks at least, however often windows switch or titles change."""
QUIET_AFTER, QUIET_FACTOR, MAX_QUIET_INTERVAL = 20, 2.0, 5.0
"""After this many samples without news the interval doubles, to 5 s at most, until there is input or a switch."""
PRESENT_IDLE = 5.0
"""Seconds: with less idle time than this somebody is using the machine."""
RETRY_SECONDS = 5.0
"""Seconds before a display that failed is tried again."""
MAX_UNSTEADY = 4
"""Looks in a row at which the windows changed; after that a picture is taken anyway."""
MAX_MISSES = 3
"""Grabs in a row that may fail because a monitor changes; one more is a fault."""
MARK_EVERY = 10.0
"""Seconds between two looks while paused or locked, so that coverage has no holes and an unlock is noticed."""


class Recorder:
    """Records until `stop`. `screen` and `desktop` are factories, called in the recorder's thread, and again after a
    fault. `on_status` is called in that thread with each new status: it must be quick and must not raise.

    clock: the time of screenshots. monotonic: the time of the schedule.
    """

    def __init__(
        self,
        *,
        pipeline: CapturePipeline,
        screen: Callable[[], ScreenSource],
        desktop: Callable[[], Desktop],
        rate: SamplingRate | None = None,
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        on_status: Callable[[RecorderStatus], None] = lambda _: None,
    ) -> None:
        self._pipeline = pipeline
        self._open_screen = screen
        self._open_desktop = desktop
        self._rate = rate or SamplingRate()
        self._clock = clock
        self._monotonic = monotonic
        self._on_status = on_status
        self._lock = threading.Lock()
        self._status = RecorderStatus()
        self._stopping = threading.Event()
        self._nudge = threading.Event()
        self._paused = False
        self._paused_until: float | None = None
        self._until: datetime | None = None
        self._thread: threading.Thread | None = None
        self._screen: ScreenSource | None = None
        self._desktop: Desktop | None = None
        self._last_at: datetime | None = None
        self._due = 0.0
        self._quiet = 0
        self._idle = 0.0
        self._counts: Counter[str] = Counter()
        self._watchdogs: dict[int, ScreenWatchdog] = {}
        self._monitors: tuple[int, ...] = (1,)
        self._seen: Windows = (None, ())
        self._unsteady = 0
        self._misses = 0

    def start(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="afterglow-recorder", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread has ended and the sink has its last stretch of coverage."""
        self._stopping.set()
        self._wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    close = stop

    def pause(self, duration: timedelta | None = None) -> None:
        """Take no more pictures until `resume`, or for `duration`."""
        with self._lock:
            self._paused = True
            self._paused_until = None if duration is None else self._monotonic() + duration.total_seconds()
            self._until = None if duration is None else self._clock() + duration
            self._status = replace(self._status, state="paused", paused_until=self._until, message="", rule="")
        self._wake()

    def resume(self) -> None:
        with self._lock:
            self._paused, self._paused_until = False, None
        self._wake()

    def set_rules(self, rules: Rules, rate: SamplingRate, longest_gap: timedelta) -> None:
        """From the next look on."""
        self._pipeline.set_rules(rules, longest_gap)
        self._rate = rate
        self._wake()

    def status(self) -> RecorderStatus:
        with self._lock:
            return self._status

    def _run(self) -> None:
        """Top of the thread: whatever goes wrong becomes a status, and is tried again after a rest."""
        self._due = self._monotonic()
        while not self._stopping.is_set():
            try:
                wait = self._step()
            except AfterglowError as error:
                wait = self._fault(error)
            except Exception as error:  # noqa: BLE001
                log.error("the recorder met %s", type(error).__name__)
                wait = self._fault(CaptureError(type(error).__name__))
            self._wait(wait)
        self._close_sources()
        self._pipeline.close()
        self._publish("stopped", message=self.status().message)

    def _step(self) -> float:
        """One pass. Returns the seconds to wait for the next."""
        if self._is_paused():
            self._close_sources()
            return self._mark_idle(State.PAUSED, "paused")
        desktop, screen = self._open()
        if desktop.screen_locked():
            return self._mark_idle(State.LOCKED, "locked")
        idle = self._idle = desktop.idle_seconds()
        late = self._monotonic() - self._due
        outcomes = self._look(screen, desktop, idle)
        if not outcomes:
            return SETTLE_SECONDS
        self._count(outcomes, late)
        return self._schedule(idle)

    def _look(self, screen: ScreenSource, desktop: Desktop, idle: float) -> list[FrameOutcome]:
        """One picture of each monitor, with the windows that belong to these very pixels. A title changes before its
        page is drawn, so a picture counts only if the windows are the same at the last look, before it and after it.
        """
        before = (desktop.active(), desktop.windows())
        at = self._now()
        pictures = self._grab_all(screen) if self._is_steady(before) else []
        if not pictures or not self._is_steady((desktop.active(), desktop.windows())):
            self._nudge.set()
            return []
        self._unsteady = 0
        shots = [Screenshot(at, seen.number, pixels, (seen.rect.x, seen.rect.y), *before) for seen, pixels in pictures]
        return [self._offer(shot, idle) for shot in shots]

    def _is_steady(self, windows: Windows) -> bool:
        """Are the windows as at the last look? After some looks yes in any case: a title with a spinner in it changes
        all the time, and must not stop recording."""
        same = windows == self._seen
        self._seen = windows
        if not same:
            self._unsteady += 1
        return same or self._unsteady > MAX_UNSTEADY

    def _grab_all(self, screen: ScreenSource) -> list[tuple[Monitor, Pixels]]:
        """Nothing while monitors are being plugged, unplugged or resized; the next look lists them again."""
        try:
            monitors = screen.monitors()
            pictures = [(monitor, screen.grab(monitor)) for monitor in monitors]
        except CaptureError:
            self._misses += 1
            if self._misses > MAX_MISSES:
                raise
            return []
        self._misses = 0
        numbers = tuple(monitor.number for monitor in monitors)
        for unplugged in set(self._monitors) - set(numbers):
            self._pipeline.end(unplugged)
            self._watchdogs.pop(unplugged, None)
        self._monitors = numbers
        return pictures

    def _offer(self, shot: Screenshot, idle: float) -> FrameOutcome:
        watchdog = self._watchdogs.setdefault(shot.monitor, ScreenWatchdog())
        fault = watchdog.check(shot.pixels, active=active_on_monitor(shot), input_seen=idle < PRESENT_IDLE)
        if fault:
            self._pipeline.mark(State.FAILED, monitor=shot.monitor, at=shot.at, reason=fault)
            return FrameOutcome(State.FAILED, fault)
        return self._pipeline.process(shot)

    def _count(self, outcomes: list[FrameOutcome], late: float) -> None:
        for outcome in outcomes:
            key = f"skipped {outcome.reason}" if outcome.state is State.SKIPPED else str(outcome.state)
            self._counts[key] += 1
            self._counts["video"] += outcome.video
        self._counts["samples"] += 1
        news = any(outcome.state is State.SAVED for outcome in outcomes)
        self._quiet = 0 if news else self._quiet + 1
        failed = next((outcome.reason for outcome in outcomes if outcome.state is State.FAILED), "")
        rules = [outcome.reason for outcome in outcomes if outcome.state is State.SKIPPED]
        skipping = rules[0] if len(rules) == len(outcomes) and rules else ""
        state: RecorderState = "skipping" if skipping else "recording"
        if failed:
            state = "full" if failed == NO_SPACE else "fault"
        self._publish(state, message=_fault_message(failed), rule=skipping, late=max(0.0, late), news=news)

    def _schedule(self, idle: float) -> float:
        """Seconds until the next pass. Due times lie on a grid of the interval, so that the time that a pass takes does
        not add up to a drift."""
        rate, now = self._rate, self._monotonic()
        interval = rate.interval
        if idle >= rate.idle_after:
            interval = max(interval, rate.idle)
        elif self._quiet >= QUIET_AFTER and idle >= PRESENT_IDLE:
            interval = max(interval, min(interval * QUIET_FACTOR, MAX_QUIET_INTERVAL))
        self._due += interval
        if self._due < now:
            self._due = now + interval
        return min(self._due - now, interval)

    def _wait(self, seconds: float) -> None:
        """Wait until the next pass is due, a window switch brings it forward, or another thread wakes us."""
        if self._stopping.is_set():
            return
        if self._desktop is None or self._is_paused():
            self._nudge.wait(seconds)
            self._nudge.clear()
            return
        began = self._monotonic()
        if self._nudge.is_set():
            self._nudge.clear()
            self._pause_briefly(SETTLE_SECONDS)
            self._due = self._monotonic()
        elif self._changes(seconds):
            self._pause_briefly(max(SETTLE_SECONDS, MIN_INTERVAL - (self._monotonic() - began)))
            self._due = self._monotonic()

    def _changes(self, seconds: float) -> bool:
        try:
            return self._desktop is not None and self._desktop.wait_change(max(0.0, seconds))
        except CaptureError as error:
            self._fault(error)
            return False

    def _pause_briefly(self, seconds: float) -> None:
        if self._nudge.wait(seconds):
            self._nudge.clear()

    def _mark_idle(self, state: State, shown: RecorderState) -> float:
        at = self._now()
        for monitor in self._monitors:
            self._pipeline.mark(state, monitor=monitor, at=at)
        self._publish(shown)
        self._due = self._monotonic()
        wait = MARK_EVERY if state is State.PAUSED else self._rate.interval
        with self._lock:
            if self._paused_until is not None:
                wait = min(wait, max(0.0, self._paused_until - self._monotonic()))
        return wait

    def _fault(self, error: AfterglowError) -> float:
        """Publish the fault, mark the time as failed, and open the connections again after a rest. Returns the rest."""
        at = self._now()
        for monitor in self._monitors:
            self._pipeline.mark(State.FAILED, monitor=monitor, at=at, reason=_fault_reason(error))
        log.warning("recording failed: %s", type(error).__name__)
        self._close_sources()
        self._nudge.clear()
        self._publish("fault", message=str(error))
        self._due = self._monotonic() + RETRY_SECONDS
        return RETRY_SECONDS

    def _open(self) -> tuple[Desktop, ScreenSource]:
        """Opens the screen first: python-xlib leaks sockets when there is no server to connect to."""
        if self._desktop is None or self._screen is None:
            self._close_sources()
            screen = self._open_screen()
            with self._lock:
                self._screen = screen
            desktop = self._open_desktop()
            with self._lock:
                self._desktop = desktop
        return self._desktop, self._screen

    def _close_sources(self) -> None:
        with self._lock:
            desktop, self._desktop = self._desktop, None
            screen, self._screen = self._screen, None
        for source in (desktop, screen):
            if source is not None:
                source.close()

    def _is_paused(self) -> bool:
        with self._lock:
            if self._paused and self._paused_until is not None and self._monotonic() >= self._paused_until:
                self._paused, self._paused_until = False, None
            return self._paused

    def _now(self) -> datetime:
        """The time, but never before the last shot: when the clock is set back, ids must stay in order."""
        now = self._clock()
        if self._last_at is not None and now <= self._last_at and self._last_at - now < timedelta(minutes=10):
            now = self._last_at + timedelta(microseconds=1)
        self._last_at = now
        return now

    def _wake(self) -> None:
        self._nudge.set()
        with self._lock:
            if self._desktop is not None:
                self._desktop.wake()

    def _publish(
        self, state: RecorderState, *, message: str = "", rule: str = "", late: float = 0.0, news: bool = False
    ) -> None:
        skipped = {key.removeprefix("skipped "): n for key, n in self._counts.items() if key.startswith("skipped ")}
        with self._lock:
            was = self._status
            self._status = RecorderStatus(
                state=state,
                message=message,
                rule=rule,
                paused_until=self._until if state == "paused" else None,
                kept=self._counts[State.SAVED],
                unchanged=self._counts[State.UNCHANGED],
                video=self._counts["video"],
                failed=self._counts[State.FAILED],
                skipped=MappingProxyType(skipped),
                last_kept=self._last_at if news else was.last_kept,
                idle_seconds=self._idle,
                cpu_seconds=time.thread_time(),
                samples=self._counts["samples"],
                late_seconds=max(was.late_seconds, late),
            )
            status = self._status
        self._on_status(status)


def _fault_reason(error: AfterglowError) -> str:
    if isinstance(error, NoDisplay):
        return "no display"
    return "no permission" if isinstance(error, PermissionMissing) else "capture failed"


def _fault_message(reason: str) -> str:
    if not reason:
        return ""
    if reason == NO_SPACE:
        return str(DiskFull())
    return str(CaptureError(reason))
