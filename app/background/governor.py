"""Governor: decides what may be read right now, and for how much CPU time.

Pure functions, so that the whole policy stands in one table (tests/app/background/test_governor.py). Called by the
reading loop's thread before each step, and by `afterglow status`. app/background/reading_loop.py waits and measures,
app/background/sensors.py asks the machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Effort = Literal["light", "balanced", "full"]
Reason = Literal["", "idle", "mains", "battery", "heat"]
"""What unread frames wait for: until nobody is there, for the mains, for a charged battery, until it has cooled
down."""

AWAY_AFTER = 60.0
"""Seconds without input after which nobody is there to be disturbed."""
LOW_BATTERY = 20.0
"""Percent; below it on battery nothing is read unless somebody asks."""
BUSY_LOAD = 0.75
"""Share of all cores that other programs use, above which reading goes as slowly as beside a person at work."""
CROWDED = 0.5
"""Share of the spool's budget above which the backlog is read even while the person works: a full spool loses frames.
"""
NO_LIMIT = math.inf


class ReadingMode(Enum):
    NOTHING = "nothing"
    NEWEST = "newest"
    """Only what was captured last; older frames go on waiting."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MachineState:
    """What the sensors measured. The defaults stand for sensors that are absent."""

    on_battery: bool = False
    battery_percent: float = 100.0
    heat_headroom: float = math.inf
    """Degrees Celsius left until the processor is too warm; 0 or less is too warm."""
    others_load: float = 0.0
    """Share of all cores that other programs use, 0 to 1."""
    person_idle: float = 0.0
    """Seconds since the last key or pointer movement."""

    @property
    def away(self) -> bool:
        return self.person_idle >= AWAY_AFTER


@dataclass(frozen=True, slots=True)
class Decision:
    """`share`: cores that reading may use on average. `patience`: seconds after which the newest frame is read even
    though that share is used up, so that what was just seen is found."""

    reads: ReadingMode
    share: float = NO_LIMIT
    patience: float = 0.0
    waits_for: Reason = ""


LIGHT_SHARE, BALANCED_SHARE, BATTERY_SHARE = 0.05, 0.25, 0.15
LIGHT_AWAY_SHARE = 0.5
"""Light keeps fans silent when nobody is there, too."""
PATIENCE = 1.0
"""With the frame at hand to finish, a second or two to read the new one and to store it, it is found within five."""


def decide(effort: Effort, now: MachineState, *, crowded: float = 0.0) -> Decision:
    """`crowded`: the share of the spool's budget that is used."""
    if now.heat_headroom <= 0:
        return Decision(ReadingMode.NOTHING, waits_for="heat")
    if now.on_battery and now.battery_percent < LOW_BATTERY:
        return Decision(ReadingMode.NOTHING, waits_for="battery")
    if effort == "full":
        return Decision(ReadingMode.ALL)
    decision = _light(now) if effort == "light" else _balanced(now)
    if crowded >= CROWDED:
        return Decision(ReadingMode.ALL, max(decision.share, LIGHT_AWAY_SHARE), decision.patience)
    return decision


def _light(now: MachineState) -> Decision:
    if now.on_battery:
        return Decision(ReadingMode.NEWEST, LIGHT_SHARE, NO_LIMIT, "mains")
    if not now.away:
        return Decision(ReadingMode.NEWEST, LIGHT_SHARE, NO_LIMIT, "idle")
    return Decision(ReadingMode.ALL, LIGHT_SHARE if now.others_load > BUSY_LOAD else LIGHT_AWAY_SHARE, NO_LIMIT)


def _balanced(now: MachineState) -> Decision:
    if now.on_battery:
        return Decision(
            ReadingMode.ALL if now.away else ReadingMode.NEWEST, BATTERY_SHARE, PATIENCE, "" if now.away else "mains"
        )
    if now.away and now.others_load <= BUSY_LOAD:
        return Decision(ReadingMode.ALL)
    return Decision(ReadingMode.ALL, BALANCED_SHARE, PATIENCE)


def threads_for(effort: Effort, limit: int) -> int:
    """For reading in the background; what somebody waits for may use `limit` threads."""
    return limit if effort == "full" else 1


class Allowance:
    """CPU seconds that may be spent (a token bucket): they come in at a share of a core and are saved up to a limit. A
    step may overspend; then the next step waits until that has come in. All times are seconds of one monotonic clock.
    """

    MAX_SAVED = 2.0
    """CPU seconds: after a quiet time the first frames of new work are read at once."""
    RESERVE = 1.0
    """CPU seconds that older frames and chores leave for the next new frame."""
    MAX_DEBT = 10.0
    """CPU seconds: starting the models, or one huge picture, must not stop reading for many minutes."""

    def __init__(self, now: float) -> None:
        self._left = self.MAX_SAVED
        self._at = now

    def wait(self, share: float, now: float, *, keep: float = 0.0) -> float:
        """Seconds until the next step may begin, which leaves `keep` CPU seconds untouched."""
        income = math.inf if share == NO_LIMIT else share * (now - self._at)
        self._left = min(self.MAX_SAVED, self._left + income)
        self._at = now
        return 0.0 if self._left > keep else max(0.001, (keep - self._left) / share)

    def spend(self, cpu_seconds: float) -> None:
        self._left = max(-self.MAX_DEBT, self._left - max(0.0, cpu_seconds))
