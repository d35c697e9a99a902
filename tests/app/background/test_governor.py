"""The whole policy of reading: what is read, how fast, and what the rest waits for."""

from __future__ import annotations

import math

import pytest

from app.background.governor import Allowance, Decision, Effort, MachineState, ReadingMode, decide, threads_for

AT_WORK = MachineState()
AWAY = MachineState(person_idle=60)
AWAY_BUILDING = MachineState(person_idle=600, others_load=0.9)
UNPLUGGED = MachineState(on_battery=True, battery_percent=80)
UNPLUGGED_AWAY = MachineState(on_battery=True, battery_percent=80, person_idle=600)
NEARLY_EMPTY = MachineState(on_battery=True, battery_percent=19, person_idle=600)
CHARGING = MachineState(on_battery=False, battery_percent=5)
HOT = MachineState(heat_headroom=0, person_idle=600)

NO_LIMIT = math.inf
NOTHING, NEWEST, ALL = ReadingMode.NOTHING, ReadingMode.NEWEST, ReadingMode.ALL


@pytest.mark.parametrize(
    ("effort", "now", "expected"),
    [
        ("light", AT_WORK, Decision(NEWEST, 0.05, NO_LIMIT, "idle")),
        ("light", AWAY, Decision(ALL, 0.5, NO_LIMIT)),
        ("light", AWAY_BUILDING, Decision(ALL, 0.05, NO_LIMIT)),
        ("light", UNPLUGGED, Decision(NEWEST, 0.05, NO_LIMIT, "mains")),
        ("light", UNPLUGGED_AWAY, Decision(NEWEST, 0.05, NO_LIMIT, "mains")),
        ("balanced", AT_WORK, Decision(ALL, 0.25, 1.0)),
        ("balanced", AWAY, Decision(ALL)),
        ("balanced", AWAY_BUILDING, Decision(ALL, 0.25, 1.0)),
        ("balanced", UNPLUGGED, Decision(NEWEST, 0.15, 1.0, "mains")),
        ("balanced", UNPLUGGED_AWAY, Decision(ALL, 0.15, 1.0)),
        ("balanced", CHARGING, Decision(ALL, 0.25, 1.0)),
        ("full", AT_WORK, Decision(ALL)),
        ("full", UNPLUGGED, Decision(ALL)),
        ("full", AWAY_BUILDING, Decision(ALL)),
    ],
)
def test_what_is_read_and_how_fast(effort: Effort, now: MachineState, expected: Decision) -> None:
    assert decide(effort, now) == expected


@pytest.mark.parametrize("effort", ["light", "balanced", "full"])
@pytest.mark.parametrize(("now", "waits_for"), [(NEARLY_EMPTY, "battery"), (HOT, "heat")])
def test_an_empty_battery_or_a_hot_processor_stops_every_effort(
    effort: Effort, now: MachineState, waits_for: str
) -> None:
    decision = decide(effort, now, crowded=0.9)

    assert (decision.reads, decision.waits_for) == (NOTHING, waits_for)


@pytest.mark.parametrize(("effort", "patience"), [("light", NO_LIMIT), ("balanced", 1.0)])
def test_a_spool_that_fills_up_is_read_whoever_is_there(effort: Effort, patience: float) -> None:
    decision = decide(effort, AT_WORK, crowded=0.5)

    assert decision == Decision(ALL, 0.5, patience)


def test_sensors_that_are_absent_mean_mains_and_cool() -> None:
    assert decide("balanced", MachineState(person_idle=60)) == Decision(ALL)


def test_only_full_effort_uses_more_than_one_thread() -> None:
    assert [threads_for(effort, 4) for effort in ("light", "balanced", "full")] == [1, 1, 4]


def test_what_was_spent_has_to_come_in_again() -> None:
    allowance = Allowance(now=0)

    allowance.spend(Allowance.MAX_SAVED + 1)

    assert allowance.wait(0.25, now=0) == pytest.approx(4)
    assert allowance.wait(0.25, now=3) == pytest.approx(1)
    assert allowance.wait(0.25, now=4.1) == 0


def test_over_an_hour_the_share_is_kept() -> None:
    allowance, now, spent = Allowance(now=0), 0.0, 0.0

    while now < 3600:
        now += max(allowance.wait(0.05, now), 1.2)
        if allowance.wait(0.05, now) == 0:
            allowance.spend(1.2)
            spent += 1.2

    assert spent / 3600 == pytest.approx(0.05, abs=0.002)


def test_a_quiet_time_saves_a_little_and_one_dear_step_owes_no_more_than_a_while() -> None:
    rested, indebted = Allowance(now=0), Allowance(now=0)

    rested.wait(0.25, now=10_000)
    rested.spend(Allowance.MAX_SAVED - 0.1)
    indebted.spend(500)

    assert rested.wait(0.25, now=10_000) == 0
    assert indebted.wait(0.25, now=0) == pytest.approx(Allowance.MAX_DEBT / 0.25)


def test_older_frames_leave_something_for_the_next_new_one() -> None:
    allowance = Allowance(now=0)
    allowance.spend(Allowance.MAX_SAVED - Allowance.RESERVE)

    assert allowance.wait(0.25, now=0, keep=Allowance.RESERVE) > 0
    assert allowance.wait(0.25, now=0) == 0


def test_without_a_limit_no_debt_is_left() -> None:
    allowance = Allowance(now=0)
    allowance.spend(9)

    assert allowance.wait(NO_LIMIT, now=0) == 0
