"""Work away from the UI thread: the newest wins, Cancelled is silent, every other fault arrives as words."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from base.errors import AfterglowError, Cancelled, Locked
from ui.kit.jobs import BACKGROUND, Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs(threads=2)
    yield made
    made.close()


def test_a_result_arrives_on_the_ui_thread(jobs, qtbot):
    seen = []

    jobs.lane().run(
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread())),
        seen.append,
    )
    qtbot.waitUntil(lambda: bool(seen))

    worker, receiver = seen[0]
    assert worker.startswith("afterglow-ui-")
    assert receiver is threading.main_thread()


def test_the_newest_job_of_a_lane_wins(jobs, qtbot):
    slow, seen = threading.Event(), []
    lane = jobs.lane()

    lane.run(lambda: slow.wait(5) and "old", seen.append, seen.append)
    lane.run(lambda: "new", seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    slow.set()
    qtbot.waitUntil(lambda: jobs.idle)

    assert seen == ["new"]


def test_cancelled_is_never_shown(jobs, qtbot):
    seen = []

    def work():
        raise Cancelled

    jobs.lane().run(work, seen.append, seen.append)
    qtbot.waitUntil(lambda: jobs.idle)

    assert seen == []


def test_an_error_of_the_tree_arrives_as_it_is(jobs, qtbot):
    seen = []

    def work():
        raise Locked

    jobs.lane().run(work, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))

    assert isinstance(seen[0], Locked)


def test_a_bug_arrives_as_words_and_is_logged_without_content(jobs, qtbot, caplog):
    seen = []

    def work():
        raise KeyError("what was on the screen")

    jobs.lane().run(work, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))

    assert type(seen[0]) is AfterglowError
    assert "KeyError" in caplog.text
    assert "screen" not in caplog.text


def test_interactive_work_overtakes_background_work(qapp, qtbot):
    jobs, gate, order = Jobs(threads=1), threading.Event(), []
    started = threading.Event()
    jobs.lane().run(lambda: started.set() or gate.wait(5), lambda _: None, order.append)
    qtbot.waitUntil(started.is_set)

    jobs.lane(priority=BACKGROUND).run(lambda: order.append("thumbnail"), lambda _: None, order.append)
    jobs.lane().run(lambda: order.append("search"), lambda _: None, order.append)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    jobs.close()

    assert order == ["search", "thumbnail"]


def test_close_does_not_wait_for_what_hangs(qapp, qtbot):
    jobs, gate, started, seen = Jobs(threads=1), threading.Event(), threading.Event(), []
    jobs.lane().run(lambda: started.set() or gate.wait(30), seen.append, seen.append)
    qtbot.waitUntil(started.is_set)

    jobs.close(wait=0.01)
    gate.set()
    qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in jobs.threads))

    assert seen == []


class Secret:
    """Something that says when it is gone."""


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_job_was_asked_with_goes_when_it_is_done(jobs, qtbot, fails):
    lane, secret = jobs.lane(), Secret()
    gone = weakref.ref(secret)

    def work(held=secret):
        if fails:
            raise Locked

    lane.run(work, lambda _result, held=secret: None, lambda _error, held=secret: None)
    del secret, work
    qtbot.waitUntil(lambda: jobs.idle)
    gc.collect()

    assert gone() is None


def test_what_a_cancelled_job_was_asked_with_goes_too(jobs, qtbot):
    lane, secret = jobs.lane(), Secret()
    gone = weakref.ref(secret)
    first = threading.Event()
    for _ in jobs.threads:
        jobs.lane().run(first.wait, lambda _result: None, lambda _error: None)
    lane.run(lambda held=secret: None, lambda _result: None, lambda _error: None)
    lane.cancel()
    del secret
    first.set()
    qtbot.waitUntil(lambda: jobs.idle)
    gc.collect()

    assert gone() is None
