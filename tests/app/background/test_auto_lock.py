"""The memory locks itself when nobody is there and with the computer's screen, not under somebody's hands."""

from __future__ import annotations

import pytest

from app.background.auto_lock import AutoLock
from app.settings import LockSettings
from base.errors import NoDisplay
from capture.fakes import FakeDesktop
from capture.recorder_status import RecorderStatus
from ui.kit.ports import LockedBy

TEN_MINUTES = LockSettings(after_minutes=10)


class Place:
    """A computer whose clock, desktop and recorder the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.desktop = FakeDesktop()
        self.recorder: RecorderStatus | None = RecorderStatus(state="paused")
        self.opened = 0
        self.gone = False
        self.lock = AutoLock(recorder=lambda: self.recorder, desktop=self.open, monotonic=lambda: self.now)
        self.lock.opened()

    def open(self) -> FakeDesktop:
        if self.gone:
            raise NoDisplay
        self.opened += 1
        return self.desktop

    def pass_minutes(self, minutes: float) -> None:
        self.now += 60 * minutes
        self.desktop.idle += 60 * minutes


@pytest.fixture
def place() -> Place:
    return Place()


def test_nobody_there_for_as_long_as_the_setting_says(place):
    place.pass_minutes(9.9)
    assert place.lock.due(TEN_MINUTES) is None

    place.pass_minutes(0.2)
    assert place.lock.due(TEN_MINUTES) is LockedBy.IDLE


def test_zero_minutes_mean_never(place):
    place.pass_minutes(100_000)

    assert place.lock.due(LockSettings(after_minutes=0)) is None


def test_a_key_press_begins_the_time_anew(place):
    place.pass_minutes(9)
    place.desktop.idle = 0

    place.pass_minutes(9)

    assert place.lock.due(TEN_MINUTES) is None


def test_what_was_opened_without_a_key_press_stays_open_as_long(place):
    place.pass_minutes(600)
    place.lock.opened()

    assert place.lock.due(TEN_MINUTES) is None
    place.pass_minutes(10)
    assert place.lock.due(TEN_MINUTES) is LockedBy.IDLE


def test_the_computers_lock_locks_the_memory_unless_the_person_does_not_want_it(place):
    place.desktop.locked = True

    assert place.lock.due(LockSettings()) is LockedBy.SESSION
    assert place.lock.due(LockSettings(with_session=False)) is None


def test_what_the_recorder_sees_is_used_and_the_desktop_not_asked(place):
    place.recorder = RecorderStatus(state="recording", idle_seconds=601)
    place.pass_minutes(11)

    assert place.lock.due(TEN_MINUTES) is LockedBy.IDLE
    assert place.opened == 0


def test_the_desktop_is_opened_once_and_let_go(place):
    place.lock.due(TEN_MINUTES)
    place.lock.due(TEN_MINUTES)
    assert (place.opened, place.desktop.closed) == (1, False)

    place.lock.rest()

    assert place.desktop.closed


def test_a_display_that_is_gone_does_not_lock_by_guessing(place):
    place.gone = True
    place.pass_minutes(60)

    assert place.lock.due(TEN_MINUTES) is None


def test_a_display_that_is_gone_while_the_recorder_saw_the_lock_locks(place):
    place.gone, place.recorder = True, RecorderStatus(state="locked")

    assert place.lock.due(TEN_MINUTES) is LockedBy.SESSION
