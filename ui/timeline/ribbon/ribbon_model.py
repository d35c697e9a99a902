"""Model of the ribbon: runs, coverage and samples, sorted for painting. Pure.

The loader builds it on the jobs pool; the ribbon, the legend and the preview read it on the UI thread.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from base.coverage import State
from base.records.timeline import CoverageRun, Sample, TimelineRun, TimelineSlice
from ui.kit.time_span import Span

STATE_ORDER = {
    State.UNCHANGED: 0,
    State.SAVED: 1,
    State.LOCKED: 2,
    State.PAUSED: 3,
    State.SKIPPED: 4,
    State.FAILED: 5,
}
"""Later states are painted over earlier ones, so that a bad state is never hidden."""


@dataclass(frozen=True, slots=True)
class RibbonModel:
    span: Span
    step: float
    """Seconds of one bucket."""
    runs: tuple[TimelineRun, ...] = field(repr=False)
    coverage: tuple[CoverageRun, ...] = field(repr=False)
    """Sorted by `STATE_ORDER`, then by start."""
    monitors: tuple[int, ...]
    samples: dict[int, tuple[Sample, ...]] = field(repr=False)
    """By monitor, in order of time."""
    summed: bool
    """The runs are sums over buckets, not single runs."""

    def nearest(self, at: float, monitor: int | None = None) -> Sample | None:
        lanes = [self.samples.get(monitor, ())] if monitor is not None else list(self.samples.values())
        places = [(lane, bisect_left(lane, at, key=lambda sample: sample.at)) for lane in lanes]
        near = [sample for lane, place in places for sample in lane[max(0, place - 1) : place + 1]]
        return min(near, key=lambda sample: abs(sample.at - at), default=None)

    def frames_around(self, sample: Sample, count: int) -> list[str]:
        """The frames before and after a sample on its monitor, the nearest first."""
        lane = self.samples[sample.monitor]
        place = bisect_left(lane, sample.at, key=lambda neighbour: neighbour.at)
        order = sorted(range(max(0, place - count), min(len(lane), place + count + 1)), key=lambda n: abs(n - place))
        return [lane[number].frame for number in order]

    def run_at(self, at: float, monitor: int) -> TimelineRun | None:
        return next((run for run in self.runs if run.monitor == monitor and run.start <= at <= run.end), None)

    def coverage_at(self, at: float) -> Iterator[CoverageRun]:
        """The worst state first."""
        return (run for run in reversed(self.coverage) if run.start <= at <= run.end)

    def apps_in(self, span: Span) -> list[str]:
        """Apps used in the span, the longest first."""
        seen: Counter[str] = Counter()
        for run in self.runs:
            if overlap := _overlap(run, span):
                seen[run.app] += round(overlap * run.share * 1000)
        return [app for app, _ in seen.most_common()]

    def states_in(self, span: Span) -> list[tuple[State, str]]:
        """Each coverage state of the span with its reason, once, the worst last."""
        states = {(run.state, run.reason) for run in self.coverage if _overlap(run, span)}
        return sorted(states, key=lambda state: (STATE_ORDER[state[0]], state[1]))


def _overlap(part: TimelineRun | CoverageRun, span: Span) -> float:
    return max(0.0, min(part.end, span.end) - max(part.start, span.start))


def build_model(buckets: TimelineSlice) -> RibbonModel:
    lanes: dict[int, list[Sample]] = {}
    for sample in buckets.samples:
        lanes.setdefault(sample.monitor, []).append(sample)
    return RibbonModel(
        span=Span(buckets.since, buckets.until),
        step=(buckets.until - buckets.since) / buckets.count,
        runs=buckets.runs,
        coverage=tuple(sorted(buckets.coverage, key=lambda run: (STATE_ORDER[run.state], run.start))),
        monitors=buckets.monitors or (1,),
        samples={monitor: tuple(lane) for monitor, lane in lanes.items()},
        summed=buckets.summed,
    )
