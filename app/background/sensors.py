"""Battery, heat and load (psutil).

Called by the reading loop's thread, every few seconds at most. What a system does not tell counts as harmless: a
desktop has no battery, Windows and macOS show no temperatures, a container shows neither.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import psutil

from app.background.governor import MachineState

PROCESSORS = frozenset({"coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "soc_thermal"})
"""Linux's names of the sensors that sit on a processor; a warm disk is not our doing."""
BELOW_CRITICAL = 8.0
"""Degrees: processors slow themselves down at the critical mark, and their turbo lives a few degrees under it."""


class Sensors:
    """`own`: CPU seconds so far of all processes of this program. `idle`: seconds since the person's last input."""

    def __init__(self, *, own: Callable[[], float], idle: Callable[[], float] = lambda: 0.0) -> None:
        self._own = own
        self._idle = idle
        self._before: tuple[float, float, float] | None = None

    def conditions(self) -> MachineState:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        return MachineState(
            on_battery=battery is not None and battery.power_plugged is False,
            battery_percent=float(battery.percent) if battery is not None else 100.0,
            heat_headroom=headroom(_temperatures()),
            others_load=self._others_load(),
            person_idle=self._idle(),
        )

    def _others_load(self) -> float:
        """Since the last call; nothing at the first."""
        now = (*_machine_seconds(), self._own())
        before, self._before = self._before or now, now
        passed, busy, own = (later - earlier for later, earlier in zip(now, before, strict=True))
        return min(1.0, max(0.0, (busy - own) / passed)) if passed > 0 else 0.0


def headroom(sensors: Iterable[tuple[float, float | None, float | None]]) -> float:
    """Degrees Celsius until the warmest processor is too warm, of (current, high, critical) each."""
    marks = [(critical - BELOW_CRITICAL if critical else high, current) for current, high, critical in sensors]
    return min((mark - current for mark, current in marks if mark and mark > 0 and current > 0), default=math.inf)


def _machine_seconds() -> tuple[float, float]:
    """Of all cores since the machine began: all seconds, and those that were worked."""
    times = psutil.cpu_times()._asdict()
    total = sum(times.values()) - times.get("guest", 0.0) - times.get("guest_nice", 0.0)  # they are in user and nice
    return total, total - times["idle"] - times.get("iowait", 0.0)


def _temperatures() -> list[tuple[float, float | None, float | None]]:
    if not hasattr(psutil, "sensors_temperatures"):
        return []
    found = psutil.sensors_temperatures()
    return [(one.current, one.high, one.critical) for name in PROCESSORS & found.keys() for one in found[name]]


def cpu_seconds(*pids: int | None) -> float:
    """CPU seconds so far of these processes; one that has ended counts nothing."""
    return sum(_cpu(pid) for pid in pids if pid is not None)


def _cpu(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
