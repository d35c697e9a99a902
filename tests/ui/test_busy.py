"""Whoever waits for more than half a second sees that something is being done."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget

from ui.kit.jobs import BACKGROUND, Jobs
from ui.kit.theme import Look
from ui.kit.widgets import BusyLine


@pytest.fixture
def work(qapp, qtbot):
    jobs, over, held = Jobs(threads=1), QWidget(), threading.Event()
    over.resize(400, 300)
    line = BusyLine(jobs, Look(qapp, "light"), over)
    line.appears_after = 0.1
    over.show()
    yield jobs, line, held
    held.set()
    jobs.close()
    line._timer.stop()
    over.close()


def test_it_appears_while_one_waits_and_goes_with_the_answer(work, qtbot):
    jobs, line, held = work

    jobs.lane().run(held.wait, lambda _: None, lambda _: None)

    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible)
    assert line.width() == 400
    held.set()
    qtbot.waitUntil(lambda: not line.isVisible())
    assert not line._timer.isActive()


def test_work_that_nobody_waits_for_shows_nothing(work, qtbot):
    jobs, line, held = work

    jobs.lane(priority=BACKGROUND).run(held.wait, lambda _: None, lambda _: None)
    qtbot.wait(300)

    assert not line.isVisible()


def test_a_job_that_a_newer_one_replaced_is_not_waited_for(work, qtbot):
    jobs, _, held = work
    lane = jobs.lane()
    lane.run(held.wait, lambda _: None, lambda _: None)

    lane.cancel()

    assert jobs.longest_wait() is None
