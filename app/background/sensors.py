"""Sensors: battery, heat and load of the machine (psutil).

Called by the reading loop's thread, every few seconds at most. A sensor that is absent counts as harmless: a desktop
has no battery, Windows and macOS show no temperatures, a container shows neither.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterable
from typing import Any

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
        battery = _read_battery()
        return MachineState(
            on_battery=battery is not None and battery.power_plugged is False,
            battery_percent=float(battery.percent) if battery is not None else 100.0,
            heat_headroom=heat_headroom(_read_temperatures()),
            others_load=self._others_load(),
            person_idle=self._idle(),
        )

    def _others_load(self) -> float:
        """Share of all cores that other programs used since the last call; 0 at the first."""
        times = psutil.cpu_times()._asdict()
        total = sum(times.values()) - times.get("guest", 0.0) - times.get("guest_nice", 0.0)  # user and nice hold them
        busy = total - times["idle"] - times.get("iowait", 0.0)
        now = (total, busy, self._own())
        before, self._before = self._before or now, now
        passed, worked, own = (later - earlier for later, earlier in zip(now, before, strict=True))
        return min(1.0, max(0.0, (worked - own) / passed)) if passed > 0 else 0.0


def heat_headroom(sensors: Iterable[tuple[float, float | None, float | None]]) -> float:
    """Degrees Celsius until the warmest processor is too warm, of (current, high, critical) each."""
    marks = [(critical - BELOW_CRITICAL if critical else high, current) for current, high, critical in sensors]
    return min((mark - current for mark, current in marks if mark and mark > 0 and current > 0), default=math.inf)


def _read_battery() -> Any:
    """None without one; in a container the system's folder for it may be missing, which psutil does not expect."""
    with contextlib.suppress(OSError):
        return psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return None


def _read_temperatures() -> list[tuple[float, float | None, float | None]]:
    sensors: dict[str, Any] = {}
    with contextlib.suppress(OSError):
        sensors = psutil.sensors_temperatures() if hasattr(psutil, "sensors_temperatures") else {}
    return [
        (sensor.current, sensor.high, sensor.critical)
        for name in PROCESSORS & sensors.keys()
        for sensor in sensors[name]
    ]


def cpu_seconds(*pids: int | None) -> float:
    """CPU seconds so far of these processes; one that has ended counts nothing."""
    total = 0.0
    for pid in pids:
        if pid is not None:
            with contextlib.suppress(psutil.Error):
                times = psutil.Process(pid).cpu_times()
                total += times.user + times.system
    return total
