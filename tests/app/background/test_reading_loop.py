"""The newest frame first, the rest within the allowance, chores when nothing waits; on a clock that stands still."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from app.background.governor import Allowance, Effort, MachineState
from app.background.ingest import Ingest
from app.background.reading_loop import (
    CHORES_AFTER,
    CHORES_EVERY,
    CHORES_URGENT_AFTER,
    POLL,
    RELEASE_AFTER,
    Chore,
    Progress,
    ReadingLoop,
)
from base.coverage import Coverage, State
from base.errors import AfterglowError, StoreError, WeightsMissing
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.scope import Scope
from capture.frames import CapturedFrame, Window
from memory.archive.fake import FakeArchive
from memory.perception.reader_process import SkippedFrame
from memory.perception.spool import Spool
from memory.sealed.keys import Keys

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PIXELS = np.random.default_rng(1).integers(0, 255, (32, 32, 4), np.uint8)
COST = 1.0
"""CPU seconds that reading one frame takes here."""

AT_WORK, AWAY = MachineState(), MachineState(person_idle=600)
EMPTY = MachineState(on_battery=True, battery_percent=5)
UNPLUGGED = MachineState(on_battery=True, battery_percent=90)


class Desk:
    """A loop over a real spool, with a clock and a bill that the test keeps."""

    def __init__(self, spool: Spool, keys: Keys, folder: Path, effort: Effort, chores: Sequence[Chore] = ()) -> None:
        self.spool, self._keys = spool, keys
        self.archive = FakeArchive()
        self.conditions = AT_WORK
        self.now = self.bill = 0.0
        self.read: list[str] = []
        self.released = self.told = 0
        self.fault: AfterglowError | None = None
        self.while_reading = lambda: None
        self.lock = FileLock(folder / "ingest.lock")
        self.loop = ReadingLoop(
            Ingest(
                spool=spool,
                reading=lambda: self,
                stretch=lambda entry: spool.stretch(entry, keys),
                archive=self.archive,
                lock=self.lock,
            ),
            effort=effort,
            conditions=lambda: self.conditions,
            spent=lambda: self.bill,
            chores=chores,
            release=self._release,
            on_progress=self._told,
            monotonic=lambda: self.now,
        )

    def perceive(self, entry: str) -> Moment | Coverage | SkippedFrame:
        if self.fault is not None:
            raise self.fault
        item = self.spool.open(entry, self._keys)
        assert isinstance(item, CapturedFrame)
        self.bill += COST
        self.read.append(item.window.title)
        self.while_reading()
        return Moment(item.id, item.at, 1, title=item.window.title, lines=(Line(item.window.title, (0, 0, 9, 9)),))

    def _release(self) -> None:
        self.released += 1

    def _told(self) -> None:
        self.told += 1

    def capture(self, *names: str) -> None:
        for name in names:
            at = NOON + timedelta(seconds=len(self.spool.pending()) + len(self.read))
            self.spool.accept(CapturedFrame(new_id(at), at, 1, PIXELS, Window(app="Editor", title=name)))
        self.loop.poke()

    def pass_time(self, seconds: float) -> None:
        """As the thread would, without waiting."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + max(self.loop.step(), 0.01))

    @property
    def stored(self) -> set[str]:
        return {moment.title for moment in self.archive.select(Scope())}


@pytest.fixture
def desk(tmp_path: Path, spool: Spool, keys: Keys) -> Desk:
    return Desk(spool, keys, tmp_path, "balanced")


def test_the_newest_frame_is_read_first_then_the_others_from_the_oldest(desk: Desk) -> None:
    desk.conditions = AWAY
    desk.capture("one", "two", "three", "four")

    desk.pass_time(1)

    assert desk.read == ["four", "one", "two", "three"]
    assert desk.spool.pending() == []


def test_a_frame_that_comes_while_the_backlog_is_read_goes_before_the_rest(desk: Desk) -> None:
    desk.conditions = AWAY
    desk.capture("one", "two", "three", "four")
    desk.while_reading = lambda: desk.capture("news") if desk.read[-1] == "two" and "news" not in desk.read else None

    desk.pass_time(1)

    assert desk.read == ["four", "one", "two", "news", "three"]


def test_beside_a_person_at_work_the_backlog_waits_for_its_allowance(desk: Desk) -> None:
    desk.capture(*(f"old {number}" for number in range(40)))

    desk.pass_time(60)

    assert desk.bill == pytest.approx(60 * 0.25 + Allowance.MAX_SAVED, abs=1)
    assert desk.loop.progress() == Progress(40 - len(desk.read))


def test_once_the_person_is_away_the_backlog_goes_without_a_pause(desk: Desk) -> None:
    desk.capture(*(f"old {number}" for number in range(40)))
    desk.pass_time(10)
    desk.conditions = AWAY

    desk.pass_time(10)

    assert desk.spool.pending() == []


