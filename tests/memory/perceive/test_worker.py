"""The reader's process: what it discards, what it refuses, and what it says of a frame that kills it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from capture.errors import WeightsMissing
from capture.model import CapturedFrame, Coverage, State, Window, new_id
from memory.perceive.perceiver import Perceiver
from memory.perceive.private import PrivateGate
from memory.perceive.worker import LeftOut, SpoolReader
from memory.records import Moment, Scope
from memory.sealed.keys import Keys
from memory.spool import Spool

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def reader(spool: Spool, keys: Keys, *missing: WeightsMissing) -> SpoolReader:
    perceiver = Perceiver(reader=None, text_encoder=None, private_gate=PrivateGate(), missing=missing)
    return SpoolReader(spool=spool, keys=keys, perceiver=perceiver)


def frame(minute: int, window: Window) -> CapturedFrame:
    at = NOON + timedelta(minutes=minute)
    return CapturedFrame(new_id(at), at, 1, np.full((64, 64, 4), 200, np.uint8), window, (window,))


def test_a_waiting_frame_becomes_a_moment_and_a_stretch_stays_one(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Editor", title="notes")))
    spool.note(Coverage("c1", NOON, NOON, 1, State.PAUSED))

    first, second = [reader(spool, keys).perceive(entry) for entry in spool.pending()]

    assert isinstance(first, Moment)
    assert (first.app, first.title) == ("Editor", "notes")
    assert isinstance(second, Coverage)


def test_a_private_window_leaves_only_a_stretch(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Browser", title="secret", private=True)))

    seen = reader(spool, keys).perceive(spool.pending()[0])

    assert isinstance(seen, LeftOut)
    assert (seen.coverage.state, seen.coverage.reason) == (State.SKIPPED, "private browsing")


def test_without_its_models_it_refuses_and_the_frame_waits(spool: Spool, keys: Keys) -> None:
    spool.accept(frame(0, Window(app="Editor")))

    with pytest.raises(WeightsMissing):
        reader(spool, keys, WeightsMissing("reading")).perceive(spool.pending()[0])

    assert len(spool.pending()) == 1


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        (Scope(apps=("edit",)), ["Browser"]),
        (Scope(sites=("bank.example",)), ["Editor"]),
        (Scope(since=NOON + timedelta(minutes=1)), ["Editor"]),
        (Scope(until=NOON), ["Editor", "Browser"]),
    ],
)
def test_forgetting_reaches_what_still_waits(spool: Spool, keys: Keys, scope: Scope, left: list[str]) -> None:
    spool.accept(frame(0, Window(app="Editor", title="notes")))
    spool.accept(frame(1, Window(app="Browser", title="account", url="https://www.bank.example/a")))

    gone = reader(spool, keys).forget(scope)

    items = [spool.open(entry, keys) for entry in spool.pending()]
    assert [item.window.app for item in items if isinstance(item, CapturedFrame)] == left
    assert gone == 2 - len(left)
