"""The real machine's sensors, whichever it has, and the rules for those that this one may lack."""

from __future__ import annotations

import math
import os
import sys

import pytest

from app.background.sensors import Sensors, cpu_seconds, heat_headroom


def test_this_machine_answers_whatever_sensors_it_has() -> None:
    machine = Sensors(own=lambda: 0.0, idle=lambda: 7.0)

    conditions = [machine.conditions() for _ in range(2)]

    assert conditions[0].others_load == 0
    assert 0 <= conditions[1].others_load <= 1
    assert 0 <= conditions[1].battery_percent <= 100
    assert conditions[1].person_idle == 7


def test_what_this_program_uses_is_nobody_elses_load() -> None:
    everything = iter((0.0, 1e9))
    machine = Sensors(own=lambda: next(everything))

    machine.conditions()

    assert machine.conditions().others_load == 0


@pytest.mark.parametrize(
    ("sensors", "left"),
    [
        ([], math.inf),
        ([(50, 80, 100)], 42),
        ([(50, 80, 100), (91, 80, 100)], 1),
        ([(95, 100, 100)], -3),
        ([(70, 85, None)], 15),
        ([(70, None, None)], math.inf),
        ([(0, 80, 100)], math.inf),
        ([(40, -273, 0)], math.inf),
    ],
)
def test_degrees_left_until_the_warmest_processor_is_too_warm(
    sensors: list[tuple[float, float | None, float | None]], left: float
) -> None:
    assert heat_headroom(sensors) == left


def test_a_process_that_has_ended_costs_nothing() -> None:
    assert cpu_seconds(os.getpid()) > 0
    assert cpu_seconds(None, 2**22 + 1) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is Linux's")
def test_a_container_without_the_systems_folder_for_batteries_has_none(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path / "absent"))

    conditions = Sensors(own=lambda: 0.0).conditions()

    assert conditions.battery_percent == 100
    assert not conditions.on_battery