def test_the_newest_frame_does_not_wait_for_a_debt_to_be_paid(desk: Desk) -> None:
    desk.capture(*(f"old {number}" for number in range(8)))
    desk.pass_time(5)
    desk.bill += 100  # the next step's cost: a huge picture
    desk.while_reading = lambda: setattr(desk, "bill", desk.bill + 100)
    desk.pass_time(60)
    desk.while_reading = lambda: None

    desk.capture("news")
    desk.pass_time(2.1)

    assert "news" in desk.stored


def test_a_stream_of_news_does_not_push_the_newest_frame_back_for_ever(desk: Desk) -> None:
    seen_late = []

    for number in range(40):
        desk.capture(f"page {number}")
        desk.pass_time(1.5)
        seen_late.append(number - max((int(title.split()[1]) for title in desk.stored), default=-1))

    assert max(seen_late) <= 2


def test_light_reads_the_newest_of_a_burst_and_says_what_the_rest_waits_for(
    tmp_path: Path, spool: Spool, keys: Keys
) -> None:
    desk = Desk(spool, keys, tmp_path, "light")
    desk.capture("one", "two", "three")

    desk.pass_time(60)

    assert desk.read == ["three"]
    assert desk.loop.progress() == Progress(2, "idle")


def test_light_keeps_to_a_twentieth_of_a_core(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    desk = Desk(spool, keys, tmp_path, "light")

    for number in range(200):
        desk.capture(f"page {number}")
        desk.pass_time(1.5)

    assert desk.bill <= 300 * 0.05 + Allowance.MAX_SAVED + COST


def test_an_empty_battery_keeps_all_sealed_until_it_is_charged(desk: Desk) -> None:
    desk.conditions = EMPTY
    desk.capture("one", "two")

    desk.pass_time(60)
    held, desk.conditions = desk.loop.progress(), AWAY
    desk.pass_time(POLL + 1)

    assert held == Progress(2, "battery")
    assert desk.read == ["two", "one"]
    assert desk.loop.progress() == Progress()


def test_on_battery_the_newest_frame_is_read_and_the_rest_waits_for_the_mains(desk: Desk) -> None:
    desk.conditions = UNPLUGGED
    desk.capture("one", "two")

    desk.pass_time(60)

    assert desk.read == ["two"]
    assert desk.loop.progress() == Progress(1, "mains")


def test_progress_is_told_only_when_it_changed(desk: Desk) -> None:
    desk.capture("one")

    desk.pass_time(30)

    assert desk.told == 2


def test_accounts_of_time_are_stored_in_their_order_whatever_else_waits(desk: Desk) -> None:
    desk.conditions = EMPTY
    desk.capture("one")
    for minutes in (1, 2, 3):
        desk.spool.note(Coverage("c1", NOON, NOON + timedelta(minutes=minutes), 1, State.SAVED))

    desk.pass_time(POLL)

    assert [stretch.end for stretch in desk.archive.coverage()] == [NOON + timedelta(minutes=3)]
    assert desk.read == []


def test_while_another_process_takes_from_the_spool_it_waits(desk: Desk, tmp_path: Path) -> None:
    desk.capture("one")

    with FileLock(tmp_path / "ingest.lock"):
        waits = desk.loop.step()
    desk.pass_time(1)

    assert waits > 0
    assert desk.read == ["one"]


def test_the_models_leave_memory_after_a_long_rest_and_only_once(desk: Desk) -> None:
    desk.pass_time(RELEASE_AFTER + POLL)
    untouched = desk.released
    desk.capture("one")
    desk.pass_time(RELEASE_AFTER - 5)
    still_there = desk.released

    desk.pass_time(2 * RELEASE_AFTER)

    assert (untouched, still_there, desk.released) == (0, 0, 1)


# -- chores ------------------------------------------------------------------------------------------------------------


class Folding:
    """A chore with so many steps left, each of which costs a CPU second."""

    def __init__(self, steps: int) -> None:
        self.left, self.asked = steps, 0
        self.desk: Desk | None = None

    def __call__(self) -> bool:
        self.asked += 1
        if self.left == 0:
            return False
        assert self.desk is not None
        self.desk.bill += 1
        self.left -= 1
        return self.left > 0


def desk_with(spool: Spool, keys: Keys, folder: Path, *chores: Folding) -> Desk:
    desk = Desk(spool, keys, folder, "balanced", chores)
    desk.conditions = AWAY
    for chore in chores:
        chore.desk = desk
    return desk


def test_chores_are_done_step_by_step_when_nothing_waits(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    fold, thin = Folding(3), Folding(2)
    desk = desk_with(spool, keys, tmp_path, fold, thin)
    desk.capture("one")

    desk.loop.step()
    left_while_reading = fold.left
    desk.pass_time(1)

    assert left_while_reading == 3
    assert (fold.left, thin.left) == (0, 0)


def test_a_new_frame_goes_before_the_next_step_of_a_chore(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    fold = Folding(3)
    desk = desk_with(spool, keys, tmp_path, fold)
    desk.loop.step()

    desk.capture("news")
    desk.loop.step()

    assert fold.left == 2
    assert desk.read == ["news"]


def test_beside_a_person_at_work_chores_keep_to_the_same_share(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    fold = Folding(1000)
    desk = desk_with(spool, keys, tmp_path, fold)
    desk.conditions = AT_WORK

    desk.pass_time(120)

    assert desk.bill == pytest.approx(120 * 0.25 + Allowance.MAX_SAVED, abs=1)


def test_on_an_empty_battery_chores_wait(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    fold = Folding(3)
    desk = desk_with(spool, keys, tmp_path, fold)
    desk.conditions = EMPTY

    desk.pass_time(60)

    assert fold.left == 3


def test_chores_are_asked_again_some_time_after_news_and_seldom_without(
    tmp_path: Path, spool: Spool, keys: Keys
) -> None:
    fold = Folding(0)
    desk = desk_with(spool, keys, tmp_path, fold)
    desk.pass_time(CHORES_EVERY - POLL)
    first = fold.asked
    desk.capture("news")
    desk.pass_time(CHORES_AFTER)

    assert (first, fold.asked) == (1, 2)


def test_a_chore_that_fails_is_told_and_left_alone_until_the_next_round(
    tmp_path: Path, spool: Spool, keys: Keys
) -> None:
    asked = []

    def failing() -> bool:
        asked.append(1)
        raise StoreError("no")

    fold = Folding(2)
    desk = Desk(spool, keys, tmp_path, "balanced", [failing, fold])
    fold.desk = desk

    with pytest.raises(StoreError):
        desk.loop.step()
    desk.pass_time(60)

    assert (len(asked), fold.left) == (1, 0)


# -- the thread --------------------------------------------------------------------------------------------------------


def test_the_thread_reads_what_is_poked_tells_faults_and_ends_when_asked(
    tmp_path: Path, spool: Spool, keys: Keys
) -> None:
    told: list[AfterglowError | None] = []
    failed, arrived = threading.Event(), threading.Event()
    desk = Desk(spool, keys, tmp_path, "balanced")
    desk.while_reading = arrived.set

    def on_error(error: AfterglowError | None) -> None:
        told.append(error)
        if error is not None:
            failed.set()

    ingest = Ingest(
        spool=spool,
        reading=lambda: desk,
        stretch=lambda entry: spool.stretch(entry, keys),
        archive=desk.archive,
        lock=FileLock(tmp_path / "loop.lock", thread_local=False),
    )
    loop = ReadingLoop(ingest, on_error=on_error)
    desk.fault = WeightsMissing("the reader's weights")
    desk.capture("page")
    loop.start()

    assert failed.wait(30)
    desk.fault = None
    loop.poke()
    assert arrived.wait(30)
    loop.stop()

    assert isinstance(told[0], WeightsMissing)
    assert (desk.stored, spool.pending()) == ({"page"}, [])


def test_on_a_busy_day_chores_are_not_starved_by_older_frames(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    done: list[float] = []
    desk = Desk(spool, keys, tmp_path, "balanced", chores=[lambda: bool(done.append(desk.now)) or True])
    desk.capture(*(f"old {number}" for number in range(200)))

    desk.pass_time(10 * CHORES_URGENT_AFTER)

    assert len(desk.spool.pending()) > 0
    assert len(done) >= 8
    assert all(later - before >= CHORES_URGENT_AFTER for before, later in itertools.pairwise(done))


def test_when_recording_pauses_chores_begin_at_once(tmp_path: Path, spool: Spool, keys: Keys) -> None:
    done: list[float] = []
    desk = Desk(spool, keys, tmp_path, "balanced", chores=[lambda: bool(done.append(desk.now))])
    desk.pass_time(1)
    before = len(done)

    desk.loop.do_chores_soon()
    desk.pass_time(1)

    assert len(done) == before + 1


def test_whoever_stops_it_need_not_wait_for_a_process_that_does_not_answer(
    tmp_path: Path, spool: Spool, keys: Keys
) -> None:
    desk = Desk(spool, keys, tmp_path, "balanced")
    began, answered = threading.Event(), threading.Event()

    def wait_for_answer(_error: AfterglowError | None) -> None:
        began.set()
        answered.wait(30)

    ingest = Ingest(
        spool=spool,
        reading=lambda: desk,
        stretch=lambda entry: spool.stretch(entry, keys),
        archive=desk.archive,
        lock=FileLock(tmp_path / "loop.lock", thread_local=False),
    )
    loop = ReadingLoop(ingest, on_error=wait_for_answer)
    loop.start()
    assert began.wait(30)

    assert not loop.stop(within=0.05)
    answered.set()
    assert loop.stop()
